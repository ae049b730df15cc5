import { formatMajor } from "../../../kernel/money.ts";
import { addCalendarDays } from "../../../kernel/zone.ts";
import { payAmounts, type PayAmounts, type PayLine } from "./pay-amounts.ts";
import type { PayField } from "./pay-candidates.ts";
import { cappedLines, type CapOutcome } from "./pay-cap.ts";
import type { ExchangeRate, UsedRate } from "./pay-exchange.ts";
import { isStillEarning, type EarnedOrder } from "./pay-limits.ts";
import { capWords, type PayReason, type PayReasonCode } from "./pay-reason.ts";
import type { CodePolicy, PayRule } from "./pay-rule.ts";
import type { CapUsage, PayOrder, PayWinner } from "./pay-evidence.ts";
import { payChoice, type PayAssist, type PayChoice, type SubscriptionBond } from "./pay-winner.ts";

/** Everything that a pay decision is made of; the same input always gives the same decision. */
export interface PayInput extends PayField {
  /** The subscription's creator where the order is a renewal; null otherwise or when the first order had none. */
  readonly bond: SubscriptionBond | null;
  /** Earlier orders of this customer that earned, in any program; read where the winner's rule does not pay for every order. */
  readonly earned: readonly EarnedOrder[];
  /** For the winner's program when its rule has a cap; ask `payChoice` first for whom to load it. */
  readonly capUsage: readonly CapUsage[];
  /** The rates of exchange in effect on the order's day, at most one a pair. */
  readonly rates: readonly ExchangeRate[];
}

/** The terms that a commission was decided by, as they then stood. Later versions of the rule never change it. */
export interface PayTerms {
  readonly programId: string;
  readonly programCurrency: string | null;
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly level: PayRule["level"];
  readonly base: PayRule["base"];
  readonly recurrence: PayRule["recurrence"];
  readonly windowDays: PayRule["windowDays"];
  readonly holdDays: number;
  readonly cap: PayRule["cap"];
  readonly afterEnd: PayRule["afterEnd"];
  readonly codePolicy: CodePolicy | null;
  readonly zone: string;
  readonly rates: readonly UsedRate[];
}

/** What a person should look at: a rate of exchange was missing for a line or for the cap, or the customer's novelty is unknown. */
export type PayFlag = "rate_unknown" | "cap_rate_unknown" | "customer_unknown";

/** Who is paid how much for an order and why, or why nobody is. */
export type PayDecision =
  | (PayWinner & {
      readonly kind: "pay";
      readonly reason: PayReason;
      readonly assists: readonly PayAssist[];
      readonly lines: readonly PayLine[];
      readonly apart: readonly PayLine[];
      /** The sum of the lines, above zero. */
      readonly amountMinor: bigint;
      /** Of all amounts in `lines`. */
      readonly currency: string;
      readonly cap: CapOutcome | null;
      readonly flags: readonly PayFlag[];
      /** Milliseconds since 1970; the commission is due from then on. */
      readonly holdUntilMs: number;
      readonly terms: PayTerms;
    })
  | {
      readonly kind: "none";
      readonly reason: PayReason;
      /** Who won although nothing is paid, such as for a free trial: the bond of the subscription's renewals. */
      readonly winner: PayWinner | null;
      readonly assists: readonly PayAssist[];
    };

type Winning = Extract<PayChoice, { kind: "winner" }>;

const UNPAID: Readonly<Partial<Record<PayOrder["status"], PayReason>>> = {
  pending: { code: "order_not_paid", text: "nobody is paid: the order is not paid yet" },
  cancelled: { code: "order_cancelled", text: "nobody is paid: the order was cancelled" },
  test: { code: "order_is_test", text: "nobody is paid: the order is a test" },
};

/**
 * Decides who is paid for an order, how much, and says why in words.
 *
 * Only a paid order earns. Then: who (see `payChoice`), whether the customer still earns for the program (recurrence), how much each
 * line gives (see `payAmounts`), and what a cap leaves of it. At most one creator is paid for an order.
 *
 * @param input the order, its touches and all that surrounds them; the order of the touches does not matter.
 * @returns a decision to be kept with its reason and terms; it never changes when rules, codes or creators change later.
 * @throws {RangeError} when the caller left out what the winner needs (its program, the usage of its cap), or the rule is malformed.
 */
export function decidePay(input: PayInput): PayDecision {
  const unpaid = UNPAID[input.order.status];
  if (unpaid !== undefined) return { kind: "none", reason: unpaid, winner: null, assists: [] };
  const choice = payChoice(input, input.bond);
  if (choice.kind === "nobody") return { kind: "none", reason: { code: choice.code, text: choice.text }, winner: null, assists: [] };
  const earned = input.earned.filter((order) => order.programId === choice.winner.programId);
  if (!isStillEarning(choice.program.rule.recurrence, input.order, earned, input.zone)) {
    return unpaidWinner(choice, "recurrence_over", recurrenceWords(choice.program.rule));
  }
  const amounts = payAmounts(input.order, choice.program, input.rates);
  if (total(amounts.lines) === 0n) return unpaidWinner(choice, ...emptyWords(input.order, choice, amounts));
  return paid(input, choice, amounts);
}

const total = (lines: readonly PayLine[]): bigint => lines.reduce((sum, line) => sum + line.amountMinor, 0n);

function unpaidWinner(choice: Winning, code: PayReasonCode, words: string): PayDecision {
  const text = `${choice.creator.name} is not paid: ${words}`;
  return { kind: "none", reason: { code, text }, winner: choice.winner, assists: choice.assists };
}

function recurrenceWords({ recurrence }: PayRule): string {
  const count = recurrence.kind === "all" ? 0 : recurrence.count;
  const what = recurrence.kind === "months" ? `${count} months from the customer's first` : `the customer's first ${count}`;
  return `the program pays for ${what} earning order${recurrence.kind === "first_orders" && count !== 1 ? "s" : ""} only`;
}

function emptyWords(order: PayOrder, { program }: Winning, { lines }: PayAmounts): [PayReasonCode, string] {
  const { rule, name } = program;
  if (lines.some((line) => line.value.kind !== "none")) {
    const base = lines.reduce((sum, line) => sum + line.baseMinor, 0n);
    return ["nothing_to_pay_on", `the order's base is ${formatMajor(base, order.currency)} ${order.currency}`];
  }
  const isForOthers = [rule.otherwise, ...rule.groups.map((group) => group.values)].some(
    (values) => (order.customer === "new" ? values.returningCustomer : values.newCustomer).kind !== "none",
  );
  if (!isForOthers) return ["rule_pays_nothing", `program ${name} pays nothing for this order`];
  const novelty = order.customer === "unknown" ? "not known to be new" : order.customer;
  return ["customer_not_paid_for", `the customer is ${novelty} and program ${name} does not pay for such customers`];
}

function paid(input: PayInput, choice: Winning, amounts: PayAmounts): PayDecision {
  const { rule } = choice.program;
  const capped = rule.cap === null ? null : cappedLines(capInput(input, choice, amounts, rule.cap));
  const lines = capped?.lines ?? amounts.lines;
  if (total(lines) === 0n)
    return unpaidWinner(choice, "cap_reached", `the cap of ${capped === null ? "" : capWords(capped.outcome.cap)} is used up`);
  const flags = flagsOf(input.order, amounts, capped?.outcome ?? null, rule);
  return {
    kind: "pay",
    ...choice.winner,
    reason: { code: choice.code, text: paidText(choice, capped?.outcome ?? null, flags) },
    assists: choice.assists,
    lines,
    apart: amounts.apart,
    amountMinor: total(lines),
    currency: amounts.currency,
    cap: capped?.outcome ?? null,
    flags,
    holdUntilMs: addCalendarDays(input.order.atMs, rule.holdDays, input.zone),
    terms: termsOf(choice, input.zone, lines),
  };
}

function capInput(input: PayInput, { winner, program }: Winning, amounts: PayAmounts, cap: NonNullable<PayRule["cap"]>) {
  const usage = input.capUsage.find((one) => one.creatorId === winner.creatorId && one.programId === winner.programId);
  if (usage === undefined) throw new RangeError(`program ${program.programId} has a cap, and what was used of it was not given`);
  const { lines, currency } = amounts;
  return { cap, lines, currency, usedMinor: usage.usedMinor, rates: input.rates, orderAtMs: input.order.atMs, zone: input.zone };
}

function flagsOf(order: PayOrder, amounts: PayAmounts, cap: CapOutcome | null, rule: PayRule): PayFlag[] {
  const differs = [rule.otherwise, ...rule.groups.map((group) => group.values)].some(
    ({ newCustomer, returningCustomer }) => JSON.stringify(newCustomer) !== JSON.stringify(returningCustomer),
  );
  const flags: [PayFlag, boolean][] = [
    ["rate_unknown", amounts.isRateUnknown],
    ["cap_rate_unknown", cap !== null && cap.countedMinor === null],
    ["customer_unknown", order.customer === "unknown" && differs],
  ];
  return flags.flatMap(([flag, isRaised]) => (isRaised ? [flag] : []));
}

const FLAG_WORDS: Readonly<Record<PayFlag, string>> = {
  rate_unknown: "no rate of exchange is known, so the amount stays in its own currency",
  cap_rate_unknown: "no rate of exchange is known, so the cap was not applied",
  customer_unknown: "the customer counts as returning, because it is not known to be new",
};

function paidText({ creator, words, remarks }: Winning, cap: CapOutcome | null, flags: readonly PayFlag[]): string {
  const capped = cap?.isClamped === true ? [`the cap of ${capWords(cap.cap)} left only a part`] : [];
  return [`paid to ${creator.name}: ${words}`, ...remarks, ...capped, ...flags.map((flag) => FLAG_WORDS[flag])].join("; ");
}

function termsOf({ program, codePolicy }: Winning, zone: string, lines: readonly PayLine[]): PayTerms {
  const { level, base, recurrence, windowDays, holdDays, cap, afterEnd } = program.rule;
  const identity = {
    programId: program.programId,
    programCurrency: program.currency,
    ruleId: program.ruleId,
    ruleVersion: program.ruleVersion,
  };
  const used = new Map(lines.flatMap(({ exchange }) => (exchange === null ? [] : [[`${exchange.from}${exchange.to}`, exchange] as const])));
  return { ...identity, level, base, recurrence, windowDays, holdDays, cap, afterEnd, codePolicy, zone, rates: [...used.values()] };
}
