import { proportionSampleSize } from "@vouch/stats";
import type { LiftPlan } from "./lift-plan.ts";

/** How many answers each group needs for one difference. */
export interface NeededAnswers {
  /** A share: 0.05 is five points. */
  readonly points: number;
  readonly per_group: number;
}

/** What a survey of the planned size would find, before anybody is asked. */
export interface LiftPower {
  /** In which share of surveys the difference is found. */
  readonly power: number;
  /** For the smallest difference that matters, half and twice of it. */
  readonly needed: NeededAnswers[];
  /** The smallest difference that the smaller planned group finds, to a tenth of a point; null: none that there can be. */
  readonly least_found: number | null;
  readonly is_enough: boolean;
  readonly sentence: string;
}

const power = 0.8;
const step = 0.001;

const points = (share: number): string => `${Number((100 * share).toFixed(1))} points`;

/**
 * What a survey of the planned size would find, by Cohen's h of the two shares.
 *
 * @param plan its shares, level, direction and sizes; every answer counts as given, so plan for those who do not answer.
 * @returns how many answers each group needs, and the smallest difference that the smaller planned group finds in 8 of 10 surveys.
 * @example
 * import { liftPower } from "./lift-power.ts";
 * const plan = { base_rate: 0.2, least_points: 0.05, direction: "gain", alpha: "0.05", planned_control: 1000, planned_exposed: 1200 };
 * liftPower(plan).needed[1]; // => { points: 0.05, per_group: 1092 }
 */
export function liftPower(
  plan: Pick<LiftPlan, "base_rate" | "least_points" | "direction" | "alpha" | "planned_control" | "planned_exposed">,
): LiftPower {
  const { base_rate: baseline, least_points: least, direction, alpha } = plan;
  const expectedAt = (share: number): number => (direction === "loss" ? baseline - share : baseline + share);
  const isShare = (share: number): boolean => expectedAt(share) > 0 && expectedAt(share) < 1;
  const sizeOf = (share: number): number =>
    proportionSampleSize({ baseline, expected: expectedAt(share), formula: "cohen-h", alpha: Number(alpha), power }).perGroup;
  const smaller = Math.min(plan.planned_control, plan.planned_exposed);
  const steps = Array.from({ length: 999 }, (_, at) => Number(((at + 1) * step).toFixed(3))).filter(isShare);
  const leastFound = steps.find((share) => sizeOf(share) <= smaller) ?? null;
  const isEnough = sizeOf(least) <= smaller;
  const found = leastFound === null ? "no difference that there can be" : `${points(leastFound)} or more`;
  const sizes = `With ${smaller.toLocaleString("en")} answers in the smaller group ${found} ${leastFound === null ? "is" : "are"} found in 8 of 10 surveys; ${points(least)} need ${sizeOf(least).toLocaleString("en")} answers in each.`;
  return {
    power,
    needed: [least / 2, least, 2 * least].filter(isShare).map((share) => ({ points: share, per_group: sizeOf(share) })),
    least_found: leastFound,
    is_enough: isEnough,
    sentence: isEnough ? sizes : `${sizes} Ask more people, or ask for less.`,
  };
}
