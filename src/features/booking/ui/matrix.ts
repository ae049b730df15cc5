import type { paths } from "../../../web/api.gen.d.ts";
import type { MatrixCell } from "../../../web/charts/matrix/matrix-plot.tsx";
import { creditText } from "../../../web/lists/credit-text.ts";
import { moneyText } from "../../../web/kit/value/money.tsx";

type Path = paths["/v1/reports/creators-by-campaign"]["get"];

/** Creators across campaigns, as the API gives it. */
export type Matrix = Path["responses"][200]["content"]["application/json"];
export type MatrixCreator = Matrix["creators"][number];
export type Horizon = Matrix["horizon"];

/** What every cell and every sum has. */
export type Figures = Pick<MatrixCreator, "orders" | "revenue" | "cost" | "roi" | "revenue_per_spent">;

/** What the cells show. */
export const measures = [
  { value: "revenue", label: "Attributed revenue" },
  { value: "cost", label: "Full cost" },
  { value: "return", label: "Return on cost" },
  { value: "orders", label: "Attributed orders" },
] as const;
export type Measure = (typeof measures)[number]["value"];

/** The spans as screens call them. */
export const spans: readonly { readonly value: Horizon; readonly label: string }[] = [
  { value: "campaign", label: "Campaign’s days" },
  { value: "days_90", label: "90 days" },
  { value: "lifetime", label: "Lifetime so far" },
];

/** How large a figure is, for sorting and shading; undefined: not known. A return is told by what came back for 1 spent. */
export function sizeOf(of: Figures | undefined, measure: Measure): number | undefined {
  if (of === undefined) return undefined;
  if (measure === "orders") return Number(of.orders);
  const text = measure === "return" ? of.revenue_per_spent : of[measure]?.amount;
  return text === null || text === undefined ? undefined : Number(text);
}

/**
 * A return in percent.
 *
 * @example
 * import { percentText } from "./matrix.ts";
 * percentText("-0.254"); // => "−25 %"
 */
export const percentText = (roi: string): string => `${Math.round(Number(roi) * 100)} %`.replace("-", "−");

/** A figure in words; what is not known says so. */
export function figureText(of: Figures, measure: Measure): string {
  if (measure === "orders") return creditText(of.orders);
  if (measure === "return") return of.roi === null ? "not known" : percentText(of.roi);
  const money = of[measure];
  return money === null ? "not known" : moneyText(money);
}

/** A creator's cell in a campaign; undefined: no part in it. */
export const cellIn = (creator: MatrixCreator, campaignId: string) => creator.cells.find((cell) => cell.campaign_id === campaignId);

/** By what rows are sorted: a campaign's id, `total` or `name`. */
export interface MatrixSort {
  readonly key: string;
  readonly direction: "ascending" | "descending";
}

/** Creators in the order of a column; those of whom it is not known come last, whichever way. */
export function sortedCreators(creators: readonly MatrixCreator[], { key, direction }: MatrixSort, measure: Measure): MatrixCreator[] {
  const turn = direction === "ascending" ? 1 : -1;
  if (key === "name") return creators.toSorted((a, b) => turn * a.name.localeCompare(b.name));
  const size = (creator: MatrixCreator) => sizeOf(key === "total" ? creator : cellIn(creator, key), measure);
  return creators.toSorted((a, b) => {
    const [one, other] = [size(a), size(b)];
    if (one === undefined || other === undefined) return one === other ? 0 : one === undefined ? 1 : -1;
    return turn * (one - other);
  });
}

/** The cells of a picture, the darkest the largest of all. What is not known, and no part at all, are left empty. */
export function pictureCells({ campaigns }: Pick<Matrix, "campaigns">, creators: readonly MatrixCreator[], measure: Measure) {
  const all = creators.map((creator) => campaigns.map((campaign) => cellIn(creator, campaign.campaign_id)));
  const largest = Math.max(0, ...all.flat().map((cell) => sizeOf(cell, measure) ?? 0));
  return all.map((row, at) =>
    row.map((cell, column): MatrixCell | null => {
      const size = sizeOf(cell, measure);
      if (cell === undefined || size === undefined) return null;
      const text = figureText(cell, measure);
      const title = `${creators[at]!.name} in ${campaigns[column]!.name}: ${text}`;
      return { share: largest === 0 ? 0 : Math.max(0, size) / largest, text, title };
    }),
  );
}

const most: { readonly [M in Measure]: string } = {
  revenue: "brought the most",
  cost: "cost the most",
  return: "had the highest return on cost",
  orders: "brought the most orders",
};

/** The finding in a sentence: who leads, and in how many campaigns that rests. */
export function matrixFinding({ campaigns, creators }: Pick<Matrix, "campaigns" | "creators">, measure: Measure): string {
  const [best] = sortedCreators(creators, { key: "total", direction: "descending" }, measure);
  const size = best === undefined ? undefined : sizeOf(best, measure);
  if (best === undefined || size === undefined || size === 0)
    return measure === "return" ? "No creator’s return over these campaigns is known" : "Nothing is known yet of these campaigns";
  const parts = campaigns.length === 1 ? "the only campaign" : `${best.campaigns} of ${campaigns.length} campaigns`;
  return `${best.name} ${most[measure]}: ${figureText(best, measure)}, in ${parts}`;
}
