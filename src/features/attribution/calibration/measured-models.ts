import type { ModelId } from "@vouch/stats";

/** The models that a calibration may be measured against: those that are computed for every order. */
export const measuredModels = [
  "first",
  "last",
  "last_non_direct",
  "linear",
  "position_40_20_40",
  "time_decay_7d",
] as const satisfies readonly ModelId[];

/** The one that reports show first. */
export const usualModel: ModelId = "last_non_direct";
