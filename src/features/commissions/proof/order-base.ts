/** A line of an order as its row says it; minor units of the order's currency. */
export interface BaseLine {
  readonly listMinor: bigint;
  readonly discountMinor: bigint;
  readonly taxMinor: bigint;
  readonly isGiftCard: boolean;
}

/** An order's amounts as its row says them. */
export interface BaseOrder {
  readonly lines: readonly BaseLine[];
  readonly taxIncluded: boolean;
  readonly shippingMinor: bigint;
  readonly shippingTaxMinor: bigint;
  readonly tipMinor: bigint;
  readonly giftCardMinor: bigint;
}

/** Which parts count, as the terms of a commission say it. */
export interface BaseTerms {
  readonly discount: string;
  readonly tax: boolean;
  readonly shipping: boolean;
  readonly tip: boolean;
  readonly giftCardPayment: boolean;
  readonly giftCardItems: boolean;
}

const least = (one: bigint, other: bigint): bigint => (one < other ? one : other);

function countedMinor(line: BaseLine, order: BaseOrder, terms: BaseTerms): bigint {
  if (line.isGiftCard && !terms.giftCardItems) return 0n;
  const net = line.listMinor - line.discountMinor;
  const amount = terms.discount === "after" ? net : line.listMinor;
  const tax = net > 0n ? (2n * line.taxMinor * amount + net) / (2n * net) : 0n;
  return amount + (terms.tax && !order.taxIncluded ? tax : 0n) - (!terms.tax && order.taxIncluded ? tax : 0n);
}

/**
 * The base of an order as a whole, worked out once more from its lines, written apart from what decides.
 *
 * Items with or without discount and tax; shipping and tip where they count; less what a gift card paid where that does not count. Never
 * below zero.
 *
 * @param order as its row and lines say it, each discount and tax on its line.
 * @param terms which parts count.
 * @returns minor units of the order's currency.
 */
export function orderBaseMinor(order: BaseOrder, terms: BaseTerms): bigint {
  const items = order.lines.reduce((sum, line) => sum + countedMinor(line, order, terms), 0n);
  const { shippingMinor, shippingTaxMinor } = order;
  const shipping = shippingMinor + (terms.tax === order.taxIncluded ? 0n : terms.tax ? shippingTaxMinor : -shippingTaxMinor);
  const shippingCounted = terms.shipping && shipping > 0n ? shipping : 0n;
  const all = (items > 0n ? items : 0n) + shippingCounted + (terms.tip ? order.tipMinor : 0n);
  return all - (terms.giftCardPayment ? 0n : least(all, order.giftCardMinor));
}
