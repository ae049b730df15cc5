import { sql, type SqlBool } from "kysely";
import { tablesOf, type Database } from "../../platform/db/database.ts";
import type { Position } from "../../platform/db/page.ts";
import type { NewReuseRow, ReuseTables } from "./tables.ts";

const on = (db: Database) => tablesOf<ReuseTables>(db);

/** Of which campaign. */
export interface OfCampaign {
  readonly workspaceId: string;
  readonly campaignId: string;
}

const ofCampaign = (db: Database, { workspaceId, campaignId }: OfCampaign) =>
  on(db).selectFrom("content_reuses").selectAll().where("workspace_id", "=", workspaceId).where("campaign_id", "=", campaignId);

export const insertReuse = (db: Database, row: NewReuseRow) =>
  on(db).insertInto("content_reuses").values(row).returningAll().executeTakeFirstOrThrow();

/** The use, held until the transaction ends. */
export const lockReuse = (db: Database, of: OfCampaign, id: string) =>
  ofCampaign(db, of).where("id", "=", id).forNoKeyUpdate().executeTakeFirst();

export const voidReuse = (
  db: Database,
  { workspaceId }: OfCampaign,
  id: string,
  values: { voided_at: Date; voided_by: string; void_reason: string },
) =>
  on(db)
    .updateTable("content_reuses")
    .set(values)
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();

/** A page of uses and one more, the last entered first. */
export const listReuses = (
  db: Database,
  of: OfCampaign,
  page: { readonly isVoided: boolean; readonly limit: number; readonly after: Position | undefined },
) =>
  ofCampaign(db, of)
    .where("voided_at", page.isVoided ? "is not" : "is", null)
    .$if(page.after !== undefined, (q) => q.where(sql<SqlBool>`(created_at, id) < (${page.after!.at}, ${page.after!.id}::uuid)`))
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();

/** Every use that stands. */
export const standingReuses = (db: Database, of: OfCampaign) =>
  ofCampaign(db, of).where("voided_at", "is", null).orderBy("basis").orderBy("currency").execute();
