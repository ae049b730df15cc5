import { normalDistribution } from "@vouch/stats";
import type { ReturnPrior } from "./known-return.ts";

/** Where a creator stands between a first test and a share of the budget. */
export type Stage = "test" | "scale" | "stop";

/** When a creator is scaled or stopped: rules as data. */
export interface Gates {
  /** What a test costs at most, in whole units. */
  readonly testSpend: number;
  /** Campaigns of one's own that it takes before anything but a test. */
  readonly leastCycles: number;
  /** The return that must be reached, revenue per unit spent. */
  readonly leastReturn: number;
  /** From this chance of reaching it on a creator is scaled. */
  readonly scaleChance: number;
  /** Up to this chance of reaching it a creator is stopped. */
  readonly stopChance: number;
}

/** A creator's stage with its reason. */
export interface Staged {
  readonly stage: Stage;
  /** That the true return reaches the least. */
  readonly chance: number;
  readonly reason: string;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/**
 * Whether a creator is tested, scaled or stopped.
 *
 * @param prior what is believed of their return, as a normal distribution.
 * @param gates the rules.
 * @example
 * import { stageOf } from "./stage.ts";
 * const gates = { testSpend: 500, leastCycles: 1, leastReturn: 1, scaleChance: 0.8, stopChance: 0.2 };
 * stageOf({ estimate: 2, deviation: 0.5, noise: 0.5, cycles: 2, spent: 900, source: "own" }, gates).stage; // => "scale"
 */
export function stageOf({ estimate, deviation, cycles }: ReturnPrior, gates: Gates): Staged {
  const chance = normalDistribution(estimate, deviation).survival(gates.leastReturn);
  const reaches = `reaches ${gates.leastReturn} at a chance of ${percent(chance)}`;
  if (cycles < gates.leastCycles) {
    return { stage: "test", chance, reason: `${cycles} of ${gates.leastCycles} campaigns that the rules ask for; ${reaches}.` };
  }
  if (chance >= gates.scaleChance) return { stage: "scale", chance, reason: `It ${reaches}; ${percent(gates.scaleChance)} is asked.` };
  if (chance <= gates.stopChance)
    return { stage: "stop", chance, reason: `It ${reaches}; at ${percent(gates.stopChance)} or less one stops.` };
  return {
    stage: "test",
    chance,
    reason: `It ${reaches}: neither ${percent(gates.scaleChance)} nor down to ${percent(gates.stopChance)}.`,
  };
}
