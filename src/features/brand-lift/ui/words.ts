import type { components } from "../../../web/api.gen.d.ts";

/** A survey as the API gives it. */
export type BrandLift = components["schemas"]["BrandLift"];
/** Its plan. */
export type LiftPlan = components["schemas"]["BrandLiftPlan"];
/** What it says. */
export type LiftAnalysis = components["schemas"]["BrandLiftAnalysis"];

/** How far a survey is, in a word. */
export const stateWords: Record<BrandLift["state"], { readonly label: string; readonly tone: "neutral" | "accent" | "good" }> = {
  draft: { label: "Draft", tone: "neutral" },
  locked: { label: "Plan locked", tone: "accent" },
  counted: { label: "Counted", tone: "good" },
};

/** How people come into the groups, in words. */
export const assignments = [
  { value: "random", label: "By chance" },
  { value: "matched", label: "Matched on traits" },
  { value: "natural", label: "They happened to see it" },
] as const satisfies readonly { value: LiftPlan["assignment"]; label: string }[];

/**
 * A share as percent to a tenth.
 *
 * @example
 * import { percentText } from "./words.ts";
 * percentText(0.2345); // => "23.5 %"
 */
export const percentText = (share: number): string => `${(100 * share).toFixed(1).replace("-", "−")} %`;

/** The same without its unit: on an axis whose unit is said above. */
export const pointsNumber = (share: number): string => `${share > 0 ? "+" : ""}${Number((100 * share).toFixed(1))}`.replace("-", "−");

/**
 * A difference of shares in points, with its sign.
 *
 * @example
 * import { pointsText } from "./words.ts";
 * pointsText(0.034); // => "+3.4 points"
 */
export const pointsText = (share: number): string => `${share > 0 ? "+" : ""}${(100 * share).toFixed(1).replace("-", "−")} points`;
