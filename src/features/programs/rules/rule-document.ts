import { normaliseCode } from "@vouch/redirect";
import type { PayCap, PayConditions, PayRecurrence, PayRule, PayValue, PayValues } from "../pay/pay-rule.ts";

/** What is paid for a new and for a returning customer, as the API writes it. */
export interface ValuesDocument {
  readonly new_customer: PayValue;
  readonly returning_customer: PayValue;
}

/** An exception to the default, as the API writes it. */
export interface GroupDocument {
  readonly id: string;
  readonly name: string;
  readonly conditions: PayConditions;
  readonly values: ValuesDocument;
}

/** A pay rule as the API writes it: the same content as {@link PayRule}, with the names of the API. */
export interface RuleDocument {
  readonly level: PayRule["level"];
  readonly base: {
    readonly discount: "before" | "after";
    readonly tax: boolean;
    readonly shipping: boolean;
    readonly tip: boolean;
    readonly gift_card_payment: boolean;
    readonly gift_card_items: boolean;
  };
  readonly groups: readonly GroupDocument[];
  readonly otherwise: ValuesDocument;
  readonly recurrence: PayRecurrence;
  readonly window_days: { readonly link: number; readonly code: number; readonly visit: number };
  readonly hold_days: number;
  readonly cap: PayCap | null;
  readonly after_end: PayRule["afterEnd"];
}

const valuesIn = ({ new_customer, returning_customer }: ValuesDocument): PayValues => ({
  newCustomer: new_customer,
  returningCustomer: returning_customer,
});

const valuesOut = ({ newCustomer, returningCustomer }: PayValues): ValuesDocument => ({
  new_customer: newCustomer,
  returning_customer: returningCustomer,
});

function comparable(conditions: PayConditions): PayConditions {
  const { codes } = conditions;
  if (codes === undefined) return conditions;
  return { ...conditions, codes: codes.map((code) => comparableCode(code) ?? code) };
}

/**
 * A code in the form in which codes are compared; undefined when the text can be no code.
 *
 * @param text as typed.
 */
export function comparableCode(text: string): string | undefined {
  const normalised = normaliseCode(text);
  return normalised.ok ? normalised.code : undefined;
}

/**
 * The rule that a document of the API describes; codes come into the form in which they are compared.
 *
 * @param document a document that passed the contract.
 */
export function ruleOfDocument(document: RuleDocument): PayRule {
  const { base, groups, otherwise, window_days, hold_days, after_end, ...same } = document;
  const { gift_card_payment, gift_card_items, ...parts } = base;
  return {
    ...same,
    base: { ...parts, giftCardPayment: gift_card_payment, giftCardItems: gift_card_items },
    groups: groups.map((group) => ({ ...group, conditions: comparable(group.conditions), values: valuesIn(group.values) })),
    otherwise: valuesIn(otherwise),
    windowDays: window_days,
    holdDays: hold_days,
    afterEnd: after_end,
  };
}

/**
 * A rule as the API writes it, the exact inverse of {@link ruleOfDocument}.
 *
 * @param rule a rule as it is stored.
 */
export function documentOfRule(rule: PayRule): RuleDocument {
  const { base, groups, otherwise, windowDays, holdDays, afterEnd, ...same } = rule;
  const { giftCardPayment, giftCardItems, ...parts } = base;
  return {
    ...same,
    base: { ...parts, gift_card_payment: giftCardPayment, gift_card_items: giftCardItems },
    groups: groups.map((group) => ({ ...group, values: valuesOut(group.values) })),
    otherwise: valuesOut(otherwise),
    window_days: windowDays,
    hold_days: holdDays,
    after_end: afterEnd,
  };
}
