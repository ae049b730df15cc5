export type { Alternative } from "./level.ts";
export { cuped, type BeforeAndAfter, type CupedOutcome } from "./means/cuped.ts";
export {
  ratioDifference,
  ratioMetric,
  type RatioDifferenceOptions,
  type RatioDifferenceOutcome,
  type RatioMetric,
  type RatioOutcome,
} from "./means/ratio-metric.ts";
export { sampleMoments, type SampleMoments } from "./means/sample-moments.ts";
export { welchTest, type MeanDifference, type MeanTestOptions, type MeanTestOutcome } from "./means/welch-test.ts";
export { fisherExact } from "./proportions/fisher-exact.ts";
export { newcombeDifference, waldDifference, type WaldOutcome } from "./proportions/proportion-difference.ts";
export { proportionTest, type ProportionTestOptions, type ProportionTestOutcome } from "./proportions/proportion-test.ts";
export { wilsonInterval, type IntervalEstimate, type Proportion } from "./proportions/proportion.ts";
export { weightedTotal, type WeightSums, type WeightedTotalOptions } from "./proportions/weighted-total.ts";
export { sampleRatio, type SampleRatio, type SampleRatioOptions } from "./proportions/sample-ratio.ts";
export { bcaInterval, type BcaOutcome, type BcaParts } from "./resampling/bca-interval.ts";
export { bootstrapInterval, type BootstrapOptions, type BootstrapOutcome, type Statistic } from "./resampling/bootstrap-interval.ts";
export { permutationTest, type PermutationOptions, type PermutationTest } from "./resampling/permutation-test.ts";
export { bestArm, type BestArm } from "./bayesian/best-arm.ts";
export { betaPosterior, type BetaPrior } from "./bayesian/posterior.ts";
export { thompsonBatch } from "./bayesian/thompson-batch.ts";
export { boundaryCrossing, type Boundaries, type BoundaryCrossing } from "./sequential/boundary-crossing.ts";
export { mixtureSprt, type MixtureOptions, type MixtureSprt, type SequentialEstimate } from "./sequential/mixture-sprt.ts";
export { sequentialBounds, type BoundKind, type SequentialBounds, type SequentialPlan } from "./sequential/sequential-bounds.ts";
export { meanSampleSize, type MeanPlan } from "./planning/mean-sample-size.ts";
export { proportionSampleSize, type ProportionPlan, type SampleSize, type SampleSizeFormula } from "./planning/proportion-sample-size.ts";
export { matchedPairs, type MatchedPairs } from "./assigned/matched-pairs.ts";
export { pairedEffect, type PairedOptions, type PairedOutcome } from "./assigned/paired-effect.ts";
export {
  pairedPower,
  staggeredPower,
  type DesignPower,
  type DesignPowerOptions,
  type DesignPowerOutcome,
} from "./assigned/design-power.ts";
export { staggeredEffect, type StaggeredEstimate, type StaggeredOptions, type StaggeredOutcome } from "./assigned/staggered-effect.ts";
