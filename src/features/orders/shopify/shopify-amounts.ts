import { parseMajor } from "../../../kernel/money.ts";
import { beginning } from "../../../kernel/text.ts";
import { emptyLine, orderAmounts, type OrderAmounts, type OrderLine } from "../order-amounts.ts";
import { at, listAt, textAt, type Payload } from "../payload/payload.ts";
import { needed, UnreadablePayload } from "../payload/reading.ts";

/**
 * Minor units of an amount as Shopify writes it: decimal text of the major unit, "12.50".
 *
 * @param payload the object that has the amount.
 * @param path where it stands; a missing amount is nothing.
 * @param currency ISO 4217 code; digits beyond its own are rounded half-up, because Shopify adds some in parts of a tax.
 * @returns minor units.
 * @throws {UnreadablePayload} for a text that is no amount.
 */
export function shopifyMinor(payload: Payload, path: string, currency: string): bigint {
  const text = textAt(payload, path) ?? numberText(at(payload, path));
  if (text === null) return 0n;
  const parsed = parseMajor(text, currency, { excessDecimals: "half_up" });
  if (parsed.kind === "refused") throw new UnreadablePayload(`the amount ${JSON.stringify(text.slice(0, 40))} at ${path} is unreadable`);
  return parsed.amountMinor;
}

const numberText = (value: unknown): string | null => (typeof value === "number" && Number.isFinite(value) ? value.toFixed(6) : null);

const sumAt = (payload: Payload, list: string, path: string, currency: string): bigint =>
  listAt(payload, list).reduce<bigint>((sum, each) => sum + shopifyMinor(each, path, currency), 0n);

/** Discounts of a line or of shipping, those given by codes apart from the others. */
function discounts(payload: Payload, byCode: readonly boolean[], currency: string): { code: bigint; other: bigint } {
  const result = { code: 0n, other: 0n };
  for (const allocation of listAt(payload, "discount_allocations")) {
    const index = at(allocation, "discount_application_index");
    const isCode = typeof index === "number" && byCode[index] === true;
    result[isCode ? "code" : "other"] += shopifyMinor(allocation, "amount", currency);
  }
  if (listAt(payload, "discount_allocations").length === 0) result.other = shopifyMinor(payload, "total_discount", currency);
  return result;
}

function lineOf(payload: Payload, byCode: readonly boolean[], currency: string): OrderLine {
  const quantity = at(payload, "quantity");
  const { code, other } = discounts(payload, byCode, currency);
  return {
    ...emptyLine,
    externalId: textAt(payload, "id") ?? "",
    sku: textAt(payload, "sku") ?? "",
    product: textAt(payload, "product_id") ?? "",
    category: textAt(payload, "product_type") ?? "",
    title: beginning(textAt(payload, "name") ?? textAt(payload, "title") ?? "", 500),
    quantity: typeof quantity === "number" && Number.isSafeInteger(quantity) && quantity >= 0 ? BigInt(quantity) : 1n,
    listPriceMinor: shopifyMinor(payload, "price", currency),
    codeDiscountMinor: code,
    otherDiscountMinor: other,
    taxMinor: sumAt(payload, "tax_lines", "price", currency),
    isGiftCard: at(payload, "gift_card") === true,
  };
}

/**
 * The amounts of a Shopify order, each discount and tax on the line it belongs to.
 *
 * @param order the order as Shopify sends it.
 * @returns exact amounts in the shop's currency; `total_price` is the total, which refunds do not lower.
 * @throws {UnreadablePayload} without a currency or a total.
 */
export function shopifyAmounts(order: Payload): OrderAmounts {
  const currency = needed(textAt(order, "currency"), "the order's currency");
  needed(textAt(order, "total_price"), "the order's total_price");
  const byCode = listAt(order, "discount_applications").map((each) => textAt(each, "type") === "discount_code");
  const shipping = listAt(order, "shipping_lines");
  const charged = shipping.map((line) => {
    const { code, other } = discounts({ discount_allocations: at(line, "discount_allocations") }, byCode, currency);
    return shopifyMinor(line, "price", currency) - code - other;
  });
  return orderAmounts({
    currency,
    lines: listAt(order, "line_items").map((line) => lineOf(line, byCode, currency)),
    taxIncluded: at(order, "taxes_included") === true,
    codeDiscountMinor: 0n,
    otherDiscountMinor: 0n,
    taxMinor: shopifyMinor(order, "total_tax", currency),
    shippingMinor: charged.reduce((sum, each) => sum + each, 0n),
    shippingTaxMinor: shipping.reduce<bigint>((sum, line) => sum + sumAt(line, "tax_lines", "price", currency), 0n),
    tipMinor: shopifyMinor(order, "total_tip_received", currency),
    giftCardMinor: 0n,
    totalMinor: shopifyMinor(order, "total_price", currency),
  });
}
