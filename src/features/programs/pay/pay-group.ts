import type { PayOrder } from "./pay-evidence.ts";
import type { PayConditions, PayGroup, PayRule, PayValue, PayValues } from "./pay-rule.ts";

/** What products a condition is tried against; undefined stands for a conversion without lines. */
interface Product {
  readonly sku: string;
  readonly product: string;
  readonly category: string;
}

const holds = <T>(list: readonly T[] | undefined, value: T | null | undefined): boolean =>
  list === undefined || (value !== null && value !== undefined && list.includes(value));

function fitsRenewal(range: PayConditions["renewals"], number: number | null): boolean {
  if (range === undefined) return true;
  return number !== null && number >= range.from && (range.before === undefined || number < range.before);
}

function fitsOrder(conditions: PayConditions, order: PayOrder): boolean {
  const { codes, customer } = conditions;
  return (
    holds(conditions.countries, order.country) &&
    holds(conditions.kinds, order.kind) &&
    (customer === undefined || order.customer === customer) &&
    (codes === undefined || order.codes.some((code) => codes.includes(code))) &&
    fitsRenewal(conditions.renewals, order.renewalNumber)
  );
}

function fitsProduct(conditions: PayConditions, line: Product | undefined): boolean {
  return holds(conditions.skus, line?.sku) && holds(conditions.products, line?.product) && holds(conditions.categories, line?.category);
}

/**
 * The group that applies to a line, or to a whole order: the first whose conditions all hold.
 *
 * @param rule the program's rule; its groups are tried in their order.
 * @param order the order, for conditions on the customer, country, codes, kind and renewal.
 * @param lines the one line at line level; all lines at order level, where one of them must satisfy the product conditions together.
 * @returns the group, or null where the default applies.
 */
export function matchingGroup(rule: PayRule, order: PayOrder, lines: readonly Product[]): PayGroup | null {
  const products = lines.length === 0 ? [undefined] : lines;
  const fits = ({ conditions }: PayGroup): boolean =>
    fitsOrder(conditions, order) && products.some((line) => fitsProduct(conditions, line));
  return rule.groups.find(fits) ?? null;
}

/**
 * What values pay for the customer of an order; one of unknown novelty counts as returning.
 *
 * @param values a group's or the rule's default ones.
 * @param customer the customer's novelty.
 * @example
 * import { valueFor } from "./pay-group.ts";
 * valueFor({ newCustomer: { kind: "percent", rate: "0.2" }, returningCustomer: { kind: "none" } }, "unknown"); // => { kind: "none" }
 */
export function valueFor(values: PayValues, customer: PayOrder["customer"]): PayValue {
  return customer === "new" ? values.newCustomer : values.returningCustomer;
}
