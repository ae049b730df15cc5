import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import type pg from "pg";
import copyStreams from "pg-copy-streams";
import { StartRefusal } from "../start-refusal.ts";
import { listForeignKeys, listTables, type SequenceState, type WaitingJob } from "./catalogue.ts";
import { dataOf, type Entry, type TableEntry } from "./entries.ts";

/** Takes the entries of a backup into a migrated database, within the transaction that the connection is in. */
export type SnapshotLoader = {
  /** Takes one entry; false for those that do not go into the database. */
  take(entry: Entry): Promise<boolean>;
  /** Puts the foreign keys back, which checks every row against them. */
  finish(): Promise<void>;
};

/** Empties every table and takes the foreign keys off, so that the tables can come in any order. */
export async function beginLoading(client: pg.Client): Promise<SnapshotLoader> {
  const keys = await listForeignKeys(client);
  for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint ${name}`);
  const known = new Map((await listTables(client)).map((table) => [table.name, new Set(table.columns)]));
  if (known.size > 0) await client.query(`truncate ${[...known.keys()].join(", ")}`);
  const loaded = new Map<string, number>();
  return {
    async take(entry) {
      const { head } = entry;
      if (head.kind === "table") loaded.set(head.name, await loadTable(client, head, entry, known));
      else if (head.kind === "counts") refuseMissingRows(JSON.parse((await dataOf(entry)).toString()) as Record<string, number>, loaded);
      else if (head.kind === "sequences") await setSequences(client, JSON.parse((await dataOf(entry)).toString()) as SequenceState[]);
      else if (head.kind === "jobs") await addJobs(client, JSON.parse((await dataOf(entry)).toString()) as WaitingJob[]);
      else return false;
      return true;
    },
    async finish() {
      for (const { table, name, definition } of keys) await client.query(`alter table ${table} add constraint ${name} ${definition}`);
    },
  };
}

type KnownTables = ReadonlyMap<string, ReadonlySet<string>>;

async function loadTable(client: pg.Client, head: TableEntry, entry: Entry, known: KnownTables): Promise<number> {
  const { name, columns, months } = head;
  const missing = columns.find((column) => !known.get(name)?.has(column));
  if (missing !== undefined) throw new StartRefusal(`The backup has ${name}.${missing}, which the migrations that it names do not make.`);
  for (const month of months) await client.query("select ensure_month_partition($1, $2)", [name.replace(/^public\./, ""), month]);
  const copy = client.query(copyStreams.from(`copy ${name} (${columns.join(", ")}) from stdin`));
  await pipeline(Readable.from(entry.data, { objectMode: false }), copy);
  return copy.rowCount;
}

function refuseMissingRows(counts: Record<string, number>, loaded: ReadonlyMap<string, number>): void {
  const short = Object.entries(counts).find(([name, count]) => loaded.get(name) !== count);
  if (short) throw new StartRefusal(`The backup names ${short[1]} rows of ${short[0]}; ${loaded.get(short[0]) ?? 0} were found.`);
}

async function setSequences(client: pg.Client, sequences: SequenceState[]): Promise<void> {
  for (const { name, last, called } of sequences) await client.query("select setval($1::regclass, $2::bigint, $3)", [name, last, called]);
}

const addJob = `select graphile_worker.add_job($1, payload => $2::json, queue_name => $3, run_at => $4::timestamptz, max_attempts => $5::int,
  job_key => $6, priority => $7::int)`;

async function addJobs(client: pg.Client, jobs: WaitingJob[]): Promise<void> {
  for (const { task, payload, queue, runAt, maxAttempts, key, priority } of jobs)
    await client.query(addJob, [task, JSON.stringify(payload), queue, runAt, maxAttempts, key, priority]);
}
