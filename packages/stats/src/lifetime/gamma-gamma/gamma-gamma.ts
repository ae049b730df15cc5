import { checkCount, checkPositive } from "../../input/check.ts";
import { digamma } from "../../special/polygamma.ts";
import { logGamma, logGammaRatio } from "../../special/log-gamma.ts";
import { positiveFit, type FitOptions, type FitOutcome, type ModelParameters } from "../likelihood/positive-fit.ts";

/**
 * Gamma-Gamma: a customer's purchases vary around the customer's own mean by gamma(p), and those means vary over customers by q and v.
 * v has the unit of money.
 */
export type GammaGamma = ModelParameters<"p" | "q" | "v">;

type Name = keyof GammaGamma;

/** A customer's purchases by number and mean. */
export interface Spender {
  /** How many purchases the mean is of: usually the repeats, without the first. */
  readonly purchases: number;
  /** Their mean, above zero, in any one unit of money; 0 where there are none. */
  readonly meanSpend: number;
}

/** A fit, or that no one, or only one, has a purchase with a value. */
export type GammaGammaOutcome = FitOutcome<Name> | { readonly kind: "too-few"; readonly spenders: number };

function checkSpender(name: string, { purchases, meanSpend }: Spender): void {
  checkCount(`${name}.purchases`, purchases);
  if (purchases > 0) checkPositive(`${name}.meanSpend`, meanSpend);
  else if (meanSpend !== 0) throw new RangeError(`${name}.meanSpend must be 0 where there are no purchases: got ${meanSpend}`);
}

/** The negative log likelihood by spender and its slopes in p, q and v. */
function gammaGammaLoss(spenders: readonly Spender[], [p = 1, q = 1, v = 1]: Float64Array) {
  const [psiQ, logV] = [digamma(q), Math.log(v)];
  let value = 0;
  const slopes = new Float64Array(3);
  for (const { purchases: x, meanSpend } of spenders) {
    const total = x * meanSpend;
    const [shape, logAll, psi] = [p * x, Math.log(total + v), digamma(p * x + q)];
    value += logGammaRatio(q, shape) - logGamma(shape) + q * logV + shape * Math.log(total) - Math.log(meanSpend) - (shape + q) * logAll;
    slopes[0] = (slopes[0] as number) + x * (psi - digamma(shape) + Math.log(total) - logAll);
    slopes[1] = (slopes[1] as number) + psi - psiQ + logV - logAll;
    slopes[2] = (slopes[2] as number) + q / v - (shape + q) / (total + v);
  }
  return { value: -value / spenders.length, slopes: slopes.map((slope) => -slope / spenders.length) };
}

const withPurchases = (spenders: readonly Spender[]): Spender[] => {
  spenders.forEach((spender, at) => checkSpender(`spenders[${at}]`, spender));
  return spenders.filter(({ purchases }) => purchases > 0);
};

/**
 * The log likelihood of mean spends under Gamma-Gamma; customers without a purchase say nothing and are left out.
 *
 * @param model its parameters, each above zero.
 * @param spenders at least one with a purchase.
 * @throws {RangeError} when one is none, or nobody has a purchase.
 * @see Fader and Hardie (2013), The Gamma-Gamma model of monetary value, brucehardie.com/notes/025, equation 1a
 * @example
 * import { gammaGammaLogLikelihood } from "./gamma-gamma.ts";
 * gammaGammaLogLikelihood({ p: 1, q: 1, v: 1 }, [{ purchases: 1, meanSpend: 1 }]).toFixed(9); // => "-1.386294361"
 */
export function gammaGammaLogLikelihood({ p, q, v }: GammaGamma, spenders: readonly Spender[]): number {
  const seen = withPurchases(spenders);
  if (seen.length === 0) throw new RangeError("spenders must be a list with at least one purchase");
  return -gammaGammaLoss(seen, Float64Array.of(p, q, v)).value * seen.length;
}

/**
 * Gamma-Gamma fitted to mean spends, by maximum likelihood with exact slopes.
 *
 * It draws a customer's mean towards everybody's, the more the fewer purchases there are. It takes spend and frequency as independent: look
 * at their correlation among those with a purchase first; beyond 0.3 or so the values are off. Purchases of no value cannot be fitted: leave
 * them out. Any unit of money does; millions of minor units fit as units do.
 *
 * @param spenders customers; those without a purchase are left out.
 * @returns `too-few` with fewer than two; `at-boundary` where spends do not differ within or between customers; else as `positiveFit`.
 * @throws {RangeError} when one is none.
 * @see Fader and Hardie (2013), brucehardie.com/notes/025
 * @example
 * import { gammaGammaFit } from "./gamma-gamma.ts";
 * gammaGammaFit([{ purchases: 0, meanSpend: 0 }]); // => { kind: "too-few", spenders: 0 }
 */
export function gammaGammaFit(spenders: readonly Spender[], options: FitOptions<Name> = {}): GammaGammaOutcome {
  const seen = withPurchases(spenders);
  if (seen.length < 2) return { kind: "too-few", spenders: seen.length };
  const v = seen.reduce((total, { meanSpend }) => total + meanSpend, 0) / seen.length;
  const model = { start: { p: 4, q: 4, v }, units: { v }, count: seen.length };
  return positiveFit({ ...model, loss: (values) => gammaGammaLoss(seen, values) }, options);
}

/**
 * What a customer's purchases are worth on average, given those seen: between the customer's own mean and everybody's.
 *
 * @param model its parameters.
 * @param spender purchases and their mean; without purchases everybody's mean is given.
 * @returns in the unit of v; Infinity where the mean over customers is infinite, which is so for p purchases + q of at most 1.
 * @throws {RangeError} when an argument is none.
 * @see Fader and Hardie (2013), brucehardie.com/notes/025, equation 5
 * @example
 * import { gammaGammaSpend } from "./gamma-gamma.ts";
 * gammaGammaSpend({ p: 6.25, q: 3.74, v: 15.44 }, { purchases: 3, meanSpend: 35 }).toFixed(7); // => "35.0279200"
 */
export function gammaGammaSpend({ p, q, v }: GammaGamma, spender: Spender): number {
  checkPositive("p", p);
  checkPositive("q", q);
  checkPositive("v", v);
  checkSpender("spender", spender);
  const below = p * spender.purchases + q - 1;
  return below > 0 ? (p * (v + spender.purchases * spender.meanSpend)) / below : Number.POSITIVE_INFINITY;
}
