import { formatMajor } from "../../../kernel/money.ts";
import { parseRate, percentText } from "../../../kernel/rate.ts";
import type { MoneyText, PayBase, PayConditions, PayGroup, PayRecurrence, PayRule, PayValue, PayValues } from "../pay/pay-rule.ts";

const moneyText = ({ amount, currency }: MoneyText): string => `${formatMajor(BigInt(amount), currency)} ${currency}`;

function rateText(rate: string): string {
  const exact = parseRate(rate);
  if (exact === undefined) throw new RangeError(`${rate} is no rate`);
  return percentText(exact).replace("%", " %");
}

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

const valueText = (value: PayValue, level: PayRule["level"]): string =>
  value.kind === "percent"
    ? rateText(value.rate)
    : value.kind === "fixed"
      ? `${moneyText(value.money)} ${level === "line" ? "a line" : "an order"}`
      : "nothing";

const isSame = (one: PayValue, other: PayValue): boolean => JSON.stringify(one) === JSON.stringify(other);

const paysPercent = ({ newCustomer, returningCustomer }: PayValues): boolean =>
  newCustomer.kind === "percent" || returningCustomer.kind === "percent";

function baseText(base: PayBase): string {
  const parts = [
    { name: "tax", counts: base.tax },
    { name: "shipping", counts: base.shipping },
  ];
  const extras = [...(base.tip ? ["tips"] : []), ...(base.giftCardItems ? ["gift cards sold"] : [])];
  const included = [...parts.filter((part) => part.counts).map((part) => part.name), ...extras];
  const excluded = [
    ...parts.filter((part) => !part.counts).map((part) => part.name),
    ...(base.giftCardPayment ? [] : ["what a gift card paid"]),
  ];
  const sides = [
    ...(included.length === 0 ? [] : [`with ${listed(included)}`]),
    ...(excluded.length === 0 ? [] : [`without ${listed(excluded)}`]),
  ];
  return `items ${base.discount} discount${sides.length === 0 ? "" : `, ${sides.join(", ")}`}`;
}

/** What values pay: the returning customer's first, and the new customer's where it differs. */
function valuesText(values: PayValues, rule: PayRule, base = ""): string {
  const { newCustomer, returningCustomer } = values;
  const ofBase = (value: PayValue) => (value.kind === "percent" && base !== "" ? ` of ${base}` : "");
  const first = `${valueText(returningCustomer, rule.level)}${ofBase(returningCustomer)}`;
  if (isSame(newCustomer, returningCustomer)) return first;
  const baseAgain = returningCustomer.kind === "percent" ? "" : ofBase(newCustomer);
  return `${first}; ${valueText(newCustomer, rule.level)}${baseAgain} for new customers`;
}

const someOf = (name: string, names: readonly string[] | undefined): string[] =>
  names === undefined
    ? []
    : [`${name} ${names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ")}`];

function conditionText(conditions: PayConditions): string {
  const { renewals, customer } = conditions;
  const words = [
    ...someOf("SKU", conditions.skus),
    ...someOf("product", conditions.products),
    ...someOf("category", conditions.categories),
    ...someOf("code", conditions.codes),
    ...someOf("country", conditions.countries),
    ...someOf("kind", conditions.kinds),
    ...(customer === undefined ? [] : [`${customer} customers`]),
    ...(renewals === undefined
      ? []
      : [`renewals from ${renewals.from}${renewals.before === undefined ? "" : ` to ${renewals.before - 1}`}`]),
  ];
  return words.join("; ");
}

const groupText = (group: PayGroup, rule: PayRule): string =>
  `${group.name} (${conditionText(group.conditions)}): ${valuesText(group.values, rule)}`;

function recurrenceText(recurrence: PayRecurrence): string[] {
  if (recurrence.kind === "all") return [];
  const { kind, count } = recurrence;
  if (kind === "months") return [`for ${count} ${count === 1 ? "month" : "months"} from a customer's first order that earns`];
  return [count === 1 ? "only a customer's first order" : `only a customer's first ${count} orders`];
}

const days = (count: number): string => `${count} ${count === 1 ? "day" : "days"}`;

function windowText({ link, code, visit }: PayRule["windowDays"]): string {
  if (link === code && code === visit) return `within ${days(link)}`;
  return `within ${days(link)} of a click, ${days(code)} of a code, ${days(visit)} of a visit`;
}

const periods = { day: " a day", month: " a month", year: " a year", all: " in all" } as const;

/**
 * A pay rule in one sentence that a creator can read.
 *
 * @param rule a rule as stored.
 * @returns parts between semicolons: what is paid and of what, exceptions in order of precedence, recurrence, windows, hold and cap.
 * @throws {RangeError} when the document holds a rate or a currency that is none.
 * @example
 * import { payRuleSummary } from "./pay-rule-summary.ts";
 * const value = { kind: "percent", rate: "0.1" } as const;
 * const base = { discount: "after", tax: false, shipping: false, tip: false, giftCardPayment: true, giftCardItems: false } as const;
 * const rule = { level: "line", base, groups: [], otherwise: { newCustomer: value, returningCustomer: value }, recurrence: { kind: "all" }, windowDays: { link: 30, code: 30, visit: 30 }, holdDays: 30, cap: null, afterEnd: "nothing_pays" } as const;
 * payRuleSummary(rule); // => "10 % of items after discount, without tax and shipping; within 30 days; held 30 days"
 */
export function payRuleSummary(rule: PayRule): string {
  const anyPercent = [rule.otherwise, ...rule.groups.map((group) => group.values)].some(paysPercent);
  const base = baseText(rule.base);
  const parts = [
    valuesText(rule.otherwise, rule, base),
    ...(anyPercent && !paysPercent(rule.otherwise) ? [`percentages of ${base}`] : []),
    ...rule.groups.map((group) => groupText(group, rule)),
    ...recurrenceText(rule.recurrence),
    windowText(rule.windowDays),
    rule.holdDays === 0 ? "not held" : `held ${days(rule.holdDays)}`,
    ...(rule.cap === null ? [] : [`at most ${moneyText(rule.cap.money)}${periods[rule.cap.per]}`]),
  ];
  return parts.join("; ");
}
