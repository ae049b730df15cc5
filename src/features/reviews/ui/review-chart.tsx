import { DotChart } from "../../../web/charts/dots/dot-chart.tsx";
import type { DotRow } from "../../../web/charts/dots/dot-plot.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import type { Review, ReviewFigure } from "./review.ts";

const prefix = "return/creator/";

/** Two decimals, as returns are read. */
export const perSpentText = (value: number): string => value.toFixed(2);

const nameOf = ({ label }: ReviewFigure): string => label.slice(label.indexOf(": ") + 2);

/** Creators whose return is known with its interval, the best first. */
export function returnRows({ figures }: Pick<Review, "figures">): DotRow[] {
  const own = figures.filter((figure) => figure.key.startsWith(prefix) && figure.value !== null && figure.high !== null);
  return own
    .toSorted((a, b) => Number(b.value) - Number(a.value))
    .map((figure) => {
      const [value, low, high] = [Number(figure.value), Number(figure.low), Number(figure.high)];
      return { key: figure.key, label: nameOf(figure), dots: { back: { value, low, high, text: perSpentText(value) } } };
    });
}

/**
 * What the returns of creators say: how many are told from breaking even.
 *
 * @example
 * import { returnsFinding } from "./review-chart.tsx";
 * returnsFinding([{ key: "a", label: "Ana", dots: { back: { value: 2, low: 1.2, high: 3, text: "2.00" } } }]); // => "Ana brought back more than they cost, whatever chance did"
 */
export function returnsFinding(rows: readonly DotRow[]): string {
  const above = rows.filter(({ dots }) => (dots["back"]?.low ?? 0) > 1);
  const below = rows.filter(({ dots }) => (dots["back"]?.high ?? 1) < 1);
  if (above.length === 1) return `${above[0]!.label} brought back more than they cost, whatever chance did`;
  if (above.length > 1) return `${above.length} of ${rows.length} creators brought back more than they cost, whatever chance did`;
  if (below.length > 0) return `No creator surely brought back their cost, and ${below.length} surely did not`;
  return "No creator is told from breaking even by these orders";
}

/** What came back for each creator, with intervals; nothing where no creator's own cost is known. */
export function ReturnsChart({ review }: { readonly review: Review }) {
  const rows = returnRows(review);
  if (rows.length === 0) return null;
  return (
    <Card>
      <DotChart
        title={returnsFinding(rows)}
        unit="Attributed revenue per 1 spent on the creator; 1 is breaking even on revenue"
        interval="whiskers: 95 % interval, were the campaign run again"
        source={`${review.figures.find(({ key }) => key.startsWith(prefix))?.source ?? ""}, “${review.campaign_name}”`}
        rowHead="Creator"
        format={perSpentText}
        series={[{ key: "back", label: "Revenue per 1 spent" }]}
        rows={rows}
      />
    </Card>
  );
}
