import { randomBytes } from "node:crypto";
import { formatId } from "../../../kernel/ids.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { openWith, sealWith, sha256 } from "../../../platform/crypto/secrets.ts";
import { pageFrom, parseCursor } from "../../../platform/db/page.ts";
import { notFound } from "../../../platform/problems/platform-problems.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { integrationProblems } from "../problems.ts";
import * as queries from "../queries.ts";

/** A body as it was delivered. */
export interface Delivery {
  readonly source: string;
  readonly connectionId: string;
  readonly topic: string;
  /** The sender's own id of the delivery; empty when it gives none. */
  readonly deliveryId: string;
  readonly body: Uint8Array;
}

const bound = (id: string): string => `payload ${id}`;
const keyPurpose = (id: string): string => `payload key ${id}`;

/** Keeps a delivery, encrypted under a key of its own; undefined when the same delivery is kept already. */
export async function keepPayload(ctx: WorkspaceContext, delivery: Delivery): Promise<string | undefined> {
  const id = ctx.newId();
  const key = randomBytes(32);
  const kept = await queries.insertPayload(ctx.db, {
    workspace_id: ctx.workspaceId,
    id,
    source: delivery.source,
    connection_id: delivery.connectionId,
    topic: delivery.topic.slice(0, 200),
    delivery_id: delivery.deliveryId.slice(0, 200),
    received_at: nowAt(ctx),
    content_type: "application/json",
    sha256: sha256(delivery.body),
    ciphertext: sealWith(key, delivery.body, bound(id)),
  });
  if (kept === undefined) return undefined;
  await queries.insertPayloadKey(ctx.db, {
    workspace_id: ctx.workspaceId,
    payload_id: id,
    wrapped_key: ctx.secrets.seal(keyPurpose(id), key),
  });
  return id;
}

/** The body of a kept payload; undefined when its key was destroyed. @throws RangeError when it was changed */
export const readPayload = (
  ctx: WorkspaceContext,
  row: { readonly id: string; readonly ciphertext: Buffer; readonly wrapped_key: Buffer | null },
): Buffer | undefined =>
  row.wrapped_key === null ? undefined : openWith(ctx.secrets.open(keyPurpose(row.id), row.wrapped_key), row.ciphertext, bound(row.id));

/** A kept payload, readable. @throws Problem not-found for another id, payload-erased when its key was destroyed */
export async function openPayload(ctx: WorkspaceContext, id: string) {
  const row = await queries.findPayload(ctx.db, ctx.workspaceId, id);
  if (row === undefined) throw notFound("payload", formatId("raw", id));
  const body = readPayload(ctx, row);
  if (body === undefined)
    throw new Problem(integrationProblems["payload-erased"], "The payload was erased together with the person in it.");
  return { topic: row.topic, connectionId: row.connection_id, body };
}

/** Writes down what became of a payload, each time it is taken. */
export async function noteResult(ctx: WorkspaceContext, payloadId: string, result: { outcome: string; detail: string }): Promise<void> {
  const detail = result.detail.slice(0, 1000);
  await queries.insertResult(ctx.db, {
    workspace_id: ctx.workspaceId,
    id: ctx.newId(),
    payload_id: payloadId,
    processed_at: nowAt(ctx),
    outcome: result.outcome,
    detail,
  });
}

type PayloadRow = Awaited<ReturnType<typeof queries.listPayloads>>[number];
type ResultRow = Awaited<ReturnType<typeof queries.listResults>>[number];

const shown = (row: PayloadRow, results: readonly ResultRow[]) => ({
  id: formatId("raw", row.id),
  connection_id: row.connection_id === null ? null : formatId("con", row.connection_id),
  source: row.source,
  topic: row.topic,
  received_at: row.received_at.toISOString(),
  is_erased: Boolean(row.is_erased),
  results: results
    .filter((result) => result.payload_id === row.id)
    .map(({ processed_at, outcome, detail }) => ({ processed_at: processed_at.toISOString(), outcome, detail })),
});

/** Deliveries and what became of them, newest first. */
export async function listPayloads(
  ctx: WorkspaceContext,
  query: { readonly limit: number; readonly cursor?: string | undefined; readonly connection_id?: string | undefined },
) {
  const rows = await queries.listPayloads(ctx.db, ctx.workspaceId, {
    before: parseCursor(query.cursor),
    limit: query.limit,
    connectionId: query.connection_id,
  });
  const ids = rows.map((row) => row.id);
  const results = ids.length === 0 ? [] : await queries.listResults(ctx.db, ctx.workspaceId, ids);
  return pageFrom(
    rows,
    query.limit,
    (row) => ({ at: row.received_at, id: row.id }),
    (row) => shown(row, results),
  );
}

/** One delivery and what became of it. */
export async function showPayload(ctx: WorkspaceContext, id: string) {
  const row = await queries.findPayload(ctx.db, ctx.workspaceId, id);
  if (row === undefined) throw notFound("payload", formatId("raw", id));
  return shown({ ...row, is_erased: row.wrapped_key === null }, await queries.listResults(ctx.db, ctx.workspaceId, [id]));
}
