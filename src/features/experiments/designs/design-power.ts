import { generatorOf, pairedPower, staggeredPower, type DesignPowerOutcome, type Matrix } from "@vouch/stats";
import { creatorPairs } from "./assignment.ts";
import { weeksOf, type DesignPlan } from "./design-plan.ts";

/** What a power study is made of. */
export interface StudiedCreators {
  readonly plan: DesignPlan;
  /** All weeks before the first start that are known: a row a creator. */
  readonly history: Matrix;
  readonly unit: string;
}

/** How large an effect a plan would find on its creators' own history. */
export interface CreatorPower {
  readonly unit: string;
  readonly alpha: number;
  /** In which share of trials an effect must be found. */
  readonly power: number;
  readonly history_weeks: number;
  /** How many weeks before the start each trial had. */
  readonly weeks_before: number;
  readonly weeks_treated: number;
  readonly cells: { readonly lift: number; readonly power: number }[];
  /** The smallest lift from which on all are found often enough; null where none of those tried is. */
  readonly least_lift: number | null;
  /** What that lift would have to bring in all, in the series' unit; null likewise. */
  readonly least_total: number | null;
  /** The share of trials in which an effect is found though nothing was done; it should be about alpha. */
  readonly false_alarms: number;
  /** How many stretches lie side by side in the history. */
  readonly stretches: number;
  /** What to know before believing it, in sentences. */
  readonly flags: string[];
}

/** A study, or why there is none, in words. */
export type CreatorPowerOutcome =
  { readonly kind: "studied"; readonly study: CreatorPower } | { readonly kind: "refused"; readonly reason: string };

const power = 0.8;
const leastBefore = 2;
const trials = 200;

/** Weeks of creators that are compared with somebody who waits. */
function comparedWeeks(plan: DesignPlan): number {
  const creators = plan.creators.length;
  if (plan.design === "matched_creators") return Math.floor(creators / 2) * plan.weeks;
  return Array.from({ length: creators }, (_, at) => Math.floor((at * plan.waves) / creators)).reduce(
    (sum, wave) => sum + (plan.waves - 1 - wave) * plan.weeks_between,
    0,
  );
}

function simulated(plan: DesignPlan, history: Matrix, before: number): DesignPowerOutcome {
  const sign = plan.direction === "loss" ? -1 : 1;
  const shares = sign === 1 ? [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 1.5] : [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.75, 0.9];
  const options = { effects: shares.map((share) => sign * share), alpha: Number(plan.alpha), power, trials };
  if (plan.design === "matched_creators")
    return pairedPower(generatorOf(1), history, { pairs: creatorPairs(history).pairs, before, after: plan.weeks }, options);
  const starts = plan.creators.map((_, at) => before + Math.floor((at * plan.waves) / plan.creators.length) * plan.weeks_between);
  return staggeredPower(generatorOf(1), history, { starts, window: before + weeksOf(plan) }, options);
}

const flagsOf = (falseAlarms: number, alpha: number, separate: number, isShorter: boolean): string[] => [
  ...(falseAlarms <= alpha + 2 * Math.sqrt((alpha * (1 - alpha)) / trials)
    ? []
    : ["Effects are found where there are none, more often than the rule allows: do not believe this power."]),
  ...(separate >= 3 ? [] : ["Fewer than three stretches of this length lie side by side in the history: they are much the same trial."]),
  ...(isShorter ? ["The history is short, so that trials have fewer weeks before the start than the plan."] : []),
];

/**
 * How large an effect a plan on creators would find, tried on their own history: chance is let decide anew in each trial, and shares are
 * added to what creators sold for whom it began.
 *
 * @param data the plan and the weeks of its creators before the first start.
 * @param report told how much of the work is done, a share in [0, 1].
 * @returns the power; or why there is none. The same data give the same. Time: up to some seconds.
 */
export function creatorPower({ plan, history, unit }: StudiedCreators, report: (share: number) => void): CreatorPowerOutcome {
  report(0);
  const [treated, needed] = [weeksOf(plan), leastBefore + weeksOf(plan)];
  if (history.columns < needed)
    return {
      kind: "refused",
      reason: `${needed} weeks of history are needed for ${treated} weeks of treatment; ${history.columns} are known. Import earlier days, or plan a shorter treatment.`,
    };
  const before = Math.min(plan.history_weeks, history.columns - treated);
  const found = simulated(plan, history, before);
  if (found.kind !== "simulated")
    return { kind: "refused", reason: "So few creators take part that no effect can have a p as small as the rule asks for." };
  const mean = history.values.reduce((sum, value) => sum + value, 0) / history.values.length;
  const { least, falseAlarms, separate } = found;
  report(1);
  return {
    kind: "studied",
    study: {
      unit,
      alpha: Number(plan.alpha),
      power,
      history_weeks: history.columns,
      weeks_before: before,
      weeks_treated: treated,
      cells: found.cells.map(({ effect, power: share }) => ({ lift: effect, power: share })),
      least_lift: least ?? null,
      least_total: least === undefined ? null : least * mean * comparedWeeks(plan),
      false_alarms: falseAlarms,
      stretches: separate,
      flags: flagsOf(falseAlarms, Number(plan.alpha), separate, before < plan.history_weeks),
    },
  };
}
