import { DotChart } from "../../../web/charts/dots/dot-chart.tsx";
import type { DotRow } from "../../../web/charts/dots/dot-plot.tsx";
import type { CreatorAnalysis } from "./creator-words.ts";
import { endsText, estimateText } from "./words.ts";

/** What is drawn. */
export const weekSeries = [{ key: "effect", label: "Effect" }];

/** The weeks since it began, as a chart takes them. */
export const weekRows = ({ by_week: weeks, unit }: Pick<CreatorAnalysis, "by_week" | "unit">): DotRow[] =>
  weeks.map(({ week, effect, lower, upper }) => ({
    key: String(week),
    label: `Week ${week}`,
    dots: { effect: { value: effect, low: lower, high: upper, text: estimateText(effect, unit) } },
  }));

/** What the chart shows, as a sentence. */
export function weekFinding({ effect, lower, upper, unit }: Pick<CreatorAnalysis, "effect" | "lower" | "upper" | "unit">): string {
  const size = `${estimateText(Math.abs(effect), unit)} a creator and week`;
  if (lower <= 0 && 0 <= upper) return `An effect of ${endsText({ lower, upper }, unit)} a creator and week fits what was sold`;
  return `Creators sold ${size} ${effect < 0 ? "less" : "more"} once it had begun for them`;
}

/** The effect by how long ago it began for a creator. */
export function WeekChart({ analysis, seriesName }: { readonly analysis: CreatorAnalysis; readonly seriesName: string }) {
  const { unit, level } = analysis;
  return (
    <DotChart
      title={weekFinding(analysis)}
      unit={`effect of a creator in a week since it began for them, ${unit === "count" ? "counted" : `in ${unit}`}`}
      interval={`${Math.round(100 * level)} % interval of each week by itself, by Student's t`}
      source={`series ${seriesName}, ${analysis.compared} weeks of creators compared`}
      series={weekSeries}
      rows={weekRows(analysis)}
      rowHead="Week"
      format={(value) => estimateText(value, unit)}
    />
  );
}
