import { sql } from "kysely";
import { oneOf, tablesOf, type Database } from "../../../platform/db/database.ts";
import { recordset } from "../../../platform/db/recordset.ts";
import type { CreatorTables } from "../tables.ts";

const on = (db: Database) => tablesOf<CreatorTables>(db);

/** What every record of an account says of its origin. */
interface SeenRow {
  readonly id: string;
  readonly account_id: string;
  readonly observed_on: string;
  readonly observed_at: string | null;
  readonly source: string;
  readonly grade: string;
  readonly evidence: string;
  readonly import_id: string | null;
}

const seenColumns = {
  id: "uuid",
  account_id: "uuid",
  observed_on: "date",
  observed_at: "timestamptz",
  source: "text",
  grade: "text",
  evidence: "text",
  import_id: "uuid",
} as const;

/** Figures to write, all or some of them known. */
export interface FiguresRow extends SeenRow {
  /** The source says no day: only what differs from the source's newest record is news. */
  readonly is_day_assumed: boolean;
  readonly followers: string | null;
  readonly following: string | null;
  readonly posts_count: string | null;
  readonly avg_likes: string | null;
  readonly avg_comments: string | null;
  readonly avg_views: string | null;
  readonly avg_shares: string | null;
  readonly stated_rates: object;
  readonly audience: object;
  readonly sponsored: object;
}

const figureRows = recordset<FiguresRow>({
  ...seenColumns,
  is_day_assumed: "boolean",
  followers: "bigint",
  following: "bigint",
  posts_count: "bigint",
  avg_likes: "numeric",
  avg_comments: "numeric",
  avg_views: "numeric",
  avg_shares: "numeric",
  stated_rates: "jsonb",
  audience: "jsonb",
  sponsored: "jsonb",
});

const plainFigures = ["followers", "following", "posts_count", "avg_likes", "avg_comments", "avg_views", "avg_shares"] as const;
const mixedFigures = ["stated_rates", "audience", "sponsored"] as const;

const differs = (names: readonly string[]) =>
  sql.raw(names.map((name) => `(r.${name} is not null and r.${name} is distinct from last.${name})`).join(" or "));

const seenNames = sql.raw(Object.keys(seenColumns).join(", "));
const seenValues = sql.raw(
  Object.keys(seenColumns)
    .map((name) => `r.${name}`)
    .join(", "),
);
const figureNames = sql.raw([...plainFigures, ...mixedFigures].join(", "));
const figureValues = sql.raw([...plainFigures, ...mixedFigures].map((name) => `r.${name}`).join(", "));

/**
 * Adds figures that differ from the record that holds for their source and day, or, where the day is assumed, from the source's newest one.
 * A figure that is not known differs from nothing. Gives the accounts of which something was added.
 */
export async function insertFigures(db: Database, workspaceId: string, rows: readonly FiguresRow[], at: Date): Promise<string[]> {
  const added = await sql<{ account_id: string }>`
    insert into account_snapshots (workspace_id, recorded_at, ${seenNames}, ${figureNames})
    select ${workspaceId}, ${at}, ${seenValues}, ${figureValues}
    from ${figureRows.of(rows)}
    left join lateral (select s.* from account_snapshots s
      where s.workspace_id = ${workspaceId} and s.account_id = r.account_id and s.source = r.source
        and (r.is_day_assumed or s.observed_on = r.observed_on)
      order by s.observed_on desc, s.recorded_at desc, s.id desc limit 1) as last on true
    where last.id is null or last.grade <> r.grade or ${differs(plainFigures)}
      or ${sql.raw(mixedFigures.map((name) => `not last.${name} @> r.${name}`).join(" or "))}
    returning account_id`.execute(db);
  return added.rows.map((row) => row.account_id);
}

/** Words to write, all or some of them known. */
export interface ProfileRow extends SeenRow {
  readonly state: string | null;
  readonly display_name: string | null;
  readonly bio: string | null;
  readonly category: string | null;
  readonly topics: readonly string[];
  readonly language: string | null;
  readonly country: string | null;
  readonly city: string | null;
  readonly is_verified: boolean | null;
  readonly is_business: boolean | null;
}

const profileRows = recordset<ProfileRow>({
  ...seenColumns,
  state: "text",
  display_name: "text",
  bio: "text",
  category: "text",
  topics: "text[]",
  language: "text",
  country: "text",
  city: "text",
  is_verified: "boolean",
  is_business: "boolean",
});

const plainWords = ["state", "display_name", "bio", "category", "language", "country", "city", "is_verified", "is_business"] as const;
const wordNames = sql.raw([...plainWords, "topics"].join(", "));
const wordValues = sql.raw([...plainWords, "topics"].map((name) => `r.${name}`).join(", "));

/** Adds profiles that say something else than their source had said by their day. Gives the accounts of which something was added. */
export async function insertProfiles(db: Database, workspaceId: string, rows: readonly ProfileRow[], at: Date): Promise<string[]> {
  const lastKnown = sql.raw(
    plainWords
      .map(
        (name) =>
          `(array_agg(p.${name} order by p.observed_on desc, p.recorded_at desc) filter (where p.${name} is not null))[1] as ${name}`,
      )
      .join(", "),
  );
  const added = await sql<{ account_id: string }>`
    insert into account_profiles (workspace_id, recorded_at, ${seenNames}, ${wordNames})
    select ${workspaceId}, ${at}, ${seenValues}, ${wordValues}
    from ${profileRows.of(rows)}
    left join lateral (select count(*) as records, ${lastKnown} from account_profiles p
      where p.workspace_id = ${workspaceId} and p.account_id = r.account_id and p.source = r.source and p.observed_on <= r.observed_on) as last on true
    where last.records = 0 or ${differs(plainWords)} or (cardinality(r.topics) > 0 and r.topics is distinct from (
      select p.topics from account_profiles p
      where p.workspace_id = ${workspaceId} and p.account_id = r.account_id and p.source = r.source and p.observed_on <= r.observed_on
        and cardinality(p.topics) > 0
      order by p.observed_on desc, p.recorded_at desc limit 1))
    returning account_id`.execute(db);
  return added.rows.map((row) => row.account_id);
}

/** One thing that is known of an account, with where it is from. */
export interface KnownThing {
  readonly account_id: string;
  readonly name: string;
  readonly value: unknown;
  readonly source: string;
  readonly observed_on: string;
  readonly observed_at: Date | null;
  readonly grade: string;
  readonly evidence: string;
  readonly recorded_at: Date;
}

const newestFirst = sql.raw("s.observed_on desc, s.grade, s.recorded_at desc, s.id desc");
const origin = sql.raw("s.source, s.observed_on, s.observed_at, s.grade, s.evidence, s.recorded_at");

/** A rate from the record's own parts, else as its source states it under that name. */
const rateOf = (name: string, parts?: string): string =>
  parts === undefined ? `s.stated_rates -> '${name}'` : `coalesce(to_jsonb(round(${parts}, 8)), s.stated_rates -> '${name}')`;

const figuresOfRecord = [
  ...[...plainFigures].map((name) => `('${name}', to_jsonb(s.${name}))`),
  `('er_followers', ${rateOf("er_followers", "(s.avg_likes + s.avg_comments) / nullif(s.followers, 0)")})`,
  `('er_followers_likes', ${rateOf("er_followers_likes", "s.avg_likes / nullif(s.followers, 0)")})`,
  `('er_views', ${rateOf("er_views", "view_reactions(a.platform, s.avg_likes, s.avg_comments, s.avg_shares) / nullif(s.avg_views, 0)")})`,
  ...["er_reach", "er_impressions", "growth_30d"].map((name) => `('${name}', ${rateOf(name)})`),
  ...mixedFigures.slice(1).map((name) => `('${name}', nullif(s.${name}, '{}'))`),
].join(", ");

/** Figure by figure the newest known of some accounts: of one day the better grade, of one grade the later recorded. */
export async function listFigures(db: Database, workspaceId: string, accountIds: readonly string[]): Promise<KnownThing[]> {
  const found = await sql<KnownThing>`
    select distinct on (s.account_id, f.name) s.account_id, f.name, f.value, ${origin}
    from account_snapshots s join creator_accounts a on a.workspace_id = s.workspace_id and a.id = s.account_id
      cross join lateral (values ${sql.raw(figuresOfRecord)}) as f(name, value)
    where s.workspace_id = ${workspaceId} and s.account_id = ${oneOf(accountIds)} and f.value is not null
    order by s.account_id, f.name, ${newestFirst}`.execute(db);
  return found.rows;
}

const wordsOfRecord = [
  ...plainWords.map((name) => `('${name}', to_jsonb(s.${name}))`),
  "('topics', nullif(to_jsonb(s.topics), '[]'))",
].join(", ");

/** Word by word the newest known of what some accounts say of themselves, by the same order as figures. */
export async function listWords(db: Database, workspaceId: string, accountIds: readonly string[]): Promise<KnownThing[]> {
  const found = await sql<KnownThing>`
    select distinct on (s.account_id, f.name) s.account_id, f.name, f.value, ${origin}
    from account_profiles s cross join lateral (values ${sql.raw(wordsOfRecord)}) as f(name, value)
    where s.workspace_id = ${workspaceId} and s.account_id = ${oneOf(accountIds)} and f.value is not null
    order by s.account_id, f.name, ${newestFirst}`.execute(db);
  return found.rows;
}

/** What a source told of an account: of a day, or last of all where no day is asked for. */
export interface ToldFigures {
  readonly account_id: string;
  readonly asked_on: string | null;
  readonly followers: string | null;
  readonly following: string | null;
  readonly posts_count: string | null;
  readonly avg_likes: string | null;
  readonly avg_comments: string | null;
  readonly avg_views: string | null;
  readonly avg_shares: string | null;
  readonly stated_rates: object;
  readonly audience: object;
  readonly sponsored: object;
}

/** The records of a source that hold for some accounts, each of a day or, where the day is null, the newest. */
export async function listTold(
  db: Database,
  workspaceId: string,
  source: string,
  asked: readonly { readonly accountId: string; readonly day: string | null }[],
): Promise<ToldFigures[]> {
  const found = await sql<ToldFigures>`
    select s.account_id, a.day::text as asked_on, ${figureNames}
    from unnest(${asked.map((each) => each.accountId)}::uuid[], ${asked.map((each) => each.day)}::date[]) as a(account_id, day)
    cross join lateral (select * from account_snapshots s where s.workspace_id = ${workspaceId} and s.account_id = a.account_id
      and s.source = ${source} and (a.day is null or s.observed_on = a.day)
      order by s.observed_on desc, s.recorded_at desc, s.id desc limit 1) as s`.execute(db);
  return found.rows;
}

/** One word that a source said of an account, as of a day or last of all. */
export interface SaidWord {
  readonly account_id: string;
  readonly asked_on: string | null;
  readonly name: string;
  readonly value: unknown;
}

/** Word by word what a source had said of some accounts by a day or, where the day is null, said last. */
export async function listSaid(
  db: Database,
  workspaceId: string,
  source: string,
  asked: readonly { readonly accountId: string; readonly day: string | null }[],
): Promise<SaidWord[]> {
  const found = await sql<SaidWord>`
    select distinct on (a.account_id, a.day, f.name) a.account_id, a.day::text as asked_on, f.name, f.value
    from unnest(${asked.map((each) => each.accountId)}::uuid[], ${asked.map((each) => each.day)}::date[]) as a(account_id, day)
    join account_profiles s on s.workspace_id = ${workspaceId} and s.account_id = a.account_id and s.source = ${source}
      and (a.day is null or s.observed_on <= a.day)
    cross join lateral (values ${sql.raw(wordsOfRecord)}) as f(name, value)
    where f.value is not null
    order by a.account_id, a.day, f.name, ${newestFirst}`.execute(db);
  return found.rows;
}

/** Whose accounts these are. */
export const listHolders = async (db: Database, workspaceId: string, accountIds: readonly string[]): Promise<string[]> => {
  const rows = await on(db)
    .selectFrom("creator_accounts")
    .select("creator_id")
    .distinct()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", oneOf(accountIds))
    .execute();
  return rows.map((row) => row.creator_id);
};
