import type { Selectable } from "kysely";
import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns, and views over its neighbours: what cards are made of. */
export type DiscoveryTables = Pick<
  DB,
  | "creator_cards"
  | "creator_words"
  | "creator_lists"
  | "creator_list_members"
  | "creator_searches"
  | "creator_search_finds"
  | "card_creators"
  | "card_accounts"
  | "card_statuses"
  | "card_programs"
  | "card_profiles"
  | "card_posts"
  | "card_snapshots"
  | "creator_quality"
  | "creator_decisions_now"
  | "creator_prices"
>;

/** A card as kept. */
export type CardRow = Selectable<DiscoveryTables["creator_cards"]>;
export type ListRow = Selectable<DiscoveryTables["creator_lists"]>;
export type SearchRow = Selectable<DiscoveryTables["creator_searches"]>;
