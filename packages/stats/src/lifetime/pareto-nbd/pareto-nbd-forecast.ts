import { checkNotNegative, checkPositive } from "../../input/check.ts";
import { integral, knownValue } from "../../quadrature/integral.ts";
import { checkCustomer, type Customer } from "../purchases/customer.ts";
import { logLeftBetween } from "./left-between.ts";
import { leavingOf, logStayed, type ParetoNbd } from "./pareto-nbd-fit.ts";

function checkModel({ r, alpha, s, beta }: ParetoNbd): void {
  checkPositive("r", r);
  checkPositive("alpha", alpha);
  checkPositive("s", s);
  checkPositive("beta", beta);
}

/**
 * How many purchases a new customer makes in a time from the first, on average.
 *
 * @param model its parameters.
 * @param t at least 0, in the unit of alpha and beta.
 * @returns repeat purchases, at least 0.
 * @throws {RangeError} when a parameter or t is none.
 * @see Fader and Hardie (2005), A note on deriving the Pareto/NBD model, brucehardie.com/notes/009, equation 27
 * @example
 * import { paretoNbdExpected } from "./pareto-nbd-forecast.ts";
 * paretoNbdExpected({ r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 }, 52).toFixed(6); // => "1.472997"
 */
export function paretoNbdExpected(model: ParetoNbd, t: number): number {
  checkModel(model);
  checkNotNegative("t", t);
  const { r, alpha, s, beta } = model;
  const log = Math.log1p(t / beta);
  const lived = s === 1 ? log : -Math.expm1((1 - s) * log) / (s - 1);
  return ((r * beta) / alpha) * lived;
}

/**
 * The chance that a customer has not left.
 *
 * @param model its parameters.
 * @param customer repeats, recency and age.
 * @throws {RangeError} when a parameter or the customer is none.
 * @see Fader and Hardie (2005), brucehardie.com/notes/009, equation 31
 * @example
 * import { paretoNbdAlive } from "./pareto-nbd-forecast.ts";
 * const model = { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 };
 * paretoNbdAlive(model, { repeats: 26, recency: 30.86, age: 31 }).toFixed(6); // => "0.997919"
 */
export function paretoNbdAlive(model: ParetoNbd, customer: Customer): number {
  checkModel(model);
  checkCustomer("customer", customer);
  return 1 / (1 + Math.exp(logLeftBetween(leavingOf(model, customer)) - logStayed(model, customer)));
}

/**
 * How many purchases a customer with this history will make in a time from now, on average.
 *
 * Given that the customer is alive, both rates are gamma again with what was seen added, so it is the expectation of a new customer under
 * those, times the chance of being alive.
 *
 * @param model its parameters.
 * @param customer repeats, recency and age.
 * @param t the time from now, at least 0, in the unit of alpha and beta.
 * @returns purchases, at least 0.
 * @throws {RangeError} when an argument is none.
 * @see Fader and Hardie (2005), brucehardie.com/notes/009, equation 41
 * @example
 * import { paretoNbdConditional } from "./pareto-nbd-forecast.ts";
 * const model = { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 };
 * paretoNbdConditional(model, { repeats: 26, recency: 30.86, age: 31 }, 52).toFixed(4); // => "25.4585"
 */
export function paretoNbdConditional(model: ParetoNbd, customer: Customer, t: number): number {
  const { r, alpha, s, beta } = model;
  const later = { r: r + customer.repeats, alpha: alpha + customer.age, s, beta: beta + customer.age };
  return paretoNbdAlive(model, customer) * paretoNbdExpected(later, t);
}

/**
 * How many purchases a customer with this history will make ever, each counted by what it is worth today (DERT).
 *
 * The purchases of all time, discounted continuously; times the margin of a purchase it is what the customer is still worth. The integral
 * over time is taken by quadrature over 1 / (beta + age + t), where it is smooth and ends.
 *
 * @param model its parameters.
 * @param customer repeats, recency and age.
 * @param discount the continuous rate by unit of time, above zero: 15 % a year is log(1.15) / 52 a week.
 * @returns discounted purchases, at least 0.
 * @throws {RangeError} when an argument is none.
 * @see Fader, Hardie and Lee (2005), RFM and CLV: using iso-value curves, Journal of Marketing Research 42, equation 2
 * @example
 * import { paretoNbdDiscounted } from "./pareto-nbd-forecast.ts";
 * const model = { r: 0.553, alpha: 10.58, s: 0.606, beta: 11.656 };
 * paretoNbdDiscounted(model, { repeats: 7, recency: 35, age: 38.86 }, Math.log(1.15) / 52).toFixed(4); // => "20.7128"
 */
export function paretoNbdDiscounted(model: ParetoNbd, customer: Customer, discount: number): number {
  checkPositive("discount", discount);
  const { r, alpha, s, beta } = model;
  const scale = discount * (beta + customer.age);
  const perUnit = ((r + customer.repeats) / (alpha + customer.age)) * (beta + customer.age);
  // The mean discounted life is the integral of exp(-scale u) (1 + u)^-s; u = v / (1 - v).
  const life = (v: number): number => Math.exp((-scale * v) / (1 - v) + (s - 2) * Math.log1p(-v));
  const typical = 1 / (1 + Math.min(scale, s + scale));
  const ends = [0, 0.25 * typical, typical, 1 - 0.5 * (1 - typical), 1];
  return paretoNbdAlive(model, customer) * perUnit * knownValue(integral(life, ends));
}
