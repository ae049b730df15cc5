import { sql, type RawBuilder } from "kysely";
import type { Database } from "../../../platform/db/database.ts";
import { recordset } from "../../../platform/db/recordset.ts";
import type { CardTexts } from "../query/words.ts";

/** What an account says of itself, with what was found in it. */
export interface SeenAccount extends CardTexts {
  readonly creator_id: string;
  readonly account_id: string;
  readonly source: string;
  readonly added_on: string;
  readonly has_email: boolean;
  readonly platform: string | null;
  readonly country: string | null;
  readonly city: string | null;
  readonly language: string | null;
  readonly topics: readonly string[];
  readonly account_state: string | null;
  readonly is_verified: boolean | null;
  readonly last_post_on: string | null;
}

/** A card's part that is made of texts. */
export interface TextPart extends SeenAccount {
  readonly name_key: string;
  /** Its words, as a text search vector is written. */
  readonly document: string;
}

const newestFirst = sql.raw("order by p.observed_on desc, p.grade, p.recorded_at desc, p.id desc");
/** The newest that is known; of one day the better grade, of one grade the later recorded. */
const newest = (column: string) =>
  sql`(array_agg(p.${sql.raw(column)} ${newestFirst}) filter (where p.${sql.raw(column)} is not null))[1] as ${sql.raw(column)}`;
const someTopics = sql`(select q.topics from card_profiles q where q.workspace_id = c.workspace_id and q.account_id = a.account_id and q.topics <> '{}'
  order by q.observed_on desc, q.grade, q.recorded_at desc, q.id desc limit 1)`;

/** The newest posts whose words count, and how many letters of them. */
const mostPosts = 50;
const mostLetters = 20_000;

/**
 * The texts of each account of some creators who are not archived; a creator without accounts has one row under its own id. The accounts are
 * looked up creator by creator (`offset 0`): of a table that has just been filled the server knows too little to do so by itself.
 */
export const listSeen = async (db: Database, workspaceId: string, of: { creatorIds: readonly string[]; zone: string }) =>
  (
    await sql<SeenAccount>`
    select c.creator_id, coalesce(a.account_id, c.creator_id) as account_id, c.name, c.source, (c.created_at at time zone ${of.zone})::date as added_on,
      c.has_email, a.platform, a.handle, coalesce(p.bio, '') as bio,
      left(concat_ws(' ', case when p.display_name <> c.name then p.display_name end, w.words), ${mostLetters}) as words,
      coalesce(c.country, p.country) as country, p.city, coalesce(p.language, w.language) as language, p.category,
      coalesce(${someTopics}, '{}') as topics, p.state as account_state, p.is_verified, (w.last_at at time zone ${of.zone})::date as last_post_on
    from card_creators c
    left join lateral (
      select n.account_id, n.platform, n.handle from card_accounts n
      where n.workspace_id = c.workspace_id and n.creator_id = c.creator_id offset 0) a on true
    left join lateral (
      select ${newest("bio")}, ${newest("display_name")}, ${newest("country")}, ${newest("city")}, ${newest("language")}, ${newest("category")},
        ${newest("state")}, ${newest("is_verified")}
      from card_profiles p where p.workspace_id = c.workspace_id and p.account_id = a.account_id) p on true
    left join lateral (
      select string_agg(concat_ws(' ', n.title, left(n.caption, 2000), array_to_string(n.hashtags, ' ')), ' ' order by n.posted_at desc, n.id desc) as words,
        mode() within group (order by n.language) as language, max(n.posted_at) as last_at
      from (
        select o.id, o.title, o.caption, o.hashtags, o.language, o.posted_at from card_posts o
        where o.workspace_id = c.workspace_id and o.creator_id = c.creator_id
          and (o.account_id = a.account_id or (o.account_id is null and (a.account_id is null or o.platform = a.platform)))
        order by o.posted_at desc, o.id desc limit ${mostPosts}) n) w on true
    where c.workspace_id = ${workspaceId} and c.creator_id = any(${[...of.creatorIds]}::uuid[]) and c.archived_at is null`.execute(db)
  ).rows;

const textColumns = recordset<TextPart>({
  ...{ creator_id: "uuid", account_id: "uuid", name: "text", name_key: "text", source: "text", added_on: "date", has_email: "boolean" },
  ...{ platform: "text", handle: "text", bio: "text", words: "text", country: "text", city: "text", language: "text", category: "text" },
  ...{ topics: "text[]", account_state: "text", is_verified: "boolean", last_post_on: "date", document: "tsvector" },
});

const textNames = [
  ...["creator_id", "account_id", "name", "name_key", "source", "added_on", "has_email", "platform", "handle", "bio", "words"],
  ...["country", "city", "language", "category", "topics", "account_state", "is_verified", "last_post_on", "document"],
];
const figureNames = ["followers", "following", "posts_count", "avg_views", "er_followers", "er_views", "er_reach", "er_impressions"];
const otherNames = [
  "growth_30d",
  "audience",
  "status",
  "program_ids",
  "has_worked",
  "list_ids",
  "decision",
  "quality",
  "price_minor",
  "currency",
];
const names = [...textNames, ...figureNames, ...otherNames];
const columns = sql.raw(names.join(", "));

/** A rate that the column can hold. */
const held = (rate: RawBuilder<unknown>) => sql`case when ${rate} is not null then least(${rate}, 99999999) end`;
const figures = sql.join(
  figureNames.map((name) => (name.startsWith("er_") ? sql`${held(sql`f.${sql.raw(name)}`)} as ${sql.raw(name)}` : sql`f.${sql.raw(name)}`)),
);

/** Of the same source, so that no difference between two sources is taken for growth. */
const growth = sql`(
  select round(power(f.followers::numeric / b.followers, 30.0 / (f.followers_on - b.observed_on)) - 1, 8) from card_snapshots b
  where b.workspace_id = t.workspace_id and b.account_id = t.account_id and b.source = f.followers_source and b.followers > 0
    and b.observed_on between f.followers_on - 37 and f.followers_on - 23
  order by abs(f.followers_on - b.observed_on - 30), b.observed_on desc, b.grade, b.recorded_at desc, b.id desc limit 1)`;

const audience = sql`(
  select jsonb_object_agg(e.key, e.value order by p.observed_on, p.grade desc, p.recorded_at, p.id)
  from card_snapshots p cross join lateral jsonb_each(p.audience) e
  where p.workspace_id = t.workspace_id and p.account_id = t.account_id and p.audience <> '{}' and jsonb_typeof(e.value) = 'object'
    and e.key in ('countries', 'cities', 'genders', 'ages', 'languages', 'interests', 'types'))`;

/** Every column of the cards of some accounts but the revision, as they are to be at an instant. */
const cardsOf = (workspaceId: string, rows: readonly TextPart[], at: Date) => sql`
  select ${sql.raw(textNames.map((name) => `t.${name}`).join(", "))}, ${figures},
    ${held(sql`coalesce(${growth}, f.growth_stated)`)}::numeric(16, 8) as growth_30d,
    coalesce(${audience}, '{}') as audience,
    coalesce((select s.status from card_statuses s where s.workspace_id = t.workspace_id and s.creator_id = t.creator_id and s.effective_at <= ${at}
      order by s.effective_at desc, s.recorded_at desc, s.id desc limit 1), 'active') as status,
    array(select distinct g.program_id from card_programs g where g.workspace_id = t.workspace_id and g.creator_id = t.creator_id
      and g.started_at <= ${at} and (g.ended_at is null or g.ended_at > ${at}) order by 1) as program_ids,
    exists (select from card_programs g where g.workspace_id = t.workspace_id and g.creator_id = t.creator_id and g.started_at <= ${at})
      or exists (select from card_posts o where o.workspace_id = t.workspace_id and o.creator_id = t.creator_id and o.campaign_id is not null)
      as has_worked,
    array(select m.list_id from creator_list_members m join creator_lists l on l.workspace_id = m.workspace_id and l.id = m.list_id
      where m.workspace_id = t.workspace_id and m.creator_id = t.creator_id and l.archived_at is null order by 1) as list_ids,
    (select d.decision from creator_decisions_now d where d.workspace_id = t.workspace_id and d.creator_id = t.creator_id) as decision,
    (select q.quality from creator_quality q where q.workspace_id = t.workspace_id and q.account_id = t.account_id) as quality,
    e.price_minor, e.currency
  from (select ${workspaceId}::uuid as workspace_id, r.* from ${textColumns.of(rows)}) t
  left join lateral (
    select ${sql.join([...figureNames, "growth_stated"].map(newest))},
      (array_agg(p.observed_on ${newestFirst}) filter (where p.followers is not null))[1] as followers_on,
      (array_agg(p.source ${newestFirst}) filter (where p.followers is not null))[1] as followers_source
    from card_snapshots p where p.workspace_id = t.workspace_id and p.account_id = t.account_id) f on true
  left join lateral (
    select c.price_minor, c.currency from creator_prices c where c.workspace_id = t.workspace_id and c.creator_id = t.creator_id) e on true`;

const changes = sql.raw(["revision", "is_gone", ...names.slice(2)].map((name) => `${name} = excluded.${name}`).join(", "));
const rowOf = (table: string) => sql.raw(`row(${["is_gone", ...names].map((name) => `${table}.${name}`).join(", ")})`);

/** Keeps cards as they now are, with new revisions those that changed, and the words of these but for marked ones, which are not looked for misspelt. Gives how many changed. */
export async function keepCards(db: Database, workspaceId: string, rows: readonly TextPart[], at: Date): Promise<number> {
  const { rows: kept } = await sql<{ changed: bigint }>`
    with kept as (
      insert into creator_cards (workspace_id, revision, is_gone, ${columns})
      select ${workspaceId}::uuid, nextval('creator_card_revisions'), false, ${columns} from (${cardsOf(workspaceId, rows, at)}) n
      on conflict (workspace_id, creator_id, account_id) do update set ${changes}
      where ${rowOf("creator_cards")} is distinct from ${rowOf("excluded")}
      returning document),
    added as (
      insert into creator_words (workspace_id, word)
      select distinct ${workspaceId}::uuid, w.word from kept cross join lateral unnest(tsvector_to_array(kept.document)) w(word)
      where length(w.word) >= 3 and w.word not like '#%'
      on conflict do nothing)
    select count(*) as changed from kept`.execute(db);
  return Number(kept[0]!.changed);
}

const cardIds = (rows: readonly { creator_id: string; account_id: string }[]) =>
  sql`select * from unnest(${rows.map((row) => row.creator_id)}::uuid[], ${rows.map((row) => row.account_id)}::uuid[])`;

/** Empties the cards of some creators that none of the rows is, and keeps them as gone. Gives how many there were. */
export async function keepGone(
  db: Database,
  workspaceId: string,
  of: { creatorIds: readonly string[]; rows: readonly { creator_id: string; account_id: string }[] },
): Promise<number> {
  const gone = await sql`
    update creator_cards set revision = nextval('creator_card_revisions'), is_gone = true, name = '', name_key = '', status = '', source = '',
      has_email = false, list_ids = '{}', program_ids = '{}', has_worked = false, decision = null, price_minor = null, currency = null,
      platform = null, handle = null, bio = '', words = '', country = null, city = null, language = null, category = null, topics = '{}',
      account_state = null, is_verified = null, followers = null, following = null, posts_count = null, avg_views = null, er_followers = null,
      er_views = null, er_reach = null, er_impressions = null, growth_30d = null, last_post_on = null, quality = null, audience = '{}', document = ''
    where workspace_id = ${workspaceId} and creator_id = any(${[...of.creatorIds]}::uuid[]) and not is_gone
      and (creator_id, account_id) not in (${cardIds(of.rows)})`.execute(db);
  return Number(gone.numAffectedRows ?? 0n);
}

/** The first of some creators whose cards differ from what they are made of; undefined where none does. */
export async function firstDifferent(
  db: Database,
  workspaceId: string,
  of: { creatorIds: readonly string[]; rows: readonly TextPart[]; at: Date },
): Promise<string | undefined> {
  const { rows } = await sql<{ creator_id: string }>`
    with kept as materialized (select ${columns} from creator_cards
      where workspace_id = ${workspaceId} and creator_id = any(${[...of.creatorIds]}::uuid[]) and not is_gone),
    now as materialized (select ${columns} from (${cardsOf(workspaceId, of.rows, of.at)}) n)
    select d.creator_id from ((select * from kept except all select * from now) union all (select * from now except all select * from kept)) d
    order by 1 limit 1`.execute(db);
  return rows[0]?.creator_id;
}

/** Creators after one, in the order of their ids, archived ones included. */
export const listCreatorIds = async (db: Database, workspaceId: string, { after, limit }: { after: string | null; limit: number }) =>
  (
    await sql<{ creator_id: string }>`select creator_id from card_creators
      where workspace_id = ${workspaceId} and (${after}::uuid is null or creator_id > ${after}::uuid) order by creator_id limit ${limit}`.execute(
      db,
    )
  ).rows.map((row) => row.creator_id);

/** Creators who should have a card and never had one. */
export const listCardless = async (db: Database, workspaceId: string) =>
  (
    await sql<{
      creator_id: string;
    }>`select c.creator_id from card_creators c where c.workspace_id = ${workspaceId} and c.archived_at is null
      and not exists (select from creator_cards k where k.workspace_id = c.workspace_id and k.creator_id = c.creator_id)`.execute(db)
  ).rows.map((row) => row.creator_id);
