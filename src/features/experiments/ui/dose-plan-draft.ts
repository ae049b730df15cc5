import { daysLater } from "../../../kernel/civil.ts";
import type { DosePlan } from "./dose-words.ts";

/** A post in the form. */
export interface PostDraft {
  readonly creator_id: string;
  readonly posted_on: string;
  readonly reach: number | undefined;
}

/** What a person fills in to plan an experiment by audience; days as people say them, the last one included. */
export interface DoseDraft extends Omit<DosePlan, "posts" | "to_on" | "lasts_days" | "campaign_id" | "left_out" | "creator_spread"> {
  readonly name: string;
  readonly series_id: string;
  readonly posts: readonly PostDraft[];
  readonly left_out: readonly string[];
  readonly last_on: string;
  readonly lasts_days: number | undefined;
  readonly creator_spread: string | undefined;
  /** Empty: none. */
  readonly campaign_id: string;
}

const emptyDoseDraft: DoseDraft = {
  name: "",
  series_id: "",
  hypothesis: "",
  treatment: "",
  posts: [],
  left_out: [],
  history_from_on: null,
  last_on: "",
  lasts_days: undefined,
  creator_spread: "0.4",
  direction: "gain",
  alpha: "0.1",
  missing: "refused",
  gate_note: "",
  campaign_id: "",
};

/** The draft at the start: one post, whose day is still open. */
export const firstDraft = (seriesId: string, creatorId: string): DoseDraft => ({
  ...emptyDoseDraft,
  series_id: seriesId,
  posts: [{ creator_id: creatorId, posted_on: "", reach: undefined }],
});

/** Where each field of the draft stands in the body. */
export const dosePointers: Partial<Record<keyof DoseDraft, string>> = {
  ...Object.fromEntries(
    Object.keys(emptyDoseDraft)
      .filter((name) => !["name", "series_id"].includes(name))
      .map((name) => [name, `/plan/${name}`]),
  ),
  last_on: "/plan/to_on",
};

/** A kept plan as a draft. */
export const doseDraftOf = ({ name, series_id, plan }: { name: string; series_id: string; plan: DosePlan }): DoseDraft => {
  const { to_on: to, posts, lasts_days: lasts, campaign_id: campaign, left_out: left, ...rest } = plan;
  return {
    ...emptyDoseDraft,
    ...rest,
    ...{ name, series_id, last_on: daysLater(to, -1), lasts_days: lasts ?? undefined, campaign_id: campaign ?? "", left_out: left ?? [] },
    posts: posts.map((post) => ({ ...post, reach: post.reach ?? undefined })),
  };
};

/** The plan that a draft says, as the API takes it. */
export function dosePlanOf(draft: DoseDraft): DosePlan {
  const {
    name: _name,
    series_id: _series,
    last_on: last,
    posts,
    lasts_days: lasts,
    campaign_id: campaign,
    creator_spread: spread,
    ...rest
  } = draft;
  return {
    ...rest,
    left_out: [...draft.left_out],
    posts: posts.map((post) => ({ ...post, reach: post.reach ?? null })),
    to_on: last === "" ? "" : daysLater(last, 1),
    lasts_days: lasts ?? null,
    campaign_id: campaign === "" ? null : campaign,
    creator_spread: spread ?? "0",
  };
}
