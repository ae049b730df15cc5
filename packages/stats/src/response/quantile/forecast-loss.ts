import { wilsonInterval, type IntervalEstimate } from "../../experiments/proportions/proportion.ts";
import { checkNumbers, checkSameLength, type Numbers } from "../../input/check.ts";
import { sumOf } from "../../summary/compensated-sum.ts";
import type { HeldOutForecasts } from "./conformal-quantiles.ts";

/**
 * The mean pinball loss of forecasts of a quantile: what a unit too low costs tau, and a unit too high 1 - tau.
 *
 * The only kind of loss that the true quantile minimizes: compare forecasts of one tau by it. Linear time.
 *
 * @param outcome what came.
 * @param forecast of the quantile, as many.
 * @param tau in (0, 1).
 * @returns in the unit of the outcome, at least zero.
 * @throws {RangeError} when lengths differ, a number is not finite, or tau is not in (0, 1).
 * @see Gneiting (2011), Quantiles as optimal point forecasts, International Journal of Forecasting 27
 * @example
 * import { pinballLoss } from "./forecast-loss.ts";
 * pinballLoss([10, 10], [8, 14], 0.75); // => 1.25
 */
export function pinballLoss(outcome: Numbers, forecast: Numbers, tau: number): number {
  checkNumbers("outcome", outcome);
  checkNumbers("forecast", forecast);
  checkSameLength("forecast", forecast, "outcome", outcome);
  if (!(tau > 0 && tau < 1)) throw new RangeError(`tau must be in (0, 1), such as 0.9: got ${tau}`);
  const lossAt = (at: number): number => {
    const missed = (outcome[at] as number) - (forecast[at] as number);
    return missed * (missed < 0 ? tau - 1 : tau);
  };
  return sumOf(outcome.length, lossAt) / outcome.length;
}

/** How often outcomes lay within forecast intervals. */
export interface ForecastCoverage {
  /** The share within, with its interval of 95 % by Wilson. */
  readonly covered: IntervalEstimate;
  readonly below: number;
  readonly above: number;
  readonly meanWidth: number;
}

/**
 * How often outcomes lay within the intervals that were forecast, below and above them, and how wide those are.
 *
 * Of two forecasts that hold what they promise the narrower is the better. The share's interval is for outcomes that do not hang together.
 *
 * @throws {RangeError} when lengths differ or a number is not finite.
 * @see Gneiting, Balabdaoui and Raftery (2007), Probabilistic forecasts, calibration and sharpness, JRSS B 69
 * @example
 * import { forecastCoverage } from "./forecast-loss.ts";
 * const { covered, below, meanWidth } = forecastCoverage({ low: [0, 0, 0, 0], high: [2, 2, 2, 4], outcome: [1, 2, 0, -1] });
 * [covered.estimate, below, meanWidth]; // => [0.75, 1, 2.5]
 */
export function forecastCoverage({ low, high, outcome }: HeldOutForecasts): ForecastCoverage {
  checkNumbers("outcome", outcome);
  checkNumbers("low", low);
  checkNumbers("high", high);
  checkSameLength("low", low, "outcome", outcome);
  checkSameLength("high", high, "outcome", outcome);
  const trials = outcome.length;
  const places = Array.from(outcome, (value, at) => (value < (low[at] as number) ? -1 : value > (high[at] as number) ? 1 : 0));
  const [below, above] = [-1, 1].map((place) => places.filter((other) => other === place).length) as [number, number];
  const meanWidth = sumOf(trials, (at) => (high[at] as number) - (low[at] as number)) / trials;
  return { covered: wilsonInterval({ successes: trials - below - above, trials }), below, above, meanWidth };
}
