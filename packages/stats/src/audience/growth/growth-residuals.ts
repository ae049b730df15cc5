import { quantileOfSorted } from "../../summary/quantile.ts";

/** Makes the median of absolute deviations that of a normal's standard deviation: 1 / its upper quartile. */
const TO_SIGMA = 1.4826022185056018;

/** Growth without its level and its season. */
export interface GrowthResiduals {
  /** The typical growth of a period. */
  readonly level: number;
  /** By how much each place in the season lies above the level. */
  readonly season: Float64Array;
  /** What is left of each growth; undefined where it is not known. */
  readonly residuals: readonly (number | undefined)[];
  /** The residuals' robust standard deviation. */
  readonly spread: number;
}

const isKnown = (value: number | undefined): value is number => value !== undefined;
const medianOf = (values: readonly number[]): number => (values.length === 0 ? 0 : quantileOfSorted(Float64Array.from(values).sort(), 0.5));

/**
 * Takes the median out of growth, then the median of each place in the season, and measures what is left by its median absolute deviation.
 *
 * @param growths one a period in order; undefined where one is not known.
 * @param season periods in a season; 1 for none.
 * @example
 * import { growthResiduals } from "./growth-residuals.ts";
 * const { level, residuals } = growthResiduals([1, 5, 1, 5, 1, 9], 2);
 * [level, Array.from(residuals)]; // => [3, [0, 0, 0, 0, 0, 4]]
 */
export function growthResiduals(growths: readonly (number | undefined)[], season: number): GrowthResiduals {
  const level = medianOf(growths.filter(isKnown));
  const byPlace = Array.from({ length: season }, (): number[] => []);
  growths.forEach((growth, at) => isKnown(growth) && byPlace[at % season]?.push(growth - level));
  const places = byPlace.map(medianOf);
  const residuals = growths.map((growth, at) => (isKnown(growth) ? growth - level - (places[at % season] as number) : undefined));
  const spread = TO_SIGMA * medianOf(residuals.filter(isKnown).map(Math.abs));
  return { level, season: Float64Array.from(places), residuals, spread };
}
