import type { ConsentState, VisitorVerdict } from "@vouch/redirect";
import { copyFieldsAt, fieldsLengthAt, type ClientTable } from "../visitor/client-table.ts";
import { beginRecord, emptyFrame, endRecord, openFrameBuffer, reserve, type FrameBuffer } from "./frame-buffer.ts";
import { putInstant, writeBoolean, writeBytes, writeFieldCount, writeJson, writeNull, writeText } from "./pg-tuple.ts";
import { clickColumns, recordTypes } from "./rows.ts";
import { frameHeaderBytes } from "./spool-format.ts";

/**
 * The row of a click, made of groups of neighbouring fields that are encoded once and kept with what they are of: the link, the
 * user agent, the client. A click then costs a few copies; the order of the columns is chosen for that.
 */

/** What became of a request for a link. */
export type ClickOutcome = "redirected" | "expired_fallback" | "disabled_fallback" | "unknown_key";

export type ClickRow = {
  /** as `workspaceFields` gives it, and so on */
  workspace: Buffer;
  occurredAtMs: number;
  id: Buffer;
  place: Buffer;
  visitorId: Buffer | undefined;
  verdict: Buffer;
  device: Buffer;
  /** the client's fields stand in its row of this table */
  clients: ClientTable;
  clientRow: number;
  /** ASCII */
  referrerHost: string | undefined;
  params: object | undefined;
  consent: Buffer;
};

const uuidFieldBytes = 20;
const instantFieldBytes = 12;
const lengthBytes = 4;

/** Adds a click to the records of this turn. */
export function addClick(frame: FrameBuffer, row: ClickRow): void {
  const { workspace, place, verdict, device, clients, clientRow, consent, referrerHost } = row;
  beginRecord(frame, recordTypes.click);
  const fixed = workspace.length + place.length + verdict.length + device.length + fieldsLengthAt(clients, clientRow);
  reserve(frame, fixed + instantFieldBytes + 2 * uuidFieldBytes + 2 * lengthBytes + (referrerHost?.length ?? 0));
  const { bytes } = frame;
  let at = put(bytes, frame.at, workspace);
  putInstant(bytes, at, row.occurredAtMs);
  at = putUuid(bytes, at + instantFieldBytes, row.id);
  at = put(bytes, at, place);
  at = row.visitorId === undefined ? putNull(bytes, at) : putUuid(bytes, at, row.visitorId);
  at = copyFieldsAt(clients, clientRow, bytes, put(bytes, put(bytes, at, verdict), device));
  at = referrerHost === undefined ? putNull(bytes, at) : putAscii(bytes, at, referrerHost);
  frame.at = at;
  if (row.params === undefined) writeNull(frame);
  else writeJson(frame, row.params);
  reserve(frame, consent.length);
  frame.at = put(frame.bytes, frame.at, consent);
  endRecord(frame);
}

function put(bytes: Buffer, at: number, fields: Buffer): number {
  bytes.set(fields, at);
  return at + fields.length;
}

function putUuid(bytes: Buffer, at: number, id: Buffer): number {
  bytes[at] = 0;
  bytes[at + 1] = 0;
  bytes[at + 2] = 0;
  bytes[at + 3] = 16;
  bytes.set(id, at + 4);
  return at + uuidFieldBytes;
}

function putNull(bytes: Buffer, at: number): number {
  bytes.fill(0xff, at, at + 4);
  return at + lengthBytes;
}

function putAscii(bytes: Buffer, at: number, text: string): number {
  bytes[at] = 0;
  bytes[at + 1] = 0;
  bytes[at + 2] = text.length >>> 8;
  bytes[at + 3] = text.length;
  for (let index = 0; index < text.length; index++) bytes[at + 4 + index] = text.charCodeAt(index);
  return at + lengthBytes + text.length;
}

const scratch = openFrameBuffer(4096);

/** The bytes that some field writers write, as a buffer of their own. */
function fieldsOf(write: (frame: FrameBuffer) => void): Buffer {
  emptyFrame(scratch);
  write(scratch);
  return Buffer.from(scratch.bytes.subarray(frameHeaderBytes, scratch.at));
}

/** The row's field count and workspace_id. */
export const workspaceFields = (workspaceId: Buffer): Buffer =>
  fieldsOf((frame) => {
    writeFieldCount(frame, clickColumns.length);
    writeBytes(frame, workspaceId);
  });

/** edge_id, domain_id, link_id and creator_id. */
export const placeFields = (place: {
  edgeId: Uint8Array;
  domainId: Uint8Array;
  linkId: Uint8Array | undefined;
  creatorId: Uint8Array | undefined;
}): Buffer =>
  fieldsOf((frame) => {
    for (const id of [place.edgeId, place.domainId, place.linkId, place.creatorId]) writeBytes(frame, id);
  });

const verdicts = new Map<VisitorVerdict, Map<ClickOutcome, Buffer>>();
const latest: { verdict?: VisitorVerdict; outcome?: ClickOutcome; fields: Buffer } = { fields: Buffer.alloc(0) };

/** outcome, visitor_class and class_reason. Verdicts are shared constants, so there are few, and nearly always it is the latest again. */
export function verdictFields(outcome: ClickOutcome, verdict: VisitorVerdict): Buffer {
  if (verdict === latest.verdict && outcome === latest.outcome) return latest.fields;
  const known = verdicts.get(verdict) ?? new Map<ClickOutcome, Buffer>();
  const fields =
    known.get(outcome) ?? fieldsOf((frame) => [outcome, verdict.class, verdict.reason].forEach((text) => writeText(frame, text)));
  verdicts.set(verdict, known.set(outcome, fields));
  return Object.assign(latest, { verdict, outcome, fields }).fields;
}

/** device. */
export const deviceFields = (device: string | undefined): Buffer => fieldsOf((frame) => writeText(frame, device));

/** country, is_hosting and address_hash. */
export const clientFields = (client: {
  country: string | undefined;
  isHosting: boolean | undefined;
  addressHash: Buffer | undefined;
}): Buffer =>
  fieldsOf((frame) => {
    writeText(frame, client.country);
    writeBoolean(frame, client.isHosting);
    writeBytes(frame, client.addressHash);
  });

/** consent. */
export const consentFields: Readonly<Record<ConsentState, Buffer>> = {
  granted: fieldsOf((frame) => writeText(frame, "granted")),
  denied: fieldsOf((frame) => writeText(frame, "denied")),
  required: fieldsOf((frame) => writeText(frame, "required")),
  not_required: fieldsOf((frame) => writeText(frame, "not_required")),
};
