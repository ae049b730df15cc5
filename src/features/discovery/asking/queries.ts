import { sql } from "kysely";
import type { EvidenceGrade } from "../../../kernel/social/evidence-grade.ts";
import { tablesOf, type Database } from "../../../platform/db/database.ts";
import type { FoundAccount } from "../query/creator-query.ts";
import type { CardRow, DiscoveryTables } from "../tables.ts";

/** The cards of some accounts that were found, in their order. */
export async function listCards(db: Database, workspaceId: string, found: readonly FoundAccount[]): Promise<CardRow[]> {
  if (found.length === 0) return [];
  const rows = await tablesOf<DiscoveryTables>(db)
    .selectFrom("creator_cards")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("is_gone", "=", false)
    .where(
      "creator_id",
      "in",
      found.map(({ creatorId }) => creatorId), // cards are kept by creator
    )
    .where(
      "account_id",
      "in",
      found.map(({ accountId }) => accountId),
    )
    .execute();
  const byKey = new Map(rows.map((row) => [`${row.creator_id} ${row.account_id}`, row]));
  return found.flatMap(({ creatorId, accountId }) => byKey.get(`${creatorId} ${accountId}`) ?? []);
}

/** Where a figure of an account comes from. */
export interface FigureOrigin {
  readonly account_id: string;
  readonly figure: string;
  readonly source: string;
  readonly grade: EvidenceGrade;
  readonly observed_on: string;
}

/** Of each figure of some accounts where the one that is shown comes from. */
export async function listOrigins(
  db: Database,
  workspaceId: string,
  { accountIds, figures }: { accountIds: readonly string[]; figures: readonly string[] },
): Promise<FigureOrigin[]> {
  if (accountIds.length === 0) return [];
  const values = sql.join(figures.map((name) => sql`(${sql.lit(name)}, s.${sql.raw(name)} is not null)`));
  const { rows } = await sql<FigureOrigin>`
    select distinct on (s.account_id, v.figure) s.account_id, v.figure, s.source, s.grade, s.observed_on
    from card_snapshots s cross join lateral (values ${values}) v(figure, is_known)
    where s.workspace_id = ${workspaceId} and s.account_id = any(${[...accountIds]}::uuid[]) and v.is_known
    order by s.account_id, v.figure, s.observed_on desc, s.grade, s.recorded_at desc, s.id desc`.execute(db);
  return rows;
}
