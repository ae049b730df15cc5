import type { Insertable, Selectable } from "kysely";
import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns, and its views over what its neighbours know of an account. */
export type VettingTables = Pick<
  DB,
  | "follower_samples"
  | "follower_sample_ids"
  | "comment_samples"
  | "vetting_settings"
  | "safety_findings"
  | "scorecards"
  | "vetting_decisions"
  | "vetted_accounts"
  | "vetted_figures"
  | "vetted_profiles"
  | "vetted_posts"
>;

export type FollowerSampleRow = Selectable<VettingTables["follower_samples"]>;
export type CommentSampleRow = Selectable<VettingTables["comment_samples"]>;
export type FindingRow = Selectable<VettingTables["safety_findings"]>;
export type NewFindingRow = Insertable<VettingTables["safety_findings"]>;
export type ScorecardRow = Selectable<VettingTables["scorecards"]>;
/** A scorecard that was not erased. */
export type KeptScorecardRow = ScorecardRow & { readonly input: string; readonly result: string };
export type DecisionRow = Selectable<VettingTables["vetting_decisions"]>;
export type FigureRow = Selectable<VettingTables["vetted_figures"]>;
export type VettedPostRow = Selectable<VettingTables["vetted_posts"]>;
