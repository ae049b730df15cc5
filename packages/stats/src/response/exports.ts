export {
  allocateBudget,
  type Allocation,
  type AllocationChannel,
  type AllocationOptions,
  type AllocationOutcome,
} from "./allocation/allocate-budget.ts";
export { calibrationCurve, type CalibrationBin, type CalibrationBins, type CalibrationCurve } from "./calibration/calibration-curve.ts";
export { geometricAdstock, weibullAdstock, type Adstock } from "./curve/adstock.ts";
export { marginalResponse, responseAt, type ResponseCurve } from "./curve/response-curve.ts";
export {
  responseBootstrap,
  type ResampledParameter,
  type ResponseBootstrap,
  type ResponseBootstrapOptions,
} from "./fit/response-bootstrap.ts";
export {
  responseFit,
  type FittedParameter,
  type ResponseFit,
  type ResponseFlag,
  type ResponseOptions,
  type ResponseOutcome,
} from "./fit/response-fit.ts";
export type { ParameterName, ResponseChannel, ResponseSeries } from "./fit/response-model.ts";
export { conformalMargin, type ConformalMargin, type HeldOutForecasts } from "./quantile/conformal-quantiles.ts";
export { forecastCoverage, pinballLoss, type ForecastCoverage } from "./quantile/forecast-loss.ts";
export { quantileRegression, type QuantileFit, type QuantileOutcome } from "./quantile/quantile-regression.ts";
export { responseInterval, type ResponseInterval } from "./fit/response-interval.ts";
