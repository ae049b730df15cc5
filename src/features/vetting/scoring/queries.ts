import { sql, type Insertable, type SqlBool } from "kysely";
import { oneOf, tablesOf, type Database } from "../../../platform/db/database.ts";
import type { Position } from "../../../platform/db/page.ts";
import type { KeptScorecardRow, VettingTables } from "../tables.ts";

const on = (db: Database) => tablesOf<VettingTables>(db);

/** What sources saw of an account from a day on, at most the last 2,000 rows. */
export const figuresOf = (db: Database, workspaceId: string, accountId: string, fromOn: string) =>
  on(db)
    .selectFrom("vetted_figures")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("account_id", "=", accountId)
    .where("observed_on", ">=", fromOn)
    .orderBy("observed_on", "desc")
    .orderBy("id", "desc")
    .limit(2_000)
    .execute();

/** What each source last read in an account's profile. */
export const profilesOf = (db: Database, workspaceId: string, accountId: string) =>
  on(db)
    .selectFrom("vetted_profiles")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("account_id", "=", accountId)
    .orderBy("observed_on", "desc")
    .orderBy("recorded_at", "desc")
    .execute();

/** Posts of an account from an instant on, the newest first, at most 1,000: those that name it, else the creator's on its platform. */
export const postsOf = (
  db: Database,
  workspaceId: string,
  of: { readonly accountId: string; readonly creatorId: string; readonly platform: string; readonly from: Date },
) =>
  on(db)
    .selectFrom("vetted_posts")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("creator_id", "=", of.creatorId)
    .where((e) => e.or([e("account_id", "=", of.accountId), e.and([e("account_id", "is", null), e("platform", "=", of.platform)])]))
    .where("posted_at", ">=", of.from)
    .orderBy("posted_at", "desc")
    .orderBy("post_id", "desc")
    .limit(1_000)
    .execute();

/** Which accounts are alike: of one platform, with followers from a number on to below another. */
export interface Alike {
  readonly workspaceId: string;
  readonly platform: string;
  readonly exceptId: string;
  readonly fromFollowers: number;
  readonly toFollowers: number | null;
  readonly isByViews: boolean;
}

/** The rates of the workspace's other accounts that are alike, each from its newest row that tells all of its parts; of the 20,000 accounts added last. */
export async function ratesOfAlike(db: Database, of: Alike): Promise<number[]> {
  const below = of.isByViews ? sql`f.avg_views` : sql`f.followers`;
  const above = of.isByViews
    ? sql`view_reactions(${of.platform}, f.avg_likes, f.avg_comments, f.avg_shares)`
    : sql`(f.avg_likes + f.avg_comments)`;
  const found = await sql<{ rate: string }>`
    select (${above} / ${below})::text as rate from (
      select * from vetted_accounts
      where workspace_id = ${of.workspaceId} and platform = ${of.platform} and account_id <> ${of.exceptId}
      order by account_id desc limit 20000
    ) a
    cross join lateral (
      select f.* from vetted_figures f
      where f.workspace_id = a.workspace_id and f.account_id = a.account_id
        and ${above} is not null and f.followers is not null and ${below} > 0
      order by f.observed_on desc, f.grade, f.recorded_at desc limit 1
    ) f
    where f.followers >= ${of.fromFollowers} and (${of.toFollowers}::bigint is null or f.followers < ${of.toFollowers}::bigint)
    order by a.account_id desc limit 1000`.execute(db);
  return found.rows.map(({ rate }) => Number(rate));
}

type KeptTexts = Pick<KeptScorecardRow, "input" | "result">;

export const insertScorecard = (db: Database, row: Insertable<VettingTables["scorecards"]>) =>
  on(db).insertInto("scorecards").values(row).returningAll().$narrowType<KeptTexts>().executeTakeFirstOrThrow();

export const findScorecard = (db: Database, workspaceId: string, id: string) =>
  on(db).selectFrom("scorecards").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id).executeTakeFirst();

/** A page of all scorecards of a workspace, in the order of their ids. */
export const scorecardsAfter = (db: Database, workspaceId: string, after: string | undefined, limit: number) =>
  on(db)
    .selectFrom("scorecards")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .$if(after !== undefined, (q) => q.where("id", ">", after!))
    .orderBy("id")
    .limit(limit)
    .execute();

/** The last made scorecard of an account that was not erased. */
export const newestScorecard = (db: Database, workspaceId: string, accountId: string) =>
  on(db)
    .selectFrom("scorecards")
    .selectAll()
    .$narrowType<KeptTexts>()
    .where("workspace_id", "=", workspaceId)
    .where("account_id", "=", accountId)
    .where("erased_at", "is", null)
    .orderBy("made_at", "desc")
    .orderBy("id", "desc")
    .executeTakeFirst();

/** The last made scorecard of each of some accounts that was not erased. */
export const newestScorecards = (db: Database, workspaceId: string, accountIds: readonly string[]) =>
  on(db)
    .selectFrom("scorecards")
    .select(["account_id", "result"])
    .$narrowType<Pick<KeptTexts, "result">>()
    .distinctOn("account_id")
    .where("workspace_id", "=", workspaceId)
    .where("account_id", "=", oneOf(accountIds))
    .where("erased_at", "is", null)
    .orderBy("account_id")
    .orderBy("made_at", "desc")
    .orderBy("id", "desc")
    .execute();

/** A page of an account's scorecards that were not erased and one more, the last made first. */
export const listScorecards = (
  db: Database,
  workspaceId: string,
  accountId: string,
  page: { limit: number; after: Position | undefined },
) =>
  on(db)
    .selectFrom("scorecards")
    .select(["id", "account_id", "formula", "score", "result", "made_at"])
    .$narrowType<Pick<KeptTexts, "result">>()
    .where("workspace_id", "=", workspaceId)
    .where("account_id", "=", accountId)
    .where("erased_at", "is", null)
    .$if(page.after !== undefined, (q) => q.where(sql<SqlBool>`(made_at, id) < (${page.after!.at}, ${page.after!.id}::uuid)`))
    .orderBy("made_at", "desc")
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();

/** Accounts with a score of which something was learnt after it was made; at most so many, the longest waiting first. */
export async function accountsToCheckAgain(db: Database, workspaceId: string, limit: number) {
  const newer = (table: string, time: string) =>
    sql`exists (select 1 from ${sql.table(table)} n where n.workspace_id = s.workspace_id and n.account_id = s.account_id and n.${sql.ref(time)} > s.made_at)`;
  const found = await sql<{ account_id: string; creator_id: string }>`
    select s.account_id, a.creator_id from (
      select distinct on (c.account_id) c.workspace_id, c.account_id, c.made_at from scorecards c
      where c.workspace_id = ${workspaceId} order by c.account_id, c.made_at desc, c.id desc
    ) s
    join vetted_accounts a on a.workspace_id = s.workspace_id and a.account_id = s.account_id
    where (
      ${newer("vetted_figures", "recorded_at")} or ${newer("vetted_profiles", "recorded_at")}
      or ${newer("follower_samples", "created_at")} or ${newer("comment_samples", "created_at")}
      or exists (select 1 from vetted_posts p where p.workspace_id = a.workspace_id and p.creator_id = a.creator_id
        and p.platform = a.platform and p.updated_at > s.made_at)
    )
    order by s.made_at limit ${limit}`.execute(db);
  return found.rows.map((row) => ({ accountId: row.account_id, creatorId: row.creator_id }));
}
