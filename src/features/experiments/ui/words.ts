import type { components } from "../../../web/api.gen.d.ts";
import { moneyText } from "../../../web/kit/value/money.tsx";
import { locale } from "../../../web/kit/value/locale.ts";

/** An experiment as the API gives it. */
export type Experiment = components["schemas"]["Experiment"];
/** The plan of an experiment by region. */
export type GeoPlan = components["schemas"]["GeoPlan"];
/** What came of an analysis. */
export type GeoAnalysis = components["schemas"]["GeoAnalysis"];
/** A series of sales by region and day. */
export type SalesSeries = components["schemas"]["SalesSeries"];

/** The methods, as screens call them. */
export const methods = [
  { value: "augmented-synthetic-control", label: "Augmented synthetic control" },
  { value: "synthetic-control", label: "Synthetic control" },
  { value: "sdid", label: "Synthetic difference in differences" },
  { value: "time-based-regression", label: "Time-based regression" },
] as const satisfies readonly { value: GeoPlan["method"]; label: string }[];

/** A method's name on screens. */
export const methodLabel = (method: GeoPlan["method"]): string => methods.find(({ value }) => value === method)?.label ?? method;

/**
 * An estimate as people read it: money to its minor unit, counts to one decimal.
 *
 * @param amount minor units or a count; need not be whole.
 * @param unit a currency of ISO 4217, or `count`.
 * @example
 * import { estimateText } from "./words.ts";
 * estimateText(155.5557, "count"); // => "155.6"
 * estimateText(-2550.4, "EUR"); // => "−€25.50"
 */
export function estimateText(amount: number, unit: string): string {
  if (unit === "count") return amount.toLocaleString(locale, { maximumFractionDigits: 1 }).replace("-", "−");
  return moneyText({ amount: String(Math.round(amount)), currency: unit });
}

/**
 * A share as percent with its sign, to one decimal.
 *
 * @example
 * import { liftText } from "./words.ts";
 * liftText(0.05423); // => "+5.4 %"
 */
export const liftText = (share: number): string =>
  `${(100 * share).toLocaleString(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: "exceptZero" }).replace("-", "−")} %`;

/**
 * An interval; an end that is open says so.
 *
 * @example
 * import { endsText } from "./words.ts";
 * endsText({ lower: 12, upper: null }, "count"); // => "12 to any more"
 */
export function endsText({ lower, upper }: { readonly lower: number | null; readonly upper: number | null }, unit: string): string {
  const [low, high] = [lower === null ? "any less" : estimateText(lower, unit), upper === null ? "any more" : estimateText(upper, unit)];
  return `${low} to ${high}`;
}

/** An interval of a lift; an end that is open says so. */
export const liftEndsText = ({ lower, upper }: { readonly lower: number | null; readonly upper: number | null }): string =>
  `${lower === null ? "any less" : liftText(lower)} to ${upper === null ? "any more" : liftText(upper)}`;

/** How far an experiment is, in a word. */
export const stateWords: Record<Experiment["state"], { readonly label: string; readonly tone: "neutral" | "accent" | "good" }> = {
  draft: { label: "Draft", tone: "neutral" },
  locked: { label: "Plan locked", tone: "accent" },
  analysed: { label: "Analysed", tone: "good" },
};

/**
 * An estimate with its interval behind it.
 *
 * @example
 * import { withEnds } from "./words.ts";
 * withEnds({ estimate: 0.4, low: 0.2, high: 0.6 }, (value) => value.toFixed(1)); // => "0.4 (0.2 to 0.6)"
 */
export const withEnds = (
  { estimate, low, high }: { readonly estimate: number; readonly low: number; readonly high: number },
  text: (value: number) => string,
): string => `${text(estimate)} (${text(low)} to ${text(high)})`;

/**
 * A level as percent, to the hundredth.
 *
 * @example
 * import { levelText } from "./words.ts";
 * levelText(0.99951); // => "99.95 %"
 * levelText(0.9); // => "90 %"
 * levelText(0.99999); // => "over 99.99 %"
 */
export const levelText = (level: number): string => (level > 0.9999 ? "over 99.99 %" : `${Number((100 * level).toFixed(2))} %`);

/**
 * A p value as tables show it.
 *
 * @example
 * import { pText } from "./words.ts";
 * pText(0.04321); // => "0.043"
 * pText(0.0001); // => "< 0.001"
 */
export const pText = (p: number): string => (p < 0.001 ? "< 0.001" : p.toFixed(3));
