import { checkCount, checkNotNegative, checkNumbers, checkPositive, type Numbers } from "../../input/check.ts";

/** How what was spent in a period works on in later ones. */
export type Adstock =
  /** Not at all. */
  | { readonly kind: "none" }
  /** Each period keeps a share `decay` in [0, 1) of the one before. */
  | { readonly kind: "geometric"; readonly decay: number }
  /** By Weibull's density over the ages of 0 to `lags` - 1 periods: with a shape above 1 it works most some time later. */
  | { readonly kind: "weibull"; readonly shape: number; readonly scale: number; readonly lags: number };

function checkSpend(spend: Numbers): void {
  checkNumbers("spend", spend);
  for (let at = 0; at < spend.length; at++) checkNotNegative(`spend[${at}]`, spend[at] as number);
}

/**
 * Spend as it works on in later periods, each keeping a share of the one before: geometric adstock.
 *
 * Weights sum to one, so that constant spend is its own adstock and curves over it are told in spend by period. Before the first period there
 * was none: begin the data some periods before what counts. Linear time.
 *
 * @param spend by period, at least zero, in any unit.
 * @param decay the share that is kept, in [0, 1); half of the effect comes after log(0.5) / log(decay) periods.
 * @throws {RangeError} when spend is negative or decay is not in [0, 1).
 * @see Jin, Wang, Sun, Chan and Koehler (2017), Bayesian methods for media mix modeling with carryover and shape effects, section 2.1
 * @example
 * import { geometricAdstock } from "./adstock.ts";
 * geometricAdstock([8, 0, 0, 4], 0.5); // => Float64Array.of(4, 2, 1, 2.5)
 */
export function geometricAdstock(spend: Numbers, decay: number): Float64Array {
  checkSpend(spend);
  if (!(decay >= 0 && decay < 1)) throw new RangeError(`decay must be in [0, 1): got ${decay}`);
  let kept = 0;
  return Float64Array.from(spend, (value) => (kept = decay * kept + (1 - decay) * value));
}

/** Weibull's density in the middle of each age, made to sum to one; from the logarithm, so that no shape overflows. */
function weibullWeights(shape: number, scale: number, lags: number): Float64Array {
  const logs = Float64Array.from({ length: lags }, (_, age) => {
    const log = Math.log((age + 0.5) / scale);
    return (shape - 1) * log - Math.exp(shape * log);
  });
  const most = Math.max(...logs);
  const raw = logs.map((value) => Math.exp(value - most));
  const total = raw.reduce((sum, value) => sum + value, 0);
  return raw.map((value) => value / total);
}

/**
 * Spend as it works on in later periods with weights by age that rise and fall: Weibull adstock.
 *
 * For what works late, such as a video that is found by search weeks after. Weights are Weibull's density in the middle of each period and
 * sum to one. Shape 1 is geometric, but for the last age. Time: periods x lags.
 *
 * @param spend by period, at least zero.
 * @param kernel shape and scale (in periods) above zero, and how many ages count, at least 1.
 * @throws {RangeError} when spend or the kernel is none.
 * @see Weibull (1951), A statistical distribution function of wide applicability
 * @example
 * import { weibullAdstock } from "./adstock.ts";
 * Array.from(weibullAdstock([10, 0, 0], { shape: 2, scale: 2, lags: 3 }), (value) => value.toFixed(4)); // => ["2.5411", "4.6238", "2.8350"]
 */
export function weibullAdstock(spend: Numbers, kernel: { shape: number; scale: number; lags: number }): Float64Array {
  checkSpend(spend);
  const { shape, scale, lags } = kernel;
  checkPositive("shape", shape);
  checkPositive("scale", scale);
  checkCount("lags", lags, 1);
  const weights = weibullWeights(shape, scale, lags);
  return Float64Array.from(spend, (_, at) => {
    let total = 0;
    for (let age = 0; age <= Math.min(at, lags - 1); age++) total += (weights[age] as number) * (spend[at - age] as number);
    return total;
  });
}

/**
 * Spend under an adstock.
 *
 * @example
 * import { adstocked } from "./adstock.ts";
 * adstocked([8, 0], { kind: "geometric", decay: 0.5 }); // => Float64Array.of(4, 2)
 */
export function adstocked(spend: Numbers, adstock: Adstock): Float64Array {
  if (adstock.kind === "geometric") return geometricAdstock(spend, adstock.decay);
  return adstock.kind === "weibull" ? weibullAdstock(spend, adstock) : Float64Array.from(spend);
}
