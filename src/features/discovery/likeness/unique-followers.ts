import { uniqueMembers, type IntervalEstimate } from "@vouch/stats";

/** What is known of two of some accounts. */
export interface AccountPair {
  /** The places of the two in `sizes`. */
  readonly between: readonly [number, number];
  /** How many follow both, from samples, with an interval that holds together with those of all other pairs; null: not known. */
  readonly fromSamples: IntervalEstimate | null;
  /** How many can follow both at most, by sizes and shares; null: not known. */
  readonly most: number | null;
}

/** How many different people follow some accounts together. */
export interface UniqueFollowers {
  /** Null: it is not known, but for the bounds. */
  readonly estimate: number | null;
  readonly low: number;
  readonly high: number;
  readonly pairs: number;
  readonly pairs_from_samples: number;
}

const noise = 1e-6;

/**
 * How many different people follow some accounts together: of two all less those who follow both, of more the bounds that their pairs leave
 * (`uniqueMembers`). Where no samples tell of a pair, it may share nobody, or all that sizes and shares allow.
 *
 * @param accounts followers of each, null: not known; and every pair once.
 * @returns followers in whole numbers; null: a number of followers is not known, or there is no account.
 * @example
 * import { uniqueFollowers } from "./unique-followers.ts";
 * const pair = { between: [0, 1], fromSamples: { estimate: 20, low: 10, high: 30 }, most: 90 } as const;
 * uniqueFollowers({ sizes: [100, 200], pairs: [pair] }); // => { estimate: 280, low: 270, high: 290, pairs: 1, pairs_from_samples: 1 }
 */
export function uniqueFollowers({
  sizes,
  pairs,
}: {
  readonly sizes: readonly (number | null)[];
  readonly pairs: readonly AccountPair[];
}): UniqueFollowers | null {
  const known = sizes.filter((size) => size !== null);
  if (known.length < sizes.length || known.length === 0) return null;
  const shared = pairs.map(({ between, fromSamples, most }) => ({
    between,
    ...(fromSamples ?? { estimate: null, low: 0, high: most ?? Number.POSITIVE_INFINITY }),
  }));
  const { estimate, low, high } = uniqueMembers({ sizes: known, shared });
  return {
    estimate: estimate === null ? null : Math.round(estimate),
    low: Math.ceil(low - noise),
    high: Math.floor(high + noise),
    pairs: pairs.length,
    pairs_from_samples: pairs.filter(({ fromSamples }) => fromSamples !== null).length,
  };
}
