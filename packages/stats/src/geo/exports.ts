export type { MissingMeans } from "./complete-panel.ts";
export type { ReturnSet } from "./return-set.ts";
export type { GroupSeries } from "./regression/group-series.ts";
export { groupTotals, type RegionGroups, type GroupTotalsOutcome } from "./regression/group-totals.ts";
export {
  timeBasedRegression,
  type EffectRange,
  type RegressionFlag,
  type TimeBasedRegression,
  type TimeBasedRegressionOutcome,
} from "./regression/time-based-regression.ts";
export {
  allowingForGrowth,
  unlikeGrowth,
  type AllowedEffect,
  type UnlikeGrowth,
  type UnlikeGrowthOutcome,
} from "./regression/unlike-growth.ts";
export { incrementalReturn, type IncrementalReturnOutcome, type ResponseAndCost } from "./regression/incremental-return.ts";
export { pairDifferences, type PairDifferencesOutcome, type PairWindow } from "./trimmed-match/pair-differences.ts";
export type { PairDifferences } from "./trimmed-match/residual-orders.ts";
export { trimmedMatch, type TrimCandidate, type TrimmedMatchOptions, type TrimmedMatchOutcome } from "./trimmed-match/trimmed-match.ts";
export type { RegionHistory } from "./power/history.ts";
export {
  powerStudy,
  type DurationPower,
  type PowerCell,
  type PowerFlag,
  type PowerStudyOptions,
  type PowerStudyOutcome,
} from "./power/power-study.ts";
export {
  assignRegions,
  type AssignmentBlock,
  type AssignmentDesign,
  type AssignmentOutcome,
  type AssignmentPlan,
} from "./design/assign-regions.ts";
export { regionDataGate, type RegionDataGate, type RegionDataGateFlag, type RegionDataGateOptions } from "./design/region-data-gate.ts";
export { linkedClusters, namedClusters, type RegionLink } from "./design/region-clusters.ts";
export type { MarketCandidateOptions } from "./power/market-candidates.ts";
export {
  marketSelection,
  type MarketCandidate,
  type MarketSelectionOptions,
  type MarketSelectionOutcome,
} from "./power/market-selection.ts";
export type { DosePanel } from "./dose/dose-design.ts";
export { doseEffect, type DoseOutcome } from "./dose/dose-effect.ts";
export { permutedDoses, type PermutedDoses } from "./dose/permuted-doses.ts";
export { dosePower, type PlannedDoses } from "./dose/dose-power.ts";
