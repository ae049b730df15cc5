import { once } from "node:events";
import { finished } from "node:stream/promises";
import pg from "pg";
import copyStreams from "pg-copy-streams";

/** One connection of its own, for work that moves many rows: statements, and COPY both ways. */
export interface CopyConnection {
  /** Runs a statement; its rows. */
  query<R>(text: string, values?: readonly unknown[]): Promise<R[]>;
  /** Runs `copy (...) to stdout` and hands out its bytes as they come; the server waits where whoever takes them does. */
  copyOut(text: string, take: (bytes: Buffer) => void | Promise<void>): Promise<void>;
  /** Runs `copy ... from stdin` with these bytes. */
  copyIn(text: string, bytes: Buffer): Promise<void>;
  close(): Promise<void>;
}

const chunkBytes = 256 * 1024;

async function copyIn(client: pg.Client, text: string, bytes: Buffer): Promise<void> {
  const stream = client.query(copyStreams.from(text));
  const done = finished(stream);
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    if (!stream.write(bytes.subarray(at, at + chunkBytes))) await Promise.race([once(stream, "drain"), done]);
  }
  stream.end();
  await done;
}

async function copyOut(client: pg.Client, text: string, take: (bytes: Buffer) => void | Promise<void>): Promise<void> {
  for await (const bytes of client.query(copyStreams.to(text))) await take(bytes as Buffer);
}

/**
 * Opens such a connection.
 *
 * @param url the application's address of the database
 * @param name shown in `pg_stat_activity`
 */
export async function openCopyConnection(url: string, name: string): Promise<CopyConnection> {
  const client = new pg.Client({ connectionString: url, application_name: name });
  client.on("error", () => {}); // the statement under way fails and says so
  await client.connect();
  return {
    query: async <R>(text: string, values: readonly unknown[] = []) => (await client.query(text, [...values])).rows as R[],
    copyOut: (text, take) => copyOut(client, text, take),
    copyIn: (text, bytes) => copyIn(client, text, bytes),
    close: () => client.end(),
  };
}
