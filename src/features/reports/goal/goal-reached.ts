import { exponentOf, formatMajor } from "../../../kernel/money.ts";
import { roundedQuotient } from "../../../kernel/rounding.ts";
import type { CampaignReturn } from "../campaign/campaign-return.ts";
import type { Reached } from "./goal-verdict.ts";

/** What was reached, by which rule it is judged, and what one has to know about it. */
export interface GoalReading {
  /** In parts per billion of the goal's unit; undefined: not known, and `why` says so. */
  readonly reached: Reached | undefined;
  readonly level: string | null;
  readonly rule: string;
  readonly why: string | null;
  readonly notes: readonly string[];
}

const exactly = (value: bigint): Reached => ({ low: value, value, high: value });
const counted = "Met once what was counted reaches the target: it is a count, not an estimate, and only refunds change it.";
const unknown = (rule: string, why: string): GoalReading => ({ reached: undefined, level: null, rule, why, notes: [] });
const known = (reached: Reached, rule: string, notes: readonly string[] = []): GoalReading => ({
  ...{ reached, level: null, rule, why: null, notes },
});

/** Minor units as parts per billion of whole units. */
const wholePpb = (amountMinor: bigint, currency: string): bigint => amountMinor * 10n ** BigInt(9 - exponentOf(currency));

const noRate = (missing: readonly string[], currency: string): string =>
  `There is no rate of exchange from ${missing.join(", ")} into ${currency}, and a part of the revenue would be a wrong answer.`;

/** What a return on cost is judged on beside the return itself. */
export interface ReturnFrame {
  readonly currency: string;
  /** At least this return, in parts per billion. */
  readonly targetPpb: bigint;
  /** Currencies without a rate of exchange. */
  readonly missing: readonly string[];
}

const kinds = { fee: "fees", product: "product", shipping: "shipping", staff_time: "staff time", tools: "tools" } as const;
const kindWords: Readonly<Record<string, string>> = { ...kinds, amplification: "paid amplification" };
const costRule =
  "Met when (revenue − cost) ÷ cost reaches the target on the costs that are known. A kind of cost that nobody entered is not known; what the goal can still bear of it is said.";

function headroom({ revenueMinor, costMinor, kinds: entered }: CampaignReturn, { currency, targetPpb }: ReturnFrame): string[] {
  const open = Object.keys(kindWords).filter((kind) => entered.every((each) => each.kind !== kind));
  if (open.length === 0) return [];
  // Rounded down: a cent more would miss the target.
  const most = (revenueMinor! * 1_000_000_000n) / (1_000_000_000n + targetPpb) - costMinor!;
  const names = open.map((kind) => kindWords[kind]).join(", ");
  const bears = most < 0n ? "They can only lower the return." : `The target bears at most ${formatMajor(most, currency)} ${currency} more.`;
  return [`Nothing was entered for ${names}. ${bears}`];
}

/**
 * The return on cost as a goal counts it.
 *
 * @param back revenue and cost until the deadline.
 * @param frame currency, target and what could not be converted.
 * @returns unknown where nothing that was spent is known.
 */
export function returnReached(back: CampaignReturn, frame: ReturnFrame): GoalReading {
  const { revenueMinor, costMinor } = back;
  if (revenueMinor === undefined || costMinor === undefined) return unknown(costRule, noRate(frame.missing, frame.currency));
  if (costMinor <= 0n) return unknown(costRule, "Nothing that was spent is known: enter the costs.");
  const ppb = roundedQuotient((revenueMinor - costMinor) * 1_000_000_000n, costMinor);
  return known(exactly(ppb), costRule, headroom(back, frame));
}

/** Revenue as a goal counts it. */
export const revenueReached = ({ revenueMinor }: CampaignReturn, { currency, missing }: Omit<ReturnFrame, "targetPpb">): GoalReading =>
  revenueMinor === undefined ? unknown(counted, noRate(missing, currency)) : known(exactly(wholePpb(revenueMinor, currency)), counted);

/** Orders as a goal counts them. */
export const ordersReached = ({ ordersPpb }: CampaignReturn): GoalReading => known(exactly(ordersPpb), counted);

/** Clicks as a goal counts them. */
export const clicksReached = (clicks: bigint): GoalReading => known(exactly(clicks * 1_000_000_000n), counted);

/**
 * New customers: those who are known to be, up to all those of whom nobody knows.
 *
 * @param back credited orders until the deadline.
 */
export function newCustomersReached({ newCustomersPpb, unknownNovelty }: CampaignReturn): GoalReading {
  const high = newCustomersPpb + BigInt(unknownNovelty) * 1_000_000_000n;
  const rule =
    "Met when those who are known to be new reach the target; not met when it would be missed even if every order of which nobody knows were a first one.";
  const notes = unknownNovelty === 0 ? [] : [`Of ${unknownNovelty} orders nobody knows whether they were their customer's first.`];
  return known({ low: newCustomersPpb, value: newCustomersPpb, high }, rule, notes);
}

/** What somebody stated that the campaign caused, in minor units. */
export interface StatedRevenue {
  readonly revenueMinor: bigint;
  readonly lowMinor: bigint;
  readonly highMinor: bigint;
  readonly level: string;
  readonly source: string;
}

/**
 * Incremental revenue as a goal judges it: by its interval, never by its middle.
 *
 * @param stated the newest estimate of the span; undefined: none.
 * @param span the span in words.
 * @param currency what its amounts are in.
 */
export function incrementalReached(stated: StatedRevenue | undefined, span: string, currency: string): GoalReading {
  const rule = "Met when the lower end of the interval reaches the target, not met when the upper end stays below it, else not decidable.";
  if (stated === undefined) return unknown(rule, `Nobody has stated what the campaign caused over ${span}.`);
  const at = (amountMinor: bigint): bigint => wholePpb(amountMinor, currency);
  const reached = { low: at(stated.lowMinor), value: at(stated.revenueMinor), high: at(stated.highMinor) };
  return { reached, level: stated.level, rule, why: null, notes: [`Source: ${stated.source}`] };
}

/** A metric of the brand's own. */
export const otherReached: GoalReading = unknown(
  "Judged by people: the metric is the brand's own.",
  "Vouch does not count what this goal is measured by. Write the result into the review.",
);
