import type { CreatorPlan } from "./creator-words.ts";

/** What a person fills in to plan an experiment on creators: the fields of every design, of which one counts. */
export interface CreatorDraft {
  readonly name: string;
  readonly series_id: string;
  readonly design: CreatorPlan["design"];
  readonly hypothesis: string;
  readonly treatment: string;
  readonly creators: readonly string[];
  readonly history_weeks: number | undefined;
  readonly from_on: string;
  readonly direction: CreatorPlan["direction"];
  readonly alpha: string;
  readonly missing: CreatorPlan["missing"];
  readonly waves: number | undefined;
  readonly weeks_between: number | undefined;
  readonly weeks: number | undefined;
}

/** The draft at the start. */
export const emptyCreatorDraft: CreatorDraft = {
  name: "",
  series_id: "",
  design: "staggered_creators",
  hypothesis: "",
  treatment: "",
  creators: [],
  history_weeks: 8,
  from_on: "",
  direction: "gain",
  alpha: "0.1",
  missing: "refused",
  waves: 4,
  weeks_between: 2,
  weeks: 4,
};

/** Where each field of the draft stands in the body. */
export const creatorPointers: Partial<Record<keyof CreatorDraft, string>> = Object.fromEntries(
  Object.keys(emptyCreatorDraft)
    .filter((name) => !["name", "series_id"].includes(name))
    .map((name) => [name, `/plan/${name}`]),
);

/** A kept plan as a draft. */
export const creatorDraftOf = ({ name, series_id, plan }: { name: string; series_id: string; plan: CreatorPlan }): CreatorDraft => ({
  ...emptyCreatorDraft,
  ...plan,
  name,
  series_id,
});

/** The plan that a draft says, as the API takes it; a number that is not written yet is zero, which is refused at its field. */
export function creatorPlanOf(draft: CreatorDraft): CreatorPlan {
  const { name: _name, series_id: _series, design, waves, weeks_between, weeks, creators, history_weeks, ...rest } = draft;
  const basis = { ...rest, creators: [...creators], history_weeks: history_weeks ?? 0 };
  return design === "staggered_creators"
    ? { ...basis, design, waves: waves ?? 0, weeks_between: weeks_between ?? 0 }
    : { ...basis, design, weeks: weeks ?? 0 };
}
