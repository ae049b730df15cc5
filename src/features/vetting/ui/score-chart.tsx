import { WaterfallChart } from "../../../web/charts/waterfall/waterfall-chart.tsx";
import type { WaterfallStep, WaterfallSum } from "../../../web/charts/waterfall/waterfall-plot.tsx";
import { calendarDayText } from "../../../web/kit/time/time-text.ts";
import { pointsText, type Part, type Result } from "./words.ts";

const stepOf = ({ key, name, value, tenths, could_move_tenths: reach }: Part): WaterfallStep => ({
  key,
  label: name,
  change: value === null ? null : tenths / 10,
  reach: reach / 10,
  text: value === null ? `not known, up to ±${(reach / 10).toString()}` : pointsText(tenths),
});

const byMove = (a: Part, b: Part): number => Math.abs(b.tenths) - Math.abs(a.tenths) || b.could_move_tenths - a.could_move_tenths;

/** The finding: what raises and what lowers it most. */
function titleOf({ score, parts }: Result): string {
  const known = parts.filter(({ value }) => value !== null).toSorted((a, b) => b.tenths - a.tenths);
  const [best, worst] = [known[0], known.at(-1)];
  const what = score === null ? "No score yet" : `Why ${score}`;
  if (best === undefined || worst === undefined) return `${what}: nothing is known of this account`;
  const added = best.tenths > 0 ? `${best.name.toLowerCase()} adds most` : "nothing adds to it";
  return `${what}: ${added}, ${worst.tenths < 0 ? `${worst.name.toLowerCase()} takes most` : "nothing takes from it"}`;
}

/** How the score comes about, part by part from 50. */
export function ScoreChart({ result }: { readonly result: Result }) {
  const { score, low, high, parts, formula, as_of: asOf } = result;
  const end = parts.reduce((sum, { tenths }) => sum + tenths, 500) / 10;
  const sum: WaterfallSum = {
    from: { label: "Begins at", value: 50, text: "50" },
    steps: parts.toSorted(byMove).map(stepOf),
    to: {
      label: score === null ? "Known so far" : "Score",
      value: end,
      text: score === null ? "no score" : `${score} (${low} to ${high})`,
      low,
      high,
    },
    ends: [0, 100],
  };
  return (
    <WaterfallChart
      sum={sum}
      heads={["Part", "Points"]}
      title={titleOf(result)}
      unit="Points of 100, from 50 where nothing is known; dashed: not known, and how far it could move the score"
      interval="whisker: range of the evidence"
      source={`formula ${formula}, figures as of ${calendarDayText(asOf)}`}
    />
  );
}
