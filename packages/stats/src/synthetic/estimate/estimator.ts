/** Whether donors are brought to the treated's level first. */
interface Scaling {
  /**
   * Whether each donor is multiplied first so that its mean before treatment is that of the treated: regions are then taken to rise and fall
   * in proportion to what they were, as shops and markets do. Missing means no: each is taken to move by amounts, and how large those are is
   * learnt from the history. Where noise hides that, weights lean to small, quiet donors, which rise by less than the treated.
   */
  readonly proportional?: boolean;
}

type Mix =
  /** Weights of at least zero that bring the donors nearest to the treated before treatment. */
  | {
      readonly kind: "synthetic-control";
      /**
       * Whether each unit's mean before treatment is taken off first, so that shapes are matched and not levels. Missing means yes: a market
       * is seldom of the size of a mix of others, and what is left of a level would be taken for an effect.
       */
      readonly fixedEffects?: boolean;
    }
  /** The same, with a ridge regression of what the weights leave unexplained added; weights may be negative. */
  | {
      readonly kind: "ridge-augmented";
      readonly fixedEffects?: boolean;
      /** In squared outcomes, above zero; missing means that it is chosen by leaving out periods before treatment. */
      readonly penalty?: number;
    }
  /** Even weights. */
  | { readonly kind: "difference-in-differences" }
  /** Weights of donors and of periods, both with an intercept, and a ridge that keeps the donors' weights spread. */
  | {
      readonly kind: "synthetic-difference-in-differences";
      /**
       * Whether the same ridge keeps the periods' weights spread too. Missing means no, as published: with fewer donors than periods the
       * weights then fit the donors' noise, and choose periods that were high for the donors by chance.
       */
      readonly spreadPeriods?: boolean;
    };

/** How a counterfactual is made of donors. Every one is an intercept and weights of the donors that sum to one. */
export type Estimator = Mix & Scaling;

/** What is estimated where nothing is said: the synthetic control with fixed effects. */
export const DEFAULT_ESTIMATOR: Estimator = { kind: "synthetic-control", fixedEffects: true };

/** How the treated would have gone on, by donors. */
export interface Fit {
  /** A number a donor; they sum to one. */
  readonly weights: Float64Array;
  readonly intercept: number;
  /** Of the periods before treatment, summing to one: those that the intercept is taken from. */
  readonly periodWeights: Float64Array;
  /** In every period. */
  readonly counterfactual: Float64Array;
  /** The ridge penalty, where there is one. */
  readonly penalty?: number;
  /** What each donor's outcomes are multiplied by before they are weighed; missing where donors are taken as they are. */
  readonly scales?: Float64Array;
}

/** A fit, or why there is none. */
export type CohortFitOutcome =
  | ({ readonly kind: "fitted" } & Fit)
  | { readonly kind: "no-donors" }
  /** Fewer periods before treatment than the estimator needs. */
  | { readonly kind: "no-history"; readonly before: number; readonly needed: number }
  | { readonly kind: "not-converged"; readonly kktError: number };
