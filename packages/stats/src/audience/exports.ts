export { benfordDiagnostic, type BenfordDiagnostic, type BenfordOutcome } from "./benford.ts";
export { isotonicCalibration, type IsotonicCalibration } from "./calibration/isotonic.ts";
export { plattCalibration, type BinaryOutcomes, type PlattOutcome } from "./calibration/platt.ts";
export { rocArea, type RocAreaOutcome } from "./calibration/roc-area.ts";
export { cohortStanding, type CohortStanding, type StandingOptions, type StandingOutcome } from "./cohort/cohort-standing.ts";
export { growthAnomalies, type GrowthAnomaly, type GrowthOptions, type GrowthOutcome } from "./growth/growth-anomalies.ts";
export { logisticChances, logisticFit, type LogisticFit, type LogisticOptions, type LogisticOutcome } from "./logistic/logistic-fit.ts";
export type { LogisticPenalty } from "./logistic/logistic-likelihood.ts";
export {
  audienceOverlap,
  overlapFromLookups,
  overlapFromSamples,
  type OverlapLookups,
  type AudienceOverlap,
  type AudienceSizes,
  type OverlapSamples,
} from "./overlap/audience-overlap.ts";
export { bottomSketch, sketchedJaccard, type BottomSketch } from "./overlap/bottom-sketch.ts";
export { uniqueMembers, type AudienceSet, type SharedMembers, type UniqueMembers } from "./overlap/unique-members.ts";
