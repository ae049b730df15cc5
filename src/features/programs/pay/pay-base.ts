import { roundedQuotient } from "../../../kernel/rounding.ts";
import { splitByWeights } from "../../../kernel/split.ts";
import type { PayOrder } from "./pay-evidence.ts";
import type { PayBase } from "./pay-rule.ts";

/** The part of an order's base that stands on one line; `lineId` is null where the order has no lines. */
export interface LineBase {
  readonly lineId: string | null;
  readonly baseMinor: bigint;
}

/** A line's amounts with the order's unassigned discount and tax spread onto it. */
interface PricedLine {
  readonly lineId: string | null;
  readonly isGiftCard: boolean;
  readonly listMinor: bigint;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);
const atLeastZero = (amount: bigint): bigint => (amount < 0n ? 0n : amount);
const atMost = (limit: bigint, amount: bigint): bigint => (amount > limit ? limit : amount);

/** Splits by weights, and evenly where no weight is positive. */
function spread(amount: bigint, weights: readonly bigint[]): bigint[] {
  const positive = weights.map(atLeastZero);
  return splitByWeights(amount, positive.some((weight) => weight > 0n) ? positive : weights.map(() => 1n));
}

/**
 * The base of each line of an order: the amount that a percentage is taken of, and that a refund is measured against.
 *
 * Each line counts with its list price or what discounts left of it, with or without its tax; tax on a list price is that of the
 * discounted price scaled up. Shipping and tip are added where they count, a gift card's payment is taken off where it does not, and
 * the total is spread over the lines in proportion to their own amounts by largest remainder. Never below zero.
 *
 * @param order the order's amounts; discount and tax that no line states are spread over the lines.
 * @param base which parts count.
 * @returns one entry a line in the order's order, or one with `lineId` null where there are no lines; minor units >= 0 of the order's
 * currency, which sum to the order's base.
 */
export function lineBases(order: PayOrder, base: PayBase): LineBase[] {
  const lines = pricedLines(order);
  const counted = lines.map((line) => (line.isGiftCard && !base.giftCardItems ? 0n : countedOf(line, order, base)));
  const items = atLeastZero(sum(counted));
  const extras = (base.shipping ? shippingOf(order, base) : 0n) + (base.tip ? order.tipMinor : 0n);
  const beforeCard = items + extras;
  const total = beforeCard - (base.giftCardPayment ? 0n : atMost(beforeCard, order.giftCardMinor));
  const parts = spread(total, counted);
  return lines.map((line, index) => ({ lineId: line.lineId, baseMinor: parts[index] ?? 0n }));
}

function pricedLines(order: PayOrder): PricedLine[] {
  const lines = order.lines.length === 0 ? [wholeOrder(order)] : order.lines;
  const lists = lines.map((line) => line.listMinor);
  const discounts = lines.map((line) => line.discountMinor);
  const taxes = lines.map((line) => line.taxMinor);
  const moreDiscount = spread(atLeastZero(order.discountMinor - sum(discounts)), lists);
  const nets = lists.map((list, index) => list - (discounts[index] ?? 0n) - (moreDiscount[index] ?? 0n));
  const moreTax = spread(atLeastZero(order.taxMinor - sum(taxes)), nets);
  return lines.map((line, index) => ({
    lineId: line.lineId,
    isGiftCard: line.isGiftCard,
    listMinor: line.listMinor,
    netMinor: nets[index] ?? 0n,
    taxMinor: line.taxMinor + (moreTax[index] ?? 0n),
  }));
}

const wholeOrder = (order: PayOrder) => ({ lineId: null, isGiftCard: false, listMinor: order.itemsMinor, discountMinor: 0n, taxMinor: 0n });

function countedOf(line: PricedLine, order: PayOrder, base: PayBase): bigint {
  const amount = base.discount === "after" ? line.netMinor : line.listMinor;
  const tax = line.netMinor > 0n ? roundedQuotient(line.taxMinor * amount, line.netMinor) : 0n;
  return withTax({ amount, tax }, order, base);
}

function shippingOf(order: PayOrder, base: PayBase): bigint {
  return atLeastZero(withTax({ amount: order.shippingMinor, tax: order.shippingTaxMinor }, order, base));
}

function withTax({ amount, tax }: { amount: bigint; tax: bigint }, order: PayOrder, base: PayBase): bigint {
  if (order.taxIncluded) return base.tax ? amount : amount - tax;
  return base.tax ? amount + tax : amount;
}
