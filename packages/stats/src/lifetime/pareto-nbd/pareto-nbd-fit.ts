import { logGammaRatio } from "../../special/log-gamma.ts";
import { logAddExp } from "../../special/log-sum-exp.ts";
import { positiveFit, type FitOptions, type FitOutcome, type ModelParameters } from "../likelihood/positive-fit.ts";
import { customerCells, type Customer } from "../purchases/customer.ts";
import { logLeftBetween, type Leaving } from "./left-between.ts";

/**
 * Pareto/NBD: while alive customers buy at rates that are gamma(r, alpha) over customers, and leave at rates that are gamma(s, beta).
 * alpha and beta have the unit of time.
 */
export type ParetoNbd = ModelParameters<"r" | "alpha" | "s" | "beta">;

type Name = keyof ParetoNbd;

/** A fit, or that nobody bought twice, so that nothing can be told. */
export type ParetoNbdOutcome = FitOutcome<Name> | { readonly kind: "no-repeats" };

/**
 * What a customer's leaving depends on, as `logLeftBetween` takes it.
 *
 * @example
 * import { leavingOf } from "./pareto-nbd-fit.ts";
 * leavingOf({ r: 1, alpha: 1, s: 1, beta: 1 }, { repeats: 2, recency: 3, age: 4 }).bought; // => 3
 */
export const leavingOf = ({ r, alpha, s, beta }: ParetoNbd, { repeats, recency, age }: Customer): Leaving => ({
  alpha,
  bought: r + repeats,
  beta,
  s,
  recency,
  age,
});

/**
 * The log of the density of being alive now with this history, without the factor that `paretoNbdLogLikelihood` puts in front.
 *
 * @example
 * import { logStayed } from "./pareto-nbd-fit.ts";
 * logStayed({ r: 1, alpha: 1, s: 1, beta: 1 }, { repeats: 0, recency: 0, age: 1 }).toFixed(9); // => "-1.386294361"
 */
export const logStayed = ({ r, alpha, s, beta }: ParetoNbd, { repeats, age }: Customer): number =>
  -(r + repeats) * Math.log(alpha + age) - s * Math.log(beta + age);

const logOf = (model: ParetoNbd, customer: Customer): number => {
  const { r, alpha, s, beta } = model;
  const factor = logGammaRatio(r, customer.repeats) + r * Math.log(alpha) + s * Math.log(beta);
  return factor + logAddExp(logStayed(model, customer), logLeftBetween(leavingOf(model, customer)));
};

/**
 * The log likelihood of purchase histories under Pareto/NBD.
 *
 * In logarithms throughout; see `logLeftBetween`. Time: some microseconds a different history.
 *
 * @param model its parameters, each above zero.
 * @param customers at least one.
 * @throws {RangeError} when there is no customer, or one is none.
 * @see Fader and Hardie (2005), A note on deriving the Pareto/NBD model, brucehardie.com/notes/009, equation 21
 * @example
 * import { paretoNbdLogLikelihood } from "./pareto-nbd-fit.ts";
 * const model = { r: 1, alpha: 1, s: 1, beta: 1 };
 * paretoNbdLogLikelihood(model, [{ repeats: 0, recency: 0, age: 1 }]).toFixed(9); // => "-0.470003629"
 */
export function paretoNbdLogLikelihood(model: ParetoNbd, customers: readonly Customer[]): number {
  return -lossOver(customers)(Float64Array.of(model.r, model.alpha, model.s, model.beta)).value * customers.length;
}

function lossOver(customers: readonly Customer[]): (values: Float64Array) => { value: number } {
  const { counts, countAt, recency, age, weight, total } = customerCells(customers);
  return ([r = 1, alpha = 1, s = 1, beta = 1]) => {
    const model = { r, alpha, s, beta };
    let value = 0;
    for (let at = 0; at < weight.length; at++) {
      const customer = { repeats: counts[countAt[at] as number] as number, recency: recency[at] as number, age: age[at] as number };
      value += (weight[at] as number) * logOf(model, customer);
    }
    return { value: -value / total };
  };
}

/**
 * Pareto/NBD fitted to purchase histories, by maximum likelihood.
 *
 * Customers may leave at any time, also before the first repeat, which `bgNbdFit` does not allow; its forecasts of loyal customers are a
 * little better and it takes some thirty times as long. s and beta are often known poorly: read their errors. Time: linear in the
 * different histories, some hundred likelihoods.
 *
 * @param customers at least one; some hundreds with repeats for errors worth reading.
 * @returns `no-repeats` where nobody bought twice; `at-boundary` where customers do not differ or never leave; else as `positiveFit`.
 * @throws {RangeError} when there is no customer, one is none, or an option is none.
 * @see Schmittlein, Morrison and Colombo (1987), Counting your customers, Management Science 33
 * @example
 * import { paretoNbdFit } from "./pareto-nbd-fit.ts";
 * paretoNbdFit([{ repeats: 0, recency: 0, age: 1 }]); // => { kind: "no-repeats" }
 */
export function paretoNbdFit(customers: readonly Customer[], options: FitOptions<Name> = {}): ParetoNbdOutcome {
  const loss = lossOver(customers);
  const repeats = customers.reduce((total, customer) => total + customer.repeats, 0);
  if (repeats === 0) return { kind: "no-repeats" };
  const gap = customers.reduce((total, { age }) => total + age, 0) / repeats;
  const start = { r: 0.5, alpha: gap / 2, s: 0.5, beta: gap / 2 };
  return positiveFit({ start, units: { alpha: gap, beta: gap }, loss, count: customers.length }, options);
}
