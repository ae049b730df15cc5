import { once } from "node:events";
import { finished } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Target } from "./batch.ts";

const signature = Buffer.concat([Buffer.from("PGCOPY\n\xff\r\n\0", "latin1"), Buffer.alloc(8)]);
const trailer = Buffer.of(0xff, 0xff);
const chunkBytes = 64 * 1024;

/** Copies rows in the binary layout into a table, on a connection that the caller has a transaction on. */
export async function copyRows(client: pg.ClientBase, target: Target, rows: Buffer): Promise<void> {
  const stream = client.query(copyFrom(`copy ${target.table} (${target.columns.join(", ")}) from stdin (format binary)`));
  const done = finished(stream);
  stream.write(signature);
  for (let at = 0; at < rows.length; at += chunkBytes) {
    if (!stream.write(rows.subarray(at, at + chunkBytes))) await Promise.race([once(stream, "drain"), done]);
  }
  stream.end(trailer);
  await done;
}
