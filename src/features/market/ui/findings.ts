import { locale } from "../../../web/kit/value/locale.ts";
import type { StudyResult } from "./dial-words.ts";

export type Lens = StudyResult["lenses"][number];

const rounded = (digits: number) => new Intl.NumberFormat(locale, { minimumFractionDigits: 0, maximumFractionDigits: digits });
const minus = (text: string): string => text.replace("-", "−");

/** A number of orders as people read it: tenths below ten. */
export const ordersText = (orders: number): string => minus(rounded(Math.abs(orders) < 10 ? 1 : 0).format(orders));

/** A difference of orders, with its sign. */
export const surplusText = (orders: number): string => (orders > 0 ? `+${ordersText(orders)}` : ordersText(orders));

/** A share in whole percent, with its sign where it is a difference. */
export const biasText = (bias: number): string =>
  `${minus(new Intl.NumberFormat(locale, { maximumFractionDigits: 0, signDisplay: "exceptZero" }).format(bias * 100))} %`;

const offBy = ({ bias }: Lens): string => {
  if (bias === null) return "nothing to be held against";
  const size = Math.round(Math.abs(bias.mean) * 100);
  if (size === 0) return "right in total";
  return bias.mean < 0 ? `${size} % too few orders in total` : `${size} % too many orders in total`;
};

/** What the comparison of lenses says: which is closest about single creators, which furthest off, and what either credits in total. */
export function lensFinding({ lenses }: StudyResult): string {
  const [best, worst] = [lenses[0]!, lenses.at(-1)!];
  return `Closest to what each creator caused: ${best.name}, ${offBy(best)}; furthest: ${worst.name}, ${offBy(worst)}`;
}

/** What a lens says of single creators: of whom it is furthest off. */
export function creatorFinding({ creators }: StudyResult, lens: Lens): string {
  const errors = lens.creators.map(({ error_orders: error }) => error.mean);
  const at = errors.reduce((most, error, place) => (Math.abs(error) > Math.abs(errors[most]!) ? place : most), 0);
  const [creator, error] = [creators[at], errors[at]];
  if (creator === undefined || error === undefined) return `${lens.name}: no creator to be credited`;
  if (Math.abs(error) < 0.05) return `${lens.name}: right about every creator`;
  const words = error < 0 ? "too few" : "too many";
  return `${lens.name}, furthest off about ${creator.name}: ${ordersText(Math.abs(error))} orders ${words} beside ${ordersText(creator.caused.mean)} caused`;
}
