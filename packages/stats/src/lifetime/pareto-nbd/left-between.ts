import { gaussLegendre } from "../../quadrature/gauss-legendre.ts";
import { logHypergeometric } from "../../special/hypergeometric.ts";
import { logSubtractExp, logSumExp } from "../../special/log-sum-exp.ts";

/** The density s (alpha + u)^-(bought) (beta + u)^-(s + 1) of leaving at u, with the scale that is smaller in front. */
interface Density {
  readonly small: number;
  readonly ofSmall: number;
  readonly gap: number;
  readonly ofLarge: number;
}

const RULE = gaussLegendre(16);

/** The log of a panel of the integral over w = log(small + u), in which both factors are smooth however small the scale is. */
function logPanel({ ofSmall, gap, ofLarge }: Density, from: number, width: number): number {
  return logSumExp(
    RULE.points.map((point, at) => {
      const w = from + (width * (1 + point)) / 2;
      const weight = Math.log(((RULE.weights[at] as number) * width) / 2);
      return weight + (1 - ofSmall) * w - ofLarge * Math.log(gap + Math.exp(w));
    }),
  );
}

/** How wide a panel may be from w on, so that the integrand changes by no more than exp(8) in it: its slope only steepens. */
function panelWidth({ ofSmall, gap, ofLarge }: Density, w: number): number {
  const far = Math.exp(w + 1);
  return Math.min(1, 8 / (Math.abs(1 - ofSmall) + (ofLarge * far) / (gap + far)));
}

/** The integral by panels, up to where it has fallen so far that the rest does not count: it rises once at most and then falls. */
function logByPanels(density: Density, [recency, age]: readonly [number, number]): number {
  const to = Math.log(density.small + age);
  const logs: number[] = [];
  let [w, most, before] = [Math.log(density.small + recency), Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  while (w < to) {
    const width = Math.min(panelWidth(density, w), to - w);
    const log = logPanel(density, w, width);
    logs.push(log);
    if (log < before && log + Math.log((to - w) / width) < most - 40) break;
    [most, before] = [Math.max(most, log), log];
    w += Math.max(width, Math.abs(w) * Number.EPSILON);
  }
  return logSumExp(logs);
}

/** The powers of the two scales, and how long was watched. */
export interface Leaving {
  readonly alpha: number;
  /** r and the repeats. */
  readonly bought: number;
  readonly beta: number;
  readonly s: number;
  readonly recency: number;
  readonly age: number;
}

/**
 * The log of the integral of s / ((alpha + u)^bought (beta + u)^(s + 1)) over the times u at which a customer may have left, from the last
 * purchase to now.
 *
 * As the difference of two 2F1, taken in logarithms, where their series end soon; where one scale is far smaller than the other, or a
 * power is large, they do not, and the integral is taken over the logarithm of time.
 *
 * @returns -Infinity where there is no time between.
 * @see Fader and Hardie (2005), A note on deriving the Pareto/NBD model, brucehardie.com/notes/009, equation 20
 * @example
 * import { logLeftBetween } from "./left-between.ts";
 * logLeftBetween({ alpha: 1, bought: 1, beta: 1, s: 1, recency: 0, age: 1 }).toFixed(9); // => "-0.980829253"
 */
export function logLeftBetween({ alpha, bought, beta, s, recency, age }: Leaving): number {
  if (recency === age) return Number.NEGATIVE_INFINITY;
  const power = bought + s;
  const [large, small, other] = alpha >= beta ? [alpha, beta, s + 1] : [beta, alpha, bought];
  const gap = large - small;
  const share = gap / (large + recency);
  if (share > 0.5 || share * other > 50) {
    const density = { small, ofSmall: other, gap, ofLarge: power + 1 - other };
    return Math.log(s) + logByPanels(density, [recency, age]);
  }
  const upFrom = (time: number): number =>
    logHypergeometric(power, other, power + 1, gap / (large + time)) - power * Math.log(large + time);
  const [fromLast, fromNow] = [upFrom(recency), upFrom(age)];
  return Math.log(s / power) + logSubtractExp(Math.max(fromLast, fromNow), fromNow);
}
