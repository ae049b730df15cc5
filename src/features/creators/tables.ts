import type { Insertable, Selectable, Updateable } from "kysely";
import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns, and two views over its neighbours: programs a creator is in, and what happened to a creator. */
export type CreatorTables = Pick<
  DB,
  | "creators"
  | "creator_statuses"
  | "creator_accounts"
  | "account_snapshots"
  | "account_profiles"
  | "creator_marks"
  | "creator_merges"
  | "creator_match_keys"
  | "creator_likely_pairs"
  | "creator_belongings"
  | "creator_money"
  | "creators_in_touch"
  | "do_not_contact"
  | "creator_imports"
  | "creator_programs"
  | "creator_timeline"
>;

/** A creator as kept. */
export type Creator = Selectable<CreatorTables["creators"]>;
export type NewCreatorRow = Insertable<CreatorTables["creators"]>;
export type CreatorChanges = Updateable<CreatorTables["creators"]>;

/** An account of a creator on one platform. */
export type CreatorAccount = Selectable<CreatorTables["creator_accounts"]>;
export type AccountSnapshot = Selectable<CreatorTables["account_snapshots"]>;
export type AccountProfile = Selectable<CreatorTables["account_profiles"]>;
