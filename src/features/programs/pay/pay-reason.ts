import { formatMajor } from "../../../kernel/money.ts";
import type { CodePolicy, PayCap } from "./pay-rule.ts";
import type { PayTouch } from "./pay-evidence.ts";

/** Every outcome of a pay decision by a stable name; the text beside it says the same in words and with the particulars. */
export type PayReasonCode =
  | ("code_used" | "last_click" | "last_visit" | "earlier_code" | "renewal")
  | ("order_is_test" | "order_not_paid" | "order_cancelled")
  | ("no_creator_touch" | "kind_not_paid" | "not_a_person" | "touch_after_order" | "no_program" | "outside_window" | "link_was_off")
  | ("self_purchase" | "personal_code" | "code_disabled" | "code_expired" | "code_not_yet_valid" | "code_policy_unmet")
  | ("not_enrolled" | "creator_paused" | "creator_banned" | "enrollment_ended")
  | ("customer_not_paid_for" | "rule_pays_nothing" | "recurrence_over" | "nothing_to_pay_on" | "cap_reached");

/** Why an order pays whom it pays: a stable code, and one English sentence for people. */
export interface PayReason {
  readonly code: PayReasonCode;
  readonly text: string;
}

const POLICY_WORDS: Readonly<Record<CodePolicy, string>> = {
  always: "always",
  if_clicked: "only if also clicked",
  if_last: "only if last",
};

const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/**
 * A code's policy in words.
 *
 * @param policy as stored.
 * @example
 * import { policyWords } from "./pay-reason.ts";
 * policyWords("if_clicked"); // => "only if also clicked"
 */
export function policyWords(policy: CodePolicy): string {
  return POLICY_WORDS[policy];
}

/**
 * A span of time in the largest unit that fits, rounded down.
 *
 * @param spanMs milliseconds, >= 0.
 * @example
 * import { spanWords } from "./pay-reason.ts";
 * spanWords(3 * 86_400_000 + 5); // => "3 days"
 * spanWords(60_000); // => "1 minute"
 */
export function spanWords(spanMs: number): string {
  for (const [unit, unitMs] of UNITS) {
    const count = Math.floor(spanMs / unitMs);
    if (count > 0) return `${count} ${unit}${count === 1 ? "" : "s"}`;
  }
  return "less than a minute";
}

/**
 * A touch in words that follow its creator's name in the genitive, such as "click" in "Ben's click".
 *
 * @param touch of any kind.
 */
export function touchWords(touch: PayTouch): string {
  if (touch.kind === "survey") return "mention in the survey";
  return touch.code === null ? touch.kind : `code ${touch.code.text}`;
}

/**
 * A cap in words, such as "500.00 EUR a month".
 *
 * @param cap the rule's cap.
 * @example
 * import { capWords } from "./pay-reason.ts";
 * capWords({ money: { amount: "50000", currency: "EUR" }, per: "all" }); // => "500.00 EUR in all"
 */
export function capWords(cap: PayCap): string {
  const { amount, currency } = cap.money;
  return `${formatMajor(BigInt(amount), currency)} ${currency} ${cap.per === "all" ? "in all" : `a ${cap.per}`}`;
}
