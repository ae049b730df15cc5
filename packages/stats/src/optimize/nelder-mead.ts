import { checkNumbers, checkSameLength, type Numbers } from "../input/check.ts";
import { checkedOptions, counted, type MinimizeOptions, type Minimum, type Objective } from "./problem.ts";

interface Vertex {
  readonly x: Float64Array;
  readonly value: number;
}

/** Options of Nelder and Mead's method. */
export interface NelderMeadOptions extends MinimizeOptions {
  /** How far the first simplex reaches in each parameter; missing means a tenth of its size, at least 0.025. */
  readonly reach?: Numbers;
}

const combined = (a: Float64Array, b: Float64Array, weight: number): Float64Array =>
  a.map((value, at) => value + weight * ((b[at] as number) - value));

function firstSimplex(value: Objective, start: Float64Array, reach: Float64Array): Vertex[] {
  const corners = [start, ...Array.from(start.keys(), (i) => start.map((x, at) => (at === i ? x + (reach[at] as number) : x)))];
  return corners.map((x) => ({ x, value: value(x) })).sort((a, b) => a.value - b.value);
}

/** Coefficients that grow gentler with the number of parameters (Gao and Han 2012); for two they are Nelder and Mead's own. */
const coefficientsFor = (n: number) => ({ expansion: 1 + 2 / n, contraction: 0.75 - 1 / (2 * n), shrinkage: 1 - 1 / n });

/** One step: the worst vertex goes through the middle of the others, further, or less far; where nothing helps all move to the best one. */
function step(value: Objective, simplex: Vertex[]): void {
  const n = simplex.length - 1;
  const { expansion, contraction, shrinkage } = coefficientsFor(Math.max(2, n));
  const worst = simplex[n] as Vertex;
  const middle = worst.x.map((_, at) => simplex.slice(0, n).reduce((total, { x }) => total + (x[at] as number), 0) / n);
  const at = (weight: number): Vertex => {
    const x = combined(middle, worst.x, weight);
    return { x, value: value(x) };
  };
  const reflected = at(-1);
  const better = betterThan(worst, reflected, simplex, {
    expanded: () => at(-expansion),
    outside: () => at(-contraction),
    inside: () => at(contraction),
  });
  if (better !== undefined) simplex[n] = better;
  else {
    const best = simplex[0] as Vertex;
    for (let i = 1; i <= n; i++) {
      const x = combined(best.x, (simplex[i] as Vertex).x, shrinkage);
      simplex[i] = { x, value: value(x) };
    }
  }
  simplex.sort((a, b) => a.value - b.value);
}

interface Tries {
  readonly expanded: () => Vertex;
  readonly outside: () => Vertex;
  readonly inside: () => Vertex;
}

function betterThan(worst: Vertex, reflected: Vertex, simplex: readonly Vertex[], tries: Tries): Vertex | undefined {
  if (reflected.value < (simplex[0] as Vertex).value) {
    const expanded = tries.expanded();
    return expanded.value < reflected.value ? expanded : reflected;
  }
  if (reflected.value < (simplex.at(-2) as Vertex).value) return reflected;
  const contracted = reflected.value < worst.value ? tries.outside() : tries.inside();
  return contracted.value <= Math.min(reflected.value, worst.value) && contracted.value < worst.value ? contracted : undefined;
}

/** Whether values and points are all within the tolerance of the best. */
function isSmall(simplex: readonly Vertex[], tolerance: number): boolean {
  const best = simplex[0] as Vertex;
  const spread = (simplex.at(-1) as Vertex).value - best.value;
  if (!(spread <= tolerance * Math.max(1, Math.abs(best.value)))) return false;
  return simplex.every(({ x }) =>
    x.every((value, at) => Math.abs(value - (best.x[at] as number)) <= Math.sqrt(tolerance) * Math.max(1, Math.abs(value))),
  );
}

/**
 * The minimum of a function that need not be smooth, by Nelder and Mead's simplex.
 *
 * Slower and less exact than BFGS; for functions with corners, noise or walls, and as a second opinion. It is started again from where it
 * ends, once, because a simplex can collapse before it has arrived.
 *
 * @param objective the function.
 * @param start a point where the function is finite.
 * @param options `tolerance`: the spread of the values at which it ends, by their size, missing means 1e-12 (the point is then good to its
 *   root); `most`: missing means 500 steps a parameter; `reach`.
 * @throws {RangeError} when the start or an option is none.
 * @see Gao and Han (2012), Implementing the Nelder-Mead simplex algorithm with adaptive parameters
 * @example
 * import { minimizeNelderMead } from "./nelder-mead.ts";
 * const { kind, at } = minimizeNelderMead(([x = 0, y = 0]) => Math.abs(x - 3) + Math.abs(y + 1), [0, 0]);
 * [kind, ...Array.from(at, (value) => value.toFixed(4))]; // => ["converged", "3.0000", "-1.0000"]
 */
export function minimizeNelderMead(objective: Objective, start: Numbers, options: NelderMeadOptions = {}): Minimum {
  const { tolerance, most } = checkedOptions(options, { tolerance: 1e-12, most: 500 * start.length });
  const { value, evaluations } = counted(objective, start);
  const reach = reachOf(start, options.reach);
  let simplex = firstSimplex(value, Float64Array.from(start), reach);
  let iterations = 0;
  let runs = 0;
  let before = Number.POSITIVE_INFINITY;
  while (iterations < most) {
    step(value, simplex);
    iterations++;
    if (!isSmall(simplex, tolerance)) continue;
    const best = simplex[0] as Vertex;
    if (++runs > 1 && before - best.value <= tolerance * Math.max(1, Math.abs(best.value))) break;
    before = best.value;
    simplex = firstSimplex(value, best.x, reach);
  }
  const best = simplex[0] as Vertex;
  const isConverged = iterations < most;
  const reason = isConverged ? "simplex" : "iterations";
  return {
    kind: isConverged ? "converged" : "not-converged",
    reason,
    at: best.x,
    value: best.value,
    iterations,
    evaluations: evaluations(),
  };
}

function reachOf(start: Numbers, reach: Numbers | undefined): Float64Array {
  if (reach === undefined) return Float64Array.from(start, (x) => Math.max(0.025, 0.1 * Math.abs(x)));
  checkSameLength("reach", reach, "start", start);
  checkNumbers("reach", reach);
  return Float64Array.from(reach);
}
