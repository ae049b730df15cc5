import { isCurrency } from "../../../kernel/money.ts";
import type { MoneyText, PayConditions, PayValue } from "../pay/pay-rule.ts";
import { comparableCode, type GroupDocument, type RuleDocument, type ValuesDocument } from "./rule-document.ts";

/** Something wrong within a rule's document: where, and what. */
export interface RuleFault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

type Path = RuleFault["path"];

/** By its digits, because a text that is no number gets here as well: its own fault is found elsewhere. */
const isPositive = (amount: string): boolean => /^0*[1-9]\d*$/.test(amount);

function moneyFaults(money: MoneyText, path: Path): RuleFault[] {
  return [
    ...(isPositive(money.amount) ? [] : [{ path: [...path, "amount"], message: "must be more than zero" }]),
    ...(isCurrency(money.currency)
      ? []
      : [{ path: [...path, "currency"], message: `must be a currency of ISO 4217, found ${money.currency}` }]),
  ];
}

const valueFaults = (value: PayValue, path: Path): RuleFault[] =>
  value.kind === "fixed" ? moneyFaults(value.money, [...path, "money"]) : [];

const valuesFaults = (values: ValuesDocument, path: Path): RuleFault[] => [
  ...valueFaults(values.new_customer, [...path, "new_customer"]),
  ...valueFaults(values.returning_customer, [...path, "returning_customer"]),
];

function conditionFaults(conditions: PayConditions, path: Path): RuleFault[] {
  const { codes = [], renewals } = conditions;
  const none = Object.values(conditions).every((condition) => condition === undefined);
  const isEmptyRange = renewals?.before !== undefined && renewals.before <= renewals.from;
  return [
    ...(none ? [{ path, message: "names no condition, so that nothing after it would ever apply; put its values into otherwise" }] : []),
    ...codes.flatMap((code, at) =>
      comparableCode(code) === undefined ? [{ path: [...path, "codes", at], message: `can be no code: ${code.slice(0, 70)}` }] : [],
    ),
    ...(isEmptyRange ? [{ path: [...path, "renewals", "before"], message: "must be more than from" }] : []),
  ];
}

function groupFaults(groups: readonly GroupDocument[]): RuleFault[] {
  return groups.flatMap((group, at) => {
    const earlier = groups.findIndex((other) => other.id === group.id);
    return [
      ...(earlier < at ? [{ path: ["groups", at, "id"], message: `is also the id of group ${earlier + 1}` }] : []),
      ...conditionFaults(group.conditions, ["groups", at, "conditions"]),
      ...valuesFaults(group.values, ["groups", at, "values"]),
    ];
  });
}

/**
 * What is wrong with a rule's document beyond the shape of its fields: all of it, in the document's order.
 *
 * @param document a document of the right shape.
 * @returns nothing when the rule can be published.
 */
export const ruleFaults = (document: RuleDocument): RuleFault[] => [
  ...groupFaults(document.groups),
  ...valuesFaults(document.otherwise, ["otherwise"]),
  ...(document.cap === null ? [] : moneyFaults(document.cap.money, ["cap", "money"])),
];
