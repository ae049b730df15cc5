export { bgBbFit, bgBbLogLikelihood, type BgBb, type BgBbOutcome, type OpportunityCustomer } from "./bg-bb/bg-bb-fit.ts";
export { bgBbAlive, bgBbConditional, bgBbDiscounted, bgBbExpected } from "./bg-bb/bg-bb-forecast.ts";
export { bgNbdFit, bgNbdLogLikelihood, type BgNbd, type BgNbdOutcome } from "./bg-nbd/bg-nbd-fit.ts";
export { bgNbdAlive, bgNbdConditional, bgNbdExpected, bgNbdFrequencies } from "./bg-nbd/bg-nbd-forecast.ts";
export {
  gammaGammaFit,
  gammaGammaLogLikelihood,
  gammaGammaSpend,
  type GammaGamma,
  type GammaGammaOutcome,
  type Spender,
} from "./gamma-gamma/gamma-gamma.ts";
export type { FitOptions, FitOutcome, ModelParameters } from "./likelihood/positive-fit.ts";
export { paretoNbdFit, paretoNbdLogLikelihood, type ParetoNbd, type ParetoNbdOutcome } from "./pareto-nbd/pareto-nbd-fit.ts";
export { paretoNbdAlive, paretoNbdConditional, paretoNbdDiscounted, paretoNbdExpected } from "./pareto-nbd/pareto-nbd-forecast.ts";
export type { Customer } from "./purchases/customer.ts";
export { purchaseHistories, type HistoryOptions, type Purchase, type PurchaseHistory } from "./purchases/purchase-histories.ts";
export {
  betaWeibullFit,
  renewalLogLikelihood,
  renewalsOf,
  renewalSurvival,
  shiftedBetaDiscounted,
  shiftedBetaFit,
  type BetaWeibull,
  type RenewalMoment,
  type RenewalOutcome,
  type Renewals,
  type ShiftedBeta,
} from "./subscriptions/shifted-beta.ts";
export { fittedIntervals, type FittedInterval, type FittedPart } from "./value/fitted-intervals.ts";
export { lifetimeValue, type LifetimeValue, type ValuePlan } from "./value/lifetime-value.ts";
export { coxFit, type CoxFit, type CoxOptions, type CoxOutcome, type CoxTest } from "./survival/cox-fit.ts";
export type { Ties } from "./survival/cox-likelihood.ts";
export type { Durations } from "./survival/durations.ts";
export { kaplanMeier, survivalQuantile, type SurvivalCurve, type SurvivalOptions, type SurvivalQuantile } from "./survival/kaplan-meier.ts";
export { logRankTest, type LogRankOutcome } from "./survival/log-rank.ts";
export {
  restrictedMean,
  restrictedMeanDifference,
  type RestrictedDifferenceOutcome,
  type RestrictedMeanOutcome,
} from "./survival/restricted-mean.ts";
