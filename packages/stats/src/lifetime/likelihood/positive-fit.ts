import { checkPositive } from "../../input/check.ts";
import { minimizeBfgs } from "../../optimize/bfgs.ts";
import { numericalHessian, standardErrors } from "../../optimize/derivatives.ts";
import type { MinimizeOptions } from "../../optimize/problem.ts";
import { zeroMatrix, type Matrix } from "../../linear/matrix.ts";

/** ModelParameters of a model by name, each above zero. */
export type ModelParameters<Name extends string> = Readonly<Record<Name, number>>;

/** Where to begin and when to stop; a start is needed only where the default does not find the maximum. */
export interface FitOptions<Name extends string> extends MinimizeOptions {
  readonly start?: ModelParameters<Name>;
}

/** A maximum of a likelihood, or what was reached and why it is none. */
export type FitOutcome<Name extends string> =
  | {
      readonly kind: "fitted";
      readonly parameters: ModelParameters<Name>;
      /** From the observed information, in the units of the parameters. */
      readonly standardErrors: ModelParameters<Name>;
      /** Of the parameters, in the order of their names in `parameters`. */
      readonly covariance: Matrix;
      readonly logLikelihood: number;
      readonly iterations: number;
    }
  | {
      /** `at-boundary`: the likelihood rises while `which` runs off to zero or infinity. `flat`: it does not curve, so there is no error. */
      readonly kind: "at-boundary" | "flat" | "not-converged";
      readonly parameters: ModelParameters<Name>;
      readonly logLikelihood: number;
      readonly iterations: number;
      readonly which: readonly Name[];
    };

/** A likelihood of positive parameters. */
export interface PositiveModel<Name extends string> {
  readonly start: ModelParameters<Name>;
  /** What is a usual size of a parameter that has a unit, such as the mean time; missing means 1. */
  readonly units?: Partial<ModelParameters<Name>>;
  /** The negative log likelihood by observation, and its slopes in the parameters where they are known. */
  readonly loss: (values: Float64Array) => { readonly value: number; readonly slopes?: Float64Array };
  /** How many observations. */
  readonly count: number;
}

/** So far from its unit, on the logarithm, a parameter is taken to have run off; so large an error of it says so too. */
const [FARTHEST, VAGUE] = [Math.log(1e5), 4];

/** Beyond this nothing is asked of the likelihood: it would cost time and say no more than that a parameter has run off. */
const OUTSIDE = Math.log(1e7);

const named = <Name extends string>(names: readonly Name[], values: ArrayLike<number>): ModelParameters<Name> =>
  Object.fromEntries(names.map((name, at) => [name, values[at] as number])) as ModelParameters<Name>;

/** ModelParameters from their logarithms, counted in their units. */
type Unlog = (logs: Float64Array) => Float64Array;

/** The information on the logarithms: differences are taken at steps of a fixed share, whatever the logarithm is. */
function informationAt(objective: (logs: Float64Array) => number, at: Float64Array): Matrix {
  const ones = new Float64Array(at.length).fill(1);
  return numericalHessian((shift) => objective(at.map((log, index) => log + (shift[index] as number) - 1)), ones);
}

/** The covariance of parameters from that of their logarithms. */
function unlogged(values: Float64Array, ofLogs: Matrix, count: number): Matrix {
  const n = values.length;
  const out = zeroMatrix(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      out.values[i * n + j] = ((ofLogs.values[i * n + j] as number) * (values[i] as number) * (values[j] as number)) / count;
    }
  }
  return out;
}

/** The loss and its gradient over logarithms; the last answer is kept, since both are asked for at one point. */
function overLogs<Name extends string>({ loss }: PositiveModel<Name>, unlog: Unlog) {
  let [lastLogs, last]: [Float64Array | undefined, ReturnType<typeof loss>] = [undefined, { value: Number.NaN }];
  const at = (logs: Float64Array) => {
    if (logs.some((log) => Math.abs(log) > OUTSIDE)) return { value: Number.POSITIVE_INFINITY };
    if (lastLogs === undefined || !logs.every((log, index) => log === lastLogs?.[index]))
      [lastLogs, last] = [logs.slice(), loss(unlog(logs))];
    return last;
  };
  const gradient = (logs: Float64Array): Float64Array => {
    const { slopes } = at(logs);
    return unlog(logs).map((value, index) => (slopes?.[index] ?? Number.NaN) * value);
  };
  return { objective: (logs: Float64Array): number => at(logs).value, gradient };
}

/**
 * The parameters at which a likelihood is largest, with their standard errors.
 *
 * By BFGS over the logarithms, so that no parameter can become negative and no unit matters. A likelihood that keeps rising while a parameter runs off, as it
 * does where customers do not differ, is told as such instead of giving a huge number.
 *
 * @param model the likelihood; its start's keys name the parameters.
 * @throws {RangeError} when a start is not above zero, or the likelihood is not finite there.
 * @example
 * import { positiveFit } from "./positive-fit.ts";
 * const waits = { start: { rate: 1 }, count: 10, loss: ([rate = 1]: Float64Array) => ({ value: 2.5 * rate - Math.log(rate) }) };
 * const fit = positiveFit(waits);
 * fit.kind === "fitted" && [fit.parameters.rate.toFixed(6), fit.standardErrors.rate.toFixed(6)]; // => ["0.400000", "0.126491"]
 */
export function positiveFit<Name extends string>(model: PositiveModel<Name>, options: FitOptions<Name> = {}): FitOutcome<Name> {
  const { start = model.start, ...limits } = options;
  const names = Object.keys(model.start) as Name[];
  names.forEach((name) => checkPositive(`start.${name}`, start[name]));
  const units = Float64Array.from(names, (name) => model.units?.[name] ?? 1);
  const unlog: Unlog = (logs) => logs.map((log, at) => (units[at] as number) * Math.exp(log));
  const first = Float64Array.from(names, (name, at) => Math.log(start[name] / (units[at] as number)));
  const { objective, gradient } = overLogs(model, unlog);
  const hasSlopes = model.loss(unlog(first)).slopes !== undefined;
  const found = minimizeBfgs(hasSlopes ? { objective, gradient } : { objective }, first, limits);
  const values = unlog(found.at);
  const reached = { parameters: named(names, values), logLikelihood: -found.value * model.count, iterations: found.iterations };
  const gone = names.filter((_, at) => Math.abs(found.at[at] as number) > FARTHEST);
  if (gone.length > 0) return { kind: "at-boundary", ...reached, which: gone };
  if (found.kind === "not-converged") return { kind: "not-converged", ...reached, which: [] };
  const errors = standardErrors(informationAt(objective, found.at));
  if (errors.kind === "not-positive-definite") return { kind: "flat", ...reached, which: [] };
  const vague = names.filter((_, at) => (errors.errors[at] as number) / Math.sqrt(model.count) > VAGUE);
  if (vague.length > 0) return { kind: "at-boundary", ...reached, which: vague };
  const covariance = unlogged(values, errors.covariance, model.count);
  const roots = names.map((_, at) => Math.sqrt(covariance.values[at * names.length + at] as number));
  return { kind: "fitted", ...reached, standardErrors: named(names, roots), covariance };
}
