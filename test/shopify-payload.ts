import { createHmac } from "node:crypto";

/** What a test changes of an order; the rest is what a shop in Berlin would send. */
export interface ShopifyOrderOptions {
  readonly id?: number;
  readonly number?: number;
  readonly financialStatus?: string;
  readonly updatedAt?: string;
  readonly cancelledAt?: string | null;
  readonly noteAttributes?: readonly { name: string; value: string }[];
  readonly landingSite?: string | null;
  readonly refunds?: readonly object[];
  readonly changes?: Readonly<Record<string, unknown>>;
}

const money = (amount: string) => ({ shop_money: { amount, currency_code: "EUR" }, presentment_money: { amount, currency_code: "EUR" } });

/**
 * An order as the topics orders/create, orders/paid, orders/updated and orders/cancelled carry it: two lines of 60.00 in all, 10 % off by
 * the code ANA10, shipping 4.90, prices with tax; in all 58.90.
 */
export function shopifyOrderPayload(options: ShopifyOrderOptions = {}): Record<string, unknown> {
  const id = options.id ?? 5_612_345_678_901;
  const number = options.number ?? 1001;
  return {
    id,
    admin_graphql_api_id: `gid://shopify/Order/${id}`,
    app_id: 580111,
    browser_ip: "203.0.113.7",
    buyer_accepts_marketing: false,
    cancel_reason: null,
    cancelled_at: options.cancelledAt ?? null,
    cart_token: `cart-${id}`,
    checkout_id: 37_000_000_000_001,
    checkout_token: `checkout-${id}`,
    confirmed: true,
    contact_email: "Mia.Kunde@example.com",
    created_at: "2026-04-30T11:00:00+02:00",
    currency: "EUR",
    current_total_price: "58.90",
    discount_applications: [
      {
        target_type: "line_item",
        type: "discount_code",
        value: "10.0",
        value_type: "percentage",
        allocation_method: "across",
        target_selection: "all",
        code: "ANA10",
      },
    ],
    discount_codes: [{ code: "ANA10", amount: "6.00", type: "percentage" }],
    email: "mia.kunde@example.com",
    financial_status: options.financialStatus ?? "paid",
    fulfillment_status: null,
    landing_site: options.landingSite === undefined ? "/" : options.landingSite,
    name: `#${number}`,
    note: null,
    note_attributes: options.noteAttributes ?? [],
    number: number - 1000,
    order_number: number,
    payment_gateway_names: ["shopify_payments"],
    presentment_currency: "EUR",
    processed_at: "2026-04-30T11:00:00+02:00",
    referring_site: "https://www.instagram.com/",
    source_name: "web",
    subtotal_price: "54.00",
    tags: "",
    tax_lines: [{ price: "9.40", rate: 0.19, title: "DE MwSt", price_set: money("9.40") }],
    taxes_included: true,
    test: false,
    token: `token-${id}`,
    total_discounts: "6.00",
    total_line_items_price: "60.00",
    total_price: "58.90",
    total_tax: "9.40",
    total_tip_received: "0.00",
    updated_at: options.updatedAt ?? "2026-04-30T11:00:02+02:00",
    billing_address: { first_name: "Mia", last_name: "Kunde", city: "Berlin", country: "Germany", country_code: "DE" },
    customer: {
      id: 7_112_233_445_566,
      email: "mia.kunde@example.com",
      first_name: "Mia",
      last_name: "Kunde",
      state: "disabled",
      currency: "EUR",
    },
    line_items: [
      line({ id: id * 10 + 1, sku: "TEA-1", title: "Green tea", price: "20.00", quantity: 2, discount: "4.00", tax: "5.75" }),
      line({ id: id * 10 + 2, sku: "CUP-1", title: "Cup", price: "20.00", quantity: 1, discount: "2.00", tax: "2.87" }),
    ],
    refunds: options.refunds ?? [],
    shipping_address: { first_name: "Mia", last_name: "Kunde", city: "Berlin", country: "Germany", country_code: "DE" },
    shipping_lines: [shippingLine("0.78")],
    ...options.changes,
  };
}

const shippingLine = (tax: string) => ({
  id: 4_500_000_000_001,
  code: "Standard",
  price: "4.90",
  discounted_price: "4.90",
  discount_allocations: [],
  tax_lines: [{ price: tax, rate: 0.19, title: "DE MwSt" }],
  title: "Standard",
});

const line = (of: { id: number; sku: string; title: string; price: string; quantity: number; discount: string; tax: string }) => ({
  id: of.id,
  admin_graphql_api_id: `gid://shopify/LineItem/${of.id}`,
  fulfillable_quantity: of.quantity,
  gift_card: false,
  name: of.title,
  price: of.price,
  price_set: money(of.price),
  product_id: 8_000_000_000_001,
  properties: [],
  quantity: of.quantity,
  requires_shipping: true,
  sku: of.sku,
  taxable: true,
  title: of.title,
  total_discount: "0.00",
  variant_id: 44_000_000_000_001,
  vendor: "Tea & Co",
  tax_lines: [{ price: of.tax, rate: 0.19, title: "DE MwSt", price_set: money(of.tax) }],
  discount_allocations: [{ amount: of.discount, amount_set: money(of.discount), discount_application_index: 0 }],
});

/** The same order of a shop whose prices are without tax: 19 % come on top, in all 70.09. */
export const shopifyOrderWithoutTax = (options: ShopifyOrderOptions = {}): Record<string, unknown> =>
  shopifyOrderPayload({
    ...options,
    changes: {
      taxes_included: false,
      tax_lines: [{ price: "11.19", rate: 0.19, title: "DE MwSt", price_set: money("11.19") }],
      total_price: "70.09",
      current_total_price: "70.09",
      total_tax: "11.19",
      line_items: [
        line({ id: teaLine, sku: "TEA-1", title: "Green tea", price: "20.00", quantity: 2, discount: "4.00", tax: "6.84" }),
        line({ id: cupLine, sku: "CUP-1", title: "Cup", price: "20.00", quantity: 1, discount: "2.00", tax: "3.42" }),
      ],
      shipping_lines: [shippingLine("0.93")],
      ...options.changes,
    },
  });

const [teaLine, cupLine] = [56_123_456_789_011, 56_123_456_789_012] as const;

/** One of the two teas of an order, or its cup, as a refund names it, with the whole line beside it as Shopify sends it; `tax` is that of the one. */
export const shopifyRefundedLine = (what: "tea" | "cup", tax: string): Record<string, unknown> => {
  const [id, sku, title, quantity] = what === "tea" ? [teaLine, "TEA-1", "Green tea", 2] : [cupLine, "CUP-1", "Cup", 1];
  return {
    id: id + 1_000,
    line_item_id: id,
    line_item: line({ id, sku, title, price: "20.00", quantity, discount: `${quantity * 2}.00`, tax }),
    location_id: 60_000_000_001,
    quantity: 1,
    restock_type: "return",
    subtotal: "18.00",
    subtotal_set: money("18.00"),
    total_tax: tax,
    total_tax_set: money(tax),
  };
};

/** A refund of some money and, if wanted, of whole lines, as the topic refunds/create and an order's `refunds` carry it. */
export function shopifyRefundPayload(
  options: { id?: number; orderId?: number; amount?: string; lines?: readonly object[] } = {},
): Record<string, unknown> {
  const id = options.id ?? 900_000_000_001;
  const amount = options.amount ?? "20.00";
  return {
    id,
    admin_graphql_api_id: `gid://shopify/Refund/${id}`,
    order_id: options.orderId ?? 5_612_345_678_901,
    created_at: "2026-05-01T08:00:00+02:00",
    processed_at: "2026-05-01T08:00:00+02:00",
    note: null,
    restock: true,
    user_id: 1,
    order_adjustments: [],
    transactions: [
      {
        id: id + 1,
        kind: "refund",
        status: "success",
        amount,
        currency: "EUR",
        gateway: "shopify_payments",
        created_at: "2026-05-01T08:00:00+02:00",
      },
    ],
    refund_line_items: options.lines ?? [],
  };
}

/** The headers under which Shopify delivers a body. */
export const shopifyHeaders = (
  body: string,
  topic: string,
  options: { secret?: string; webhookId?: string } = {},
): Record<string, string> => ({
  "content-type": "application/json",
  "x-shopify-topic": topic,
  "x-shopify-shop-domain": "tea-and-co.myshopify.com",
  "x-shopify-webhook-id": options.webhookId ?? "",
  "x-shopify-api-version": "2026-04",
  "x-shopify-hmac-sha256": createHmac("sha256", options.secret ?? "shopify secret")
    .update(body)
    .digest("base64"),
});
