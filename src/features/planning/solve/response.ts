import type { ResponseCurve } from "@vouch/stats";
import type { Candidate, PlanInput } from "./plan-input.ts";

/** The spend at which a candidate's return is known: their usual one, or that of a test. */
export const usualSpend = ({ prior }: Pick<Candidate, "prior">, { gates }: Pick<PlanInput, "gates">): number =>
  prior.spent ?? gates.testSpend;

/**
 * What spend on a creator brings: it saturates, and twice the usual spend brings `doubling` times as much.
 *
 * The exponential curve scale (1 − exp(−s ÷ at)) has its return at the usual spend from the prior; how fast it saturates is an assumption
 * of the plan, since a handful of campaigns at like spends says nothing of it.
 *
 * @param candidate a return below zero counts as none.
 * @param input the assumption, and the spend of a test.
 * @example
 * import { responseAt } from "@vouch/stats";
 * import { responseOf } from "./response.ts";
 * const prior = { estimate: 2, deviation: 1, noise: 1, cycles: 1, spent: 100, source: "own" } as const;
 * const gates = { testSpend: 50, leastCycles: 1, leastReturn: 1, scaleChance: 0.8, stopChance: 0.2 };
 * const curve = responseOf({ prior }, { gates, doubling: 1.6 });
 * [100, 200].map((spend) => responseAt(curve, spend).toFixed(2)); // => ["200.00", "320.00"]
 */
export function responseOf(candidate: Pick<Candidate, "prior">, input: Pick<PlanInput, "gates" | "doubling">): ResponseCurve {
  const usual = usualSpend(candidate, input);
  const at = -usual / Math.log(input.doubling - 1);
  return { kind: "exponential", scale: (Math.max(candidate.prior.estimate, 0) * usual) / (2 - input.doubling), at };
}
