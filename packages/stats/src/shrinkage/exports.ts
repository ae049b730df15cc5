export { betaBinomialShrinkage, type BetaBinomialOutcome, type RatePrior } from "./beta-binomial.ts";
export { gammaPoissonShrinkage, type CountPrior, type CountUnit, type GammaPoissonOutcome } from "./gamma-poisson.ts";
export { jamesStein, type JamesSteinOutcome } from "./james-stein.ts";
export {
  normalShrinkage,
  type NoisyEstimate,
  type NormalShrinkageOutcome,
  type ShrunkEstimate,
  type SpreadEstimator,
} from "./normal-shrinkage.ts";
export type { PriorEstimator, ShrinkageOptions, ShrunkUnit } from "./shrunk-unit.ts";
export type { SpreadPoint } from "./spread.ts";
