import { wilsonInterval } from "../../experiments/proportions/proportion.ts";
import { checkCount, checkProbability, checkSameLength, type Numbers } from "../../input/check.ts";
import { sumOf } from "../../summary/compensated-sum.ts";

/** How forecasts are put together: `equal-count` has about as many in each bin, `equal-width` cuts [0, 1] evenly. */
export type CalibrationBins = "equal-count" | "equal-width";

/** Forecasts of about the same chance, with what came of them. */
export interface CalibrationBin {
  /** The least and the largest chance in it. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly meanForecast: number;
  /** How often it came, with the interval of 95 % by Wilson. */
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

/** Whether things forecast at a chance came as often. */
export interface CalibrationCurve {
  readonly binning: CalibrationBins;
  /** Ascending, those that hold a forecast. */
  readonly bins: readonly CalibrationBin[];
  /** The mean squared difference of chance and what came (1 or 0): 0 is perfect, and never the base rate alone is `uncertainty`. */
  readonly brier: number;
  /** How far rates lie from their forecasts: 0 is calibrated. */
  readonly reliability: number;
  /** How far rates lie from the base rate: what the forecasts tell apart. */
  readonly resolution: number;
  /** Base rate times one less it. */
  readonly uncertainty: number;
  /** What forecasts within a bin tell apart less what they add: brier = reliability - resolution + uncertainty + within, exactly. */
  readonly within: number;
  /** The mean distance of rate and forecast over bins, by count. */
  readonly expectedError: number;
}

interface Forecast {
  readonly chance: number;
  readonly came: 0 | 1;
}

/** Forecasts in bins; those of one chance are never apart. */
function binned(forecasts: readonly Forecast[], bins: number, binning: CalibrationBins): Forecast[][] {
  const sorted = forecasts.toSorted((a, b) => a.chance - b.chance);
  const out: Forecast[][] = [];
  let [last, lastChance] = [-1, Number.NaN];
  sorted.forEach((forecast, at) => {
    const own =
      binning === "equal-width" ? Math.min(bins - 1, Math.floor(forecast.chance * bins)) : Math.floor((at * bins) / sorted.length);
    if (own !== last && forecast.chance !== lastChance) {
      out.push([]);
      last = own;
    }
    lastChance = forecast.chance;
    out.at(-1)?.push(forecast);
  });
  return out;
}

function describedBin(forecasts: readonly Forecast[]): CalibrationBin {
  const count = forecasts.length;
  const successes = forecasts.reduce((sum, { came }) => sum + came, 0);
  const { estimate: rate, low, high } = wilsonInterval({ successes, trials: count });
  const [from, to] = [forecasts[0]?.chance ?? 0, forecasts.at(-1)?.chance ?? 0];
  return { from, to, count, meanForecast: sumOf(count, (at) => forecasts[at]?.chance ?? 0) / count, rate, low, high };
}

/**
 * Whether things that were forecast at a chance came as often, bin by bin, with the Brier score taken apart.
 *
 * A calibrated forecast of 20 % comes once in five times. The score is the sum of what is lost by wrong chances (reliability), less what the
 * forecasts tell apart (resolution), what nobody could know (uncertainty), and what is lost or told apart within bins, so that it adds up.
 * Bins of equal count are the default, since chances of orders crowd near zero. The expected error depends on the bins and is above zero for
 * a calibrated forecast too: look at the intervals. Time: a sort.
 *
 * @param chances forecast, in [0, 1], at least one.
 * @param came whether each came, as many.
 * @param options `bins`: at most so many, missing means 10; `binning`: missing means `equal-count`.
 * @throws {RangeError} when a chance is none, lengths differ, or there is no forecast.
 * @see Murphy (1973), A new vector partition of the probability score; Stephenson, Coelho and Jolliffe (2008), Two extra components in the Brier score decomposition
 * @example
 * import { calibrationCurve } from "./calibration-curve.ts";
 * const { bins, brier } = calibrationCurve([0.1, 0.1, 0.8, 0.8], [false, false, true, false], { bins: 2 });
 * [bins.map(({ rate }) => rate), brier.toFixed(4)]; // => [[0, 0.5], "0.1750"]
 */
export function calibrationCurve(
  chances: Numbers,
  came: ArrayLike<boolean>,
  options: { readonly bins?: number; readonly binning?: CalibrationBins } = {},
): CalibrationCurve {
  const { bins: most = 10, binning = "equal-count" } = options;
  checkSameLength("came", came, "chances", chances);
  if (chances.length === 0) throw new RangeError("chances must be a list of at least 1: got 0 of them");
  checkCount("bins", most, 1);
  const forecasts = Array.from(chances, (chance, at): Forecast => {
    checkProbability(`chances[${at}]`, chance);
    return { chance, came: came[at] === true ? 1 : 0 };
  });
  const n = forecasts.length;
  const bins = binned(forecasts, most, binning).map(describedBin);
  const base = forecasts.reduce((sum, forecast) => sum + forecast.came, 0) / n;
  const brier = sumOf(n, (at) => ((forecasts[at]?.chance ?? 0) - (forecasts[at]?.came ?? 0)) ** 2) / n;
  const over = (term: (bin: CalibrationBin) => number): number =>
    sumOf(bins.length, (at) => (bins[at]?.count ?? 0) * term(bins[at] as CalibrationBin)) / n;
  const reliability = over(({ meanForecast, rate }) => (meanForecast - rate) ** 2);
  const resolution = over(({ rate }) => (rate - base) ** 2);
  const uncertainty = base * (1 - base);
  const expectedError = over(({ meanForecast, rate }) => Math.abs(meanForecast - rate));
  return {
    binning,
    bins,
    brier,
    reliability,
    resolution,
    uncertainty,
    within: brier - reliability + resolution - uncertainty,
    expectedError,
  };
}
