import type { Gates, Staged } from "../priors/stage.ts";
import type { ReturnPrior } from "../priors/known-return.ts";

/** How much may be risked. */
export interface RiskLimits {
  /** Of the budget, at most on one creator, in (0, 1]. */
  readonly mostShare: number;
  /** Of what is spent, at least on creators who are scaled, in [0, 1]. */
  readonly leastProvenShare: number;
  /** That less comes back than was spent, at most at this chance. */
  readonly mostLossChance: number;
  /** The last unit that is spent must bring at least so much; 0: no such limit. */
  readonly leastMarginal: number;
}

/** A creator who can be spent on. */
export interface Candidate extends Staged {
  readonly id: string;
  readonly name: string;
  readonly tier: string | null;
  readonly platform: string | null;
  readonly prior: ReturnPrior;
}

/** What a plan is worked out from; money in whole units of its currency. */
export interface PlanInput {
  readonly budget: number;
  readonly candidates: readonly Candidate[];
  readonly gates: Gates;
  readonly risk: RiskLimits;
  /** What twice the usual spend brings, times, in (1, 2). */
  readonly doubling: number;
  /** By how much all creators may be better or worse together, as a share, at least 0. */
  readonly sharedSpread: number;
  /** What share of revenue counts as coming back, in (0, 1]. */
  readonly worth: number;
  readonly seed: number;
}
