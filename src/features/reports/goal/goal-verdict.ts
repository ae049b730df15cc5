/** What can be said of a goal: `open` as long as its deadline is not over and it is not reached. */
export type Verdict = "met" | "not_met" | "open" | "undecidable";

/** What was counted or estimated, between the ends of what is not known of it; a count that is known has three times the same. */
export interface Reached {
  readonly low: bigint;
  readonly value: bigint;
  readonly high: bigint;
}

/**
 * Whether a goal of at least some target is reached.
 *
 * Met when the lower end of what is known reaches the target, not met when the deadline is over and even the upper end stays below it. In
 * between data do not decide, and nobody's wish does. An estimate is not decided by its middle: half of all true values lie below it.
 *
 * @param target at least this much, in the unit of what was reached.
 * @param reached undefined: not known.
 * @param isOver whether the deadline is over.
 * @example
 * import { goalVerdict } from "./goal-verdict.ts";
 * goalVerdict(100n, { low: 90n, value: 120n, high: 150n }, true); // => "undecidable"
 * goalVerdict(100n, { low: 99n, value: 99n, high: 99n }, true); // => "not_met"
 */
export function goalVerdict(target: bigint, reached: Reached | undefined, isOver: boolean): Verdict {
  if (reached !== undefined && reached.low >= target) return "met";
  if (!isOver) return "open";
  return reached !== undefined && reached.high < target ? "not_met" : "undecidable";
}

const perUnit = 1_000_000_000n;

/**
 * A decimal text as parts per billion, exactly.
 *
 * @param text digits, perhaps with a sign, a dot and at most nine more digits.
 * @example
 * import { ppbOf } from "./goal-verdict.ts";
 * ppbOf("-1.5"); // => -1500000000n
 */
export function ppbOf(text: string): bigint {
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  const size = BigInt(whole) * perUnit + BigInt(fraction.padEnd(9, "0"));
  return text.startsWith("-") ? -size : size;
}
