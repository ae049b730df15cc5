import { choleskySolution } from "../../linear/cholesky.ts";
import { matrixTimes, type Matrix } from "../../linear/matrix.ts";
import { symmetricEigen } from "../../linear/symmetric-eigen.ts";
import { mean, standardDeviation } from "../../summary/moments.ts";
import { penalizedFactor, type Centred } from "./ridge-weights.ts";
import { simplexWeights, type WeightsOutcome } from "./simplex-weights.ts";

/** Penalties from the largest eigenvalue of X X' down to 1e-8 of it, in twenty even steps of its logarithm. */
const STEPS = 20;
const SMALLEST = 1e-8;

const product = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let total = 0;
  for (let at = 0; at < a.length; at++) total += (a[at] as number) * (b[at] as number);
  return total;
};

/** One period left out: its outcomes, what simplex weights fitted without it miss in it, and their slopes without it. */
interface LeftOut {
  readonly outcomes: Float64Array;
  readonly miss: number;
  readonly slopes: Float64Array;
}

/** X X' without the part of one period. */
function without({ rows, values }: Matrix, x: Float64Array): Matrix {
  return {
    rows,
    columns: rows,
    values: values.map((value, at) => value - (x[Math.floor(at / rows)] as number) * (x[at % rows] as number)),
  };
}

function leaveOut({ donors, target, products }: Centred, period: number): LeftOut | Exclude<WeightsOutcome, { kind: "fitted" }> {
  const { rows, columns, values } = donors;
  const outcomes = Float64Array.from({ length: rows }, (_, at) => values[at * columns + period] as number);
  const others = { rows, columns, values: values.map((value, at) => (at % columns === period ? 0 : value)) };
  const found = simplexWeights({ donors: others, quadratic: without(products, outcomes) }, target);
  if (found.kind !== "fitted") return found;
  const miss = (target[period] as number) - product(outcomes, found.weights);
  const [right, fitted] = [matrixTimes(others, target), matrixTimes(products, found.weights)];
  const slopes = right.map((value, at) => value - (fitted[at] as number) + (outcomes[at] as number) * product(outcomes, found.weights));
  return { outcomes, miss, slopes };
}

/** The squared error in each period that was left out, for one penalty: by the formula of Sherman and Morrison, with one factor for all. */
function squaredErrors(parts: Centred, left: readonly LeftOut[], penalty: number): Float64Array {
  const lower = penalizedFactor(parts, penalty);
  return Float64Array.from(left, ({ outcomes, miss, slopes }) => {
    const solved = choleskySolution(lower, outcomes);
    return (miss - product(solved, slopes) / (1 - product(solved, outcomes))) ** 2;
  });
}

/** A penalty, or that there is none to choose: the donors do not differ, or a fit did not converge. */
export type PenaltyOutcome =
  { readonly kind: "chosen"; readonly penalty: number } | { readonly kind: "donors-alike" } | Exclude<WeightsOutcome, { kind: "fitted" }>;

/**
 * The ridge penalty by leaving out one period before treatment after the other.
 *
 * Of twenty-one penalties the largest whose mean squared error is within one standard error of the least: with as few periods as there are
 * the least is mostly luck. This is what augsynth does. Time: a simplex fit for each period.
 *
 * @param parts donors and target over the periods before treatment, at least three of them.
 * @see Ben-Michael, Feller, Rothstein (2021), The augmented synthetic control method, JASA 116, section 5.3
 * @example
 * import { centred } from "./ridge-weights.ts";
 * import { ridgePenalty } from "./ridge-penalty.ts";
 * ridgePenalty(centred({ rows: 2, columns: 3, values: Float64Array.of(1, 2, 3, 1, 2, 3) }, Float64Array.of(1, 2, 2))).kind; // => "donors-alike"
 */
export function ridgePenalty(parts: Centred): PenaltyOutcome {
  const [largest = 0] = symmetricEigen(parts.products).values;
  if (!(largest > 1e-26 * parts.size)) return { kind: "donors-alike" };
  const left: LeftOut[] = [];
  for (let period = 0; period < parts.target.length; period++) {
    const found = leaveOut(parts, period);
    if ("kind" in found) return found;
    left.push(found);
  }
  const candidates = Array.from({ length: STEPS + 1 }, (_, step) => {
    const penalty = largest * SMALLEST ** (step / STEPS);
    const errors = squaredErrors(parts, left, penalty);
    return { penalty, error: mean(errors), standardError: standardDeviation(errors) / Math.sqrt(errors.length) };
  });
  const best = candidates.reduce((one, other) => (other.error < one.error ? other : one));
  const within = candidates.filter(({ error }) => error <= best.error + best.standardError);
  return { kind: "chosen", penalty: Math.max(...within.map(({ penalty }) => penalty)) };
}
