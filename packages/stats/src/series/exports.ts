export {
  counterfactual,
  type AffectedPeriods,
  type Banded,
  type Counterfactual,
  type CounterfactualFlag,
  type CounterfactualOptions,
  type CounterfactualOutcome,
  type EffectSummary,
  type PeriodEffect,
} from "./counterfactual/counterfactual.ts";
export type { LevelDrift } from "./counterfactual/level-drift.ts";
export { kalmanFilter, type KalmanFilter, type KalmanFilterOutcome } from "./filter/kalman-filter.ts";
export { kalmanSmoother, type KalmanSmoother, type KalmanSmootherOutcome } from "./filter/kalman-smoother.ts";
export { stateVariate, type StateVariateOutcome } from "./filter/state-variate.ts";
export {
  structuralFit,
  type StructuralFit,
  type StructuralFitOptions,
  type StructuralFitOutcome,
  type StructuralPart,
} from "./likelihood/structural-fit.ts";
export type { StructuralModel, StructuralSeason, StructuralShape, StructuralStart } from "./model/structural-model.ts";
export { effectiveDraws } from "./posterior/effective-draws.ts";
export { causalImpactPriors } from "./posterior/priors.ts";
export type { CoefficientPrior, DeviationPrior, StructuralPriors } from "./posterior/priors.ts";
export {
  structuralPosterior,
  type PosteriorOptions,
  type StructuralPosterior,
  type StructuralPosteriorOutcome,
} from "./posterior/structural-posterior.ts";
