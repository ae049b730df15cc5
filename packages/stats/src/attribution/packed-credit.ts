import { halfPower } from "./half-power.ts";
import { apportionInto, WHOLE_PPB } from "./largest-remainder.ts";
import { checkRule, type RuleModel } from "./rule-models.ts";

/** Touches of any number of customers as columns, index by index. */
export interface PackedTouches {
  /** Milliseconds since 1970; within one span ascending, equal times in the order of their ids. */
  readonly timesMs: Float64Array;
  /** 1 where the touch is a direct visit, else 0. */
  readonly isDirect: Uint8Array;
}

/** The touches of one conversion, from index `from` up to but without `to`. An object that a loop may fill anew and pass again. */
export interface Span {
  from: number;
  to: number;
}

let weights = new Float64Array(64);

/**
 * The credit of one conversion's touches under one rule, written into an array: the form for recomputing millions of conversions.
 *
 * Gives the same parts as `ruleCredit`, which is built on it. Allocates nothing once its working space has grown to the longest span.
 * Time and memory: proportional to the span.
 *
 * @param rule a rule with its parameters, for example `MODELS[0].rule`.
 * @param touches the columns; only those within the span are read.
 * @param span which touches belong to the conversion; they must be in touch order already.
 * @param out receives the parts per billion at 0 .. n - 1, where n is the span's length; they sum to exactly one billion.
 * @returns n; 0 means that the conversion has no touch and is unattributed, and nothing was written.
 * @throws {RangeError} when `out` is shorter than the span or the rule's parameters are none.
 * @example
 * import { creditsInto } from "./packed-credit.ts";
 * const touches = { timesMs: Float64Array.of(1, 2, 3, 9), isDirect: Uint8Array.of(0, 0, 1, 0) };
 * const out = new Int32Array(3);
 * creditsInto({ kind: "last_non_direct" }, touches, { from: 0, to: 3 }, out); // => 3
 * Array.from(out); // => [0, 1000000000, 0]
 */
export function creditsInto(rule: RuleModel, touches: PackedTouches, span: Span, out: Int32Array): number {
  const count = span.to - span.from;
  if (count <= 0) return 0;
  if (out.length < count) throw new RangeError("the array for credits is shorter than the span");
  checkRule(rule);
  switch (rule.kind) {
    case "first":
      return giveAll(0, count, out);
    case "last":
      return giveAll(count - 1, count, out);
    case "last_non_direct":
      return giveAll(lastNonDirectIndex(touches, span), count, out);
    case "linear":
      return giveEvenly(WHOLE_PPB, 0, count, out);
    case "position":
      return givePositions(rule, count, out);
    case "time_decay":
      return giveDecayed((ageMs) => halfPower(ageMs / rule.halfLifeMs), touches, span, out);
    case "time_decay_stepped":
      return giveDecayed((ageMs) => rule.factor ** Math.floor(ageMs / rule.stepMs), touches, span, out);
    case "position_decay":
      return giveRising(count, out);
  }
}

function giveAll(winner: number, count: number, out: Int32Array): number {
  out.fill(0, 0, count);
  out[winner] = WHOLE_PPB;
  return count;
}

function lastNonDirectIndex({ isDirect }: PackedTouches, { from, to }: Span): number {
  for (let index = to - 1; index >= from; index--) if (isDirect[index] === 0) return index - from;
  return to - from - 1;
}

/** Spreads `totalPpb` evenly over the parts from `from` up to but without `to`; what does not divide goes to the first ones. */
function giveEvenly(totalPpb: number, from: number, to: number, out: Int32Array): number {
  const share = Math.floor(totalPpb / (to - from));
  const left = totalPpb - share * (to - from);
  for (let index = from; index < to; index++) out[index] = share + (index - from < left ? 1 : 0);
  return to;
}

function givePositions(rule: RuleModel & { kind: "position" }, count: number, out: Int32Array): number {
  if (count === 1) return giveAll(0, count, out);
  if (count === 2) {
    weights[0] = rule.firstPpb;
    weights[1] = rule.lastPpb;
    apportionInto(weights, count, out);
    return count;
  }
  out[0] = rule.firstPpb;
  giveEvenly(WHOLE_PPB - rule.firstPpb - rule.lastPpb, 1, count - 1, out);
  out[count - 1] = rule.lastPpb;
  return count;
}

/** Ages are counted from the last touch: the proportions are the same from any instant, and the newest weight is always one. */
function giveDecayed(weightOf: (ageMs: number) => number, { timesMs }: PackedTouches, { from, to }: Span, out: Int32Array): number {
  const count = to - from;
  if (weights.length < count) weights = new Float64Array(2 * count);
  const lastMs = timesMs[to - 1] ?? 0;
  for (let index = 0; index < count; index++) weights[index] = weightOf(lastMs - (timesMs[from + index] ?? 0));
  apportionInto(weights, count, out);
  return count;
}

function giveRising(count: number, out: Int32Array): number {
  if (weights.length < count) weights = new Float64Array(2 * count);
  for (let index = 0; index < count; index++) weights[index] = index + 1;
  apportionInto(weights, count, out);
  return count;
}
