import { checkCount, checkPositive } from "../../input/check.ts";
import { betaVariate } from "../../random/gamma-variate.ts";
import type { Generator } from "../../random/generator.ts";
import { checkProportion, type Proportion } from "../proportions/proportion.ts";
import type { BetaPrior } from "./posterior.ts";

/**
 * How many of the next visitors each arm is shown to, by Thompson sampling: an arm is taken as often as it is likely to be the best.
 *
 * Each visitor has a draw from what is believed of every arm and goes to the largest. A batch shares one state of knowledge: results that
 * come in daily lose little against results that come in at once (with batches of 250 among 5,000 visitors some 3 % more regret). It serves
 * to earn while learning; to know a difference with an interval, split evenly instead, since arms that look bad early are hardly seen again.
 *
 * @param generator the source, which moves on.
 * @param arms successes of trials so far, at least two arms; 0 of 0 for one not tried yet.
 * @param size how many visitors, missing means 1.
 * @param prior of every arm; missing means one success and one failure: every rate is as likely.
 * @returns a count an arm, which sum to size.
 * @throws {RangeError} when there are fewer than two arms, an arm or the prior is none, or the size is no count.
 * @see Chapelle and Li (2011), An empirical evaluation of Thompson sampling, section 2
 * @example
 * import { generatorOf } from "../../random/generator.ts";
 * import { thompsonBatch } from "./thompson-batch.ts";
 * const arms = [{ successes: 5, trials: 1_000 }, { successes: 90, trials: 1_000 }];
 * thompsonBatch(generatorOf(1), arms, 10); // => Float64Array.of(0, 10)
 */
export function thompsonBatch(generator: Generator, arms: readonly Proportion[], size = 1, prior?: BetaPrior): Float64Array {
  if (arms.length < 2) throw new RangeError(`arms must be a list of at least two: got ${arms.length}`);
  arms.forEach((arm, at) => {
    if (arm.trials !== 0 || arm.successes !== 0) checkProportion(`arms[${at}]`, arm);
  });
  checkCount("size", size);
  const { successes, failures } = prior ?? { successes: 1, failures: 1 };
  checkPositive("prior.successes", successes);
  checkPositive("prior.failures", failures);
  const counts = new Float64Array(arms.length);
  for (let visitor = 0; visitor < size; visitor++) {
    let [best, highest] = [0, -1];
    arms.forEach((arm, at) => {
      const draw = betaVariate(generator, successes + arm.successes, failures + arm.trials - arm.successes);
      if (draw > highest) [best, highest] = [at, draw];
    });
    counts[best] = (counts[best] as number) + 1;
  }
  return counts;
}
