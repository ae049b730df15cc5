import { leastSquares } from "../../linear/least-squares.ts";
import { zeroMatrix } from "../../linear/matrix.ts";
import { minimizeSquares, type SquaresMinimum } from "../../optimize/minimize-squares.ts";
import type { Generator } from "../../random/generator.ts";
import { contributionAt, residualsAt, type ResponseModel, type Slot } from "./response-model.ts";

const isLinear = ({ name }: Slot): boolean => name === "intercept" || name === "covariate" || name === "scale";

/** A place to begin: shapes at random within their bounds, and what is linear by least squares, a channel that would harm being small. */
function startOf(model: ResponseModel, generator: Generator): Float64Array {
  const x = Float64Array.from(model.slots, ({ name, lower, upper }) => {
    if (name === "scale") return 1;
    if (name === "intercept" || name === "covariate" || name === "correlation") return 0;
    const share = generator.uniform();
    const isSize = lower > 0 && upper / lower > 20;
    return isSize ? lower * (upper / lower) ** (0.15 + 0.7 * share) : lower + (0.1 + 0.8 * share) * (upper - lower);
  });
  const rows = model.outcome.length;
  const columns = [new Float64Array(rows).fill(1), ...model.covariates, ...model.channels.map((_, of) => contributionAt(model, x, of))];
  const design = zeroMatrix(rows, columns.length);
  columns.forEach((column, j) => column.forEach((value, t) => (design.values[t * columns.length + j] = value)));
  const { coefficients } = leastSquares(design, model.outcome);
  let next = 0;
  model.slots.forEach((slot, at) => {
    if (!isLinear(slot)) return;
    const found = coefficients[next++] as number;
    x[at] = slot.name === "scale" && !(found > 0) ? 0.05 : found;
  });
  return x;
}

/** The best of several searches, and how the others ended. */
export interface ResponseSearch {
  readonly best: SquaresMinimum;
  /** How many starts were tried, and how many ended as low as the best, to a millionth. */
  readonly starts: number;
  readonly agreeing: number;
  /** Whether those that ended as low ended at the same parameters, to a hundredth. */
  readonly isUnique: boolean;
}

/**
 * One search from a point, within the bounds.
 *
 * @example
 * import { searchFrom } from "./search-response.ts";
 * import { responseModel } from "./response-model.ts";
 * const model = responseModel({ outcome: [1, 2, 3], channels: [{ spend: [1, 4, 9], curve: "power", adstock: "none" }] });
 * searchFrom(model, Float64Array.of(0, 2, 0.6)).sumOfSquares < 1e-12; // => true
 */
export function searchFrom(model: ResponseModel, start: Float64Array, most = 300): SquaresMinimum {
  const [lower, upper] = [model.slots.map((slot) => slot.lower), model.slots.map((slot) => slot.upper)];
  const within = start.map((value, at) => Math.min(upper[at] as number, Math.max(lower[at] as number, value)));
  return minimizeSquares({ residuals: (x) => residualsAt(model, x), lower, upper }, within, { most });
}

/**
 * The least squares of a response model from several places, since there can be several minima.
 *
 * @param starts how many places, at least 1.
 * @example
 * import { generatorOf } from "../../random/generator.ts";
 * import { searchResponse } from "./search-response.ts";
 * import { responseModel } from "./response-model.ts";
 * const model = responseModel({ outcome: [1, 2, 3, 4], channels: [{ spend: [1, 4, 9, 16], curve: "power", adstock: "none" }] });
 * searchResponse(model, generatorOf(1), 3).agreeing; // => 3
 */
export function searchResponse(model: ResponseModel, generator: Generator, starts: number): ResponseSearch {
  const all = Array.from({ length: starts }, () => searchFrom(model, startOf(model, generator)));
  const best = all.reduce((one, other) => (other.sumOfSquares < one.sumOfSquares ? other : one));
  const floor = 1e-20 * model.outcome.length;
  const low = all.filter(({ sumOfSquares }) => sumOfSquares <= best.sumOfSquares * (1 + 1e-6) + floor);
  const isSame = ({ at }: SquaresMinimum): boolean =>
    at.every((value, j) => Math.abs(value - (best.at[j] as number)) <= 0.01 * Math.max(Math.abs(best.at[j] as number), 0.01));
  return { best, starts, agreeing: low.length, isUnique: low.every(isSame) };
}
