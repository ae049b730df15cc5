import { chiSquareDistribution } from "../../distributions/gamma.ts";
import { checkNotNegative } from "../../input/check.ts";
import { choleskyFactor, choleskySolution } from "../../linear/cholesky.ts";
import { zeroMatrix, type Matrix } from "../../linear/matrix.ts";
import { checkDurations, timePoints, type Durations, type TimePoint } from "./durations.ts";

/** The comparison, or that no time with an event had members of every group, so that there is nothing to compare. */
export type LogRankOutcome =
  | {
      readonly kind: "tested";
      readonly statistic: number;
      readonly degreesOfFreedom: number;
      readonly p: number;
      /** Events seen and expected in each group; weighted where rho is not 0. */
      readonly observed: Float64Array;
      readonly expected: Float64Array;
    }
  | { readonly kind: "not-comparable" };

/** One time of all groups together, and how many of each are at risk. */
interface Moment extends TimePoint {
  readonly perGroup: Float64Array;
  readonly eventsOf: Float64Array;
}

function moments(groups: readonly Durations[]): Moment[] {
  const times = groups.flatMap((group) => Array.from(group.times));
  const events = groups.flatMap((group) => Array.from(group.events));
  const own = groups.map((group) => ({ points: timePoints(group), at: 0 }));
  return timePoints({ times, events }).map((point) => {
    const eventsOf = new Float64Array(groups.length);
    const perGroup = Float64Array.from(own, (group, of) => {
      const next = group.points[group.at];
      if (next?.time === point.time) {
        eventsOf[of] = next.events;
        group.at++;
      }
      return next?.atRisk ?? 0;
    });
    return { ...point, perGroup, eventsOf };
  });
}

/** Adds one time's hypergeometric covariance of the groups' events, without the last group. */
function addCovariance(into: Matrix, { atRisk, events, perGroup }: Moment, weight: number): void {
  if (atRisk < 2) return;
  const factor = (weight * weight * events * (atRisk - events)) / (atRisk - 1) / atRisk;
  for (let i = 0; i < into.rows; i++) {
    for (let j = 0; j < into.columns; j++) {
      const [one, other] = [perGroup[i] as number, perGroup[j] as number];
      into.values[i * into.columns + j] =
        (into.values[i * into.columns + j] as number) + factor * ((i === j ? one : 0) - (one * other) / atRisk);
    }
  }
}

/**
 * Whether groups lose their members at different rates: the log-rank test of two or more groups.
 *
 * At each time with an event, those seen in each group against what its share of those at risk would give. Best where one hazard is a
 * multiple of the other; where curves cross it finds nothing. `rho` 1 (Peto and Peto, Fleming and Harrington) counts early differences
 * more. Time: a sort.
 *
 * @param groups at least two, each of at least one member.
 * @param rho the power of the curve by which times are weighted, at least 0; missing means 0, the plain test.
 * @throws {RangeError} when there are fewer than two groups, or durations or rho are none.
 * @see Harrington and Fleming (1982), A class of rank test procedures for censored survival data, Biometrika 69
 * @example
 * import { logRankTest } from "./log-rank.ts";
 * const slow = { times: [9, 13, 18], events: [true, true, false] };
 * const outcome = logRankTest([slow, slow]);
 * outcome.kind === "tested" && outcome.p; // => 1
 */
export function logRankTest(groups: readonly Durations[], rho = 0): LogRankOutcome {
  if (groups.length < 2) throw new RangeError(`groups must be a list of at least two: got ${groups.length}`);
  groups.forEach((group, at) => checkDurations(`groups[${at}]`, group));
  checkNotNegative("rho", rho);
  const free = groups.length - 1;
  const [observed, expected] = [new Float64Array(groups.length), new Float64Array(groups.length)];
  const covariance = zeroMatrix(free, free);
  let survival = 1;
  for (const moment of moments(groups)) {
    const weight = survival ** rho;
    for (let of = 0; of < groups.length; of++) {
      observed[of] = (observed[of] as number) + weight * (moment.eventsOf[of] as number);
      expected[of] = (expected[of] as number) + (weight * moment.events * (moment.perGroup[of] as number)) / moment.atRisk;
    }
    addCovariance(covariance, moment, weight);
    survival *= 1 - moment.events / moment.atRisk;
  }
  const factor = choleskyFactor(covariance, 1e-12);
  if (factor.kind === "not-positive-definite") return { kind: "not-comparable" };
  const excess = observed.subarray(0, free).map((seen, at) => seen - (expected[at] as number));
  const statistic = choleskySolution(factor.lower, excess).reduce((sum, value, at) => sum + value * (excess[at] as number), 0);
  const p = chiSquareDistribution(free).survival(Math.max(0, statistic));
  return { kind: "tested", statistic, degreesOfFreedom: free, p, observed, expected };
}
