export { connectedSets, type ConnectedSet, type ConnectedSets } from "./panel/connected-sets.ts";
export type { EffectsPanel } from "./panel/effects-panel.ts";
export { factorOf, type Factor } from "./panel/factor.ts";
export { twoWayEffects, type TwoWayEffects, type TwoWayEffectsOutcome, type TwoWayOptions } from "./two-way/two-way-effects.ts";
export type { SolverReport } from "./two-way/two-way-system.ts";
export {
  effectVariances,
  type EffectVariances,
  type EffectVariancesOutcome,
  type VarianceCorrection,
  type VarianceOptions,
} from "./variance/effect-variances.ts";
export { effectPredictors, type EffectPredictorsOutcome, type PredictedEffects } from "./mixed/effect-predictors.ts";
