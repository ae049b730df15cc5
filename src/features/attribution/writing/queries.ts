import type { CopyConnection } from "../../../platform/db/copy-connection.ts";
import { figureTimesLock, markingCreditsOf, markingCustomersOf } from "../../../platform/rollups/marks.ts";

/**
 * Makes the table that batches are copied into. Every row of a batch is looked up by key, in checks of foreign keys too: plans that were
 * made while the tables were still empty would read them whole for each row, and are kept for the whole connection.
 */
export const makeRecomputed = async (on: CopyConnection): Promise<void> => {
  await on.query(
    "set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off; set jit = off; set temp_buffers = '64MB'",
  );
  await on.query(`create temp table recomputed (conversion_id uuid not null, kinds text[] not null, occurred_at timestamptz[] not null,
    channels text[] not null, creator_ids uuid[] not null, link_ids uuid[] not null, code_ids uuid[] not null, source_ids uuid[] not null,
    shares int[] not null, unattributed int[] not null) with (toast_tuple_target = 8160) on commit delete rows`);
};

export interface Written {
  readonly touches: number;
  readonly credits: number;
}

/**
 * Writes a batch of rows with the columns of `recomputed`: a new version of touches where they differ from the newest, the credit where it differs. An order that
 * was attributed by itself since the run began is left as it is: what was found then is newer.
 */
export async function writeBatch(
  on: CopyConnection,
  rows: Buffer,
  of: { workspaceId: string; models: readonly string[]; at: Date },
): Promise<Written> {
  await on.query("begin");
  await on.copyIn("copy recomputed from stdin (format binary)", rows);
  await on.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`attribute ${of.workspaceId}`]);
  await on.query("select pg_advisory_xact_lock_shared(hashtextextended($1, 0))", [figureTimesLock(of.workspaceId)]);
  const [written] = await on.query<Written>(mergeBatch, [of.workspaceId, of.models, of.at]);
  await on.query("commit");
  return written!;
}

// Rows that are the same already are found first: even an update that then changes nothing would lock its row, which is a write.
const mergeBatch = `with compared as (
    select r.*, coalesce(t.version, 0) as version, t.version is not null
        and (t.kinds, t.occurred_at, t.channels, t.creator_ids, t.link_ids, t.code_ids, t.source_ids)
        is not distinct from (r.kinds, r.occurred_at, r.channels, r.creator_ids, r.link_ids, r.code_ids, r.source_ids) as is_same,
      (c.touch_version, c.models, c.shares, c.unattributed) is not distinct from (t.version, $2::text[], r.shares, r.unattributed) as is_credited
    from recomputed r
    left join lateral (
      select * from touches t where t.workspace_id = $1 and t.conversion_id = r.conversion_id order by t.version desc limit 1) t on true
    left join credits c on c.workspace_id = $1 and c.conversion_id = r.conversion_id
    where c.computed_at is null or c.computed_at <= $3
  ), found as materialized (
    select * from compared where not (is_same and is_credited)
  ), new_touches as (
    insert into touches (workspace_id, conversion_id, version, found_at, kinds, occurred_at, channels, creator_ids, link_ids, code_ids, source_ids)
    select $1, f.conversion_id, f.version + 1, $3, f.kinds, f.occurred_at, f.channels, f.creator_ids, f.link_ids, f.code_ids, f.source_ids
    from found f where not f.is_same returning conversion_id
  ), new_credits as (
    insert into credits (workspace_id, conversion_id, touch_version, models, shares, unattributed, computed_at)
    select $1, f.conversion_id, f.version + case when f.is_same then 0 else 1 end, $2, f.shares, f.unattributed, $3 from found f
    on conflict (workspace_id, conversion_id) do update set touch_version = excluded.touch_version, models = excluded.models,
      shares = excluded.shares, unattributed = excluded.unattributed, computed_at = excluded.computed_at
    returning conversion_id
  ), marked as (${markingCreditsOf("new_credits")}),
  marked_customers as (${markingCustomersOf("new_credits")})
  select (select count(*)::float8 from new_touches) as touches, (select count(*)::float8 from new_credits) as credits`;
