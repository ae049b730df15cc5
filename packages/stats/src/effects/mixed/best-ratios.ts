import { minimizeBfgs } from "../../optimize/bfgs.ts";
import { inverseDiagonals } from "./inverse-diagonals.ts";
import { fixedPart, predictorsAt, reducedEquations, type FixedPart, type MixedSums, type Ratios, type Reduced } from "./mixed-equations.ts";

/** The ratios of standard deviations at which the restricted likelihood is largest. */
export interface RatioSearch {
  readonly ratios: Ratios;
  readonly deviance: number;
  readonly iterations: number;
  readonly isConverged: boolean;
  /** Whether the likelihood falls on all sides of it: creators of one row each, say, cannot be told from errors. */
  readonly isIdentified: boolean;
}

/** The equations at given ratios, with what they say of the fixed part and the likelihood. */
interface Point {
  readonly ratios: Ratios;
  readonly reduced: Reduced;
  readonly fixed: FixedPart;
  readonly deviance: number;
}

/** Twice the negative restricted log likelihood at given ratios, profiled over the fixed part and the errors' variance. */
function pointAt(data: MixedSums, ratios: Ratios): Point | undefined {
  const reduced = reducedEquations(data, ratios);
  const fixed = reduced === undefined ? undefined : fixedPart(reduced);
  if (reduced === undefined || fixed === undefined || !(fixed.squares > 0)) return undefined;
  const free = data.rows - fixed.coefficients.length;
  const deviance = reduced.logDeterminant + fixed.logDeterminant + free * (1 + Math.log((2 * Math.PI * fixed.squares) / free));
  return { ratios, reduced, fixed, deviance };
}

/** Below this ratio of standard deviations there is no effect: the likelihood cannot tell it from none. */
const LEAST_RATIO = 1e-4;

const squares = (values: Float64Array): number => values.reduce((sum, value) => sum + value * value, 0);

/** The slopes in the logarithms of both ratios: by what the data say of the effects, less the squares of the predictors by the errors' variance. */
function slopesAt(data: MixedSums, { ratios, reduced, fixed }: Point): Float64Array {
  const open = inverseDiagonals(data, ratios, reduced, fixed);
  const predicted = predictorsAt(data, ratios, reduced, fixed.coefficients);
  const variance = fixed.squares / (data.rows - fixed.coefficients.length);
  const slope = (side: "many" | "few"): number => {
    const ratio = ratios[side];
    if (ratio < LEAST_RATIO) return 0;
    const said = open[side].reduce((sum, share) => sum + (1 - share), 0);
    return 2 * (said - squares(predicted[side]) / (ratio * ratio * variance));
  };
  return Float64Array.of(slope("many"), slope("few"));
}

/** The step of the logarithms, a curvature of the deviance that is rounding, and a share of it in the flattest direction that is. */
const [STEP, FLAT, RIDGE] = [0.005, 1e-6, 1e-4];

/** Whether the likelihood curves in all directions of the ratios above zero, by differences of its slopes. */
function isCurved(data: MixedSums, { many, few }: Ratios): boolean {
  const slopes = (byMany: number, byFew: number): Float64Array => {
    const point = pointAt(data, { many: many * Math.exp(byMany), few: few * Math.exp(byFew) });
    return point === undefined ? new Float64Array(2) : slopesAt(data, point);
  };
  const across = (up: Float64Array, down: Float64Array): [number, number] => [
    ((up[0] as number) - (down[0] as number)) / (2 * STEP),
    ((up[1] as number) - (down[1] as number)) / (2 * STEP),
  ];
  const [mm, mf] = many > 0 ? across(slopes(STEP, 0), slopes(-STEP, 0)) : [1, 0];
  const [fm, ff] = few > 0 ? across(slopes(0, STEP), slopes(0, -STEP)) : [0, 1];
  return mm > FLAT && ff > FLAT && mm * ff - mf * fm > RIDGE * mm * ff;
}

/**
 * The ratios at which the restricted likelihood is largest, by BFGS over their logarithms with exact slopes.
 *
 * An effect that the data do not show runs off until its likelihood is that of none.
 * @example
 * import { cellsOf } from "../panel/cells.ts";
 * import { factorOf } from "../panel/factor.ts";
 * import { bestRatios } from "./best-ratios.ts";
 * import { mixedSums } from "./mixed-equations.ts";
 * const cells = cellsOf({ outcome: [], creator: factorOf([1, 1, 2, 2, 3, 3]), offer: factorOf([1, 2, 1, 2, 1, 2]) });
 * const data = mixedSums(cells, [new Float64Array(6).fill(1), Float64Array.of(10, 14, 13, 18, 21, 24)]);
 * bestRatios(data).ratios.many.toFixed(4); // => "7.5277"
 */
export function bestRatios(data: MixedSums): RatioSearch {
  let last: { at: Float64Array; point: Point | undefined } | undefined;
  const pointOf = (at: Float64Array): Point | undefined => {
    if (last === undefined || !at.every((value, index) => value === last?.at[index]))
      last = { at: at.slice(), point: pointAt(data, { many: Math.exp(at[0] as number), few: Math.exp(at[1] as number) }) };
    return last.point;
  };
  const levels = data.cells.manyRows.length + data.cells.fewRows.length;
  const found = minimizeBfgs(
    {
      objective: (at) => (pointOf(at)?.deviance ?? Number.POSITIVE_INFINITY) / levels,
      gradient: (at) => {
        const point = pointOf(at);
        return point === undefined ? new Float64Array(2).fill(Number.NaN) : slopesAt(data, point).map((slope) => slope / levels);
      },
    },
    [0, 0],
    { tolerance: 1e-10, most: 200 },
  );
  const [many, few] = Array.from(found.at, (log) => (log < Math.log(LEAST_RATIO) ? 0 : Math.exp(log))) as [number, number];
  const best = pointAt(data, { many, few });
  return {
    ratios: { many, few },
    deviance: best?.deviance ?? Number.NaN,
    iterations: found.iterations,
    isConverged: best !== undefined && found.kind === "converged",
    isIdentified: isCurved(data, { many, few }),
  };
}
