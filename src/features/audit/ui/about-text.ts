import { moneyText, type MoneyValue } from "../../../web/kit/value/money.tsx";

/** What names a thing, the best name first. */
const names = ["name", "code", "host", "key", "handle", "email", "file_name", "month", "summary", "external_id"];
/** What only says of which kind it is. */
const kinds = ["role", "kind"];

const isMoney = (value: unknown): value is MoneyValue =>
  typeof value === "object" && value !== null && "amount" in value && "currency" in value && typeof value.amount === "string";

/**
 * What an audit event is about, as far as its detail names it: a name, a code, a host; an amount beside it.
 *
 * @param detail what was recorded with the event, by name; null where it was erased.
 * @returns empty where nothing in it is a name.
 * @example
 * import { aboutText } from "./about-text.ts";
 * aboutText({ code: "ANA10", policy: "always" }); // => "ANA10"
 * aboutText({ kind: "fee", amount: { amount: "4900", currency: "EUR" } }); // => "fee, €49.00"
 */
export function aboutText(detail: unknown): string {
  if (typeof detail !== "object" || detail === null) return "";
  const values = new Map<string, unknown>(Object.entries(detail));
  const firstText = (keys: readonly string[]): string | undefined =>
    keys.map((key) => values.get(key)).find((value): value is string => typeof value === "string" && value !== "");
  const name = firstText(names) ?? firstText(kinds)?.replaceAll("_", " ");
  const amount = values.get("amount");
  return [...(name === undefined ? [] : [name]), ...(isMoney(amount) ? [moneyText(amount)] : [])].join(", ");
}
