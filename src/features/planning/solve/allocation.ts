import { allocateBudget, marginalResponse, responseAt } from "@vouch/stats";
import type { Candidate, PlanInput } from "./plan-input.ts";
import { responseOf } from "./response.ts";

/** Spends that bring most within the limits of shares. */
export interface Allocated {
  /** One a candidate, in whole units. */
  readonly spends: readonly number[];
  /** What one more unit brings on each, in revenue. */
  readonly marginals: readonly number[];
  readonly spent: number;
  /** Revenue that is expected. */
  readonly revenue: number;
  /** What the last unit that is spent brings, in revenue: the least of all on whom something is spent; 0: nothing is spent. */
  readonly marginal: number;
}

/** The most that may be spent on a candidate. */
const mostOf = ({ stage }: Candidate, { budget, gates, risk }: PlanInput): number => {
  if (stage === "stop") return 0;
  const share = risk.mostShare * budget;
  return stage === "test" ? Math.min(gates.testSpend, share) : share;
};

/** The best spends of some candidates; the others get nothing. */
function bestOf(input: PlanInput, isIn: (candidate: Candidate) => boolean, budget: number): number[] {
  const none = input.candidates.map(() => 0);
  if (budget <= 0 || !input.candidates.some((candidate) => isIn(candidate) && mostOf(candidate, input) > 0)) return none;
  const channels = input.candidates.map((candidate) => ({
    curve: responseOf(candidate, input),
    upper: isIn(candidate) ? mostOf(candidate, input) : 0,
  }));
  const outcome = allocateBudget(channels, budget);
  return outcome.kind === "infeasible" ? none : [...outcome.spends];
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const isScale = ({ stage }: Candidate): boolean => stage === "scale";
const isTest = ({ stage }: Candidate): boolean => stage === "test";

/** All together; where tests would take more than the proven leave them, each group by itself, tests within their share. */
function withinShares(input: PlanInput, budget: number): number[] {
  const proven = input.risk.leastProvenShare;
  const all = bestOf(input, () => true, budget);
  const scaled = sum(all.filter((_, at) => isScale(input.candidates[at]!)));
  if (scaled >= proven * sum(all) - 1e-9) return all;
  const scale = bestOf(input, isScale, proven * budget);
  const tests = bestOf(input, isTest, Math.min((1 - proven) * budget, (sum(scale) * (1 - proven)) / proven));
  return scale.map((spend, at) => spend + tests[at]!);
}

/**
 * The allocation of a budget: where one more unit brings the same on everybody, within the least and the most that the limits allow.
 *
 * @param input candidates with their stages, limits and assumptions; shares are of its whole budget.
 * @param budget what may be spent, at most the whole.
 */
export function allocation(input: PlanInput, budget: number): Allocated {
  const spends = withinShares(input, budget);
  const curves = input.candidates.map((candidate) => responseOf(candidate, input));
  const marginals = curves.map((curve, at) => marginalResponse(curve, spends[at]!));
  const last = marginals.filter((_, at) => spends[at]! > 0);
  return {
    spends,
    marginals,
    spent: sum(spends),
    revenue: sum(curves.map((curve, at) => responseAt(curve, spends[at]!))),
    marginal: last.length === 0 ? 0 : Math.min(...last),
  };
}
