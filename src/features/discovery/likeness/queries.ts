import { sql } from "kysely";
import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { CardRow, DiscoveryTables } from "../tables.ts";

const cards = (db: Database, workspaceId: string) =>
  tablesOf<DiscoveryTables>(db)
    .selectFrom("creator_cards")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("is_gone", "=", false);

/** Every card of some creators, the largest account of each first. */
export const cardsOf = (db: Database, workspaceId: string, creatorIds: readonly string[]): Promise<CardRow[]> =>
  creatorIds.length === 0
    ? Promise.resolve([])
    : cards(db, workspaceId)
        .where("creator_id", "in", creatorIds)
        .orderBy("creator_id")
        .orderBy("followers", (o) => o.desc().nullsLast())
        .orderBy("account_id")
        .execute();

/** Cards of other creators on one platform with a number of followers in a range, the nearest in size first. */
export const nearCards = (
  db: Database,
  workspaceId: string,
  of: { platform: string; from: number; to: number; middle: number; without: readonly string[]; limit: number },
): Promise<CardRow[]> =>
  cards(db, workspaceId)
    .where("platform", "=", of.platform)
    .where(sql<boolean>`followers between ${Math.max(1, Math.floor(of.from))} and ${Math.ceil(of.to)}`)
    .where("creator_id", "not in", of.without)
    .orderBy(sql`abs(ln(followers::float8 / ${of.middle}::float8))`)
    .orderBy("account_id")
    .limit(of.limit)
    .execute();
