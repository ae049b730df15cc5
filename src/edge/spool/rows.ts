import type { ConsentState, VisitorVerdict } from "@vouch/redirect";
import { beginRecord, endRecord, reserve, type FrameBuffer } from "./frame-buffer.ts";
import { writeBytes, writeFieldCount, writeInstant, writeInteger, writeJson, writeText } from "./pg-tuple.ts";

/**
 * The records of the spool. A click, visit or browser event is the row of its table in PostgreSQL's binary COPY layout, with the
 * columns in the order given here: the shipper passes the bytes on and never looks inside. Another set of columns is another type.
 */
export const recordTypes = { click: 1, visit: 2, browserEvent: 3, watermark: 4, browserOrder: 5 } as const;

export const clickColumns = [
  ...["workspace_id", "occurred_at", "id", "edge_id", "domain_id", "link_id", "creator_id", "visitor_id", "outcome"],
  ...["visitor_class", "class_reason", "device", "country", "is_hosting", "address_hash", "referrer_host", "params", "consent"],
] as const;

export const visitColumns = [
  ...["workspace_id", "occurred_at", "id", "edge_id", "store_id", "visitor_id", "click_id", "channel", "channel_rules_version"],
  ...["referrer_host", "params", "landing_path", "visitor_class", "class_reason", "country", "consent"],
] as const;

export const eventColumns = [
  ...["workspace_id", "occurred_at", "id", "edge_id", "store_id", "visitor_id", "click_id", "name", "properties"],
  ...["visitor_class", "consent"],
] as const;

type RowHead = { workspaceId: Buffer; occurredAtMs: number; id: Buffer; edgeId: Buffer };

/** All rows begin alike, so that the shipper finds workspace and time at one place in each. */
function beginRow(frame: FrameBuffer, fields: number, row: RowHead): void {
  writeFieldCount(frame, fields);
  writeBytes(frame, row.workspaceId);
  writeInstant(frame, row.occurredAtMs);
  writeBytes(frame, row.id);
  writeBytes(frame, row.edgeId);
}

/** Where these stand, counted from the row's first byte. */
export const rowPlaces = { workspaceId: 6, occurredAt: 26, id: 38 } as const;

export type VisitRow = {
  workspaceId: Buffer;
  edgeId: Buffer;
  storeId: Buffer;
  occurredAtMs: number;
  id: Buffer;
  visitorId: Buffer | undefined;
  clickId: Buffer | undefined;
  channel: string;
  channelRulesVersion: number;
  referrerHost: string | undefined;
  params: object | undefined;
  landingPath: string;
  verdict: VisitorVerdict;
  country: string | undefined;
  consent: ConsentState;
};

/** Adds a visit to the records of this turn. */
export function addVisit(frame: FrameBuffer, row: VisitRow): void {
  beginRecord(frame, recordTypes.visit);
  beginRow(frame, visitColumns.length, row);
  writeBytes(frame, row.storeId);
  writeBytes(frame, row.visitorId);
  writeBytes(frame, row.clickId);
  writeText(frame, row.channel);
  writeInteger(frame, row.channelRulesVersion);
  writeText(frame, row.referrerHost);
  writeJson(frame, row.params);
  writeText(frame, row.landingPath);
  writeText(frame, row.verdict.class);
  writeText(frame, row.verdict.reason);
  writeText(frame, row.country);
  writeText(frame, row.consent);
  endRecord(frame);
}

export type EventRow = {
  workspaceId: Buffer;
  edgeId: Buffer;
  storeId: Buffer;
  occurredAtMs: number;
  id: Buffer;
  visitorId: Buffer | undefined;
  clickId: Buffer | undefined;
  /** an event's own name; an order is `$order`, which no event of a page can be called */
  name: string;
  properties: object;
  verdict: VisitorVerdict;
  consent: ConsentState;
};

export const orderEventName = "$order";

/** Adds a browser event to the records of this turn; an order is a record type of its own because somebody waits for it. */
export function addEvent(frame: FrameBuffer, row: EventRow): void {
  beginRecord(frame, row.name === orderEventName ? recordTypes.browserOrder : recordTypes.browserEvent);
  beginRow(frame, eventColumns.length, row);
  writeBytes(frame, row.storeId);
  writeBytes(frame, row.visitorId);
  writeBytes(frame, row.clickId);
  writeText(frame, row.name);
  writeJson(frame, row.properties);
  writeText(frame, row.verdict.class);
  writeText(frame, row.consent);
  endRecord(frame);
}

/** Says that every record with an earlier time stands before this one. */
export function addWatermark(frame: FrameBuffer, ms: number): void {
  beginRecord(frame, recordTypes.watermark);
  reserve(frame, 8);
  frame.bytes.writeDoubleBE(ms, frame.at);
  frame.at += 8;
  endRecord(frame);
}
