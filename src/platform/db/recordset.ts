import { sql, type RawBuilder } from "kysely";

/** The columns of rows that travel to the server as one JSON text. */
export interface RecordsetColumns<R> {
  /** The column names, for `insert into t (...) select ...`. */
  readonly names: RawBuilder<unknown>;
  /** The rows as a table of that shape, for `from ... as r`. */
  readonly of: (rows: readonly R[]) => RawBuilder<unknown>;
}

/**
 * Many rows in one parameter: about as fast as one array a column on the server, and a third of the work in this process. The types are
 * written as the server spells them. The caller gives a bigint as text, an instant as ISO text, bytes through {@link bytesText}.
 */
export function recordset<R extends object>(columns: Readonly<Record<keyof R & string, string>>): RecordsetColumns<R> {
  const names = Object.keys(columns);
  const shape = sql.raw(names.map((name) => `${name} ${columns[name as keyof R & string]}`).join(", "));
  return {
    names: sql.raw(names.join(", ")),
    of: (rows) => sql`json_to_recordset(${JSON.stringify(rows)}::json) as r(${shape})`,
  };
}

/** Bytes as the text that a bytea column reads. */
export const bytesText = (bytes: Uint8Array): string =>
  `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex")}`;
