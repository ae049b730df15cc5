import { betaVariate, exponentialVariate, gammaVariate, type BgNbd, type Generator } from "@vouch/stats";

/**
 * When a customer comes back: purchases at a rate of the customer's own while alive, and after each repeat a chance to leave for ever.
 *
 * @param generator the source, which moves on.
 * @param habit BG/NBD with alpha in days.
 * @param days how long it is watched from the first order on, at least 0.
 * @returns days since the first order, rising, each below `days`.
 */
export function repeatDays(generator: Generator, { r, alpha, a, b }: BgNbd, days: number): number[] {
  const rate = gammaVariate(generator, r) / alpha;
  const leaves = betaVariate(generator, a, b);
  const out: number[] = [];
  let at = 0;
  for (;;) {
    at += exponentialVariate(generator) / rate;
    if (!(at < days)) return out;
    out.push(at);
    if (generator.uniform() < leaves) return out;
  }
}
