import { amountSums, type OrderAmounts, type OrderLine } from "../order-amounts.ts";
import type { Novelty } from "../history/novelty.ts";
import type { JoinedOrder } from "../record/joined-order.ts";

/** An order as its row says it; amounts, times and hashes as text, as the rows travel. */
export interface ConversionRow {
  readonly id: string;
  readonly store_id: string;
  readonly external_id: string;
  readonly kind: string;
  readonly occurred_at: string;
  readonly occurred_precision: string;
  readonly source: string;
  readonly body_hash: string;
  readonly version: number;
  readonly status: string;
  readonly customer_id: string | null;
  readonly visitor_id: string | null;
  readonly click_id: string | null;
  readonly currency: string;
  readonly total_minor: string;
  readonly stated_total_minor: string | null;
  readonly refunded_minor: string;
  readonly items_minor: string;
  readonly discount_minor: string;
  readonly tax_minor: string;
  readonly tax_included: boolean;
  readonly shipping_minor: string;
  readonly shipping_tax_minor: string;
  readonly tip_minor: string;
  readonly gift_card_minor: string;
  readonly codes: readonly string[];
  readonly flags: readonly string[];
  readonly is_new_customer: boolean | null;
  readonly novelty_reason: string;
  readonly country: string | null;
  readonly subscription_id: string | null;
  readonly renewal_number: number | null;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** What one channel said of an order, kept for ever. */
export interface VersionRow {
  readonly conversion_id: string;
  readonly version: number;
  readonly source: string;
  readonly body_hash: string;
  readonly raw_payload_id: string | null;
  readonly document: string;
}

/** One line of one version of an order. */
export interface LineRow {
  readonly conversion_id: string;
  readonly version: number;
  readonly position: number;
  readonly external_id: string;
  readonly sku: string;
  readonly product: string;
  readonly category: string;
  readonly title: string;
  readonly quantity: string;
  readonly list_price_minor: string;
  readonly code_discount_minor: string;
  readonly other_discount_minor: string;
  readonly tax_minor: string;
  readonly is_gift_card: boolean;
  readonly unit_cost_minor: string | null;
}

/** One step of an order's status. */
export interface StatusRow {
  readonly id: string;
  readonly conversion_id: string;
  readonly status: string;
  readonly occurred_at: string;
  readonly source: string;
}

/** Another name of an order. */
export interface ReferenceRow {
  readonly store_id: string;
  readonly kind: string;
  readonly reference: string;
  readonly conversion_external_id: string;
}

/** An order that is about to be written. */
export interface OrderDraft {
  readonly id: string;
  readonly version: number;
  readonly joined: JoinedOrder;
  readonly bodyHash: string;
  readonly customerId: string | null;
  readonly visitorId: string | null;
  readonly novelty: Novelty;
  readonly renewalNumber: number | null;
  readonly refundedMinor: bigint;
  readonly flags: readonly string[];
  /** The currency of an order that states no amounts. */
  readonly fallbackCurrency: string;
  readonly metadata: Readonly<Record<string, string | number | boolean | null>>;
}

const digits = (amount: bigint | null): string | null => (amount === null ? null : amount.toString());

/** The amounts of an order whose sender states none: nothing, in the store's currency, and flagged. */
const unpriced = (currency: string): OrderAmounts => ({
  currency,
  lines: [],
  taxIncluded: false,
  shippingMinor: 0n,
  shippingTaxMinor: 0n,
  tipMinor: 0n,
  giftCardMinor: 0n,
  totalMinor: 0n,
  statedTotalMinor: null,
  reducedToMinor: null,
});

function amountColumns(amounts: OrderAmounts) {
  const sums = amountSums(amounts);
  return {
    currency: amounts.currency,
    total_minor: amounts.totalMinor.toString(),
    stated_total_minor: digits(amounts.statedTotalMinor),
    items_minor: sums.itemsMinor.toString(),
    discount_minor: sums.discountMinor.toString(),
    tax_minor: sums.taxMinor.toString(),
    tax_included: amounts.taxIncluded,
    shipping_minor: amounts.shippingMinor.toString(),
    shipping_tax_minor: amounts.shippingTaxMinor.toString(),
    tip_minor: amounts.tipMinor.toString(),
    gift_card_minor: amounts.giftCardMinor.toString(),
  };
}

/**
 * The row of an order.
 *
 * @param draft all that was decided about it.
 * @returns the row; amounts, times and hashes as text.
 */
export function conversionRow(draft: OrderDraft): ConversionRow {
  const { document, status, source } = draft.joined;
  return {
    id: draft.id,
    store_id: document.storeId,
    external_id: document.externalId,
    kind: document.kind,
    occurred_at: new Date(document.occurredAtMs).toISOString(),
    occurred_precision: document.precision,
    source,
    body_hash: draft.bodyHash,
    version: draft.version,
    status,
    customer_id: draft.customerId,
    visitor_id: draft.visitorId,
    click_id: document.clickId,
    ...amountColumns(document.amounts ?? unpriced(draft.fallbackCurrency)),
    refunded_minor: draft.refundedMinor.toString(),
    codes: document.codes,
    flags: draft.flags,
    is_new_customer: draft.novelty.isNewCustomer,
    novelty_reason: draft.novelty.reason,
    country: document.country,
    subscription_id: document.subscriptionId,
    renewal_number: draft.renewalNumber,
    metadata: draft.metadata,
  };
}

const lineRow = (draft: OrderDraft, line: OrderLine, position: number): LineRow => ({
  conversion_id: draft.id,
  version: draft.version,
  position,
  external_id: line.externalId,
  sku: line.sku,
  product: line.product,
  category: line.category,
  title: line.title,
  quantity: line.quantity.toString(),
  list_price_minor: line.listPriceMinor.toString(),
  code_discount_minor: line.codeDiscountMinor.toString(),
  other_discount_minor: line.otherDiscountMinor.toString(),
  tax_minor: line.taxMinor.toString(),
  is_gift_card: line.isGiftCard,
  unit_cost_minor: digits(line.unitCostMinor),
});

/**
 * The lines of an order's version, counted from one.
 *
 * @param draft all that was decided about it.
 * @returns none for an order without amounts.
 */
export function lineRows(draft: OrderDraft): LineRow[] {
  return (draft.joined.document.amounts?.lines ?? []).map((line, index) => lineRow(draft, line, index + 1));
}

/**
 * Every name under which an order may be meant, its own id left out.
 *
 * @param joined the order.
 * @returns rows that point at the order's own id.
 */
export function referenceRows(joined: JoinedOrder): ReferenceRow[] {
  const { storeId, externalId, names } = joined.document;
  return names
    .filter((name) => name.kind !== "order" || name.value !== externalId)
    .map((name) => ({ store_id: storeId, kind: name.kind, reference: name.value, conversion_external_id: externalId }));
}
