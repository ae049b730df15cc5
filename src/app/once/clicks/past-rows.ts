import type { SpoolRow } from "../../../edge/spool/read-rows.ts";
import { uuidFromBytes, uuidTimeMs } from "../../../kernel/ids.ts";
import { isStorable } from "../../../kernel/text.ts";
import type { PastClick, PastVisit } from "../../../features/tracking/service.ts";

/** Where the clicks and visits of another installation belong in this one. */
export interface PastPlaces {
  readonly domainId: string;
  readonly storeId: string;
  /** The link here by the uuid that it has there, or why there is none. */
  linkOf(uuid: string): { readonly id: string; readonly creatorId: string | null } | { readonly fault: string };
  readonly nowMs: number;
}

/** A row as it is recorded here, or why it cannot be. */
export type PastRow =
  | { readonly kind: "click"; readonly row: PastClick; readonly workspaceId: string }
  | { readonly kind: "visit"; readonly row: PastVisit; readonly workspaceId: string }
  | { readonly kind: "fault"; readonly message: string }
  | { readonly kind: "left out" };

const pgEpochMs = 946_684_800_000;

/** Reads the columns of one row. @throws RangeError when a value is not of its column's type */
function columnsOf(fields: ReadonlyMap<string, Buffer>) {
  const needed = <T>(name: string, value: T | null): T => {
    if (value === null) throw new RangeError(`${name} is missing`);
    return value;
  };
  const uuid = (name: string): string | null => {
    const bytes = fields.get(name);
    if (bytes !== undefined && bytes.length !== 16) throw new RangeError(`${name} is no id`);
    return bytes === undefined ? null : uuidFromBytes(bytes);
  };
  const text = (name: string): string | null => {
    const written = fields.get(name)?.toString("utf8") ?? null;
    if (written !== null && !isStorable(written)) throw new RangeError(`${name} holds a character that is not text`);
    return written;
  };
  const json = (name: string): object | null => {
    const written = fields.get(name)?.toString("utf8", 1);
    if (written === undefined) return null;
    if (!isStorable(written) || written.includes("\\u0000")) throw new RangeError(`${name} holds a character that is not text`);
    try {
      return JSON.parse(written) as object;
    } catch {
      throw new RangeError(`${name} is no JSON`);
    }
  };
  const instant = (name: string): Date => new Date(Number(needed(name, fields.get(name) ?? null).readBigInt64BE(0) / 1000n) + pgEpochMs);
  const flag = (name: string): boolean | null => (fields.has(name) ? fields.get(name)![0] === 1 : null);
  const integer = (name: string): number => needed(name, fields.get(name) ?? null).readInt32BE(0);
  return { needed, uuid, text, json, instant, flag, integer };
}

type Columns = ReturnType<typeof columnsOf>;

/** What clicks and visits have in common. Hashes of addresses stay behind: they were made with salts that are not here. */
const commonOf = (columns: Columns) => ({
  id: columns.needed("id", columns.uuid("id")),
  occurred_at: columns.instant("occurred_at"),
  edge_id: columns.needed("edge_id", columns.uuid("edge_id")),
  visitor_id: columns.uuid("visitor_id"),
  visitor_class: columns.needed("visitor_class", columns.text("visitor_class")),
  class_reason: columns.needed("class_reason", columns.text("class_reason")),
  country: columns.text("country"),
  referrer_host: columns.text("referrer_host"),
  params: columns.json("params") as never,
  consent: columns.needed("consent", columns.text("consent")),
});

function timeFault({ id, occurred_at: at }: { id: string; occurred_at: Date }, nowMs: number): string | undefined {
  if (uuidTimeMs(id) !== at.getTime()) return `${id} is no id of ${at.toISOString()}: the record is damaged`;
  return at.getTime() > nowMs ? `lies ahead, at ${at.toISOString()}` : undefined;
}

function clickOf(columns: Columns, places: PastPlaces): PastRow {
  const common = commonOf(columns);
  const there = columns.uuid("link_id");
  const link = there === null ? { id: null, creatorId: null } : places.linkOf(there);
  const fault = timeFault(common, places.nowMs) ?? ("fault" in link ? link.fault : undefined);
  if (fault !== undefined || "fault" in link) return { kind: "fault", message: fault ?? "" };
  const row = {
    ...common,
    ...{ domain_id: places.domainId, link_id: link.id, creator_id: link.creatorId },
    ...{
      outcome: columns.needed("outcome", columns.text("outcome")),
      device: columns.text("device"),
      is_hosting: columns.flag("is_hosting"),
    },
  };
  return { kind: "click", row, workspaceId: columns.needed("workspace_id", columns.uuid("workspace_id")) };
}

function visitOf(columns: Columns, places: PastPlaces): PastRow {
  const common = commonOf(columns);
  const fault = timeFault(common, places.nowMs);
  if (fault !== undefined) return { kind: "fault", message: fault };
  const row = {
    ...common,
    ...{ store_id: places.storeId, click_id: columns.uuid("click_id"), channel: columns.needed("channel", columns.text("channel")) },
    ...{ channel_rules_version: columns.integer("channel_rules_version"), landing_path: columns.text("landing_path") ?? "/" },
  };
  return { kind: "visit", row, workspaceId: columns.needed("workspace_id", columns.uuid("workspace_id")) };
}

/** A row of another installation's spool as it is recorded here. What its redirect said of the visitor and the country stays as it was told. */
export function pastRow(row: SpoolRow, places: PastPlaces): PastRow {
  if (row.kind === "other") return { kind: "left out" };
  if (row.kind === "damaged") return { kind: "fault", message: "cannot be read: the record is damaged" };
  try {
    const columns = columnsOf(row.fields);
    return row.kind === "click" ? clickOf(columns, places) : visitOf(columns, places);
  } catch (error) {
    if (error instanceof RangeError) return { kind: "fault", message: `cannot be read: ${error.message}` };
    throw error;
  }
}
