import { checkCount, checkNotNegative, checkNumbers, checkOneOf, checkSameLength, type Numbers } from "../../input/check.ts";
import type { Matrix } from "../../linear/matrix.ts";
import { standardDeviation } from "../../summary/moments.ts";
import { adstocked, type Adstock } from "../curve/adstock.ts";
import { curveValue, type ResponseCurve } from "../curve/response-curve.ts";

/** A channel's spend with the shape that its response is taken to have. */
export interface ResponseChannel {
  /** By period, at least zero, not all zero. */
  readonly spend: Numbers;
  readonly curve: ResponseCurve["kind"];
  readonly adstock: Adstock["kind"];
  /** How many ages Weibull's adstock has; missing means 13, a quarter of weeks. */
  readonly lags?: number;
}

/** An outcome by period, and what it is taken to come of. */
export interface ResponseSeries {
  /** By period, in order, in any unit. */
  readonly outcome: Numbers;
  readonly channels: readonly ResponseChannel[];
  /** A row a period, such as seasons or prices; without a column of ones. */
  readonly covariates?: Matrix;
  /** Whether errors are independent from period to period, which missing means, or keep a share of the one before. */
  readonly errors?: "independent" | "autoregressive";
}

/** What a parameter is called. */
export type ParameterName =
  "intercept" | "covariate" | "scale" | "half" | "slope" | "at" | "exponent" | "decay" | "shape" | "lag" | "correlation";

/** One parameter: its place, its bounds in standard units, and what a standard unit is. */
export interface Slot {
  readonly name: ParameterName;
  /** The channel's index, or the covariate's. */
  readonly of?: number;
  readonly lower: number;
  readonly upper: number;
  readonly unit: number;
}

/** A series in standard units: the outcome by its deviation, spend by its largest. */
export interface ResponseModel {
  readonly outcome: Float64Array;
  readonly covariates: readonly Float64Array[];
  readonly channels: readonly {
    readonly spend: Float64Array;
    readonly curve: ResponseCurve["kind"];
    readonly adstock: Adstock["kind"];
    readonly lags: number;
  }[];
  readonly isAutoregressive: boolean;
  readonly slots: readonly Slot[];
}

/** Where a curve's and an adstock's parameters may lie, spend being at most 1. */
const BOUNDS: Readonly<Record<Exclude<ParameterName, "intercept" | "covariate" | "scale" | "correlation">, readonly [number, number]>> = {
  half: [0.02, 5],
  slope: [0.3, 5],
  at: [0.02, 10],
  exponent: [0.05, 1],
  decay: [0, 0.98],
  shape: [0.3, 5],
  lag: [0.3, 100],
};

const CURVES: Readonly<Record<ResponseCurve["kind"], readonly ("half" | "slope" | "at" | "exponent")[]>> = {
  hill: ["half", "slope"],
  exponential: ["at"],
  power: ["exponent"],
};

const ADSTOCKS: Readonly<Record<Adstock["kind"], readonly ("decay" | "shape" | "lag")[]>> = {
  none: [],
  geometric: ["decay"],
  weibull: ["shape", "lag"],
};

function checkSeries({ outcome, channels, covariates, errors = "independent" }: ResponseSeries): void {
  checkOneOf("errors", errors, ["independent", "autoregressive"]);
  checkNumbers("outcome", outcome);
  if (channels.length === 0) throw new RangeError("channels must be a list of at least one channel");
  channels.forEach(({ spend, curve, adstock, lags = 13 }, at) => {
    checkOneOf(`channels[${at}].curve`, curve, Object.keys(CURVES));
    checkOneOf(`channels[${at}].adstock`, adstock, Object.keys(ADSTOCKS));
    checkSameLength(`channels[${at}].spend`, spend, "outcome", outcome);
    checkCount(`channels[${at}].lags`, lags, 1);
    for (let t = 0; t < spend.length; t++) checkNotNegative(`channels[${at}].spend[${t}]`, spend[t] as number);
    if (Math.max(...Array.from(spend)) === 0) throw new RangeError(`channels[${at}].spend must not be zero throughout`);
  });
  if (covariates === undefined) return;
  checkSameLength("covariates", { length: covariates.rows }, "outcome", outcome);
  checkNumbers("covariates.values", covariates.values, 0);
}

const deviation = (values: Float64Array): number => (values.length < 2 ? 1 : standardDeviation(values) || 1);

/**
 * A series in standard units, with the place of each parameter: the intercept, the covariates, then each channel's own.
 *
 * @throws {RangeError} when lengths differ, spend is negative or zero throughout, or a number is not finite.
 * @example
 * import { responseModel } from "./response-model.ts";
 * const channels = [{ spend: [1, 2, 4], curve: "hill" as const, adstock: "geometric" as const }];
 * responseModel({ outcome: [1, 2, 3], channels }).slots.map(({ name }) => name); // => ["intercept", "scale", "half", "slope", "decay"]
 */
export function responseModel(series: ResponseSeries): ResponseModel {
  checkSeries(series);
  const outcome = Float64Array.from(series.outcome);
  const unit = deviation(outcome);
  const width = series.covariates?.columns ?? 0;
  const raw = Array.from({ length: width }, (_, j) => outcome.map((_value, t) => series.covariates?.values[t * width + j] as number));
  const norms = raw.map(deviation);
  const slots: Slot[] = [{ name: "intercept", lower: -Infinity, upper: Infinity, unit }];
  norms.forEach((norm, of) => slots.push({ name: "covariate", of, lower: -Infinity, upper: Infinity, unit: unit / norm }));
  const channels = series.channels.map(({ spend, curve, adstock, lags = 13 }, of) => {
    const most = Math.max(...Array.from(spend));
    slots.push({ name: "scale", of, lower: 0, upper: Infinity, unit });
    for (const name of [...CURVES[curve], ...ADSTOCKS[adstock]]) {
      const [lower, upper] = name === "lag" ? [0.3, lags] : BOUNDS[name];
      slots.push({ name, of, lower, upper, unit: name === "half" || name === "at" ? most : 1 });
    }
    return { spend: Float64Array.from(spend, (value) => value / most), curve, adstock, lags };
  });
  const isAutoregressive = series.errors === "autoregressive";
  if (isAutoregressive) slots.push({ name: "correlation", lower: -0.98, upper: 0.98, unit: 1 });
  return {
    isAutoregressive,
    outcome: outcome.map((value) => value / unit),
    covariates: raw.map((column, j) => column.map((value) => value / (norms[j] as number))),
    channels,
    slots,
  };
}

/** The number of a channel's parameter in a vector; of a name that it has. */
const valueOf = ({ slots }: ResponseModel, x: Float64Array, of: number, name: ParameterName): number =>
  x[slots.findIndex((slot) => slot.of === of && slot.name === name)] as number;

/**
 * A channel's curve at a point, in standard units.
 *
 * @example
 * import { curveAt, responseModel } from "./response-model.ts";
 * const model = responseModel({ outcome: [1, 2], channels: [{ spend: [1, 2], curve: "power", adstock: "none" }] });
 * curveAt(model, Float64Array.of(0, 3, 0.5), 0); // => { kind: "power", scale: 3, unit: 1, exponent: 0.5 }
 */
export function curveAt(model: ResponseModel, x: Float64Array, of: number): ResponseCurve {
  const kind = model.channels[of]?.curve;
  const value = (name: ParameterName): number => valueOf(model, x, of, name);
  const scale = value("scale");
  if (kind === "exponential") return { kind, scale, at: value("at") };
  if (kind === "power") return { kind, scale, unit: 1, exponent: value("exponent") };
  return { kind: "hill", scale, half: value("half"), slope: value("slope") };
}

/**
 * A channel's adstock at a point.
 *
 * @example
 * import { adstockAt, responseModel } from "./response-model.ts";
 * const model = responseModel({ outcome: [1, 2], channels: [{ spend: [1, 2], curve: "power", adstock: "geometric" }] });
 * adstockAt(model, Float64Array.of(0, 3, 0.5, 0.4), 0); // => { kind: "geometric", decay: 0.4 }
 */
export function adstockAt(model: ResponseModel, x: Float64Array, of: number): Adstock {
  const { adstock: kind = "none", lags = 1 } = model.channels[of] ?? {};
  const value = (name: ParameterName): number => valueOf(model, x, of, name);
  if (kind === "geometric") return { kind, decay: value("decay") };
  return kind === "weibull" ? { kind, shape: value("shape"), scale: value("lag"), lags } : { kind: "none" };
}

/**
 * What a channel brings by period, in standard units.
 *
 * @example
 * import { contributionAt, responseModel } from "./response-model.ts";
 * const model = responseModel({ outcome: [1, 2], channels: [{ spend: [1, 4], curve: "power", adstock: "none" }] });
 * contributionAt(model, Float64Array.of(0, 2, 0.5), 0); // => Float64Array.of(1, 2)
 */
export function contributionAt(model: ResponseModel, x: Float64Array, of: number): Float64Array {
  const curve = curveAt(model, x, of);
  const spend = model.channels[of]?.spend ?? new Float64Array(0);
  return adstocked(spend, adstockAt(model, x, of)).map((value) => curveValue(curve, value));
}

/**
 * What is fitted less what is seen at a point, in standard units.
 *
 * @example
 * import { missedAt, responseModel } from "./response-model.ts";
 * const model = responseModel({ outcome: [0, 1], channels: [{ spend: [1, 4], curve: "power", adstock: "none" }] });
 * missedAt(model, Float64Array.of(1, 0, 0.5))[0]; // => 1
 */
export function missedAt(model: ResponseModel, x: Float64Array): Float64Array {
  const left = model.outcome.map((value) => (x[0] as number) - value);
  model.covariates.forEach((column, j) => column.forEach((value, t) => (left[t] = (left[t] as number) + (x[j + 1] as number) * value)));
  model.channels.forEach((_, of) => contributionAt(model, x, of).forEach((value, t) => (left[t] = (left[t] as number) + value)));
  return left;
}

/**
 * The residuals whose squares are small at the best point: what is missed, or, where errors keep a share of the one before, what is new of it.
 *
 * The first period's is scaled to the variance of the others (Prais and Winsten).
 *
 * @example
 * import { residualsAt, responseModel } from "./response-model.ts";
 * const channels = [{ spend: [1, 4], curve: "power" as const, adstock: "none" as const }];
 * const model = responseModel({ outcome: [0, 0], channels, errors: "autoregressive" });
 * residualsAt(model, Float64Array.of(1, 0, 0.5, 0.6)); // => Float64Array.of(0.8, 0.4)
 */
export function residualsAt(model: ResponseModel, x: Float64Array): Float64Array {
  const missed = missedAt(model, x);
  if (!model.isAutoregressive) return missed;
  const kept = x.at(-1) as number;
  return missed.map((value, t) => (t === 0 ? value * Math.sqrt(1 - kept * kept) : value - kept * (missed[t - 1] as number)));
}
