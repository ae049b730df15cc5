import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { Database } from "../../../platform/db/database.ts";
import type { Step } from "../query/card.ts";
import type { ChoiceField, Condition, CreatorQuery, FacetField, NumberField } from "../query/creator-query.ts";
import type { IntactParts } from "./intact-part.ts";
import type { AskedPage } from "./finder.ts";

/** How a sought word is found: as it is or as a beginning, of a category too, and by words with a letter or two wrong. */
export interface SoughtWord {
  readonly word: string;
  /** As it is marked where it is of a category. */
  readonly ofCategory: string;
  readonly alike: readonly string[];
  /** Found as it is and in no other way. */
  readonly isAsItIs?: boolean;
}

type Bool = RawBuilder<SqlBool>;
const column = (name: string) => sql.raw(`k.${name}`);

/** The name of a number of followers; the first step begins at none. */
const tierOf = (steps: readonly Step[]) =>
  sql`case when k.followers is null then null ${sql.join(
    steps.toReversed().map(({ name, from }) => sql`when k.followers >= ${from} then ${name}::text`),
    sql` `,
  )} end`;

const listColumns: { readonly [F in ChoiceField]?: string } = { list: "list_ids", program: "program_ids" };
const numberColumn = (field: NumberField) => column(field === "price" ? "price_minor" : field);

function choice(field: ChoiceField, values: readonly string[], steps: readonly Step[]): Bool {
  const list = listColumns[field];
  if (list !== undefined) return sql`${column(list)} && ${[...values]}::uuid[]`;
  return sql`${field === "tier" ? tierOf(steps) : column(field)} = any(${[...values]}::text[])`;
}

function range(value: RawBuilder<unknown>, bounds: { readonly from?: unknown; readonly to?: unknown }, type: RawBuilder<unknown>): Bool {
  const parts = [
    ...(bounds.from === undefined ? [] : [sql`${value} >= ${String(bounds.from)}::${type}`]),
    ...(bounds.to === undefined ? [] : [sql`${value} <= ${String(bounds.to)}::${type}`]),
  ];
  return sql`(${sql.join(parts, sql` and `)})`;
}

function fieldCondition(condition: Extract<Condition, { field: string }>, steps: readonly Step[]): Bool {
  if ("in" in condition) return choice(condition.field, condition.in, steps);
  if ("is" in condition) return sql`${column(condition.field)} = ${condition.is}`;
  const { field } = condition;
  if (field === "last_post_on" || field === "added_on") return range(column(field), condition, sql`date`);
  const inRange = range(numberColumn(field), condition, sql`numeric`);
  const { currency } = condition as { readonly currency?: string };
  return field === "price" ? sql`case when k.currency = ${currency} then ${inRange} end` : inRange;
}

const shareOf = (kind: string, value: string) => sql`(k.audience -> ${kind}::text ->> ${value}::text)::numeric`;

function isKnown(what: string, steps: readonly Step[]): Bool {
  if (what === "tier") return sql`${tierOf(steps)} is not null`;
  if (what === "price") return sql`k.price_minor is not null`;
  if (what === "list" || what === "program") return sql`true`;
  const isAudience = ["countries", "cities", "genders", "ages", "languages", "interests", "types"].includes(what);
  return isAudience ? sql`k.audience ? ${what}` : sql`${column(what)} is not null`;
}

/** A condition in SQL, whose three values are the same: what is not known is null. */
function conditionSql(condition: Condition, steps: readonly Step[]): Bool {
  const each = (part: Condition): Bool => conditionSql(part, steps);
  if ("and" in condition) return condition.and.length === 0 ? sql`true` : sql`(${sql.join(condition.and.map(each), sql` and `)})`;
  if ("or" in condition) return condition.or.length === 0 ? sql`false` : sql`(${sql.join(condition.or.map(each), sql` or `)})`;
  if ("not" in condition) return sql`(not ${each(condition.not)})`;
  if ("known" in condition) return sql`(${isKnown(condition.known, steps)}) = ${condition.is}`;
  if ("audience" in condition) return range(shareOf(condition.audience, condition.value), condition, sql`numeric`);
  return sql`(${fieldCondition(condition, steps)})`;
}

const lexeme = (word: string) => `'${word.replaceAll("'", "''")}'`;
const wordQuery = ({ word, ofCategory, alike, isAsItIs = false }: SoughtWord) =>
  isAsItIs ? lexeme(word) : `(${[`${lexeme(word)}:*`, `${lexeme(ofCategory)}:*`, ...alike.map(lexeme)].join("|")})`;
/** Whether every word is found in one of its ways. */
const textSql = (words: readonly SoughtWord[]): Bool => sql`k.document @@ ${words.map(wordQuery).join("&")}::tsquery`;

/** As `sortKey` has it: how well the words are found, then followers. */
function relevance(words: readonly SoughtWord[]) {
  if (words.length === 0) return sql`k.followers::numeric`;
  const of = ({ word }: SoughtWord) =>
    sql`(case when k.document @@ ${lexeme(word)}::tsquery then 3 when k.document @@ ${`${lexeme(word)}:*`}::tsquery then 2 else 1 end)`;
  return sql`((${sql.join(words.map(of), sql` + `)})::numeric * 10000000000000 + case when k.followers is null then 0 else least(k.followers, 1000000000000) + 1 end)`;
}

function keyOf({ sort: { by, currency } }: CreatorQuery, words: readonly SoughtWord[]) {
  if (by === "relevance") return { key: relevance(words), type: sql`numeric` };
  if (by === "name") return { key: sql`k.name_key collate "C"`, type: sql`text` };
  if (by === "last_post_on" || by === "added_on") return { key: column(by), type: sql`date` };
  if (by === "price")
    return { key: sql`case when k.currency = ${currency ?? null}::text then k.price_minor::numeric end`, type: sql`numeric` };
  return { key: sql`${numberColumn(by)}::numeric`, type: sql`numeric` };
}

/** What comes after a place; what is not known comes last, and creators with one key by their ids. */
function afterSql({ after }: AskedPage, type: RawBuilder<unknown>, direction: "asc" | "desc"): Bool {
  if (after === null) return sql`true`;
  const id = sql`${after.creatorId}::uuid`;
  if (after.key === null) return sql`(b.key is null and b.creator_id > ${id})`;
  const key = sql`${after.key}::${type}`;
  const beyond = direction === "asc" ? sql`b.key > ${key}` : sql`b.key < ${key}`;
  return sql`(b.key is null or ${beyond} or (b.key = ${key} and b.creator_id > ${id}))`;
}

/** Of an account: a creator counts once for each value that one of its accounts has. */
const accountFacet = (field: FacetField): RawBuilder<unknown> =>
  sql`select ${sql.lit(field)} as field, value, count(*) as creators
    from (select distinct creator_id, ${sql.raw(field)} as value from found) v where value is not null group by value`;
/** Of the creator, and so the same of each account. */
const creatorFacet = (field: FacetField): RawBuilder<unknown> =>
  sql`select ${sql.lit(field)}, ${sql.raw(field)}, count(*) from best where ${sql.raw(field)} is not null group by ${sql.raw(field)}`;
const memberFacet = (field: "list" | "program"): RawBuilder<unknown> =>
  sql`select ${sql.lit(field)}, v.v::text, count(*) from best cross join lateral unnest(${sql.raw(listColumns[field]!)}) v(v) group by v.v`;
const facets = sql.join(
  [
    ...(["platform", "country", "language", "category", "tier"] as const).map(accountFacet),
    ...(["status", "decision"] as const).map(creatorFacet),
    ...(["list", "program"] as const).map(memberFacet),
  ],
  sql` union all `,
);

/** What PostgreSQL gives of a search, in one statement and so from one state. */
export interface FoundRows {
  readonly page: readonly { readonly creator_id: string; readonly account_id: string; readonly key: string | null }[];
  readonly total: number;
  readonly facets: readonly { readonly field: FacetField; readonly value: string; readonly creators: number }[];
}

/** What a page is asked of. */
export interface AskedOf {
  readonly page: AskedPage;
  readonly words: readonly SoughtWord[];
  /** The ladder's; the first begins at none. */
  readonly steps: readonly Step[];
}

/** Whether a card is found. */
export const isFoundSql = ({ where }: CreatorQuery, { words, steps }: Pick<AskedOf, "words" | "steps">): Bool =>
  sql`${words.length === 0 ? sql`true` : textSql(words)} and ${where === undefined ? sql`true` : conditionSql(where, steps)}`;

/** A page of what is found and one more, without any counts. */
export async function findPage(db: Database, workspaceId: string, query: CreatorQuery, of: AskedOf): Promise<FoundRows["page"]> {
  const { key, type } = keyOf(query, of.words);
  const { direction } = query.sort;
  const order = sql.raw(`${direction} nulls last`);
  const { rows } = await sql<FoundRows["page"][number]>`
    select b.creator_id, b.account_id, b.key::text as key from (
      select distinct on (f.creator_id) f.creator_id, f.account_id, f.key from (
        select k.creator_id, k.account_id, ${key} as key from creator_cards k
        where k.workspace_id = ${workspaceId} and not k.is_gone and ${isFoundSql(query, of)}) f
      order by f.creator_id, f.key ${order}, f.account_id) b
    where ${afterSql(of.page, type, direction)} order by b.key ${order}, b.creator_id limit ${of.page.limit + 1}`.execute(db);
  return rows;
}

/** A page of what is found and one more, how many in all, and how many have what; of the ladder's steps the first begins at none. */
export async function findCards(db: Database, workspaceId: string, query: CreatorQuery, of: AskedOf): Promise<FoundRows> {
  const { steps } = of;
  const { key, type } = keyOf(query, of.words);
  const { direction } = query.sort;
  const order = sql.raw(`${direction} nulls last`);
  const { rows } = await sql<FoundRows>`
    with found as materialized (
      select k.creator_id, k.account_id, ${key} as key, k.platform, k.country, k.language, k.category, ${tierOf(steps)} as tier, k.status, k.decision,
        k.list_ids, k.program_ids
      from creator_cards k
      where k.workspace_id = ${workspaceId} and not k.is_gone and ${isFoundSql(query, of)}
      order by k.creator_id),
    best as materialized (select distinct on (creator_id) creator_id, account_id, key, status, decision, list_ids, program_ids
      from found order by creator_id, key ${order}, account_id),
    page as (select b.creator_id, b.account_id, b.key::text as key, row_number() over (order by b.key ${order}, b.creator_id) as place
      from best b where ${afterSql(of.page, type, direction)} order by b.key ${order}, b.creator_id limit ${of.page.limit + 1}),
    facets as (select field, value, creators from (${facets}) f)
    select coalesce((select json_agg(p order by p.place) from page p), '[]') as page, (select count(*)::int from best) as total,
      coalesce((select json_agg(f) from facets f), '[]') as facets`.execute(db);
  return rows[0]!;
}

/** Greater than every letter. */
const behindAll = "\u{10FFFF}";
const beginsLike = (value: RawBuilder<unknown>, text: string): Bool =>
  sql`(${value} collate "C") >= ${text} and (${value} collate "C") < ${text + behindAll}`;

/** Words of about a word's length that have one of its parts as it is: all that it may mean are among them. */
export async function findAlike(
  db: Database,
  workspaceId: string,
  { parts: { beginning, middle, end }, lengths }: { readonly parts: IntactParts; readonly lengths: readonly number[] },
): Promise<string[]> {
  const having = (condition: Bool) => sql`select word from creator_words
    where workspace_id = ${workspaceId} and char_length(word) = any(${[...lengths]}::int[]) and ${condition}`;
  const { rows } = await sql<{ word: string }>`
    ${having(beginsLike(sql`word`, beginning))}
    union ${having(beginsLike(sql`reverse(word)`, Array.from(end).reverse().join("")))}
    ${middle === "" ? sql`` : sql`union ${having(sql`word like ${`%${middle}%`}`)}`}`.execute(db);
  return rows.map((row) => row.word);
}
