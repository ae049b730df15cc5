import { studentTDistribution } from "../../distributions/student-t.ts";
import { checkLevel } from "../../experiments/level.ts";
import type { IntervalEstimate } from "../../experiments/proportions/proportion.ts";
import { checkCount, checkNotNegative } from "../../input/check.ts";
import { numericalGradient } from "../../optimize/derivatives.ts";
import { curveValue, type ResponseCurve } from "../curve/response-curve.ts";
import type { ResponseFit } from "./response-fit.ts";

/** What spend brings, with the interval around it. */
export interface ResponseInterval extends IntervalEstimate {
  readonly standardError: number;
}

/** The places of a channel's curve among the parameters, without its adstock's. */
function curvePlaces({ parameters }: ResponseFit, channel: number, curve: ResponseCurve): number[] {
  const isOfCurve = (name: string): boolean => name in curve;
  return Array.from(parameters.keys()).filter((j) => parameters[j]?.of === channel && isOfCurve(parameters[j]?.name ?? ""));
}

/**
 * What a channel brings at some steady spend by period, with its interval: the band around a response curve.
 *
 * By the delta method on the logarithm, which keeps it above zero, from the errors of all the curve's parameters together: they are told
 * far worse alone than the curve is where money was spent. A parameter at a bound is taken as known, so that beyond the spends that were seen
 * the band is too narrow.
 *
 * @param fit the fitted response.
 * @param channel its index.
 * @param spend by period, at least zero, in the unit of the data.
 * @param level missing means that of the fit.
 * @returns in the unit of the outcome; nothing at all without spend.
 * @throws {RangeError} when there is no such channel, or spend or level is none.
 * @see Seber and Wild (2003), Nonlinear Regression, section 5.1
 * @example
 * import { responseFit } from "./response-fit.ts";
 * import { responseInterval } from "./response-interval.ts";
 * const spend = [10, 40, 0, 80, 20, 60, 5, 30, 100, 50];
 * const outcome = spend.map((s, at) => 200 + 90 * (1 - Math.exp(-s / 25)) + (at % 3));
 * const fit = responseFit({ outcome, channels: [{ spend, curve: "exponential", adstock: "none" }] });
 * const { estimate = 0, low = 0, high = 0 } = fit.kind === "fitted" ? responseInterval(fit, 0, 25) : {};
 * [low, estimate, high].map((value) => value.toFixed(1)); // => ["53.9", "56.2", "58.5"]
 */
export function responseInterval(fit: ResponseFit, channel: number, spend: number, level = fit.interval.level): ResponseInterval {
  checkCount("channel", channel);
  checkNotNegative("spend", spend);
  checkLevel(level);
  const curve = fit.channels[channel]?.curve;
  if (curve === undefined) throw new RangeError(`channel must be below ${fit.channels.length}: got ${channel}`);
  const estimate = curveValue(curve, spend);
  if (estimate === 0) return { estimate, standardError: 0, low: 0, high: 0 };
  const places = curvePlaces(fit, channel, curve);
  const own = places.map((j) => fit.parameters[j]?.estimate ?? 0);
  const valueAt = (values: Float64Array): number =>
    curveValue({ ...curve, ...Object.fromEntries(places.map((j, at) => [fit.parameters[j]?.name, values[at]])) } as ResponseCurve, spend);
  const slopes = numericalGradient(valueAt, own);
  const { columns, values } = fit.covariance;
  let variance = 0;
  places.forEach((i, a) =>
    places.forEach((j, b) => {
      variance += (slopes[a] as number) * (slopes[b] as number) * (values[i * columns + j] as number);
    }),
  );
  const standardError = Math.sqrt(Math.max(0, variance));
  const half = (studentTDistribution(fit.degreesOfFreedom).upperQuantile((1 - level) / 2) * standardError) / estimate;
  return { estimate, standardError, low: estimate * Math.exp(-half), high: estimate * Math.exp(half) };
}
