import type { components } from "../../../web/api.gen.d.ts";

/** An experiment on creators as the API gives it. */
export type CreatorExperiment = components["schemas"]["CreatorExperiment"];
/** The plan of an experiment on creators. */
export type CreatorPlan = components["schemas"]["CreatorPlan"];
/** What came of its analysis. */
export type CreatorAnalysis = components["schemas"]["CreatorAnalysis"];

/** An experiment in which half of the visitors see a code. */
export type CodeReveal = components["schemas"]["CodeReveal"];
/** The plan of one. */
export type RevealPlan = components["schemas"]["RevealPlan"];
/** What came of one. */
export type RevealAnalysis = components["schemas"]["RevealAnalysis"];

/** The designs, as screens call them, with when each is right. */
export const designs = [
  {
    value: "staggered_creators",
    label: "Waves",
    hint: "All creators begin, in waves. Chance says who begins when; those who still wait show what would have been.",
  },
  {
    value: "matched_creators",
    label: "Pairs",
    hint: "Creators who sold alike make pairs. A coin says for which of each it begins; the other waits until the end.",
  },
] as const satisfies readonly { value: CreatorPlan["design"]; label: string; hint: string }[];

/** A design's name on screens. */
export const designLabel = (design: CreatorPlan["design"]): string => designs.find(({ value }) => value === design)?.label ?? design;

/** What can go otherwise than planned, as screens call it. */
export const deviationKinds = [
  { value: "began_early", label: "Began while they were to wait" },
  { value: "did_not_begin", label: "Did not begin when they were to" },
  { value: "dropped_out", label: "Dropped out before the end" },
] as const satisfies readonly { value: CreatorExperiment["deviations"][number]["kind"]; label: string }[];

/**
 * How a plan deals out, in a sentence.
 *
 * @example
 * import { dealingText } from "./creator-words.ts";
 * dealingText({ design: "staggered_creators", waves: 4, weeks_between: 2 }); // => "4 waves, 2 weeks apart"
 */
export const dealingText = (
  plan: { design: "staggered_creators"; waves: number; weeks_between: number } | { design: "matched_creators"; weeks: number },
): string => {
  const weeks = (count: number): string => `${count} ${count === 1 ? "week" : "weeks"}`;
  return plan.design === "staggered_creators"
    ? `${plan.waves} waves, ${weeks(plan.weeks_between)} apart`
    : `one of each pair for ${weeks(plan.weeks)}, the other waits`;
};
