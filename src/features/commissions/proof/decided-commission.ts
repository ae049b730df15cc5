import { canonicalJson } from "../../../kernel/canonical-json.ts";
import { addCalendarDays } from "../../../kernel/zone.ts";
import { lineFault, type KeptLine } from "./priced-line.ts";

/** A commission with its decision and the version of the pay rule it names. */
export interface DecidedCommission {
  readonly creatorId: string;
  readonly programId: string;
  readonly ruleId: string;
  readonly currency: string;
  readonly baseMinor: bigint;
  readonly amountMinor: bigint;
  readonly countedMinor: bigint | null;
  readonly terms: Readonly<Record<string, unknown>>;
  readonly lines: readonly KeptLine[];
  readonly orderAtMs: number;
  readonly holdUntilMs: number;
  readonly decision: {
    readonly outcome: string;
    readonly creatorId: string | null;
    readonly programId: string | null;
    readonly ruleId: string | null;
    readonly reason: unknown;
    readonly document: Readonly<Record<string, unknown>>;
  };
  readonly rule: { readonly programId: string; readonly version: number; readonly document: Readonly<Record<string, unknown>> };
}

const same = (one: unknown, other: unknown): boolean => canonicalJson(one ?? null) === canonicalJson(other ?? null);

const kept = (document: DecidedCommission["decision"]["document"]) => {
  const { countedMinor = null } = (document["cap"] ?? {}) as { countedMinor?: string | null };
  const { creatorId, programId } = (document["winner"] ?? {}) as { creatorId?: string; programId?: string };
  return {
    terms: document["terms"],
    orderCurrency: document["orderCurrency"],
    flags: document["flags"],
    countedMinor,
    creatorId,
    programId,
  };
};

function decisionFault({ decision, ...commission }: DecidedCommission): string | undefined {
  const { creatorId, programId, ruleId, countedMinor } = commission;
  const { orderCurrency, flags, ...terms } = commission.terms;
  const decided = kept(decision.document);
  const pairs: readonly (readonly [unknown, unknown, fault: string])[] = [
    [["pay", creatorId], [decision.outcome, decision.creatorId], "its decision does not pay its creator"],
    [[programId, ruleId], [decision.programId, decision.ruleId], "its decision is by another program or rule"],
    [decision.reason, decision.document["reason"], "the reason of its decision is not the one that was given"],
    [[creatorId, programId], [decided.creatorId, decided.programId], "its decision was won by another"],
    [[terms, orderCurrency, flags], [decided.terms, decided.orderCurrency, decided.flags], "its terms are not those it was decided by"],
    [commission.lines, decision.document["lines"], "its lines are not those that were decided"],
    [countedMinor?.toString(), decided.countedMinor, "what it counts against its cap is not what was decided"],
  ];
  return pairs.find(([one, other]) => !same(one, other))?.[2];
}

const termsOfRule = ["level", "base", "recurrence", "windowDays", "holdDays", "cap", "afterEnd"];

interface RuleValues {
  readonly newCustomer: unknown;
  readonly returningCustomer: unknown;
}

function ruleFault({ rule, ...commission }: DecidedCommission): string | undefined {
  const { terms, programId, ruleId } = commission;
  if (rule.programId !== programId || terms["programId"] !== programId) return "its rule is another program's";
  if (terms["ruleId"] !== ruleId || terms["ruleVersion"] !== rule.version) return "its terms name another version of the rule";
  const changed = termsOfRule.find((term) => !same(terms[term], rule.document[term]));
  if (changed !== undefined) return `its ${changed} is not that of version ${rule.version} of the rule`;
  const { groups = [], otherwise } = rule.document as { groups?: readonly { id: string; values: RuleValues }[]; otherwise: RuleValues };
  const isOfRule = ({ groupId, value }: KeptLine): boolean => {
    const values = groupId === null ? otherwise : groups.find(({ id }) => id === groupId)?.values;
    return values !== undefined && (same(value, values.newCustomer) || same(value, values.returningCustomer));
  };
  const wrong = commission.lines.findIndex((line) => !isOfRule(line));
  return wrong === -1 ? undefined : `line ${wrong + 1} is paid by a value that the rule does not have`;
}

function amountFault(commission: DecidedCommission): string | undefined {
  const { lines, terms, currency, baseMinor, amountMinor } = commission;
  const orderCurrency = String(terms["orderCurrency"]);
  for (const [index, line] of lines.entries()) {
    const fault = line.currency === currency ? lineFault(line, orderCurrency) : `it is in ${line.currency}`;
    if (fault !== undefined) return `line ${index + 1}: ${fault}`;
  }
  const sum = (pick: (line: KeptLine) => string): bigint => lines.reduce((total, line) => total + BigInt(pick(line)), 0n);
  if (sum((line) => line.amountMinor) !== amountMinor) return `its lines sum to ${sum((line) => line.amountMinor)}, not to ${amountMinor}`;
  if (sum((line) => line.baseMinor) !== baseMinor) return `its base is ${baseMinor}, its lines sum to ${sum((line) => line.baseMinor)}`;
  const isClamped = (commission.decision.document["cap"] as { isClamped?: boolean } | null)?.isClamped === true;
  if (!isClamped && sum((line) => line.beforeCapMinor) !== amountMinor) return "it earned less than its lines without a cap";
  return holdFault(commission);
}

function holdFault({ terms, orderAtMs, holdUntilMs }: DecidedCommission): string | undefined {
  const until = addCalendarDays(orderAtMs, Number(terms["holdDays"]), String(terms["zone"]));
  return until === holdUntilMs ? undefined : "its hold does not end when its terms say";
}

/**
 * What is wrong with a commission, held against its decision, against the version of the pay rule that it names, and against its own
 * arithmetic, which is done once more.
 *
 * @param commission with its decision and rule as they are stored.
 * @returns the first fault in words, or undefined.
 */
export const decidedFault = (commission: DecidedCommission): string | undefined =>
  decisionFault(commission) ?? ruleFault(commission) ?? amountFault(commission);
