import { checkCount } from "../input/check.ts";
import type { Generator } from "./generator.ts";

/**
 * The same things in random order, each order equally likely.
 *
 * Fisher and Yates's method with an unbiased choice. Linear time.
 *
 * @param generator the source, which moves on.
 * @param items any list; it is left as it is.
 * @returns a new list.
 * @see https://en.wikipedia.org/wiki/Fisher-Yates_shuffle
 * @example
 * import { generatorOf } from "./generator.ts";
 * import { shuffled } from "./order.ts";
 * shuffled(generatorOf(1), ["a", "b", "c"]).toSorted(); // => ["a", "b", "c"]
 */
export function shuffled<T>(generator: Generator, items: readonly T[]): T[] {
  const list = [...items];
  for (let left = list.length; left > 1; left--) {
    const at = generator.below(left);
    [list[left - 1], list[at]] = [list[at] as T, list[left - 1] as T];
  }
  return list;
}

/**
 * The numbers 0 ... n - 1 in random order: what a permutation test deals out.
 *
 * @param generator the source, which moves on.
 * @param n at least zero, below 2^32.
 * @throws {RangeError} when n is no count.
 * @example
 * import { generatorOf } from "./generator.ts";
 * import { permutation } from "./order.ts";
 * permutation(generatorOf(1), 4).toSorted(); // => Uint32Array.of(0, 1, 2, 3)
 */
export function permutation(generator: Generator, n: number): Uint32Array {
  checkCount("n", n);
  const order = Uint32Array.from({ length: n }, (_, at) => at);
  for (let left = n; left > 1; left--) {
    const at = generator.below(left);
    const kept = order[left - 1] ?? 0;
    order[left - 1] = order[at] ?? 0;
    order[at] = kept;
  }
  return order;
}

/**
 * Some of the numbers 0 ... n - 1, none twice, each set and each order equally likely.
 *
 * The first steps of a shuffle, of which only the places that moved are kept. Time and memory: proportional to `size`, whatever n is.
 *
 * @param generator the source, which moves on.
 * @param n how many there are to choose from.
 * @param size how many are chosen, at most n.
 * @throws {RangeError} when one is no count, or more are asked for than there are.
 * @example
 * import { generatorOf } from "./generator.ts";
 * import { sampleWithoutReplacement } from "./order.ts";
 * sampleWithoutReplacement(generatorOf(1), 1_000_000, 3).length; // => 3
 */
export function sampleWithoutReplacement(generator: Generator, n: number, size: number): Float64Array {
  checkCount("n", n);
  checkCount("size", size);
  if (size > n) throw new RangeError(`size must be at most n: got ${size} of ${n}`);
  const moved = new Map<number, number>();
  return Float64Array.from({ length: size }, (_, step) => {
    const last = n - 1 - step;
    const at = generator.below(last + 1);
    const chosen = moved.get(at) ?? at;
    moved.set(at, moved.get(last) ?? last);
    return chosen;
  });
}
