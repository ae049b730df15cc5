import type { Insertable, Selectable } from "kysely";
import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns, and views of what it reads of creators, posts, clicks, orders and fees. */
export type MatchingTables = Pick<
  DB,
  | "audience_profiles"
  | "audience_profile_versions"
  | "matching_rules"
  | "creator_quotes"
  | "creator_predictions"
  | "matching_figures"
  | "matching_tracked"
  | "matching_accounts"
  | "matching_posts"
  | "matching_clicks"
  | "matching_orders"
  | "matching_fees"
>;

/** A buyer's profile as kept; what it says stands in its versions. */
export type ProfileRow = Selectable<MatchingTables["audience_profiles"]>;
export type NewProfileRow = Insertable<MatchingTables["audience_profiles"]>;
