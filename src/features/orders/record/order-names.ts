import type { OrderName } from "../order-document.ts";

/**
 * The text by which an adjustment names its order: the order's own id, or another name with its kind in front, so that two kinds of names
 * are never taken for each other.
 *
 * @param name any name of an order.
 * @returns the text as it stands in the adjustments.
 * @example
 * import { nameText } from "./order-names.ts";
 * nameText({ kind: "payment", value: "pi_1" }); // => "payment:pi_1"
 */
export const nameText = (name: OrderName): string => (name.kind === "order" ? name.value : `${name.kind}:${name.value}`);

/**
 * An order's number as stores print it, without the sign in front: "#1001" and "1001" name the same order.
 *
 * @param text what somebody wrote as the order's number.
 * @returns the number without white space and leading "#".
 * @example
 * import { orderNumber } from "./order-names.ts";
 * orderNumber(" #1001 "); // => "1001"
 */
export const orderNumber = (text: string): string => text.trim().replace(/^#+/, "");

/**
 * The names under which a payment or a browser may mean a store's order: its id, or its printed number.
 *
 * @param text what the payment or the event carries.
 * @returns both readings of it.
 * @example
 * import { looseNames } from "./order-names.ts";
 * looseNames("#1001"); // => [{ kind: "order", value: "#1001" }, { kind: "order_name", value: "1001" }]
 */
export const looseNames = (text: string): OrderName[] => [
  { kind: "order", value: text },
  { kind: "order_name", value: orderNumber(text) },
];

/**
 * The name that such a text stands for, the inverse of {@link nameText}.
 *
 * @param text as it stands in an adjustment.
 * @returns the kind and the name itself; without a kind in front it is an order's id.
 * @example
 * import { nameIn } from "./order-names.ts";
 * nameIn("payment:pi_1"); // => { kind: "payment", reference: "pi_1" }
 */
export function nameIn(text: string): { readonly kind: string; readonly reference: string } {
  const match = /^(order_name|checkout|payment):(.*)$/s.exec(text);
  return match === null ? { kind: "order", reference: text } : { kind: match[1]!, reference: match[2]! };
}
