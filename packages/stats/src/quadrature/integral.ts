import { checkCount, checkNumbers, checkPositive, type Numbers } from "../input/check.ts";
import { sumOf } from "../summary/compensated-sum.ts";

/** Gauss and Kronrod's points of the rule of 15, from the end inwards, with their weights; every second belongs to Gauss's rule of 7. */
const POINTS = Float64Array.of(
  0.9914553711208126,
  0.9491079123427585,
  0.8648644233597691,
  0.7415311855993945,
  0.5860872354676911,
  0.4058451513773972,
  0.20778495500789848,
  0,
);
const WEIGHTS = Float64Array.of(
  0.022935322010529224,
  0.06309209262997856,
  0.10479001032225019,
  0.14065325971552592,
  0.1690047266392679,
  0.19035057806478542,
  0.20443294007529889,
  0.20948214108472782,
);
const INNER = Float64Array.of(0, 0.1294849661688697, 0, 0.2797053914892767, 0, 0.3818300505051189, 0, 0.4179591836734694);

/** An integral over a part of the range, and how far two rules disagree on it. */
interface Part {
  readonly from: number;
  readonly to: number;
  readonly value: number;
  readonly error: number;
}

function partOf(f: (x: number) => number, from: number, to: number): Part {
  const [middle, half] = [(from + to) / 2, (to - from) / 2];
  let [value, inner] = [0, 0];
  for (let at = 0; at < 8; at++) {
    const reach = half * (POINTS[at] as number);
    const both = at === 7 ? f(middle) : f(middle - reach) + f(middle + reach);
    value += (WEIGHTS[at] as number) * both;
    inner += (INNER[at] as number) * both;
  }
  return { from, to, value: value * half, error: Math.abs((value - inner) * half) };
}

/** How exactly, and at how many parts to stop. */
export interface IntegralOptions {
  /** The relative error asked for; missing means 1e-12. */
  readonly tolerance?: number;
  /** At most so many parts; missing means 2,000. */
  readonly most?: number;
}

/** An integral with a bound of its error; `not-converged` where the bound is larger than was asked for. */
export interface IntegralOutcome {
  readonly kind: "converged" | "not-converged";
  readonly value: number;
  readonly error: number;
}

/** Where the worst part is, and the sums over all. */
function overview(parts: readonly Part[]): { value: number; error: number; worst: number } {
  let worst = 0;
  parts.forEach((part, at) => {
    if (part.error > (parts[worst]?.error ?? 0)) worst = at;
  });
  const total = (of: "value" | "error"): number => sumOf(parts.length, (at) => parts[at]?.[of] ?? 0);
  return { value: total("value"), error: total("error"), worst };
}

/**
 * The integral of a function over a finite range, by Gauss and Kronrod's rule where it is easy and by halving where it is not.
 *
 * The part on which the rules of 7 and 15 points disagree most is halved until the disagreement over all parts is below the tolerance,
 * which is far more than the true error. Name the points where the function has a corner or a narrow peak: halving finds what it sees, and
 * a peak between all points is not seen. Time: 15 calls a part.
 *
 * @param f finite inside the range; the ends themselves are never asked for.
 * @param points the ends of the range and any points between, ascending, at least two.
 * @throws {RangeError} when the points are not ascending, or an option is none, or the function gives what is not finite.
 * @see Piessens et al. (1983), QUADPACK, QAGP; https://dlmf.nist.gov/3.5.v
 * @example
 * import { integral } from "./integral.ts";
 * integral(Math.exp, [0, 1]).value.toFixed(12); // => "1.718281828459"
 */
export function integral(f: (x: number) => number, points: Numbers, options: IntegralOptions = {}): IntegralOutcome {
  const { tolerance = 1e-12, most = 2000 } = options;
  checkNumbers("points", points, 2);
  checkPositive("tolerance", tolerance);
  checkCount("most", most, 1);
  const parts = Array.from({ length: points.length - 1 }, (_, at) => {
    const [from, to] = [points[at] as number, points[at + 1] as number];
    if (to < from) throw new RangeError(`points must be ascending: got ${from} before ${to}`);
    return partOf(f, from, to);
  });
  for (;;) {
    const { value, error, worst } = overview(parts);
    if (!Number.isFinite(value)) throw new RangeError(`f must be finite between the points: its integral is ${value}`);
    if (error <= tolerance * Math.abs(value)) return { kind: "converged", value, error };
    const { from, to } = parts[worst] as Part;
    const middle = (from + to) / 2;
    if (parts.length >= most || middle <= from || middle >= to) return { kind: "not-converged", value, error };
    parts.splice(worst, 1, partOf(f, from, middle), partOf(f, middle, to));
  }
}

/**
 * The value of an integral that is known well enough to be given without its error.
 *
 * @param outcomes parts of one integral, which are added up.
 * @throws {RangeError} when the error is more than 1e-7 of the value: a number that is not known is not given.
 * @example
 * import { integral, knownValue } from "./integral.ts";
 * knownValue(integral((x) => x, [0, 1]), integral((x) => x, [1, 2])).toFixed(12); // => "2.000000000000"
 * knownValue(integral((x) => 1 / x, [0, 1], { most: 3 })); // => throws RangeError
 */
export function knownValue(...outcomes: readonly IntegralOutcome[]): number {
  const total = (of: "value" | "error"): number => sumOf(outcomes.length, (at) => outcomes[at]?.[of] ?? 0);
  const [value, error] = [total("value"), total("error")];
  if (error > 1e-7 * Math.abs(value)) throw new RangeError(`parameters are too extreme: the integral is ${value} within ${error} only`);
  return value;
}
