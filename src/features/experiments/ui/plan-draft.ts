import { daysLater } from "../../../kernel/civil.ts";
import type { components } from "../../../web/api.gen.d.ts";
import type { GeoPlan } from "./words.ts";

/** What a person fills in to plan an experiment; days as people say them, the last one included. */
export interface PlanDraft {
  readonly name: string;
  readonly series_id: string;
  readonly hypothesis: string;
  readonly treatment: string;
  readonly treated: readonly string[];
  readonly left_out: readonly string[];
  /** The first day that counts; null: the series' first. */
  readonly history_from_on: string | null;
  readonly from_on: string;
  readonly last_on: string;
  readonly method: GeoPlan["method"];
  readonly direction: GeoPlan["direction"];
  readonly alpha: string;
  readonly missing: GeoPlan["missing"];
  readonly gate_note: string;
  /** How many looks, as text for a list. */
  readonly looks: string;
  readonly spending: GeoPlan["spending"];
  /** Empty: none. */
  readonly campaign_id: string;
  readonly creator_ids: readonly string[];
}

/** The draft at the start. */
export const emptyDraft: PlanDraft = {
  name: "",
  series_id: "",
  hypothesis: "",
  treatment: "",
  treated: [],
  left_out: [],
  history_from_on: null,
  from_on: "",
  last_on: "",
  method: "augmented-synthetic-control",
  direction: "gain",
  alpha: "0.1",
  missing: "refused",
  gate_note: "",
  looks: "1",
  spending: "obrien-fleming",
  campaign_id: "",
  creator_ids: [],
};

/** Where each field of the draft stands in the body. */
export const draftPointers: Partial<Record<keyof PlanDraft, string>> = {
  ...Object.fromEntries(
    [
      "hypothesis",
      "treatment",
      "treated",
      "left_out",
      "from_on",
      "method",
      "direction",
      "alpha",
      "missing",
      "gate_note",
      "campaign_id",
      "creator_ids",
    ].map((name) => [name, `/plan/${name}`]),
  ),
  last_on: "/plan/to_on",
};

/** A kept plan as a draft. */
export const draftOf = ({ name, series_id, plan }: { name: string; series_id: string; plan: GeoPlan }): PlanDraft => ({
  ...plan,
  name,
  series_id,
  last_on: daysLater(plan.to_on, -1),
  campaign_id: plan.campaign_id ?? "",
  looks: String(plan.looks),
});

/** The plan that a draft says, as the API takes it. */
export function planOf(draft: PlanDraft): components["schemas"]["GeoPlanDraft"] {
  const { name: _name, series_id: _series, last_on, treated, left_out, campaign_id, creator_ids, looks, ...rest } = draft;
  const to_on = last_on === "" ? "" : daysLater(last_on, 1);
  return {
    ...rest,
    treated: [...treated],
    left_out: [...left_out],
    to_on,
    looks: Number(looks),
    campaign_id: campaign_id === "" ? null : campaign_id,
    creator_ids: [...creator_ids],
  };
}
