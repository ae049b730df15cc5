import { closeFrameFile, openFrameFile, takeFrame } from "../src/edge/spool/frame-file.ts";
import { clickColumns, eventColumns, recordTypes, visitColumns } from "../src/edge/spool/rows.ts";
import { listSegments } from "../src/edge/spool/segment-files.ts";
import { eachRecord } from "../src/edge/spool/spool-format.ts";

/** One record of a spool, its fields by column: texts as they are, jsonb parsed, everything else as hexadecimal digits. */
export type SpoolRecord = { type: keyof typeof recordTypes; fields: Record<string, unknown> };

const columnsOf = {
  click: clickColumns,
  visit: visitColumns,
  browserEvent: eventColumns,
  browserOrder: eventColumns,
  watermark: [],
} as const;
const binary = new Set([
  "workspace_id",
  "edge_id",
  "domain_id",
  "store_id",
  "link_id",
  "creator_id",
  "id",
  "visitor_id",
  "click_id",
  "address_hash",
]);
const json = new Set(["params", "properties"]);

/** All records of a spool folder, oldest first, without the watermarks. */
export function readSpool(folder: string): SpoolRecord[] {
  const records: SpoolRecord[] = [];
  for (const segment of listSegments(folder)) {
    const file = openFrameFile(segment.path);
    if (file === undefined) continue;
    for (let frame = takeFrame(file); frame !== undefined; frame = takeFrame(file)) {
      const { bytes } = frame;
      eachRecord(bytes, frame, (type, at) => {
        const name = nameOf(type);
        if (name !== "watermark") records.push({ type: name, fields: fieldsOf(name, bytes, at) });
      });
    }
    closeFrameFile(file);
  }
  return records;
}

const nameOf = (type: number): keyof typeof recordTypes =>
  (Object.entries(recordTypes).find(([, number]) => number === type)?.[0] ?? "watermark") as keyof typeof recordTypes;

function fieldsOf(name: keyof typeof recordTypes, bytes: Buffer, at: number): Record<string, unknown> {
  const columns = columnsOf[name];
  const count = bytes.readUInt16BE(at);
  if (count !== columns.length) throw new Error(`a ${name} of ${count} fields, not ${columns.length}`);
  let next = at + 2;
  const entries = columns.map((column) => {
    const length = bytes.readInt32BE(next);
    const from = next + 4;
    next = from + Math.max(0, length);
    return [column, length < 0 ? null : valueOf(column, bytes.subarray(from, next))] as const;
  });
  return Object.fromEntries(entries);
}

function valueOf(column: string, value: Buffer): unknown {
  if (binary.has(column)) return value.toString("hex");
  if (json.has(column)) return JSON.parse(value.toString("utf8", 1)) as unknown;
  if (column === "occurred_at") return Number(value.readBigInt64BE() / 1000n) + 946_684_800_000;
  if (column === "is_hosting") return value[0] === 1;
  return column === "channel_rules_version" ? value.readInt32BE() : value.toString("utf8");
}
