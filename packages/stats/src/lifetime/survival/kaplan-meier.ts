import { normalDistribution } from "../../distributions/normal.ts";
import { checkOneOf, checkProbability } from "../../input/check.ts";
import { checkDurations, timePoints, type Durations, type TimePoint } from "./durations.ts";

/** How the curve's intervals are made. */
export interface SurvivalOptions {
  /** `log` is R's default, `log-log` that of Python's lifelines and of Stata; missing means `log-log`, which stays within [0, 1]. */
  readonly interval?: "log" | "log-log";
  /** The coverage at each time, in (0, 1); missing means 0.95. */
  readonly level?: number;
}

/** A curve that falls at each time with an event, a number a time. */
export interface SurvivalCurve {
  readonly times: Float64Array;
  readonly atRisk: Float64Array;
  readonly events: Float64Array;
  /** The share without the event after each time. */
  readonly survival: Float64Array;
  /** Greenwood's. */
  readonly standardErrors: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly interval: "log" | "log-log";
  /** The largest time that was seen: beyond it nothing is known. */
  readonly followUp: number;
  /** Whether the last one seen had the event: there the curve is zero, its error is given as 0 and its upper end as that of the time before. */
  readonly endsAtZero: boolean;
}

/** The ends of an interval around a share, by its standard error over its size. */
function endsOf(survival: number, relativeError: number, z: number, interval: "log" | "log-log"): [low: number, high: number] {
  if (interval === "log") return [survival * Math.exp(-z * relativeError), Math.min(1, survival * Math.exp(z * relativeError))];
  const step = Math.exp((z * relativeError) / -Math.log(survival));
  return [survival ** step, survival ** (1 / step)];
}

/**
 * The share that has not had an event, by time, with members who were not watched to the end: Kaplan and Meier's curve.
 *
 * For retention, time to second purchase, time to churn. Those last seen at a time are counted as at risk there. The intervals hold at one
 * time, not for the whole curve together, and there are two in use; the answer names its own. Near the end, where few are at risk, both are
 * rough. Time: a sort.
 *
 * @param durations a group, at least one member.
 * @returns a curve at the times with events; without an event all its lists are empty.
 * @throws {RangeError} when durations or options are none.
 * @see Kaplan and Meier (1958), JASA 53; Kalbfleisch and Prentice (2002), The Statistical Analysis of Failure Time Data, section 1.4
 * @example
 * import { kaplanMeier } from "./kaplan-meier.ts";
 * kaplanMeier({ times: [1, 2, 3, 4], events: [true, false, true, false] }).survival; // => Float64Array.of(0.75, 0.375)
 */
export function kaplanMeier(durations: Durations, { interval = "log-log", level = 0.95 }: SurvivalOptions = {}): SurvivalCurve {
  checkDurations("durations", durations);
  if (!(level > 0 && level < 1)) throw new RangeError(`level must be in (0, 1): got ${level}`);
  checkOneOf("interval", interval, ["log", "log-log"]);
  const all = timePoints(durations);
  const points = all.filter(({ events }) => events > 0);
  const z = normalDistribution().upperQuantile((1 - level) / 2);
  let [share, spread, lastHigh] = [1, 0, 1];
  const rows = points.map(({ atRisk, events }) => {
    share *= (atRisk - events) / atRisk;
    if (atRisk === events) return { share: 0, error: 0, low: 0, high: lastHigh };
    spread += events / atRisk / (atRisk - events);
    const [low, high] = endsOf(share, Math.sqrt(spread), z, interval);
    lastHigh = high;
    return { share, error: share * Math.sqrt(spread), low, high };
  });
  return {
    times: columnOf(points, ({ time }) => time),
    atRisk: columnOf(points, ({ atRisk }) => atRisk),
    events: columnOf(points, ({ events }) => events),
    survival: columnOf(rows, (row) => row.share),
    standardErrors: columnOf(rows, (row) => row.error),
    low: columnOf(rows, (row) => row.low),
    high: columnOf(rows, (row) => row.high),
    interval,
    followUp: (all.at(-1) as TimePoint).time,
    endsAtZero: rows.at(-1)?.share === 0,
  };
}

const columnOf = <Row>(rows: readonly Row[], of: (row: Row) => number): Float64Array => Float64Array.from(rows, of);

/** A quantile of survival times, or that the curve does not fall so far. */
export type SurvivalQuantile =
  | { readonly kind: "reached"; readonly time: number; readonly low: number; readonly high: number }
  | { readonly kind: "not-reached"; readonly low: number };

/** The first time at which a curve is at or below a share; the middle of that step where it is exactly there, as R has it; Infinity where it is never. */
function fallsTo({ times, followUp }: SurvivalCurve, curve: Float64Array, share: number): number {
  const at = curve.findIndex((value) => value <= share + 1e-12);
  if (at < 0) return Number.POSITIVE_INFINITY;
  const isLevel = Math.abs((curve[at] as number) - share) <= 1e-12;
  const next = curve.findIndex((value) => value < share - 1e-12);
  return isLevel ? ((times[at] as number) + (times[next] ?? followUp)) / 2 : (times[at] as number);
}

/**
 * The time by which a share of the group has had the event, with its interval: the median where p is a half.
 *
 * The interval is where the curve's own interval crosses the share. It is usual that its upper end is not reached: then it is Infinity.
 *
 * @param curve as `kaplanMeier` gives it.
 * @param p the share that has had the event, in [0, 1]; missing means 0.5.
 * @throws {RangeError} when p is none.
 * @see Brookmeyer and Crowley (1982), Biometrics 38
 * @example
 * import { kaplanMeier, survivalQuantile } from "./kaplan-meier.ts";
 * const curve = kaplanMeier({ times: [1, 2, 3, 4], events: [true, true, false, false] });
 * survivalQuantile(curve, 0.9).kind; // => "not-reached"
 */
export function survivalQuantile(curve: SurvivalCurve, p = 0.5): SurvivalQuantile {
  checkProbability("p", p);
  const { survival, low, high } = curve;
  const [time, from, to] = [survival, low, high].map((of) => fallsTo(curve, of, 1 - p)) as [number, number, number];
  return time === Number.POSITIVE_INFINITY ? { kind: "not-reached", low: from } : { kind: "reached", time, low: from, high: to };
}
