export { kalmanFilter, type KalmanFilter, type KalmanFilterOutcome } from "./filter/kalman-filter.ts";
export { kalmanSmoother, type KalmanSmoother, type KalmanSmootherOutcome } from "./filter/kalman-smoother.ts";
export { stateVariate, type StateVariateOutcome } from "./filter/state-variate.ts";
export type { StructuralModel, StructuralSeason, StructuralStart } from "./model/structural-model.ts";
