import { betaDistribution } from "../../distributions/beta.ts";
import type { Distribution } from "../../distributions/distribution.ts";
import { checkPositive } from "../../input/check.ts";
import { checkProportion, type Proportion } from "../proportions/proportion.ts";

/** What was believed of a rate before: as if so many successes and failures had been seen, each above zero, not necessarily whole. */
export interface BetaPrior {
  readonly successes: number;
  readonly failures: number;
}

/**
 * What is believed of a rate after its successes and failures: a beta distribution.
 *
 * The default prior says that every rate from 0 to 1 is as likely, which is worth one success and one failure. Conversion rates are not
 * spread like that: with few visitors take a prior from rates of earlier experiments.
 *
 * @param proportion successes of trials; none of none leaves the prior.
 * @param prior missing means one success and one failure.
 * @throws {RangeError} when the proportion or the prior is none.
 * @see Gelman et al. (2013), Bayesian Data Analysis, section 2.4
 * @example
 * import { betaPosterior } from "./posterior.ts";
 * betaPosterior({ successes: 3, trials: 10 }).mean.toFixed(6); // => "0.333333"
 */
export function betaPosterior(proportion: Proportion, prior: BetaPrior = { successes: 1, failures: 1 }): Distribution {
  const { successes, trials } = proportion;
  if (successes !== 0 || trials !== 0) checkProportion("proportion", proportion);
  checkPositive("prior.successes", prior.successes);
  checkPositive("prior.failures", prior.failures);
  return betaDistribution(prior.successes + successes, prior.failures + trials - successes);
}
