import { generatorOf, type Generator } from "@vouch/stats";

/** What draws from a source of its own, so that turning one dial leaves the draws of all others as they were. */
export const concerns = [
  "cast",
  "posts",
  "reached",
  "response",
  "anyway",
  "habit",
  "basket",
  "path",
  "code",
  "survey",
  "refund",
  "id",
  "seen",
  "searches",
] as const;

/** One of the things that are drawn. */
export type Concern = (typeof concerns)[number];

/** An odd number with its bits well mixed: entities beside each other get seeds far apart. */
const stride = 0xd1342543de82ef95n;

/**
 * Sources of randomness of one world: a generator for each concern and each of its entities (a post, an order), all of them independent.
 *
 * @param seed a whole number of at least 0.
 * @returns a function; the same concern and entity always give a generator at the same start.
 */
export function streamsOf(seed: number): (concern: Concern, entity: number) => Generator {
  const source = generatorOf(seed);
  const words = new Map(concerns.map((concern) => [concern, source.word()]));
  return (concern, entity) => generatorOf(words.get(concern)! + BigInt(entity) * stride);
}

/**
 * A place in a list, each as likely as its weight.
 *
 * @param uniform a number in [0, 1).
 * @param weights at least 0 each; only proportions matter.
 * @returns -1 where all weights are zero.
 */
export function weightedPlace(uniform: number, weights: ArrayLike<number>): number {
  let total = 0;
  for (let at = 0; at < weights.length; at++) total += weights[at]!;
  let left = uniform * total;
  for (let at = 0; at < weights.length; at++) {
    left -= weights[at]!;
    if (left < 0) return at;
  }
  return -1;
}
