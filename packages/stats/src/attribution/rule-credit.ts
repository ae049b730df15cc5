import { creditsInto } from "./packed-credit.ts";
import { WEEK_MS, type RuleModel } from "./rule-models.ts";
import { inTouchOrder } from "./touch-order.ts";

/** One contact of a customer with a channel before a conversion. Callers add fields of their own, such as the channel. */
export interface Touch {
  /** Unique among the touches of the conversion; breaks ties of time. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly atMs: number;
  /** Whether it is a visit without any referrer or campaign; missing means it is not. */
  readonly isDirect?: boolean;
}

/** A touch and its share of the conversion, a whole number of parts per billion. */
export interface Credit<T> {
  readonly touch: T;
  readonly sharePpb: number;
}

/** The answer of a rule: every touch with its share, in touch order and summing to exactly one billion, or that there was no touch. */
export type CreditOutcome<T> = { readonly kind: "credited"; readonly credits: readonly Credit<T>[] } | { readonly kind: "unattributed" };

/**
 * How one rule divides a conversion among its touches.
 *
 * Leave touches that do not precede the conversion out beforehand: this function knows no conversion. The order of the list does not
 * matter. Time: sorting, then linear; memory: linear.
 *
 * @param rule a rule with its parameters, for example `MODELS[0].rule`.
 * @param touches any order; no touch at all gives the explicit outcome "unattributed".
 * @returns all touches in touch order, those without a share with 0.
 * @throws {RangeError} when a time is no finite number or the rule's parameters are none.
 * @example
 * import { ruleCredit } from "./rule-credit.ts";
 * const touches = [{ id: "a", atMs: 1 }, { id: "b", atMs: 2 }, { id: "c", atMs: 3 }];
 * const outcome = ruleCredit({ kind: "linear" }, touches);
 * outcome.kind === "credited" && outcome.credits.map((credit) => credit.sharePpb); // => [333333334, 333333333, 333333333]
 * ruleCredit({ kind: "linear" }, []); // => { kind: "unattributed" }
 */
export function ruleCredit<T extends Touch>(rule: RuleModel, touches: readonly T[]): CreditOutcome<T> {
  const ordered = inTouchOrder(touches);
  const parts = new Int32Array(ordered.length);
  const packed = {
    timesMs: Float64Array.from(ordered, (touch) => touch.atMs),
    isDirect: Uint8Array.from(ordered, (touch) => (touch.isDirect === true ? 1 : 0)),
  };
  if (creditsInto(rule, packed, { from: 0, to: ordered.length }, parts) === 0) return { kind: "unattributed" };
  return { kind: "credited", credits: ordered.map((touch, index) => ({ touch, sharePpb: parts[index] ?? 0 })) };
}

/**
 * Everything to the earliest touch.
 *
 * @param touches any order.
 * @throws {RangeError} when a time is no finite number.
 * @example
 * import { firstTouch } from "./rule-credit.ts";
 * firstTouch([{ id: "a", atMs: 1 }]); // => { kind: "credited", credits: [{ touch: { id: "a", atMs: 1 }, sharePpb: 1000000000 }] }
 */
export function firstTouch<T extends Touch>(touches: readonly T[]): CreditOutcome<T> {
  return ruleCredit({ kind: "first" }, touches);
}

/**
 * Everything to the latest touch.
 *
 * @param touches any order.
 * @throws {RangeError} when a time is no finite number.
 * @example
 * import { lastTouch } from "./rule-credit.ts";
 * lastTouch([]); // => { kind: "unattributed" }
 */
export function lastTouch<T extends Touch>(touches: readonly T[]): CreditOutcome<T> {
  return ruleCredit({ kind: "last" }, touches);
}

/**
 * Everything to the latest touch that is not a direct visit; where all are direct, to the latest of them.
 *
 * A direct visit says that somebody came, not why: the campaign before it is the better guess.
 *
 * @param touches any order.
 * @throws {RangeError} when a time is no finite number.
 * @example
 * import { lastNonDirect } from "./rule-credit.ts";
 * lastNonDirect([]); // => { kind: "unattributed" }
 */
export function lastNonDirect<T extends Touch>(touches: readonly T[]): CreditOutcome<T> {
  return ruleCredit({ kind: "last_non_direct" }, touches);
}

/**
 * The same share to every touch, repeated ones included; parts that do not divide go to the earliest.
 *
 * @param touches any order.
 * @throws {RangeError} when a time is no finite number.
 * @example
 * import { linear } from "./rule-credit.ts";
 * linear([]); // => { kind: "unattributed" }
 */
export function linear<T extends Touch>(touches: readonly T[]): CreditOutcome<T> {
  return ruleCredit({ kind: "linear" }, touches);
}

/**
 * Fixed shares to the first and the last touch, the rest evenly to those between.
 *
 * Two touches share everything in the proportion of the ends (50/50 when these are equal); a single one gets everything.
 *
 * @param touches any order.
 * @param ends the shares of the first and the last touch in parts per billion; missing means 40 % each, hence 20 % between.
 * @throws {RangeError} when a time is no finite number, or the ends are no shares or take nothing.
 * @example
 * import { positionBased } from "./rule-credit.ts";
 * const outcome = positionBased([{ id: "a", atMs: 1 }, { id: "b", atMs: 2 }]);
 * outcome.kind === "credited" && outcome.credits.map((credit) => credit.sharePpb); // => [500000000, 500000000]
 */
export function positionBased<T extends Touch>(
  touches: readonly T[],
  ends: { readonly firstPpb: number; readonly lastPpb: number } = { firstPpb: 400_000_000, lastPpb: 400_000_000 },
): CreditOutcome<T> {
  return ruleCredit({ kind: "position", firstPpb: ends.firstPpb, lastPpb: ends.lastPpb }, touches);
}

/**
 * Half the weight for every half-life that a touch lies before the last one, in true time and without steps.
 *
 * Counting from the conversion instead of the last touch would give the same shares: the common factor cancels.
 *
 * @param touches any order.
 * @param halfLifeMs milliseconds above zero; missing means seven days. Touches 64 half-lives before the last get nothing.
 * @throws {RangeError} when a time is no finite number or the half-life is not above zero.
 * @see https://support.google.com/analytics/answer/1662518 (the rule with a half-life of seven days)
 * @example
 * import { timeDecay } from "./rule-credit.ts";
 * const outcome = timeDecay([{ id: "a", atMs: 0 }, { id: "b", atMs: 1_000 }], 1_000);
 * outcome.kind === "credited" && outcome.credits.map((credit) => credit.sharePpb); // => [333333333, 666666667]
 */
export function timeDecay<T extends Touch>(touches: readonly T[], halfLifeMs: number = WEEK_MS): CreditOutcome<T> {
  return ruleCredit({ kind: "time_decay", halfLifeMs }, touches);
}
