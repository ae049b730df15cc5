import { splitByWeights } from "../../kernel/split.ts";

/** One line of an order; all amounts are minor units >= 0 of the order's currency. */
export interface OrderLine {
  /** The line's id in the store; empty when it has none. */
  readonly externalId: string;
  readonly sku: string;
  readonly product: string;
  readonly category: string;
  readonly title: string;
  readonly quantity: bigint;
  /** Of one unit, before discounts. */
  readonly listPriceMinor: bigint;
  /** Taken off the whole line by codes. */
  readonly codeDiscountMinor: bigint;
  /** Taken off the whole line otherwise. */
  readonly otherDiscountMinor: bigint;
  /** Of the whole line; inside the price when the order's tax is included. */
  readonly taxMinor: bigint;
  /** The line sells a gift card. */
  readonly isGiftCard: boolean;
  /** What one unit cost the brand; null when unknown. */
  readonly unitCostMinor: bigint | null;
}

/** All amounts of one order, exact, in one currency. */
export interface OrderAmounts {
  /** ISO 4217 code. */
  readonly currency: string;
  readonly lines: readonly OrderLine[];
  /** Whether prices contain their tax. */
  readonly taxIncluded: boolean;
  readonly shippingMinor: bigint;
  readonly shippingTaxMinor: bigint;
  readonly tipMinor: bigint;
  /** How much of the total was paid with gift cards. */
  readonly giftCardMinor: bigint;
  /** What the customer owes in all, however it was paid. */
  readonly totalMinor: bigint;
  /** The sender's own total; null when it stated none. */
  readonly statedTotalMinor: bigint | null;
  /** What the sender now says the total is, where it fell after payment: the difference is an adjustment. Null where it did not fall. */
  readonly reducedToMinor: bigint | null;
}

/** What a sender states: parts that may be spread over the lines, and a total that may be missing. */
export interface StatedAmounts {
  readonly currency: string;
  readonly lines: readonly OrderLine[];
  readonly taxIncluded: boolean;
  /** Taken off the order as a whole, beyond the lines' own discounts. */
  readonly codeDiscountMinor: bigint;
  readonly otherDiscountMinor: bigint;
  /** Tax of all items together; spread over the lines when none of them has its own. */
  readonly taxMinor: bigint;
  readonly shippingMinor: bigint;
  readonly shippingTaxMinor: bigint;
  readonly tipMinor: bigint;
  readonly giftCardMinor: bigint;
  readonly totalMinor: bigint | null;
}

/** A line with nothing in it, to start from. */
export const emptyLine: OrderLine = {
  externalId: "",
  sku: "",
  product: "",
  category: "",
  title: "",
  quantity: 1n,
  listPriceMinor: 0n,
  codeDiscountMinor: 0n,
  otherDiscountMinor: 0n,
  taxMinor: 0n,
  isGiftCard: false,
  unitCostMinor: null,
};

const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/**
 * What a line comes to after its discounts, without tax that is added on top.
 *
 * @param line a line; discounts beyond its price bring it to zero, never below.
 * @returns minor units >= 0.
 * @example
 * import { emptyLine, lineNetMinor } from "./order-amounts.ts";
 * lineNetMinor({ ...emptyLine, quantity: 2n, listPriceMinor: 500n, codeDiscountMinor: 100n }); // => 900n
 */
export function lineNetMinor(line: OrderLine): bigint {
  const net = line.quantity * line.listPriceMinor - line.codeDiscountMinor - line.otherDiscountMinor;
  return net > 0n ? net : 0n;
}

/**
 * What the customer was charged for a line: after its discounts, with its tax.
 *
 * @param line a line.
 * @param taxIncluded whether prices contain their tax.
 * @returns minor units >= 0; what a full refund of the line gives back.
 * @example
 * import { emptyLine, lineChargedMinor } from "./order-amounts.ts";
 * lineChargedMinor({ ...emptyLine, listPriceMinor: 500n, taxMinor: 95n }, false); // => 595n
 */
export const lineChargedMinor = (line: OrderLine, taxIncluded: boolean): bigint => lineNetMinor(line) + (taxIncluded ? 0n : line.taxMinor);

/** The sums of an order's parts. */
export interface AmountSums {
  /** Quantity times list price of all lines. */
  readonly itemsMinor: bigint;
  readonly discountMinor: bigint;
  /** Tax of all lines. */
  readonly taxMinor: bigint;
  /** What the parts come to: items - discounts + (tax + shipping tax, where not included) + shipping + tip. */
  readonly computedTotalMinor: bigint;
}

/**
 * Adds an order's parts up: items - discounts + shipping + tip, and the taxes where prices do not contain them. A gift card is a way to
 * pay and takes nothing off.
 *
 * @param amounts all parts in one currency.
 * @returns the sums, exact; the computed total is never below zero.
 * @example
 * import { amountSums, emptyLine } from "./order-amounts.ts";
 * const order = { currency: "EUR", lines: [{ ...emptyLine, listPriceMinor: 1000n, taxMinor: 190n }], taxIncluded: false, shippingMinor: 500n };
 * const rest = { shippingTaxMinor: 95n, tipMinor: 0n, giftCardMinor: 0n, totalMinor: 1785n, statedTotalMinor: null, reducedToMinor: null };
 * amountSums({ ...order, ...rest }).computedTotalMinor; // => 1785n
 */
export function amountSums(amounts: OrderAmounts): AmountSums {
  const taxMinor = sum(amounts.lines.map((line) => line.taxMinor));
  const onTop = amounts.taxIncluded ? 0n : taxMinor + amounts.shippingTaxMinor;
  return {
    itemsMinor: sum(amounts.lines.map((line) => line.quantity * line.listPriceMinor)),
    discountMinor: sum(amounts.lines.map((line) => line.codeDiscountMinor + line.otherDiscountMinor)),
    taxMinor,
    computedTotalMinor: sum(amounts.lines.map(lineNetMinor)) + onTop + amounts.shippingMinor + amounts.tipMinor,
  };
}

function spread(lines: readonly OrderLine[], amount: bigint, field: "codeDiscountMinor" | "otherDiscountMinor" | "taxMinor"): OrderLine[] {
  const weights = lines.map(lineNetMinor);
  const room = sum(weights);
  if (amount === 0n || room === 0n) return [...lines];
  const parts = splitByWeights(field === "taxMinor" ? amount : least(amount, room), weights);
  return lines.map((line, index) => ({ ...line, [field]: line[field] + (parts[index] ?? 0n) }));
}

/** The one line of an order that was stated without lines: what is left of its total once everything else is taken out. */
function onlyLine(stated: StatedAmounts): OrderLine[] {
  const onTop = stated.taxIncluded ? 0n : stated.taxMinor + stated.shippingTaxMinor;
  const rest =
    (stated.totalMinor ?? 0n) - stated.shippingMinor - stated.tipMinor - onTop + stated.codeDiscountMinor + stated.otherDiscountMinor;
  return [{ ...emptyLine, listPriceMinor: rest > 0n ? rest : 0n }];
}

/**
 * The exact amounts of an order from what its sender states.
 *
 * Discounts of the whole order, and tax where no line has its own, are spread over the lines by what each comes to, by largest remainder,
 * so that the parts add up again. An order without lines gets one that makes its total come out. The sender's total is kept even where
 * the parts do not add up to it; {@link hasTotalMismatch} then says so.
 *
 * @param stated parts >= 0 of one currency.
 * @returns amounts whose lines carry every discount and tax.
 * @example
 * import { emptyLine, orderAmounts } from "./order-amounts.ts";
 * const lines = [{ ...emptyLine, listPriceMinor: 1000n }, { ...emptyLine, listPriceMinor: 2000n }];
 * const parts = { currency: "EUR", lines, taxIncluded: false, codeDiscountMinor: 100n, otherDiscountMinor: 0n, taxMinor: 0n, shippingMinor: 0n };
 * const order = orderAmounts({ ...parts, shippingTaxMinor: 0n, tipMinor: 0n, giftCardMinor: 0n, totalMinor: null });
 * order.lines.map((line) => line.codeDiscountMinor); // => [33n, 67n]
 * order.totalMinor; // => 2900n
 */
export function orderAmounts(stated: StatedAmounts): OrderAmounts {
  const given = stated.lines.length > 0 ? stated.lines : onlyLine(stated);
  const discounted = spread(spread(given, stated.codeDiscountMinor, "codeDiscountMinor"), stated.otherDiscountMinor, "otherDiscountMinor");
  const isTaxed = discounted.some((line) => line.taxMinor > 0n);
  const amounts: OrderAmounts = {
    currency: stated.currency,
    lines: isTaxed ? discounted : spread(discounted, stated.taxMinor, "taxMinor"),
    taxIncluded: stated.taxIncluded,
    shippingMinor: stated.shippingMinor,
    shippingTaxMinor: stated.shippingTaxMinor,
    tipMinor: stated.tipMinor,
    giftCardMinor: stated.giftCardMinor,
    totalMinor: 0n,
    statedTotalMinor: stated.totalMinor,
    reducedToMinor: null,
  };
  return { ...amounts, totalMinor: stated.totalMinor ?? amountSums(amounts).computedTotalMinor };
}

/**
 * Whether the sender's total differs from the sum of the parts it sent.
 *
 * @param amounts as {@link orderAmounts} gave them.
 * @returns false where the sender stated no total.
 * @example
 * import { emptyLine, hasTotalMismatch } from "./order-amounts.ts";
 * const order = { currency: "EUR", lines: [{ ...emptyLine, listPriceMinor: 1000n }], taxIncluded: true, shippingMinor: 0n, shippingTaxMinor: 0n };
 * hasTotalMismatch({ ...order, tipMinor: 0n, giftCardMinor: 0n, totalMinor: 999n, statedTotalMinor: 999n, reducedToMinor: null }); // => true
 */
export function hasTotalMismatch(amounts: OrderAmounts): boolean {
  return amounts.statedTotalMinor !== null && amounts.statedTotalMinor !== amountSums(amounts).computedTotalMinor;
}
