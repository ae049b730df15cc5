import { isByHand } from "@vouch/redirect";

/** The clicks of one link in a time, as the API shows them. */
export interface ClickCount {
  /** Clicks that can be a touch by themselves. */
  readonly human: number;
  /** All others that were counted. */
  readonly other: number;
  /** Counting stopped at the most that are counted: there may be more of either kind. */
  readonly is_capped: boolean;
}

/**
 * A link's clicks of each class as those that can be a touch by themselves and all others: the same line that attribution draws.
 *
 * @param counts one entry a visitor class, whole numbers from 0 on; none means no click
 * @param most how many clicks of a link are counted, from 1 on
 * @example
 * import { clickCount } from "./click-count.ts";
 * const counts = [{ visitor_class: "human", clicks: 3 }, { visitor_class: "declared_bot", clicks: 2 }];
 * clickCount(counts, 5) // => { human: 3, other: 2, is_capped: true }
 */
export function clickCount(counts: readonly { visitor_class: string; clicks: number }[], most: number): ClickCount {
  const sumOf = (of: typeof counts): number => of.reduce((sum, { clicks }) => sum + clicks, 0);
  const human = sumOf(counts.filter((count) => isByHand(count.visitor_class)));
  const all = sumOf(counts);
  return { human, other: all - human, is_capped: all >= most };
}
