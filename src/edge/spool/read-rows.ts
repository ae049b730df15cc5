import { closeFrameFile, openFrameFile, takeFrame } from "./frame-file.ts";
import { clickColumns, recordTypes, visitColumns } from "./rows.ts";
import { eachRecord, fileKinds } from "./spool-format.ts";

/** A row of a segment: the bytes of each of its columns, undefined where it is null. */
export type SpoolRow =
  | { kind: "click"; fields: ReadonlyMap<(typeof clickColumns)[number], Buffer> }
  | { kind: "visit"; fields: ReadonlyMap<(typeof visitColumns)[number], Buffer> }
  | { kind: "other" }
  | { kind: "damaged" };

/** The fields of one row in PostgreSQL's binary COPY layout by column, null left out; undefined when its bytes are none such. */
function fieldsOf<C extends string>(row: Buffer, columns: readonly C[]): ReadonlyMap<C, Buffer> | undefined {
  if (row.length < 2 || row.readUInt16BE(0) !== columns.length) return undefined;
  const fields = new Map<C, Buffer>();
  let at = 2;
  for (const column of columns) {
    if (at + 4 > row.length) return undefined;
    const length = row.readInt32BE(at);
    at += 4;
    if (length < 0) continue;
    if (at + length > row.length) return undefined;
    fields.set(column, Buffer.from(row.subarray(at, at + length)));
    at += length;
  }
  return at === row.length ? fields : undefined;
}

function rowOf(type: number, record: Buffer): SpoolRow | undefined {
  if (type === recordTypes.watermark) return undefined;
  if (type === recordTypes.click) {
    const fields = fieldsOf(record, clickColumns);
    return fields === undefined ? { kind: "damaged" } : { kind: "click", fields };
  }
  if (type !== recordTypes.visit) return { kind: "other" };
  const fields = fieldsOf(record, visitColumns);
  return fields === undefined ? { kind: "damaged" } : { kind: "visit", fields };
}

/**
 * The rows of a segment, frame by frame.
 *
 * @returns undefined when the file is no segment of a spool
 */
export function readSegment(path: string): Generator<SpoolRow[], { skippedBytes: number }> | undefined {
  const file = openFrameFile(path);
  if (file === undefined) return undefined;
  if (file.header.kind === fileKinds.spool) return framesOf(file);
  closeFrameFile(file);
  return undefined;
}

function* framesOf(file: NonNullable<ReturnType<typeof openFrameFile>>): Generator<SpoolRow[], { skippedBytes: number }> {
  try {
    for (let frame = takeFrame(file); frame !== undefined; frame = takeFrame(file)) {
      const rows: SpoolRow[] = [];
      const { bytes } = frame;
      eachRecord(bytes, frame, (type, at, end) => {
        const row = rowOf(type, bytes.subarray(at, end));
        if (row !== undefined) rows.push(row);
      });
      yield rows;
    }
    return { skippedBytes: file.skippedBytes };
  } finally {
    closeFrameFile(file);
  }
}
