import { DotChart } from "../../../web/charts/dots/dot-chart.tsx";
import type { DotRow } from "../../../web/charts/dots/dot-plot.tsx";
import { fitFinding, partWords, pointsText, scoreText, type AccountFit } from "./words.ts";

export const fitSeries = [{ key: "score", label: "Fit" }];

/** A line for each part that is asked for, and the whole; what is not known has its whole range and no more. */
export function fitRows(fit: Pick<AccountFit, "score" | "low" | "high" | "parts">): DotRow[] {
  const row = (key: string, label: string, of: Pick<AccountFit, "score" | "low" | "high">): DotRow => {
    if (of.score === null) return { key, label, dots: {} };
    return { key, label, dots: { score: { value: of.score, low: of.low, high: of.high, text: scoreText(of) } } };
  };
  const parts = fit.parts
    .filter(({ is_asked }) => is_asked)
    .map((part) => row(part.key, `${partWords[part.key]}${part.score === null ? ", not known" : ""}`, part));
  return [row("whole", "The whole", fit), ...parts];
}

interface FitChartProps {
  readonly fit: AccountFit;
  readonly profile: string;
  readonly formula: string;
}

/** A fit part by part with its ranges. */
export function FitChart({ fit, profile, formula }: FitChartProps) {
  return (
    <DotChart
      title={fitFinding(fit, profile)}
      unit="Points from 0 to 100"
      interval="whiskers: as far as evidence and unknowns leave open"
      source={`audiences, profiles, posts and orders of the workspace. ${formula}`}
      series={fitSeries}
      rows={fitRows(fit)}
      rowHead="Part"
      format={pointsText}
    />
  );
}
