import { checkCount } from "../../input/check.ts";
import { logBeta } from "../../special/log-beta.ts";
import { logSumExp } from "../../special/log-sum-exp.ts";
import { positiveFit, type FitOptions, type FitOutcome, type ModelParameters } from "../likelihood/positive-fit.ts";

/**
 * BG/BB: at each opportunity a customer who is alive buys with a chance that is beta(alpha, beta) over customers, and before each one leaves
 * with a chance that is beta(gamma, delta).
 */
export type BgBb = ModelParameters<"alpha" | "beta" | "gamma" | "delta">;

type Name = keyof BgBb;

/** Customers with opportunities at fixed times, such as yearly appeals or monthly drops. */
export interface OpportunityCustomer {
  /** How many opportunities were taken, after the one that made the customer. */
  readonly repeats: number;
  /** The number of the last opportunity taken, 0 where none was. */
  readonly recency: number;
  /** How many opportunities there were, at least 1. */
  readonly opportunities: number;
  /** How many customers are alike; missing means 1. */
  readonly count?: number;
}

/** A fit, or that nobody took an opportunity, so that nothing can be told. */
export type BgBbOutcome = FitOutcome<Name> | { readonly kind: "no-repeats" };

/**
 * Refuses what is no customer with opportunities.
 *
 * @throws {RangeError} when a number is no count, or more were taken than there were up to the last one taken.
 * @example
 * import { checkOpportunities } from "./bg-bb-fit.ts";
 * checkOpportunities("customer", { repeats: 3, recency: 2, opportunities: 6 }); // => throws RangeError
 */
export function checkOpportunities(name: string, { repeats, recency, opportunities, count = 1 }: OpportunityCustomer): void {
  checkCount(`${name}.opportunities`, opportunities, 1);
  checkCount(`${name}.repeats`, repeats);
  checkCount(`${name}.recency`, recency);
  checkCount(`${name}.count`, count);
  if (recency > opportunities || repeats > recency || (repeats === 0) !== (recency === 0)) {
    throw new RangeError(`${name} must have repeats <= recency <= opportunities: got ${repeats}, ${recency} and ${opportunities}`);
  }
}

/**
 * The log of the chance of this history with the customer alive now.
 *
 * @example
 * import { logStillHere } from "./bg-bb-fit.ts";
 * logStillHere({ alpha: 1, beta: 1, gamma: 1, delta: 1 }, { repeats: 1, recency: 1, opportunities: 1 }).toFixed(9); // => "-1.386294361"
 */
export const logStillHere = ({ alpha, beta, gamma, delta }: BgBb, { repeats: x, opportunities: n }: OpportunityCustomer): number =>
  logBeta(alpha + x, beta + n - x) - logBeta(alpha, beta) + logBeta(gamma, delta + n) - logBeta(gamma, delta);

/**
 * The log of the chance of one customer's history: still here, or left after any of the opportunities since the last one taken.
 *
 * @example
 * import { logHistory } from "./bg-bb-fit.ts";
 * logHistory({ alpha: 1, beta: 1, gamma: 1, delta: 1 }, { repeats: 0, recency: 0, opportunities: 1 }).toFixed(9); // => "-0.287682072"
 */
export function logHistory(model: BgBb, customer: OpportunityCustomer): number {
  const { alpha, beta, gamma, delta } = model;
  const { repeats: x, recency, opportunities: n } = customer;
  const fixed = logBeta(alpha, beta) + logBeta(gamma, delta);
  const left = Array.from(
    { length: n - recency },
    (_, i) => logBeta(alpha + x, beta + recency - x + i) + logBeta(gamma + 1, delta + recency + i) - fixed,
  );
  return logSumExp([logStillHere(model, customer), ...left]);
}

/**
 * The log likelihood of histories under BG/BB.
 *
 * @param model its parameters, each above zero.
 * @param customers at least one, alike ones with a count.
 * @throws {RangeError} when there is no customer, or one is none.
 * @see Fader, Hardie and Shang (2010), Customer-base analysis in a discrete-time noncontractual setting, Marketing Science 29, equation 7
 * @example
 * import { bgBbLogLikelihood } from "./bg-bb-fit.ts";
 * const twice = { repeats: 0, recency: 0, opportunities: 1, count: 2 };
 * bgBbLogLikelihood({ alpha: 1, beta: 1, gamma: 1, delta: 1 }, [twice]).toFixed(9); // => "-0.575364145"
 */
export function bgBbLogLikelihood(model: BgBb, customers: readonly OpportunityCustomer[]): number {
  if (customers.length === 0) throw new RangeError("customers must be a list of at least one");
  customers.forEach((customer, at) => checkOpportunities(`customers[${at}]`, customer));
  return customers.reduce((total, customer) => total + (customer.count ?? 1) * logHistory(model, customer), 0);
}

/**
 * BG/BB fitted to histories of opportunities, by maximum likelihood.
 *
 * For purchases that can only happen at certain times; where they can happen at any time take `bgNbdFit`. Time: a sum over the
 * opportunities since the last one taken, for each different history; put alike customers together by their count.
 *
 * @param customers at least one.
 * @returns `no-repeats` where nobody took an opportunity; `at-boundary` where customers do not differ or never leave; else as `positiveFit`.
 * @throws {RangeError} when there is no customer, one is none, or an option is none.
 * @see Fader, Hardie and Shang (2010), Marketing Science 29
 * @example
 * import { bgBbFit } from "./bg-bb-fit.ts";
 * bgBbFit([{ repeats: 0, recency: 0, opportunities: 6 }]); // => { kind: "no-repeats" }
 */
export function bgBbFit(customers: readonly OpportunityCustomer[], options: FitOptions<Name> = {}): BgBbOutcome {
  const start = { alpha: 1, beta: 1, gamma: 1, delta: 3 };
  bgBbLogLikelihood(start, customers);
  const total = (of: (customer: OpportunityCustomer) => number): number =>
    customers.reduce((sum, customer) => sum + (customer.count ?? 1) * of(customer), 0);
  if (total(({ repeats }) => repeats) === 0) return { kind: "no-repeats" };
  const count = total(() => 1);
  const loss = ([alpha = 1, beta = 1, gamma = 1, delta = 1]: Float64Array) => {
    const model = { alpha, beta, gamma, delta };
    return { value: -total((customer) => logHistory(model, customer)) / count };
  };
  return positiveFit({ start, loss, count }, options);
}
