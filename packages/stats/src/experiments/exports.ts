export type { Alternative } from "./level.ts";
export { fisherExact } from "./proportions/fisher-exact.ts";
export { newcombeDifference, waldDifference, type WaldOutcome } from "./proportions/proportion-difference.ts";
export { proportionTest, type ProportionTestOptions, type ProportionTestOutcome } from "./proportions/proportion-test.ts";
export { wilsonInterval, type IntervalEstimate, type Proportion } from "./proportions/proportion.ts";
export { sampleRatio, type SampleRatio, type SampleRatioOptions } from "./proportions/sample-ratio.ts";
