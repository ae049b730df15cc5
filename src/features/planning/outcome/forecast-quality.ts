import { forecastCoverage, pinballLoss, sampleMoments, studentTDistribution } from "@vouch/stats";

/** A forecast with what came of it, in one unit. */
export interface ForecastPair {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  readonly outcome: number;
}

/** An estimate with its interval. */
export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** How good forecasts were; null where there is nothing to judge by. */
export interface ForecastQuality {
  readonly covered: (Interval & { readonly below: number; readonly above: number }) | null;
  readonly bias: Interval | null;
  readonly intervalScore: number | null;
  readonly meanWidth: number | null;
  readonly verdict: string;
}

/** With fewer than so many a verdict would be chance. */
export const leastForecasts = 10;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

function verdictOf({ estimate, low, high }: Interval, count: number, level: number): string {
  const held = `${Math.round(estimate * count)} of ${count} outcomes lay within intervals of ${percent(level)}`;
  if (count < leastForecasts) return `Too few forecasts to judge: ${held}; ${leastForecasts} or more are needed.`;
  if (high < level) return `The intervals are too narrow: ${held}.`;
  return low > level ? `The intervals are wider than they need to be: ${held}.` : `The intervals hold what they promise: ${held}.`;
}

/** The mean of what forecasts missed by, with an interval of 95 % by Student's t. */
function biasOf(errors: readonly number[]): Interval | null {
  if (errors.length < 2) return null;
  const { mean: estimate, variance, n } = sampleMoments(errors);
  const half = studentTDistribution(n - 1).upperQuantile(0.025) * Math.sqrt(variance / n);
  return { estimate, low: estimate - half, high: estimate + half };
}

/**
 * Whether forecasts held what they promised: coverage of their intervals, bias, and the interval score.
 *
 * The interval score is the mean width and 2 ÷ (1 − level) times what was missed, which rewards intervals that are both narrow and right; it is
 * twice the pinball losses of both ends over 1 − level. Forecasts of one campaign hang together, so intervals of coverage are too sure.
 *
 * @param pairs in one unit.
 * @param level of the intervals, in (0, 1).
 * @see Gneiting and Raftery (2007), Strictly proper scoring rules, prediction, and estimation, JASA 102, equation 43
 * @example
 * import { forecastQuality } from "./forecast-quality.ts";
 * forecastQuality([{ low: 1, middle: 2, high: 3, outcome: 4 }], 0.8).intervalScore?.toFixed(6); // => "12.000000"
 */
export function forecastQuality(pairs: readonly ForecastPair[], level: number): ForecastQuality {
  if (pairs.length === 0) {
    const verdict =
      "No forecast can be held against an outcome yet: lock a plan before its campaign begins, and close the campaign’s review.";
    return { covered: null, bias: null, intervalScore: null, meanWidth: null, verdict };
  }
  const of = (name: keyof ForecastPair): number[] => pairs.map((pair) => pair[name]);
  const [low, high, outcome] = [of("low"), of("high"), of("outcome")];
  const { covered, below, above, meanWidth } = forecastCoverage({ low, high, outcome });
  const tail = (1 - level) / 2;
  return {
    covered: { ...covered, below, above },
    bias: biasOf(pairs.map(({ outcome: came, middle }) => came - middle)),
    intervalScore: (pinballLoss(outcome, low, tail) + pinballLoss(outcome, high, 1 - tail)) / tail,
    meanWidth,
    verdict: verdictOf(covered, pairs.length, level),
  };
}
