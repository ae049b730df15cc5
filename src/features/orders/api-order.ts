import { isCurrency, mostMinor } from "../../kernel/money.ts";
import { clickFields, idAmong, idIn, visitorFields } from "./click-text.ts";
import { emptyLine, orderAmounts, type OrderLine } from "./order-amounts.ts";
import type { ArrivingOrder, OrderKind, OrderName } from "./order-document.ts";

/** Money as it travels: whole minor units as text. */
export interface MoneyText {
  readonly amount: string;
  readonly currency: string;
}

/** One line of an order as a client sends it. */
export interface LineBody {
  readonly external_id: string;
  readonly sku: string;
  readonly product: string;
  readonly category: string;
  readonly title: string;
  readonly quantity: number;
  readonly list_price: MoneyText;
  readonly code_discount?: MoneyText | undefined;
  readonly other_discount?: MoneyText | undefined;
  readonly tax?: MoneyText | undefined;
  readonly is_gift_card: boolean;
  readonly unit_cost?: MoneyText | undefined;
}

/** An order as a client sends it, parsed by the contract. */
export interface OrderBody {
  readonly external_id: string;
  readonly kind: OrderKind;
  readonly occurred_at: string;
  readonly occurred_precision?: "ms" | "s" | "day" | undefined;
  readonly status: "pending" | "paid" | "cancelled";
  readonly is_test: boolean;
  readonly total?: MoneyText | undefined;
  readonly lines: readonly LineBody[];
  readonly tax_included: boolean;
  readonly code_discount?: MoneyText | undefined;
  readonly other_discount?: MoneyText | undefined;
  readonly tax?: MoneyText | undefined;
  readonly shipping?: MoneyText | undefined;
  readonly shipping_tax?: MoneyText | undefined;
  readonly tip?: MoneyText | undefined;
  readonly gift_card?: MoneyText | undefined;
  readonly codes: readonly string[];
  readonly customer?:
    { readonly external_id?: string | undefined; readonly email?: string | undefined; readonly is_new?: boolean | undefined } | undefined;
  readonly click_id?: string | undefined;
  readonly visitor_id?: string | undefined;
  readonly subscription?: { readonly id: string; readonly renewal_number?: number | undefined } | undefined;
  readonly country?: string | undefined;
  readonly references: readonly { readonly kind: OrderName["kind"]; readonly value: string }[];
  readonly metadata: ArrivingOrder["metadata"];
}

/** Something wrong with a body that is right in shape. */
export interface BodyFault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

const moneyFields = ["total", "code_discount", "other_discount", "tax", "shipping", "shipping_tax", "tip", "gift_card"] as const;
const lineMoneyFields = ["list_price", "code_discount", "other_discount", "tax", "unit_cost"] as const;

/** Texts that are no amount are the contract's finding, not repeated here. */
const wholeUnits = /^-?\d{1,18}$/;

/** An amount and the place it stands at. */
interface Placed {
  readonly money: MoneyText;
  readonly field: string;
  /** Undefined for the order's own. */
  readonly line: number | undefined;
}

function moneyIn(body: OrderBody): Placed[] {
  const placed: Placed[] = [];
  for (const field of moneyFields) {
    const money = body[field];
    if (money !== undefined) placed.push({ money, field, line: undefined });
  }
  for (const [line, each] of body.lines.entries())
    for (const field of lineMoneyFields) {
      const money = each[field];
      if (money !== undefined) placed.push({ money, field, line });
    }
  return placed;
}

function moneyFault({ money, field, line }: Placed, currency: string): BodyFault | undefined {
  const fault = (part: keyof MoneyText, message: string): BodyFault => ({
    path: line === undefined ? [field, part] : ["lines", line, field, part],
    message,
  });
  const amount = BigInt(money.amount);
  if (amount < 0n) return fault("amount", "must not be negative: send what was taken back as an adjustment");
  if (amount > mostMinor) return fault("amount", `must be at most ${mostMinor} minor units`);
  if (!isCurrency(money.currency)) return fault("currency", `${money.currency} is not a currency code of ISO 4217`);
  if (money.currency !== currency) return fault("currency", `must be ${currency} like the other amounts: an order has one currency`);
  return undefined;
}

/**
 * What is wrong with an order beyond its shape: amounts of several currencies, below zero or absurd, and an order without any amount.
 *
 * @param body parsed.
 * @returns every fault with its path; none when the order can be taken.
 */
export function orderFaults(body: OrderBody): BodyFault[] {
  const money = moneyIn(body);
  if (money.some((each) => !wholeUnits.test(each.money.amount))) return [];
  const faults = money.map((each) => moneyFault(each, money[0]!.money.currency)).filter((fault) => fault !== undefined);
  if (faults.length > 0) return faults;
  if (body.kind === "order" && body.total === undefined && body.lines.length === 0)
    return [{ path: ["total"], message: "an order needs its total, or lines it can be added up from" }];
  const items = body.lines.reduce((sum, line) => sum + BigInt(line.quantity) * BigInt(line.list_price.amount), 0n);
  return items > mostMinor ? [{ path: ["lines"], message: `must come to at most ${mostMinor} minor units` }] : [];
}

const minor = (money: MoneyText | undefined): bigint => BigInt(money?.amount ?? "0");

const lineOf = (line: LineBody): OrderLine => ({
  ...emptyLine,
  externalId: line.external_id,
  sku: line.sku,
  product: line.product,
  category: line.category,
  title: line.title,
  quantity: BigInt(line.quantity),
  listPriceMinor: minor(line.list_price),
  codeDiscountMinor: minor(line.code_discount),
  otherDiscountMinor: minor(line.other_discount),
  taxMinor: minor(line.tax),
  isGiftCard: line.is_gift_card,
  unitCostMinor: line.unit_cost === undefined ? null : minor(line.unit_cost),
});

/** A lead or a sign-up is worth nothing by itself: its amounts are zero in the store's currency. */
function amountsOf(body: OrderBody, storeCurrency: string) {
  const currency = moneyIn(body)[0]?.money.currency ?? storeCurrency;
  return orderAmounts({
    currency,
    lines: body.lines.map(lineOf),
    taxIncluded: body.tax_included,
    codeDiscountMinor: minor(body.code_discount),
    otherDiscountMinor: minor(body.other_discount),
    taxMinor: minor(body.tax),
    shippingMinor: minor(body.shipping),
    shippingTaxMinor: minor(body.shipping_tax),
    tipMinor: minor(body.tip),
    giftCardMinor: minor(body.gift_card),
    totalMinor: body.total === undefined ? null : minor(body.total),
  });
}

/**
 * The order that a client's body means.
 *
 * @param body parsed and without {@link orderFaults}.
 * @param store the store it belongs to.
 * @returns the order; its time is exact to the second unless the text has fractions or the body says otherwise.
 */
export function orderFromBody(body: OrderBody, store: { readonly id: string; readonly currency: string }): ArrivingOrder {
  const occurredAtMs = Date.parse(body.occurred_at);
  return {
    storeId: store.id,
    externalId: body.external_id,
    kind: body.kind,
    occurredAtMs,
    precision: body.occurred_precision ?? (body.occurred_at.includes(".") ? "ms" : "s"),
    status: body.status,
    statusAtMs: occurredAtMs,
    isTest: body.is_test,
    statedAtMs: null,
    amounts: amountsOf(body, store.currency),
    codes: body.codes,
    ...trackedIn(body),
    country: body.country ?? null,
    names: body.references.map(({ kind, value }) => ({ kind, value })),
    metadata: body.metadata,
    ...customerOf(body),
    ...subscriptionOf(body),
  };
}

/** The field that is made for it, else what a hidden form field passed on into the metadata. */
function trackedIn(body: OrderBody): Pick<ArrivingOrder, "clickId" | "clickWay" | "visitorId"> {
  const pairs = Object.entries(body.metadata).flatMap(([name, value]): [string, string][] =>
    typeof value === "string" ? [[name, value]] : [],
  );
  const stated = idIn(body.click_id, "clk");
  const found = stated ?? idAmong(pairs, clickFields, "clk");
  const way = stated === null ? ("form_field" as const) : ("api_field" as const);
  const visitorId = idIn(body.visitor_id, "vis") ?? idAmong(pairs, visitorFields, "vis");
  return { clickId: found, clickWay: found === null ? null : way, visitorId };
}

const customerOf = ({ customer }: OrderBody) => ({
  isNewCustomer: customer?.is_new ?? null,
  email: customer?.email ?? null,
  customerExternalId: customer?.external_id ?? null,
});

const subscriptionOf = ({ subscription }: OrderBody) => ({
  subscriptionId: subscription?.id ?? null,
  renewalNumber: subscription?.renewal_number ?? null,
});
