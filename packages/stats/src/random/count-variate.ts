import { binomialDistribution, poissonDistribution } from "../distributions/counts.ts";
import { checkCount, checkNotNegative, checkNumbers, checkProbability, type Numbers } from "../input/check.ts";
import type { Generator } from "./generator.ts";

/** The counts from zero up are walked until their chances add up to a uniform number; for small means. */
function byInversion(generator: Generator, none: number, ratio: (next: number) => number): number {
  let left = generator.uniform();
  let chance = none;
  let count = 0;
  while (left >= chance && chance > 0) {
    left -= chance;
    count++;
    chance *= ratio(count);
  }
  return count;
}

/** A hat over the masses around the mean, by Hörmann's transformed rejection. */
interface Hat {
  readonly a: number;
  readonly b: number;
  readonly centre: number;
  /** Below this much of V a candidate near the middle is taken at once. */
  readonly squeeze: number;
  /** The log of the hat's height over the mass at count 0 of `logMass`. */
  readonly logHeight: number;
  readonly logMass: (count: number) => number;
}

function byRejection(generator: Generator, { a, b, centre, squeeze, logHeight, logMass }: Hat): number {
  for (;;) {
    const u = generator.uniform() - 0.5;
    const v = 1 - generator.uniform();
    const fromEnd = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / fromEnd + b) * u + centre);
    if (fromEnd >= 0.07 && v <= squeeze) return count;
    if (count < 0) continue;
    if (Math.log(v) + logHeight - Math.log(a / (fromEnd * fromEnd) + b) <= logMass(count)) return count;
  }
}

/**
 * A Poisson variate: how many events happen where `mean` are expected.
 *
 * By inversion below a mean of 10, by Hörmann's transformed rejection above, whose time does not grow with the mean.
 *
 * @param generator the source, which moves on.
 * @param mean at least zero.
 * @throws {RangeError} when the mean is negative or not finite.
 * @see Hörmann (1993), The transformed rejection method for generating Poisson random variables, algorithm PTRS
 * @example
 * import { poissonVariate } from "./count-variate.ts";
 * import { generatorOf } from "./generator.ts";
 * poissonVariate(generatorOf(1), 0); // => 0
 */
export function poissonVariate(generator: Generator, mean: number): number {
  checkNotNegative("mean", mean);
  if (mean < 10) return byInversion(generator, Math.exp(-mean), (next) => mean / next);
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  return byRejection(generator, {
    a,
    b,
    centre: mean + 0.43,
    squeeze: 0.9277 - 3.6224 / (b - 2),
    logHeight: Math.log(1.1239 + 1.1328 / (b - 3.4)),
    logMass: poissonDistribution(mean).logDensity,
  });
}

/** Fewer successes than failures are drawn; `p` is at most one half. */
function fewerSuccesses(generator: Generator, n: number, p: number): number {
  if (n * p < 10) return byInversion(generator, Math.exp(n * Math.log1p(-p)), (next) => ((n - next + 1) / next) * (p / (1 - p)));
  const spread = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * spread;
  const { logDensity } = binomialDistribution(n, p);
  return byRejection(generator, {
    a: -0.0873 + 0.0248 * b + 0.01 * p,
    b,
    centre: n * p + 0.5,
    squeeze: 0.92 - 4.2 / b,
    logHeight: Math.log((2.83 + 5.1 / b) * spread) + logDensity(Math.floor((n + 1) * p)),
    logMass: logDensity,
  });
}

/**
 * A binomial variate: how many of n independent trials succeed.
 *
 * By inversion while fewer than 10 are expected, by Hörmann's transformed rejection else, whose time does not grow with n.
 *
 * @param generator the source, which moves on.
 * @param n the trials, a whole number of at least zero.
 * @param p the chance of success, in [0, 1].
 * @throws {RangeError} when n is no count or p no probability.
 * @see Hörmann (1993), The generation of binomial random variates, algorithm BTRS
 * @example
 * import { binomialVariate } from "./count-variate.ts";
 * import { generatorOf } from "./generator.ts";
 * binomialVariate(generatorOf(1), 12, 1); // => 12
 */
export function binomialVariate(generator: Generator, n: number, p: number): number {
  checkCount("n", n);
  checkProbability("p", p);
  return p <= 0.5 ? fewerSuccesses(generator, n, p) : n - fewerSuccesses(generator, n, 1 - p);
}

/** Each weight's share in itself and all that come after it; exactly one where nothing comes after it. */
function conditionalShares(weights: Numbers): Float64Array {
  const shares = new Float64Array(weights.length);
  let after = 0;
  for (let at = weights.length - 1; at >= 0; at--) {
    const weight = weights[at] ?? 0;
    checkNotNegative(`weights[${at}]`, weight);
    shares[at] = weight === 0 ? 0 : weight / (after + weight);
    after += weight;
  }
  if (after === 0) throw new RangeError("weights must sum to more than zero");
  return shares;
}

/**
 * A multinomial variate: n things dealt out to cells.
 *
 * One binomial draw a cell, each of what the cells before have left.
 *
 * @param generator the source, which moves on.
 * @param n how many, a whole number of at least zero.
 * @param weights at least one number of at least zero, not all zero; only proportions matter.
 * @returns a count a cell, which sum to n.
 * @throws {RangeError} when n is no count or the weights are none.
 * @example
 * import { multinomialVariate } from "./count-variate.ts";
 * import { generatorOf } from "./generator.ts";
 * multinomialVariate(generatorOf(1), 100, [0, 1]); // => Float64Array.of(0, 100)
 */
export function multinomialVariate(generator: Generator, n: number, weights: Numbers): Float64Array {
  checkCount("n", n);
  checkNumbers("weights", weights);
  let left = n;
  return conditionalShares(weights).map((share) => {
    const count = binomialVariate(generator, left, share);
    left -= count;
    return count;
  });
}
