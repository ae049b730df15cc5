import type pg from "pg";

/** A table of ours: its quoted name with schema, its columns in order, and the first instants of its month partitions. */
export type BackedUpTable = { name: string; columns: string[]; months: string[] };

/**
 * Every table of the schemas `public` and `auth`, partitions through their parent; extensions' tables and the queue's are not ours. What a
 * table's comment calls derived is made anew from the others.
 */
const tables = `
  select format('%I.%I', n.nspname, c.relname) as name,
    array(select quote_ident(a.attname) from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
    array(select substring(pg_get_expr(p.relpartbound, p.oid) from 'FROM \\(''([^'']+)''\\)') from pg_inherits i join pg_class p on p.oid = i.inhrelid
      where i.inhparent = c.oid order by 1) as months
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ('public', 'auth') and c.relkind in ('r', 'p') and not c.relispartition
    and not exists (select 1 from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype = 'e')
    and coalesce(obj_description(c.oid, 'pg_class'), '') not like 'derived:%'
  order by 1`;

/** The tables that a backup holds, by name. */
export async function listTables(client: pg.ClientBase): Promise<BackedUpTable[]> {
  const { rows } = await client.query<BackedUpTable>(tables);
  return rows;
}

/** A counter and where it stands. */
export type SequenceState = { name: string; last: string; called: boolean };

/** Where every counter of ours stands. A counter does not take part in a snapshot: it may be ahead of the rows, never behind. */
export async function listSequences(client: pg.ClientBase): Promise<SequenceState[]> {
  const { rows } = await client.query<{ name: string }>(
    "select format('%I.%I', schemaname, sequencename) as name from pg_sequences where schemaname in ('public', 'auth') order by 1",
  );
  const states: SequenceState[] = [];
  for (const { name } of rows) {
    const found = await client.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from ${name}`,
    );
    for (const state of found.rows) states.push({ name, ...state });
  }
  return states;
}

/** A job that waits in the queue. */
export type WaitingJob = {
  task: string;
  payload: unknown;
  queue: string | null;
  runAt: string;
  maxAttempts: number;
  key: string | null;
  priority: number;
};

/** The jobs that still have to run; those by the clock are made anew by the worker. */
export async function listWaitingJobs(client: pg.ClientBase): Promise<WaitingJob[]> {
  const { rows } = await client.query<WaitingJob>(`
    select t.identifier as task, j.payload, q.queue_name as queue, j.run_at as "runAt", j.max_attempts as "maxAttempts", j.key, j.priority
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
    where j.attempts < j.max_attempts order by j.id`);
  return rows;
}

/** A foreign key that was taken off, and how to put it back. */
export type ForeignKey = { table: string; name: string; definition: string };

/** The foreign keys of our tables, but those that a partition inherits. */
export async function listForeignKeys(client: pg.ClientBase): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(`
    select format('%I.%I', n.nspname, c.relname) as table, quote_ident(k.conname) as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where k.contype = 'f' and k.conparentid = 0 and n.nspname in ('public', 'auth') order by 1, 2`);
  return rows;
}

/** How many bytes of each segment of an edge's spool the database has. */
export async function listShippedBytes(client: pg.ClientBase, edgeId: string): Promise<Map<number, number>> {
  const { rows } = await client.query<{ segment: string; bytes: string }>(
    "select segment::text, byte_offset::text as bytes from edge_offsets where edge_id = $1::uuid",
    [edgeId],
  );
  return new Map(rows.map(({ segment, bytes }) => [Number(segment), Number(bytes)]));
}
