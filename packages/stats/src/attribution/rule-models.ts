/**
 * A rule that divides one conversion among its touches, with its parameters.
 *
 * - `first`, `last`: everything to the earliest or latest touch.
 * - `last_non_direct`: everything to the latest touch that is not a direct visit; to the latest touch where all are direct.
 * - `linear`: the same to every touch; a channel touched twice counts twice.
 * - `position`: `firstPpb` and `lastPpb` to the ends, the rest evenly to those between. With two touches the ends share everything in
 *   that proportion (equal ends: 50/50), with one it gets everything. Both in [0, 1e9], their sum in (0, 1e9].
 * - `position_decay`: weights 1, 2, ... n from the first touch to the last.
 * - `time_decay`: a touch counts half as much for every `halfLifeMs` (> 0) it lies before the last one; smooth, in true time.
 * - `time_decay_stepped`: a touch counts `factor` times as much, in (0, 1], for every whole `stepMs` (> 0) it lies before the last one.
 */
export type RuleModel =
  | { readonly kind: "first" | "last" | "last_non_direct" | "linear" | "position_decay" }
  | { readonly kind: "position"; readonly firstPpb: number; readonly lastPpb: number }
  | { readonly kind: "time_decay"; readonly halfLifeMs: number }
  | { readonly kind: "time_decay_stepped"; readonly stepMs: number; readonly factor: number };

/** The stable ids of the models that are computed for every conversion. */
export type ModelId = "first" | "last" | "last_non_direct" | "linear" | "position_40_20_40" | "time_decay_7d";

/** A model as reports list it: its id, its English name, and the rule with the parameters that the id stands for. */
export interface NamedModel {
  readonly id: ModelId;
  readonly name: string;
  readonly rule: RuleModel;
}

/** Seven days, the half-life of `time_decay_7d`, in milliseconds. */
export const WEEK_MS = 7 * 24 * 3_600_000;

/**
 * The rule models in the order in which reports show them. An id never changes its meaning: other parameters get another id.
 *
 * @example
 * import { MODELS } from "./rule-models.ts";
 * MODELS.map((model) => model.id)[4]; // => "position_40_20_40"
 */
export const MODELS: readonly NamedModel[] = [
  { id: "first", name: "First touch", rule: { kind: "first" } },
  { id: "last", name: "Last touch", rule: { kind: "last" } },
  { id: "last_non_direct", name: "Last non-direct touch", rule: { kind: "last_non_direct" } },
  { id: "linear", name: "Linear", rule: { kind: "linear" } },
  { id: "position_40_20_40", name: "Position 40/20/40", rule: { kind: "position", firstPpb: 400_000_000, lastPpb: 400_000_000 } },
  { id: "time_decay_7d", name: "Time decay, half-life 7 days", rule: { kind: "time_decay", halfLifeMs: WEEK_MS } },
];

const isSpan = (ms: number): boolean => ms > 0 && ms < Infinity;

/**
 * Refuses parameters that no rule has, before any credit is computed with them.
 *
 * @param rule any rule.
 * @throws {RangeError} for a half-life or step that is not above zero, a factor outside (0, 1], or ends that are no shares or take nothing.
 * @example
 * import { checkRule } from "./rule-models.ts";
 * checkRule({ kind: "time_decay", halfLifeMs: 1 }); // => undefined
 */
export function checkRule(rule: RuleModel): void {
  if (rule.kind === "time_decay" && !isSpan(rule.halfLifeMs)) {
    throw new RangeError("a half-life must be above zero");
  }
  if (rule.kind === "time_decay_stepped" && !(isSpan(rule.stepMs) && rule.factor > 0 && rule.factor <= 1)) {
    throw new RangeError("a step must be above zero and its factor in (0, 1]");
  }
  if (rule.kind !== "position") return;
  const ends = [rule.firstPpb, rule.lastPpb];
  const total = rule.firstPpb + rule.lastPpb;
  if (ends.some((end) => !Number.isInteger(end) || end < 0) || total === 0 || total > 1_000_000_000) {
    throw new RangeError("the shares of the ends must be whole parts per billion that sum to more than zero and at most one");
  }
}
