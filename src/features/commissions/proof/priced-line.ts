import { exponentOf } from "../../../kernel/money.ts";

/** Money as a rule's document has it. */
interface MoneyText {
  readonly amount: string;
  readonly currency: string;
}

/** A line of a commission as it is stored; amounts are whole minor units as text. */
export interface KeptLine {
  readonly groupId: string | null;
  readonly covers: readonly { readonly lineId: string | null; readonly baseMinor: string }[];
  readonly baseMinor: string;
  readonly value: { readonly kind: string; readonly rate?: string; readonly money?: MoneyText };
  readonly beforeCapMinor: string;
  readonly amountMinor: string;
  readonly currency: string;
  readonly exchange: {
    readonly from: string;
    readonly to: string;
    readonly rate: string;
    readonly onDay: string;
    readonly isInverse: boolean;
  } | null;
}

/** A decimal text as digits over a power of ten. */
function fraction(text: string): { top: bigint; bottom: bigint } {
  const [whole = "", decimals = ""] = text.split(".");
  return { top: BigInt(whole + decimals), bottom: 10n ** BigInt(decimals.length) };
}

/** Half up, as every earned amount is; none is below zero. */
const rounded = (top: bigint, bottom: bigint): bigint => (top + top + bottom) / (bottom + bottom);

/**
 * What a stored line earned before any cap, worked out once more from its base, its value and its rate of exchange alone.
 *
 * Written apart from what decides: one fraction, rounded once.
 *
 * @param line as it is stored.
 * @param orderCurrency what a percentage is in before it is exchanged.
 * @returns minor units of the line's currency.
 * @throws {RangeError} for a currency that is none.
 */
export function earnedMinor(line: KeptLine, orderCurrency: string): bigint {
  const { value, exchange } = line;
  if (value.kind === "none") return 0n;
  const own = value.money?.currency ?? orderCurrency;
  const share = fraction(value.rate ?? "1");
  const rate = fraction(exchange?.rate ?? "1");
  const [top, bottom] = exchange?.isInverse === true ? [rate.bottom, rate.top] : [rate.top, rate.bottom];
  const of = BigInt(value.money?.amount ?? line.baseMinor);
  const scaled = of * share.top * top * 10n ** BigInt(exponentOf(line.currency));
  return rounded(scaled, share.bottom * bottom * 10n ** BigInt(exponentOf(own)));
}

/**
 * What is wrong with a stored line by itself. An order of goods earns nothing on a base of zero, a lead its fixed amount.
 *
 * @param line as it is stored.
 * @param orderCurrency the order's.
 * @returns the first fault in words, or undefined.
 */
export function lineFault(line: KeptLine, orderCurrency: string): string | undefined {
  const covered = line.covers.reduce((sum, cover) => sum + BigInt(cover.baseMinor), 0n);
  if (covered.toString() !== line.baseMinor) return `its base is ${line.baseMinor}, its parts sum to ${covered}`;
  const earned = line.baseMinor === "0" && line.beforeCapMinor === "0" ? 0n : earnedMinor(line, orderCurrency);
  if (earned.toString() !== line.beforeCapMinor) return `it earned ${line.beforeCapMinor} before any cap instead of ${earned}`;
  return BigInt(line.amountMinor) > earned ? `it earned ${line.amountMinor}, more than ${earned}` : undefined;
}
