import { fisherExact, newcombeDifference, sampleRatio, wilsonInterval } from "@vouch/stats";
import { headlines, ruledOutcome, type FinalVerdict } from "../analysis/verdict.ts";
import { pText, percentText } from "../analysis/unit-text.ts";
import type { RevealPlan } from "./reveal-plan.ts";

/** How many came and how many of them ordered. */
export interface HalfCount {
  readonly visitors: number;
  readonly orders: number;
}

/** One half with its rate and the rate's interval, shares. */
export interface HalfRate extends HalfCount {
  readonly rate: number;
  readonly lower: number;
  readonly upper: number;
}

/** What came of an experiment in which half saw a code. Rates are shares of visitors. */
export interface RevealAnalysis {
  /** Of the intervals: 1 less alpha. */
  readonly level: number;
  readonly shown: HalfRate;
  readonly hidden: HalfRate;
  /** Shown less hidden, in shares of visitors. */
  readonly difference: number;
  readonly lower: number;
  readonly upper: number;
  /** The difference by the rate of those who did not see it; null where nobody of them ordered. */
  readonly lift: number | null;
  readonly p: number;
  /** Orders of those who saw it that would not have come: difference times visitors. */
  readonly caused: number;
  readonly caused_lower: number;
  readonly caused_upper: number;
  readonly sample_ratio: { readonly p: number; readonly is_alarm: boolean; readonly sentence: string };
  readonly verdict: FinalVerdict;
  readonly flags: string[];
}

const points = (share: number): string => `${share < 0 ? "−" : ""}${Math.abs(100 * share).toFixed(2)} points`;

function halfRate({ visitors, orders }: HalfCount, level: number): HalfRate {
  const { estimate, low, high } = wilsonInterval({ successes: orders, trials: visitors }, level);
  return { visitors, orders, rate: estimate, lower: low, upper: high };
}

function ratioOf(shown: HalfCount, hidden: HalfCount): RevealAnalysis["sample_ratio"] {
  const { p, isMismatch } = sampleRatio([shown.visitors, hidden.visitors]);
  const counted = `${shown.visitors.toLocaleString("en")} saw it and ${hidden.visitors.toLocaleString("en")} did not`;
  const sentence = isMismatch
    ? `${counted}, which a fair coin all but never gives (p ${pText(p)}): who is counted depends on what they saw. Look for visitors who are lost in one half, such as by a redirect, a cache, or a script that fails.`
    : `${counted}, as a fair coin gives them.`;
  return { p, is_alarm: isMismatch, sentence };
}

function verdictOf(found: Omit<RevealAnalysis, "verdict" | "flags">, plan: Pick<RevealPlan, "alpha" | "direction">): FinalVerdict {
  const { difference, lower, upper, lift, p, shown, hidden, sample_ratio: ratio } = found;
  const outcome = ratio.is_alarm ? "undecided" : ruledOutcome({ p, effect: difference }, plan);
  const size = lift === null ? points(difference) : `${lift >= 0 ? "+" : ""}${percentText(lift)} orders`;
  const level = percentText(found.level).replace(".0", "");
  const sentence =
    `Of those who saw the code ${(100 * shown.rate).toFixed(2)} % ordered, of the others ${(100 * hidden.rate).toFixed(2)} % ` +
    `(p ${pText(p)}, asked: at most ${plan.alpha}). The ${level} interval of the difference is ${points(lower)} to ${points(upper)}, by Newcombe's method.`;
  return { outcome, headline: headlines[outcome](size), sentence: ratio.is_alarm ? `${ratio.sentence} ${sentence}` : sentence };
}

const few = 20;

/**
 * What came of an experiment in which a hash decided who saw a code: the halves' sizes first, then the difference of their rates.
 *
 * @param plan its alpha and direction.
 * @param shown who saw the code; at least one visitor.
 * @param hidden who did not; at least one visitor.
 * @returns the verdict by the locked rule; undecided where the halves are not as large as a fair coin makes them.
 * @throws {RangeError} when a half is empty or has more orders than visitors.
 * @example
 * import { revealAnalysis } from "./reveal-analysis.ts";
 * const found = revealAnalysis({ alpha: "0.1", direction: "gain" }, { visitors: 10_000, orders: 250 }, { visitors: 10_000, orders: 200 });
 * [found.verdict.outcome, found.lift?.toFixed(2)]; // => ["shown", "0.25"]
 */
export function revealAnalysis(plan: Pick<RevealPlan, "alpha" | "direction">, shown: HalfCount, hidden: HalfCount): RevealAnalysis {
  const level = 1 - Number(plan.alpha);
  const [one, other] = [hidden, shown].map(({ orders, visitors }) => ({ successes: orders, trials: visitors })) as [
    { successes: number; trials: number },
    { successes: number; trials: number },
  ];
  const { estimate, low, high } = newcombeDifference(one, other, level);
  const hiddenRate = hidden.orders / hidden.visitors;
  const found = {
    level,
    shown: halfRate(shown, level),
    hidden: halfRate(hidden, level),
    difference: estimate,
    lower: low,
    upper: high,
    lift: hiddenRate > 0 ? estimate / hiddenRate : null,
    p: fisherExact(one, other).p,
    caused: estimate * shown.visitors,
    caused_lower: low * shown.visitors,
    caused_upper: high * shown.visitors,
    sample_ratio: ratioOf(shown, hidden),
  };
  const flags =
    Math.min(shown.orders, hidden.orders) < few ? [`One half has fewer than ${few} orders: only a large difference can show.`] : [];
  return { ...found, verdict: verdictOf(found, plan), flags };
}
