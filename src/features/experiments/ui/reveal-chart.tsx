import { DotChart } from "../../../web/charts/dots/dot-chart.tsx";
import type { DotRow } from "../../../web/charts/dots/dot-plot.tsx";
import type { RevealAnalysis } from "./creator-words.ts";

/** What is drawn. */
export const revealSeries = [{ key: "rate", label: "Ordered" }];

/** A share of visitors on screens, in percent with two digits: rates are small. */
export const rateText = (share: number): string => `${(100 * share).toFixed(2)} %`;

/** A share in points with two digits, without the word. */
export const pointsText = (share: number): string => (100 * share).toFixed(2).replace("-", "−");

/** Between which differences of the two rates the interval lies. */
export const endsInPoints = ({ lower, upper }: Pick<RevealAnalysis, "lower" | "upper">): string =>
  `${pointsText(lower)} to ${pointsText(upper)} points`;

/** The two halves, as a chart takes them. */
export const revealRows = ({ shown, hidden }: Pick<RevealAnalysis, "shown" | "hidden">): DotRow[] =>
  [
    { key: "shown", label: "Saw the code", half: shown },
    { key: "hidden", label: "Did not see it", half: hidden },
  ].map(({ key, label, half }) => ({
    key,
    label,
    dots: { rate: { value: half.rate, low: half.lower, high: half.upper, text: rateText(half.rate) } },
  }));

/** What the chart shows, as a sentence. */
export function revealFinding({ lower, upper, difference }: Pick<RevealAnalysis, "lower" | "upper" | "difference">): string {
  if (lower <= 0 && 0 <= upper) return `A difference of ${endsInPoints({ lower, upper })} fits what was counted`;
  return `Those who saw the code ordered ${pointsText(Math.abs(difference))} points ${difference < 0 ? "less" : "more"} often`;
}

/** How many of each half ordered. */
export function RevealChart({ analysis }: { readonly analysis: RevealAnalysis }) {
  const { shown, hidden, level } = analysis;
  return (
    <DotChart
      title={revealFinding(analysis)}
      unit="share of visitors who ordered"
      interval={`${Math.round(100 * level)} % interval of each rate by Wilson's method`}
      source={`${shown.visitors.toLocaleString("en")} visitors who saw the code, ${hidden.visitors.toLocaleString("en")} who did not, as counted by day`}
      series={revealSeries}
      rows={revealRows(analysis)}
      rowHead="Half"
      format={rateText}
    />
  );
}
