export { dot, sum } from "./compensated-sum.ts";
export {
  correlation,
  covariance,
  mean,
  standardDeviation,
  variance,
  weightedMean,
  weightedVariance,
  type CorrelationOutcome,
} from "./moments.ts";
export { median, quantile, quantileOfSorted, type QuantileType } from "./quantile.ts";
export { empiricalCdf, ranks } from "./ranks.ts";
