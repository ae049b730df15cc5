import { createHmac } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { parseId } from "../../../kernel/ids.ts";
import { storablePart } from "../../../kernel/text.ts";
import { asSystem, type Context, type WorkspaceContext } from "../../../platform/context.ts";
import { sameBytes } from "../../../platform/crypto/secrets.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { notFound } from "../../../platform/problems/platform-problems.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { readShopify, readStripe, recordArrivals, type PayloadReading } from "../../orders/service.ts";
import { loadStore } from "../../stores/service.ts";
import { keepPayload, noteResult, openPayload, showPayload } from "../payloads/service.ts";
import { integrationProblems } from "../problems.ts";
import * as queries from "../queries.ts";
import { signatureToleranceS, stripeSignature } from "../stripe-signature.ts";

type Connection = NonNullable<Awaited<ReturnType<typeof queries.findConnection>>>;

/** Under which purpose a connection's secret is sealed. */
export const secretPurpose = (connectionId: string): string => `connection ${connectionId}`;

const header = (headers: IncomingHttpHeaders, name: string): string => {
  const value = headers[name];
  return typeof value === "string" ? value : "";
};

const hmac = (secret: string, ...parts: readonly (string | Uint8Array)[]): Buffer => {
  const digest = createHmac("sha256", secret);
  for (const part of parts) digest.update(part);
  return digest.digest();
};

const isShopifySigned = (secret: string, body: Uint8Array, headers: IncomingHttpHeaders): boolean =>
  sameBytes(hmac(secret, body), Buffer.from(header(headers, "x-shopify-hmac-sha256"), "base64"));

function isStripeSigned(secret: string, body: Uint8Array, headers: IncomingHttpHeaders, nowMs: number): boolean {
  const signature = stripeSignature(header(headers, "stripe-signature"));
  if (signature === undefined || Math.abs(nowMs / 1000 - signature.signedAt) > signatureToleranceS) return false;
  const expected = hmac(secret, `${signature.signedAt}.`, body);
  return signature.signatures.map((each) => sameBytes(expected, Buffer.from(each, "hex"))).includes(true);
}

/** Compares in constant time, over the body as it came. @throws Problem signature-wrong, whatever the reason */
function verify(ctx: Context, connection: Connection, body: Uint8Array, headers: IncomingHttpHeaders): void {
  const secret = ctx.secrets.open(secretPurpose(connection.id), connection.secret_ciphertext).toString();
  const isSigned = connection.kind === "stripe" ? isStripeSigned(secret, body, headers, ctx.now()) : isShopifySigned(secret, body, headers);
  if (!isSigned)
    throw new Problem(integrationProblems["signature-wrong"], "The body does not carry the signature of this connection's secret.");
}

/** Characters that no database can hold are left out: a store's free texts may have them. */
const storable = (_name: string, value: unknown): unknown => (typeof value === "string" ? storablePart(value) : value);

function parse(body: Uint8Array): { readonly payload: unknown } | undefined {
  try {
    return { payload: JSON.parse(Buffer.from(body).toString("utf8"), storable) as unknown };
  } catch {
    return undefined;
  }
}

async function read(ctx: WorkspaceContext, connection: Connection, topic: string, body: Uint8Array): Promise<PayloadReading> {
  const parsed = parse(body);
  if (parsed === undefined) return { kind: "unreadable", reason: "the body is no JSON" };
  const { id, currency } = await loadStore(ctx, connection.store_id);
  const param = (connection.config as { click_param?: string }).click_param;
  const store = { id, currency, clickFields: param === undefined ? [] : [param.toLowerCase()] };
  return connection.kind === "stripe" ? readStripe(parsed.payload, store) : readShopify(topic, parsed.payload, store);
}

const summary = (outcomes: readonly { outcome: string }[]): string => outcomes.map((each) => each.outcome).join(", ");

/** Records what a kept payload says; the result is written down beside it. */
async function takePayload(
  ctx: WorkspaceContext,
  connection: Connection,
  kept: { id: string; topic: string; body: Uint8Array },
): Promise<"taken" | "ignored" | "unreadable"> {
  const reading = await read(ctx, connection, kept.topic, kept.body);
  if (reading.kind !== "arrivals") {
    await noteResult(ctx, kept.id, { outcome: reading.kind, detail: reading.reason });
    return reading.kind;
  }
  const orders = reading.orders.map((arrival) => ({ ...arrival, rawPayloadId: kept.id }));
  const adjustments = reading.adjustments.map((adjustment) => ({ ...adjustment, rawPayloadId: kept.id }));
  const recorded = await recordArrivals(ctx, { orders, adjustments });
  await noteResult(ctx, kept.id, { outcome: "taken", detail: summary([...recorded.orders, ...recorded.adjustments]) });
  return "taken";
}

/** What identifies a delivery: Shopify says so in a header, Stripe in the event itself. */
function deliveryOf(connection: Connection, body: Uint8Array, headers: IncomingHttpHeaders): { topic: string; deliveryId: string } {
  if (connection.kind === "shopify")
    return { topic: header(headers, "x-shopify-topic"), deliveryId: header(headers, "x-shopify-webhook-id") };
  const event = parse(body)?.payload as { id?: unknown; type?: unknown } | null | undefined;
  const text = (value: unknown): string => (typeof value === "string" ? value : "");
  return { topic: text(event?.type), deliveryId: text(event?.id) };
}

async function findOpen(ctx: Context, named: { readonly workspace: string; readonly connection: string }): Promise<Connection> {
  const workspaceId = parseId("ws", named.workspace);
  const id = parseId("con", named.connection);
  const connection = workspaceId === undefined || id === undefined ? undefined : await queries.findConnection(ctx.db, workspaceId, id);
  if (connection === undefined || connection.disabled_at !== null) throw notFound("connection", named.connection.replaceAll(/[^\w]/g, ""));
  return connection;
}

/** Takes a delivery: verified, kept and recorded in one transaction, each once. */
export async function takeWebhook(
  ctx: Context,
  named: { readonly workspace: string; readonly connection: string },
  request: { readonly body: Uint8Array; readonly headers: IncomingHttpHeaders },
): Promise<{ outcome: "taken" | "ignored" | "unreadable" | "duplicate" }> {
  const connection = await findOpen(ctx, named);
  verify(ctx, connection, request.body, request.headers);
  const { topic, deliveryId } = deliveryOf(connection, request.body, request.headers);
  return inTransaction(asSystem(ctx, connection.workspace_id, `connection:${connection.id}`), async (within) => {
    const delivery = { source: connection.kind, connectionId: connection.id, topic, deliveryId, body: request.body };
    const id = await keepPayload(within, delivery);
    return { outcome: id === undefined ? "duplicate" : await takePayload(within, connection, { id, topic, body: request.body }) };
  });
}

/** Takes a kept delivery again, under the connection as it is now. */
export async function replayPayload(ctx: WorkspaceContext, id: string) {
  return inTransaction(ctx, async (within) => {
    const payload = await openPayload(within, id);
    const connection =
      payload.connectionId === null ? undefined : await queries.findConnection(within.db, within.workspaceId, payload.connectionId);
    if (connection === undefined) throw new RangeError("a payload belongs to a connection");
    await takePayload(within, connection, { id, topic: payload.topic, body: payload.body });
    return showPayload(within, id);
  });
}
