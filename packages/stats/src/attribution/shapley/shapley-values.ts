import { checkFinite, type Numbers } from "../../input/check.ts";

/** The most players for whom all coalitions are looked at. */
export const MOST_PLAYERS = 20;

/**
 * The weight with which a player's joining counts who comes after `before` others of `players`: before! (players - before - 1)! / players!.
 *
 * @example
 * import { joiningWeight } from "./shapley-values.ts";
 * joiningWeight(1, 2); // => 0.5
 */
export function joiningWeight(before: number, players: number): number {
  let weight = 1 / players;
  for (let k = 1; k <= before; k++) weight *= k / (players - k);
  return weight;
}

/**
 * How many players each coalition has.
 *
 * @example
 * import { coalitionSizes } from "./shapley-values.ts";
 * coalitionSizes(2); // => Uint8Array.of(0, 1, 1, 2)
 */
export function coalitionSizes(players: number): Uint8Array {
  const sizes = new Uint8Array(2 ** players);
  for (let mask = 1; mask < sizes.length; mask++) sizes[mask] = (sizes[mask >> 1] as number) + (mask & 1);
  return sizes;
}

/**
 * What each player adds by joining, summed over all coalitions, each with a weight.
 *
 * @param worths of each coalition, as in `shapleyValues`.
 * @param weightOf the coalition with the player in it.
 * @example
 * import { weightedJoining } from "./shapley-values.ts";
 * weightedJoining([0, 10, 20, 60], () => 1); // => Float64Array.of(50, 70)
 */
export function weightedJoining(worths: Numbers, weightOf: (mask: number) => number): Float64Array {
  const players = Math.round(Math.log2(worths.length));
  const out = new Float64Array(players);
  for (let mask = 1; mask < worths.length; mask++) {
    const weight = weightOf(mask);
    if (weight === 0) continue;
    for (let player = 0; player < players; player++) {
      const bit = 1 << player;
      if (mask & bit) out[player] = (out[player] as number) + weight * ((worths[mask] as number) - (worths[mask ^ bit] as number));
    }
  }
  return out;
}

/**
 * The Shapley value of each player of a game: what they add on average when all join one after the other, in every order.
 *
 * Exact, over all coalitions. The values sum to the worth of all together less that of nobody. Time: players 2^players.
 *
 * @param worths the worth of each coalition, 2^players of them: coalition c has the players whose bits are set in c, so `worths[0]` is that
 *   of nobody and `worths[5]` that of players 0 and 2.
 * @returns a number a player.
 * @throws {RangeError} when there are not 2^0 to 2^20 worths, or one is not finite.
 * @see Shapley (1953), A value for n-person games, Contributions to the Theory of Games II
 * @example
 * import { shapleyValues } from "./shapley-values.ts";
 * shapleyValues([0, 10, 20, 60]); // => Float64Array.of(25, 35)
 */
export function shapleyValues(worths: Numbers): Float64Array {
  const players = Math.round(Math.log2(worths.length));
  if (!(players >= 0 && players <= MOST_PLAYERS && 2 ** players === worths.length))
    throw new RangeError(`worths must be 2^players numbers for at most ${MOST_PLAYERS} players: got ${worths.length}`);
  for (let mask = 0; mask < worths.length; mask++) checkFinite(`worths[${mask}]`, worths[mask] as number);
  const sizes = coalitionSizes(players);
  const weights = Float64Array.from({ length: players + 1 }, (_, size) => (size === 0 ? 0 : joiningWeight(size - 1, players)));
  return weightedJoining(worths, (mask) => weights[sizes[mask] as number] as number);
}
