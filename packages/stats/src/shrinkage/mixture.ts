import type { Distribution } from "../distributions/distribution.ts";
import { findRoot } from "../optimize/brent.ts";

/** What is believed under several priors, each with its chance; chances sum to one. */
export interface Mixture {
  readonly parts: readonly Distribution[];
  readonly chances: ArrayLike<number>;
}

/** The mean over the parts. */
const expected = ({ chances }: Mixture, values: readonly number[]): number =>
  values.reduce((sum, value, at) => sum + (chances[at] as number) * value, 0);

/** Where so much of a mixture lies beyond, below or above. */
function mixtureEnd(mixture: Mixture, tail: number, side: "low" | "high"): number {
  const ends = mixture.parts.map((part) => (side === "low" ? part.quantile(tail) : part.upperQuantile(tail)));
  const beyond = (x: number): number =>
    expected(
      mixture,
      mixture.parts.map((part) => (side === "low" ? part.cdf(x) : part.survival(x))),
    ) - tail;
  const root = findRoot(beyond, [Math.min(...ends), Math.max(...ends)], { tolerance: 1e-10 });
  return root.kind === "not-bracketed" ? (ends[0] as number) : root.at;
}

/**
 * Mean, standard deviation and equal-tailed interval of a mixture.
 *
 * @param level the chance within the interval.
 * @example
 * import { normalDistribution } from "../distributions/normal.ts";
 * import { mixtureSummary } from "./mixture.ts";
 * const { mean, deviation } = mixtureSummary({ parts: [normalDistribution(-3), normalDistribution(3)], chances: [0.5, 0.5] }, 0.9);
 * [mean, deviation.toFixed(6)]; // => [0, "3.162278"]
 */
export function mixtureSummary(mixture: Mixture, level: number): { mean: number; deviation: number; low: number; high: number } {
  const mean = expected(
    mixture,
    mixture.parts.map((part) => part.mean),
  );
  const variance = expected(
    mixture,
    mixture.parts.map((part) => part.variance + (part.mean - mean) ** 2),
  );
  const tail = (1 - level) / 2;
  return { mean, deviation: Math.sqrt(variance), low: mixtureEnd(mixture, tail, "low"), high: mixtureEnd(mixture, tail, "high") };
}
