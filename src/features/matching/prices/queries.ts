import { sql } from "kysely";
import { oneOf, tablesOf, type Database } from "../../../platform/db/database.ts";
import type { Position } from "../../../platform/db/page.ts";
import type { Insertable } from "kysely";
import type { MatchingTables } from "../tables.ts";

const on = (db: Database) => tablesOf<MatchingTables>(db);

/** A price to keep. */
export type NewQuoteRow = Insertable<MatchingTables["creator_quotes"]>;

export const insertQuote = (db: Database, row: NewQuoteRow) =>
  on(db).insertInto("creator_quotes").values(row).returningAll().executeTakeFirstOrThrow();

/** The quote, held until the transaction ends. */
export const lockQuote = (db: Database, workspaceId: string, id: string) =>
  on(db)
    .selectFrom("creator_quotes")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .forNoKeyUpdate()
    .executeTakeFirst();

export const voidQuote = (
  db: Database,
  workspaceId: string,
  id: string,
  values: { voided_at: Date; voided_by: string; void_reason: string },
) =>
  on(db)
    .updateTable("creator_quotes")
    .set(values)
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();

/** A page of quotes and one more, the last recorded first. */
export const listQuotes = (
  db: Database,
  workspaceId: string,
  page: { creatorIds: readonly string[] | undefined; isVoided: boolean; limit: number; after: Position | undefined },
) =>
  on(db)
    .selectFrom("creator_quotes")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("voided_at", page.isVoided ? "is not" : "is", null)
    .$if(page.creatorIds !== undefined, (q) => q.where("creator_id", "=", oneOf(page.creatorIds!)))
    .$if(page.after !== undefined, (q) => q.where(sql<boolean>`(recorded_at, id) < (${page.after!.at}, ${page.after!.id}::uuid)`))
    .orderBy("recorded_at", "desc")
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();

export const insertQuotes = (db: Database, rows: readonly NewQuoteRow[]) => on(db).insertInto("creator_quotes").values(rows).execute();

/** The prices of content that files of a source stated of some creators, the last stated last; those voided meanwhile too, so that they stay void. */
export const statedQuotes = (db: Database, workspaceId: string, creatorIds: readonly string[], source: string) =>
  on(db)
    .selectFrom("creator_quotes")
    .select(["creator_id", "platform", "format", "price_minor", "currency", "quoted_on"])
    .where("workspace_id", "=", workspaceId)
    .where("creator_id", "=", oneOf(creatorIds))
    .where("source", "=", source)
    .where("import_id", "is not", null)
    .orderBy("recorded_at")
    .orderBy("id")
    .execute();

/** The newest standing quotes of the workspace, at most so many: those that people wrote down, or those of files without a vendor's estimates. */
export const standingQuotes = (db: Database, workspaceId: string, from: "people" | "files", most: number) =>
  on(db)
    .selectFrom("creator_quotes")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("voided_at", "is", null)
    .$if(from === "people", (q) => q.where("import_id", "is", null))
    .$if(from === "files", (q) => q.where("import_id", "is not", null).where("grade", "<>", "C"))
    .orderBy("recorded_at", "desc")
    .orderBy("id", "desc")
    .limit(most)
    .execute();

/** What campaigns paid each creator in fees, beside the posts that they have of the creator; the newest so many. */
export async function feesPaid(db: Database, workspaceId: string, most: number) {
  const { rows } = await sql<{
    creator_id: string;
    campaign_id: string;
    currency: string;
    amount_minor: bigint;
    posts: bigint;
    platform: string;
    format: string | null;
  }>`
    select creator_id, campaign_id, currency, sum(amount_minor)::bigint as amount_minor, max(posts) as posts, max(platform) as platform,
      max(format) as format
    from matching_fees where workspace_id = ${workspaceId} and posts > 0
    group by creator_id, campaign_id, currency order by max(incurred_on) desc, creator_id, campaign_id limit ${most}`.execute(db);
  return rows;
}
