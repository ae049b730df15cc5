import { generatorOf, shuffled } from "@vouch/stats";

/** The largest seed of an order, and one more. */
export const seedCount = 2 ** 32;

/**
 * The order in which one viewer sees the choices: by the seed alone, each order equally likely, so that the place on the page favours
 * nobody over many viewers, and so that what a viewer saw can be told again from the seed.
 *
 * @param items the choices as they were written
 * @param seed a whole number from 0 up to {@link seedCount}, drawn for each viewer
 * @example
 * import { shownOrder } from "./shown-order.ts";
 * shownOrder(["a", "b", "c"], 7).toSorted() // => ["a", "b", "c"]
 */
export const shownOrder = <T>(items: readonly T[], seed: number): T[] => shuffled(generatorOf(seed), items);
