import { LineChart } from "../../../web/charts/line-chart.tsx";
import { estimateText, levelText, methodLabel, type GeoAnalysis, type GeoPlan } from "./words.ts";

interface DayChartProps {
  readonly analysis: GeoAnalysis;
  readonly plan: GeoPlan;
  readonly seriesName: string;
}

/** What is drawn. */
export const daySeries = [
  { key: "observed", label: "Observed" },
  { key: "expected", label: "Expected without the campaign", isRest: true },
];

/** Days before treatment that are shown: enough to see the fit, few enough to see the days. */
const shownBefore = 45;

/** What the chart shows, as a sentence. */
export function dayFinding({ methods: [decider], verdict }: Pick<GeoAnalysis, "methods" | "verdict">, unit: string): string {
  if (decider?.kind !== "estimated") return "Observed sales of the treated regions";
  const size = estimateText(Math.abs(decider.effect), unit);
  const chance = verdict.outcome === "not-shown" ? ", which chance alone could do" : "";
  return `A treated region sold ${size} ${decider.effect < 0 ? "less" : "more"} a day than expected${chance}`;
}

/** The days that are shown, as a chart takes them. */
export function dayPoints({ days, days_before: before }: Pick<GeoAnalysis, "days" | "days_before">) {
  const shown = days.slice(Math.max(0, before - shownBefore));
  return {
    observed: shown.map(({ day, observed }) => ({ on: day, value: observed })),
    expected: shown.map(({ day, expected, lower, upper }) => ({
      on: day,
      value: expected,
      ...(lower === null || upper === null ? {} : { low: lower, high: upper }),
    })),
  };
}

/** Observed and expected sales of the treated regions, day by day. */
export function DayChart({ analysis, plan, seriesName }: DayChartProps) {
  const { unit, level } = analysis;
  const decider = analysis.methods[0];
  return (
    <LineChart
      title={dayFinding(analysis, unit)}
      unit={`sales of a treated region a day, ${unit === "count" ? "counted" : `in ${unit}`}`}
      interval={`${levelText(level)} interval of each day by the jackknife+`}
      source={`series ${seriesName}; expected by ${decider === undefined ? "no method" : methodLabel(decider.method).toLowerCase()}`}
      series={daySeries}
      points={dayPoints(analysis)}
      format={(value) => estimateText(value, unit)}
      isZoomed
      mark={{ on: plan.from_on, label: "Treatment begins" }}
    />
  );
}
