import { isUuid } from "../../../kernel/ids.ts";
import type { CopyConnection } from "../../../platform/db/copy-connection.ts";

/** COPY takes no parameters, so ids and instants are written into its text: only as what they are. */
const uuid = (text: string): string => {
  if (!isUuid(text)) throw new RangeError("an id in a COPY statement must be a uuid");
  return `'${text}'::uuid`;
};
const instant = (ms: number): string => `'${new Date(ms).toISOString()}'::timestamptz`;

const readSettings = "set local enable_mergejoin = off; set local work_mem = '128MB'; set local jit = off";
const snapshotName = /^[0-9A-F-]+$/;

/**
 * Begins one transaction on each connection, all of which see the same snapshot. Browsers are few beside clicks, so a table of them is
 * held in memory and clicks are read once, or each browser is looked up in the index where there are really few; going through a whole
 * index of clicks beside them never pays.
 */
export async function beginReading(first: CopyConnection, others: readonly CopyConnection[]): Promise<void> {
  const begin = "begin isolation level repeatable read read write";
  await first.query(`${begin}; ${readSettings}`);
  const [exported] = await first.query<{ name: string }>("select pg_export_snapshot() as name");
  if (!snapshotName.test(exported!.name)) throw new RangeError(`the server names its snapshot ${exported!.name}`);
  for (const on of others) await on.query(`${begin}; set transaction snapshot '${exported!.name}'; ${readSettings}`);
}

/** False when another run of the workspace is under way. The lock lasts as long as the connection. */
export const tryRunLock = async (on: CopyConnection, workspaceId: string): Promise<boolean> =>
  (await on.query<{ locked: boolean }>("select pg_try_advisory_lock(hashtextextended($1, 0)) as locked", [`recompute ${workspaceId}`]))[0]!
    .locked;

export interface OrderSpan {
  readonly orders: number;
  readonly first: Date | null;
  readonly last: Date | null;
}

export const orderSpan = async (on: CopyConnection, workspaceId: string): Promise<OrderSpan> =>
  (
    await on.query<OrderSpan>(
      "select count(*)::float8 as orders, min(occurred_at) as first, max(occurred_at) as last from attribution_orders where workspace_id = $1",
      [workspaceId],
    )
  )[0]!;

/** About how many clicks and visits there are at all, from the planner's figures; infinite where it has none yet. */
export const estimatedRows = async (on: CopyConnection): Promise<number> =>
  (
    await on.query<{ rows: number }>(
      `select coalesce(sum(case when c.reltuples < 0 then 'infinity'::float8 else c.reltuples end), 0)::float8 as rows
       from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = any($1::regclass[])`,
      [["clicks", "visits"]],
    )
  )[0]!.rows;

/** Part `index` of `count` of the workspace's persons. */
export interface Slice {
  readonly index: number;
  readonly count: number;
}

/** Whom an order belongs to: its person, or where nobody is known the order itself. */
const groupKey = "coalesce(o.person_id, o.id)";
const inSlice = ({ index, count }: Slice): string =>
  count === 1 ? "true" : `mod(uuid_hash(${groupKey}) & 2147483647, ${count}) = ${index}`;

const makeGroups = `create temp table recompute_groups as
  select (row_number() over (order by k.key))::int - 1 as code, k.key from (
    select distinct ${groupKey} as key from attribution_orders o where o.workspace_id = `;
const makeVisitors = (workspace: string): string => `create temp table recompute_visitors as
  select (row_number() over (order by w.group_code, w.visitor_id, w.is_known))::int - 1 as code, w.group_code, w.visitor_id, w.is_known from (
    select g.code as group_code, v.visitor_id, true as is_known
      from recompute_groups g join attribution_visitors v on v.workspace_id = ${workspace} and v.person_id = g.key
    union all
    select distinct g.code, o.visitor_id, false
      from attribution_orders o join recompute_groups g on g.key = ${groupKey}
      where o.workspace_id = ${workspace} and o.visitor_id is not null and not exists (
        select from attribution_visitors v where v.workspace_id = ${workspace} and v.person_id = o.person_id and v.visitor_id = o.visitor_id)) w`;
const makeNamed = (workspace: string): string => `create temp table recompute_named as
  select distinct g.code as group_code, o.click_id as id,
    'epoch'::timestamptz + ('x' || substr(replace(o.click_id::text, '-', ''), 1, 12))::bit(48)::bigint * interval '1 millisecond' as born_at
  from attribution_orders o join recompute_groups g on g.key = ${groupKey}
  where o.workspace_id = ${workspace} and o.click_id is not null`;

/** Numbers the persons of a slice, their browsers, and the clicks that their orders name. How many persons and browsers there are. */
export async function prepareSlice(on: CopyConnection, workspaceId: string, slice: Slice): Promise<{ groups: number; visitors: number }> {
  const workspace = uuid(workspaceId);
  await on.query("drop table if exists recompute_groups, recompute_visitors, recompute_named");
  await on.query(`${makeGroups}${workspace} and ${inSlice(slice)}) k`);
  await on.query("analyze recompute_groups");
  await on.query(makeVisitors(workspace));
  await on.query(makeNamed(workspace));
  await on.query("analyze recompute_visitors, recompute_named");
  return (
    await on.query<{ groups: number; visitors: number }>(
      "select (select count(*)::int from recompute_groups) as groups, (select count(*)::int from recompute_visitors) as visitors",
    )
  )[0]!;
}

/** The time of which clicks and visits are read. */
export interface EvidenceSpan {
  readonly fromMs: number;
  readonly beforeMs: number;
}

const seenBy = (workspaceId: string, span: EvidenceSpan): string =>
  `join recompute_visitors w on w.visitor_id = e.visitor_id
   where e.workspace_id = ${uuid(workspaceId)} and e.occurred_at >= ${instant(span.fromMs)} and e.occurred_at < ${instant(span.beforeMs)}`;

/** About how many clicks and visits the prepared persons have: those of one person in `every`, by hash, counted that many times. */
export const countEvidence = async (on: CopyConnection, workspaceId: string, span: EvidenceSpan, every: number): Promise<number> => {
  const some = `${seenBy(workspaceId, span)} and mod(hashint4(w.group_code) & 2147483647, ${every}) = 0`;
  const [found] = await on.query<{ rows: number }>(
    `select ((select count(*) from attribution_clicks e ${some}) + (select count(*) from attribution_visits e ${some}))::float8 as rows`,
  );
  return found!.rows * every;
};

type Take = (bytes: Buffer) => void;

export const readVisitors = (on: CopyConnection, take: Take) =>
  on.copyOut("copy (select code, group_code, is_known::int from recompute_visitors) to stdout (format binary)", take);

export const readOrders = (on: CopyConnection, workspaceId: string, take: Take) =>
  on.copyOut(
    `copy (select g.code, coalesce(w.code, -1), o.occurred_at, o.id, o.occurred_precision, o.click_id, o.codes
      from attribution_orders o join recompute_groups g on g.key = ${groupKey}
      left join recompute_visitors w on w.group_code = g.code and w.visitor_id = o.visitor_id and not w.is_known
      where o.workspace_id = ${uuid(workspaceId)}) to stdout (format binary)`,
    take,
  );

export const readClicks = (on: CopyConnection, workspaceId: string, span: EvidenceSpan, take: Take) =>
  on.copyOut(
    `copy (select w.code, e.occurred_at, e.id, e.link_id, e.creator_id, e.visitor_class
      from attribution_clicks e ${seenBy(workspaceId, span)}) to stdout (format binary)`,
    take,
  );

export const readVisits = (on: CopyConnection, workspaceId: string, span: EvidenceSpan, take: Take) =>
  on.copyOut(
    `copy (select w.code, e.occurred_at, e.id, e.click_id, e.channel, e.visitor_class
      from attribution_visits e ${seenBy(workspaceId, span)}) to stdout (format binary)`,
    take,
  );

export const readNamedClicks = (on: CopyConnection, workspaceId: string, take: Take) =>
  on.copyOut(
    `copy (select n.group_code, e.occurred_at, e.id, e.link_id, e.creator_id, e.visitor_class
      from recompute_named n join attribution_clicks e on e.workspace_id = ${uuid(workspaceId)} and e.occurred_at = n.born_at and e.id = n.id)
      to stdout (format binary)`,
    take,
  );

export const readAnswers = (on: CopyConnection, workspaceId: string, take: Take) =>
  on.copyOut(
    `copy (select a.conversion_id, a.answer_id, a.answered_at, a.creator_id, a.channel
      from attribution_answers a join attribution_orders o on o.workspace_id = a.workspace_id and o.id = a.conversion_id
      join recompute_groups g on g.key = ${groupKey}
      where a.workspace_id = ${uuid(workspaceId)} and a.counts and a.channel is not null) to stdout (format binary)`,
    take,
  );
