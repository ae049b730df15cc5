import { betaDistribution } from "../../distributions/beta.ts";
import { checkCount, checkNotNegative, checkPositive } from "../../input/check.ts";
import { integral, knownValue } from "../../quadrature/integral.ts";
import { logHypergeometric } from "../../special/hypergeometric.ts";
import { betaTails } from "../../special/incomplete-beta.ts";
import { logBeta } from "../../special/log-beta.ts";
import { logGamma, logGammaRatio } from "../../special/log-gamma.ts";
import { checkCustomer, type Customer } from "../purchases/customer.ts";
import type { BgNbd } from "./bg-nbd-fit.ts";

function checkModel({ r, alpha, a, b }: BgNbd): void {
  checkPositive("r", r);
  checkPositive("alpha", alpha);
  checkPositive("a", a);
  checkPositive("b", b);
}

/** The mean of (1 - exp(-rate p t)) / p over rates and chances, as an integral over the chance's quantiles: for any parameters. */
function byIntegral({ r, alpha, a, b }: BgNbd, t: number): number {
  const { quantile, upperQuantile } = betaDistribution(a, b);
  const limit = (r * t) / alpha;
  const mean = (p: number): number => (p < 1e-300 ? limit : -Math.expm1(-r * Math.log1p((p * t) / alpha)) / p);
  const ends = [0, 1e-6, 1e-3, 0.1, 0.5];
  return knownValue(
    integral((u) => mean(quantile(u)), ends),
    integral((u) => mean(upperQuantile(u)), ends),
  );
}

/** Near a = 1 the closed form divides by nothing, and up to a + b = 1 it does not exist. */
const hasClosedForm = ({ a, b }: BgNbd): boolean => Math.abs(a - 1) > 0.01 && a + b > 1.05;

/**
 * How many purchases a new customer makes in a time from the first, on average: E[X(t)].
 *
 * In closed form, with a 2F1 taken in logarithms; around a = 1 and up to a + b = 1, where that form breaks down, by an integral.
 *
 * @param model its parameters.
 * @param t at least 0, in the unit of alpha.
 * @returns repeat purchases, at least 0.
 * @throws {RangeError} when a parameter or t is none.
 * @see Fader, Hardie and Lee (2005), Marketing Science 24, equation 9
 * @example
 * import { bgNbdExpected } from "./bg-nbd-forecast.ts";
 * bgNbdExpected({ r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }, 39).toFixed(7); // => "1.1967232"
 */
export function bgNbdExpected(model: BgNbd, t: number): number {
  checkModel(model);
  checkNotNegative("t", t);
  if (!hasClosedForm(model)) return byIntegral(model, t);
  const { r, alpha, a, b } = model;
  const log = -r * Math.log1p(t / alpha) + logHypergeometric(r, b, a + b - 1, t / (alpha + t));
  return Math.max(0, ((a + b - 1) / (a - 1)) * -Math.expm1(log));
}

/**
 * The chance that a customer has not left: 1 for one who never came back, since this model lets nobody leave before the first repeat.
 *
 * @param model its parameters.
 * @param customer repeats, recency and age.
 * @throws {RangeError} when a parameter or the customer is none.
 * @see Fader, Hardie and Lee (2008), Computing P(alive) using the BG/NBD model, brucehardie.com/notes/021
 * @example
 * import { bgNbdAlive } from "./bg-nbd-forecast.ts";
 * const model = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
 * bgNbdAlive(model, { repeats: 23, recency: 29, age: 39 }).toFixed(9); // => "0.065522141"
 */
export function bgNbdAlive(model: BgNbd, customer: Customer): number {
  checkModel(model);
  checkCustomer("customer", customer);
  const { repeats, recency, age } = customer;
  if (repeats === 0) return 1;
  const odds = Math.log(model.a / (model.b + repeats - 1)) + (model.r + repeats) * Math.log1p((age - recency) / (model.alpha + recency));
  return 1 / (1 + Math.exp(odds));
}

/**
 * How many purchases a customer with this history will make in a time from now, on average.
 *
 * Given that the customer is alive, rates and chances are gamma and beta again, with what was seen added: the expectation of a new customer
 * under those, times the chance of being alive.
 *
 * @param model its parameters.
 * @param customer repeats, recency and age.
 * @param t the time from now, at least 0, in the unit of alpha.
 * @returns purchases, at least 0.
 * @throws {RangeError} when an argument is none.
 * @see Fader, Hardie and Lee (2005), Marketing Science 24, equation 10
 * @example
 * import { bgNbdConditional } from "./bg-nbd-forecast.ts";
 * const model = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
 * bgNbdConditional(model, { repeats: 2, recency: 30.43, age: 38.86 }, 39).toFixed(9); // => "1.226028175"
 */
export function bgNbdConditional(model: BgNbd, customer: Customer, t: number): number {
  const alive = bgNbdAlive(model, customer);
  const { r, alpha, a, b } = model;
  return alive * bgNbdExpected({ r: r + customer.repeats, alpha: alpha + customer.age, a, b: b + customer.repeats }, t);
}

/**
 * The chances of 0, 1, 2, ... repeat purchases of a new customer in a time: what a table of frequencies is held against.
 *
 * @param model its parameters.
 * @param t above zero, in the unit of alpha.
 * @param most the largest number of purchases to give, at least 0.
 * @returns most + 1 chances; what they lack to 1 is for more purchases.
 * @throws {RangeError} when an argument is none.
 * @see Fader, Hardie and Lee (2005), Marketing Science 24, equation 8
 * @example
 * import { bgNbdFrequencies } from "./bg-nbd-forecast.ts";
 * bgNbdFrequencies({ r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }, 39, 2).length; // => 3
 */
export function bgNbdFrequencies(model: BgNbd, t: number, most: number): Float64Array {
  checkModel(model);
  checkPositive("t", t);
  checkCount("most", most);
  const { r, alpha, a, b } = model;
  const share = { x: t / (alpha + t), y: alpha / (alpha + t) };
  return Float64Array.from({ length: most + 1 }, (_, x) => {
    const stayed = logGammaRatio(b, x) - logGammaRatio(a + b, x) + logGammaRatio(r, x) - logGamma(x + 1);
    const staying = Math.exp(stayed + r * Math.log(share.y) + x * Math.log(share.x));
    if (x === 0) return staying;
    return staying + Math.exp(logBeta(a + 1, b + x - 1) - logBeta(a, b)) * betaTails(x, r, share).lower;
  });
}
