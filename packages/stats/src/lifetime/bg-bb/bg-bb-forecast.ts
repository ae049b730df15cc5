import { checkCount, checkPositive } from "../../input/check.ts";
import { logHypergeometric } from "../../special/hypergeometric.ts";
import { logBeta } from "../../special/log-beta.ts";
import { sumOf } from "../../summary/compensated-sum.ts";
import { checkOpportunities, logHistory, logStillHere, type BgBb, type OpportunityCustomer } from "./bg-bb-fit.ts";

function checkModel({ alpha, beta, gamma, delta }: BgBb): void {
  checkPositive("alpha", alpha);
  checkPositive("beta", beta);
  checkPositive("gamma", gamma);
  checkPositive("delta", delta);
}

/** The chance of being alive after so many opportunities. */
const lasting = ({ gamma, delta }: BgBb, opportunities: number): number =>
  Math.exp(logBeta(gamma, delta + opportunities) - logBeta(gamma, delta));

/**
 * How many of the coming opportunities a new customer takes, on average.
 *
 * @param model its parameters.
 * @param opportunities how many, at least 0; the sum over them is taken, which holds for any gamma.
 * @throws {RangeError} when an argument is none.
 * @see Fader, Hardie and Shang (2010), Marketing Science 29, equation 9
 * @example
 * import { bgBbExpected } from "./bg-bb-forecast.ts";
 * bgBbExpected({ alpha: 1, beta: 1, gamma: 1, delta: 1 }, 1).toFixed(6); // => "0.250000"
 */
export function bgBbExpected(model: BgBb, opportunities: number): number {
  checkModel(model);
  checkCount("opportunities", opportunities);
  return (model.alpha / (model.alpha + model.beta)) * sumOf(opportunities, (at) => lasting(model, at + 1));
}

/**
 * The chance that a customer is alive at the next opportunity.
 *
 * @param model its parameters.
 * @param customer repeats, recency and opportunities.
 * @throws {RangeError} when an argument is none.
 * @see Fader, Hardie and Shang (2010), Marketing Science 29, equation 11
 * @example
 * import { bgBbAlive } from "./bg-bb-forecast.ts";
 * const model = { alpha: 1.204, beta: 0.75, gamma: 0.657, delta: 2.783 };
 * bgBbAlive(model, { repeats: 0, recency: 0, opportunities: 6 }).toFixed(2); // => "0.11"
 */
export function bgBbAlive(model: BgBb, customer: OpportunityCustomer): number {
  checkModel(model);
  checkOpportunities("customer", customer);
  const { gamma, delta } = model;
  const goesOn = (delta + customer.opportunities) / (gamma + delta + customer.opportunities);
  return goesOn * Math.exp(logStillHere(model, customer) - logHistory(model, customer));
}

/** The chance of taking an opportunity while alive, by the chance of being alive at the next one, after this history. */
const taking = ({ alpha, beta }: BgBb, { repeats, opportunities }: OpportunityCustomer): number =>
  (alpha + repeats) / (alpha + beta + opportunities);

/**
 * How many of the coming opportunities a customer with this history will take, on average.
 *
 * @param model its parameters.
 * @param customer repeats, recency and opportunities so far.
 * @param coming how many are coming, at least 0.
 * @throws {RangeError} when an argument is none.
 * @see Fader, Hardie and Shang (2010), Marketing Science 29, equation 13
 * @example
 * import { bgBbConditional } from "./bg-bb-forecast.ts";
 * const model = { alpha: 1.204, beta: 0.75, gamma: 0.657, delta: 2.783 };
 * bgBbConditional(model, { repeats: 6, recency: 6, opportunities: 6 }, 5).toFixed(2); // => "3.75"
 */
export function bgBbConditional(model: BgBb, customer: OpportunityCustomer, coming: number): number {
  const alive = bgBbAlive(model, customer);
  checkCount("coming", coming);
  const later = { ...model, delta: model.delta + customer.opportunities + 1 };
  return alive * taking(model, customer) * sumOf(coming, (at) => lasting(later, at));
}

/**
 * How many opportunities a customer with this history will take ever, each counted by what it is worth at the last one so far (DERT).
 *
 * @param model its parameters.
 * @param customer repeats, recency and opportunities so far.
 * @param discount the rate from one opportunity to the next, above zero: 0.1 is 10 %.
 * @throws {RangeError} when an argument is none.
 * @see Fader, Hardie and Shang (2010), Marketing Science 29, equation 14
 * @example
 * import { bgBbDiscounted } from "./bg-bb-forecast.ts";
 * const model = { alpha: 1.204, beta: 0.75, gamma: 0.657, delta: 2.783 };
 * bgBbDiscounted(model, { repeats: 6, recency: 6, opportunities: 6 }, 0.1).toFixed(2); // => "5.91"
 */
export function bgBbDiscounted(model: BgBb, customer: OpportunityCustomer, discount: number): number {
  const alive = bgBbAlive(model, customer);
  checkPositive("discount", discount);
  const delta = model.delta + customer.opportunities + 1;
  const log = logHypergeometric(1, delta, model.gamma + delta, 1 / (1 + discount)) - Math.log1p(discount);
  return alive * taking(model, customer) * Math.exp(log);
}
