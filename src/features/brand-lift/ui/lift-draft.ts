import type { LiftPlan } from "./words.ts";

/** What a person fills in to plan a survey. */
export interface LiftDraft {
  readonly name: string;
  readonly hypothesis: string;
  readonly exposure: string;
  readonly assignment: LiftPlan["assignment"];
  readonly recruitment_control: string;
  readonly recruitment_exposed: string;
  readonly planned_control: number | undefined;
  readonly planned_exposed: number | undefined;
  readonly questions: readonly { readonly text: string; readonly positive: string }[];
  readonly base_rate: string | undefined;
  readonly least_points: string | undefined;
  readonly direction: "gain" | "loss" | "any";
  readonly alpha: string;
}

/** The draft at the start. */
export const emptyDraft: LiftDraft = {
  name: "",
  hypothesis: "",
  exposure: "",
  assignment: "random",
  recruitment_control: "",
  recruitment_exposed: "",
  planned_control: undefined,
  planned_exposed: undefined,
  questions: [{ text: "", positive: "" }],
  base_rate: undefined,
  least_points: undefined,
  direction: "gain",
  alpha: "0.05",
};

/** Where each field of the draft stands in the body. */
export const draftPointers: Partial<Record<keyof LiftDraft, string>> = Object.fromEntries(
  Object.keys(emptyDraft)
    .filter((name) => name !== "name")
    .map((name) => [name, `/plan/${name}`]),
);

/** A kept plan as a draft. */
export const draftOf = ({ name, plan }: { readonly name: string; readonly plan: LiftPlan }): LiftDraft => ({
  ...emptyDraft,
  ...plan,
  name,
  base_rate: String(plan.base_rate),
  least_points: String(plan.least_points),
});

/** The body that a draft says; what is not filled in is left for the API to ask for. */
export function bodyOf({ name, base_rate, least_points, questions, ...rest }: LiftDraft) {
  const numbers = { base_rate: Number(base_rate ?? Number.NaN), least_points: Number(least_points ?? Number.NaN) };
  return { name, plan: { ...rest, ...numbers, questions: questions.map((each) => ({ ...each })) } as LiftPlan };
}
