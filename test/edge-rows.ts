import type { FrameBuffer } from "../src/edge/spool/frame-buffer.ts";
import {
  addClick,
  clientFields,
  consentFields,
  deviceFields,
  placeFields,
  verdictFields,
  workspaceFields,
  type ClickRow,
} from "../src/edge/spool/click-row.ts";
import { addEvent, addVisit, type EventRow, type VisitRow } from "../src/edge/spool/rows.ts";
import { idBytes, idText, makeId, openIdSource } from "../src/edge/visitor/click-id.ts";
import { keepClient, openClientTable } from "../src/edge/visitor/client-table.ts";
import { edgeWorld } from "./edge-links.ts";

const ids = openIdSource();
const clients = openClientTable(16);
const clientRow = keepClient(
  clients,
  { address: { family: 4, high: 0, low: 1 }, workspace: 1, day: 1 },
  { country: "DE", isHosting: false, fields: clientFields({ country: "DE", isHosting: false, addressHash: Buffer.alloc(16, 7) }) },
);
const verdict = verdictFields("redirected", { class: "human", reason: "browser_user_agent" });

/** A fresh uuid v7 of this time. */
export function freshId(ms: number): Buffer {
  makeId(ids, ms);
  return idBytes(idText(ids))!;
}

const bytes = (hex: string): Buffer => Buffer.from(hex, "hex");

/** Adds a click with every column filled; returns its id. */
export function addTestClick(frame: FrameBuffer, edgeId: Buffer, more: Partial<ClickRow> = {}): Buffer {
  const occurredAtMs = more.occurredAtMs ?? Date.now();
  const id = more.id ?? freshId(occurredAtMs);
  const { workspaceId, domainId, linkId, creatorId } = edgeWorld;
  addClick(frame, {
    workspace: workspaceFields(bytes(workspaceId)),
    place: placeFields({ edgeId, domainId: bytes(domainId), linkId: bytes(linkId), creatorId: bytes(creatorId) }),
    visitorId: bytes("06".repeat(16)),
    verdict,
    device: deviceFields("ios instagram"),
    clients,
    clientRow,
    referrerHost: "l.instagram.com",
    params: { utm_source: "caf\u00e9" },
    consent: consentFields.granted,
    ...more,
    occurredAtMs,
    id,
  });
  return id;
}

/** Adds a visit with every column filled; returns its id. */
export function addTestVisit(frame: FrameBuffer, edgeId: Buffer, more: Partial<VisitRow> = {}): Buffer {
  const occurredAtMs = more.occurredAtMs ?? Date.now();
  const id = freshId(occurredAtMs);
  addVisit(frame, {
    workspaceId: bytes(edgeWorld.workspaceId),
    edgeId,
    storeId: bytes(edgeWorld.storeId),
    occurredAtMs,
    id,
    visitorId: undefined,
    clickId: undefined,
    channel: "organic_search",
    channelRulesVersion: 1,
    referrerHost: "www.google.de",
    params: undefined,
    landingPath: "/p",
    verdict: { class: "human", reason: "browser_user_agent" },
    country: undefined,
    consent: "not_required",
    ...more,
  });
  return id;
}

/** Adds a browser event; returns its id. */
export function addTestEvent(frame: FrameBuffer, edgeId: Buffer, more: Partial<EventRow> = {}): Buffer {
  const occurredAtMs = more.occurredAtMs ?? Date.now();
  const id = more.id ?? freshId(occurredAtMs);
  addEvent(frame, {
    workspaceId: bytes(edgeWorld.workspaceId),
    edgeId,
    storeId: bytes(edgeWorld.storeId),
    visitorId: undefined,
    clickId: undefined,
    name: "signup",
    properties: { plan: "pro" },
    verdict: { class: "human", reason: "browser_user_agent" },
    consent: "granted",
    ...more,
    occurredAtMs,
    id,
  });
  return id;
}
