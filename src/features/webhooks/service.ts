import { randomBytes, randomInt } from "node:crypto";
import type { Selectable } from "kysely";
import { Webhook } from "standardwebhooks";
import { formatId } from "../../kernel/ids.ts";
import { recordAudit } from "../../platform/audit/audit.ts";
import { asSystem, nowAt, type Context, type WorkspaceContext } from "../../platform/context.ts";
import { inTransaction } from "../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../platform/db/page.ts";
import { postOutside, refusalOf } from "../../platform/outgoing/guarded-fetch.ts";
import { notFound, platformProblems } from "../../platform/problems/platform-problems.ts";
import { Problem } from "../../platform/problems/problem.ts";
import { notify } from "../notices/service.ts";
import { scopeToBeTold, subjectOf, type EventType } from "./event-types.ts";
import { webhookProblems } from "./problems.ts";
import * as queries from "./queries.ts";
import { disableAfterMs, retryDelayMs } from "./retry-schedule.ts";
import type { WebhookTables } from "./tables.ts";
import { keepAndQueue, queueDelivery, type DeliveryJob } from "./telling/service.ts";

export { eraseEvents } from "./erasing/service.ts";
export { forgetEvents } from "./forgetting/service.ts";
export { keptDays } from "./retry-schedule.ts";
export { deliverJob, emitEvent, makeEvent, tell, tellTopic, type Shows } from "./telling/service.ts";

type EndpointRow = Selectable<WebhookTables["webhook_endpoints"]>;

const purpose = "webhook secret";
const dayMs = 24 * 60 * 60 * 1000;
const mostReplayed = 10_000;

const shown = (row: EndpointRow) => ({
  id: formatId("whe", row.id),
  url: row.url,
  event_types: row.event_types,
  created_at: row.created_at.toISOString(),
  failing_since: row.failing_since?.toISOString() ?? null,
  disabled_at: row.disabled_at?.toISOString() ?? null,
  disabled_reason: row.disabled_reason,
});

async function load(ctx: WorkspaceContext, id: string, lock = false): Promise<EndpointRow> {
  const row = await queries.findEndpoint(ctx.db, ctx.workspaceId, id, lock);
  if (row === undefined) throw notFound("webhook endpoint", formatId("whe", id));
  return row;
}

/** The endpoints of the workspace. */
export const listEndpoints = async (ctx: WorkspaceContext) => ({ data: (await queries.listEndpoints(ctx.db, ctx.workspaceId)).map(shown) });

const newSecret = (): string => `whsec_${randomBytes(32).toString("base64")}`;

/** Refuses event types whose data the person or key may not read. */
function requireReading(ctx: WorkspaceContext, types: readonly EventType[]): void {
  const needed = types.flatMap((type) => (type === "webhook.test.v1" ? [] : [scopeToBeTold[subjectOf(type)]]));
  const missing = [...new Set(needed)].filter((scope) => !ctx.scopes.has(scope));
  if (missing.length > 0)
    throw new Problem(platformProblems["not-allowed"], `To be told of these events your role or key needs ${missing.join(", ")} as well.`);
}

/** Adds an endpoint; the secret is in the answer this once. */
export async function createEndpoint(ctx: WorkspaceContext, body: { url: string; event_types: readonly EventType[] }) {
  requireReading(ctx, body.event_types);
  const refusal = refusalOf(body.url, ctx.allowPrivateWebhooks);
  if (refusal !== undefined)
    throw new Problem(webhookProblems["webhook-url-refused"], `${body.url} is not called: ${refusal}.`, {
      errors: [{ pointer: "/url", detail: refusal }],
    });
  const secret = newSecret();
  return inTransaction(ctx, async (within) => {
    const [id, now] = [within.newId(), nowAt(within)];
    const sealed = within.secrets.seal(purpose, secret);
    const row = await queries.insertEndpoint(within.db, {
      workspace_id: within.workspaceId,
      id,
      url: body.url,
      event_types: [...new Set(body.event_types)],
      secret_ciphertext: sealed,
      created_at: now,
      updated_at: now,
    });
    await recordAudit(within, {
      action: "webhook_endpoint.created",
      subjectKind: "webhook_endpoint",
      subjectId: id,
      detail: { url: body.url, event_types: body.event_types },
    });
    return { ...shown(row), secret };
  });
}

/** Changes what is named; switching on forgets the failures. */
export async function updateEndpoint(
  ctx: WorkspaceContext,
  id: string,
  changes: { event_types?: readonly EventType[] | undefined; enabled?: boolean | undefined },
) {
  requireReading(ctx, changes.event_types ?? []);
  return inTransaction(ctx, async (within) => {
    const before = await load(within, id, true);
    const now = nowAt(within);
    const { enabled } = changes;
    const off = { disabled_at: before.disabled_at ?? now, disabled_reason: before.disabled_reason ?? "switched off by hand" };
    const row = await queries.updateEndpoint(within.db, within.workspaceId, id, {
      event_types: changes.event_types === undefined ? before.event_types : [...new Set(changes.event_types)],
      ...(enabled === undefined ? {} : enabled ? { disabled_at: null, disabled_reason: null, failing_since: null } : off),
      updated_at: now,
    });
    await recordAudit(within, {
      action: "webhook_endpoint.updated",
      subjectKind: "webhook_endpoint",
      subjectId: id,
      detail: { before: shown(before), after: shown(row) },
    });
    return shown(row);
  });
}

/** Takes an endpoint away. */
export async function archiveEndpoint(ctx: WorkspaceContext, id: string): Promise<Record<string, never>> {
  return inTransaction(ctx, async (within) => {
    await load(within, id, true);
    await queries.updateEndpoint(within.db, within.workspaceId, id, { archived_at: nowAt(within), updated_at: nowAt(within) });
    await recordAudit(within, { action: "webhook_endpoint.archived", subjectKind: "webhook_endpoint", subjectId: id });
    return {};
  });
}

/** A new secret; the one before still signs for a day, so that the receiver can change over. */
export async function rotateSecret(ctx: WorkspaceContext, id: string): Promise<{ secret: string; previous_until: string }> {
  const secret = newSecret();
  return inTransaction(ctx, async (within) => {
    const before = await load(within, id, true);
    const until = new Date(within.now() + dayMs);
    await queries.updateEndpoint(within.db, within.workspaceId, id, {
      secret_ciphertext: within.secrets.seal(purpose, secret),
      previous_secret_ciphertext: before.secret_ciphertext,
      previous_secret_until: until,
      updated_at: nowAt(within),
    });
    await recordAudit(within, { action: "webhook_endpoint.secret_rotated", subjectKind: "webhook_endpoint", subjectId: id });
    return { secret, previous_until: until.toISOString() };
  });
}

/** Sends one endpoint a test event. */
export async function sendTest(ctx: WorkspaceContext, id: string): Promise<Record<string, never>> {
  await load(ctx, id);
  await keepAndQueue(ctx, { type: "webhook.test.v1", at: nowAt(ctx), data: { message: "This is a test from Vouch." } }, [id]);
  return {};
}

/** Queues events again for one endpoint: the receiver tells repeats by webhook-id. */
export async function replayEvents(
  ctx: WorkspaceContext,
  id: string,
  body: { event_id: string } | { since: string },
): Promise<{ queued: number }> {
  return inTransaction(ctx, async (within) => {
    const endpoint = await load(within, id);
    const events =
      "event_id" in body
        ? [await queries.findEvent(within.db, within.workspaceId, body.event_id)]
        : await queries.listEventsSince(within.db, within.workspaceId, {
            since: new Date(body.since),
            types: endpoint.event_types,
            limit: mostReplayed,
          });
    if ("event_id" in body && events[0] === undefined) throw notFound("event", formatId("evt", body.event_id));
    for (const event of events)
      await queueDelivery(within, { workspaceId: within.workspaceId, endpointId: id, eventId: event!.id, attempt: 1 });
    return { queued: events.length };
  });
}

/** The delivery log of an endpoint. */
export async function listDeliveries(ctx: WorkspaceContext, id: string, query: { limit: number; cursor?: string | undefined }) {
  await load(ctx, id);
  const rows = await queries.listDeliveries(ctx.db, ctx.workspaceId, {
    endpointId: id,
    limit: query.limit,
    after: parseCursor(query.cursor),
  });
  return pageFrom(
    rows,
    query.limit,
    (row) => ({ at: row.created_at, id: row.id }),
    (row) => ({
      id: formatId("whd", row.id),
      event_id: formatId("evt", row.event_id),
      event_type: row.type,
      attempt: row.attempt,
      status: row.status as "pending" | "delivered" | "failed",
      response_status: row.response_status,
      response_excerpt: row.response_excerpt,
      error: row.error,
      duration_ms: row.duration_ms,
      attempted_at: row.attempted_at?.toISOString() ?? null,
      created_at: row.created_at.toISOString(),
    }),
  );
}

function signatures(ctx: Context, endpoint: EndpointRow, message: { id: string; at: Date; body: string }): string {
  const sealed = [endpoint.secret_ciphertext];
  const { previous_secret_ciphertext: previous, previous_secret_until: until } = endpoint;
  if (previous !== null && until !== null && until.getTime() > ctx.now()) sealed.push(previous);
  return sealed.map((each) => new Webhook(ctx.secrets.open(purpose, each).toString()).sign(message.id, message.at, message.body)).join(" ");
}

interface Attempt {
  readonly ok: boolean;
  readonly status: number | null;
  readonly excerpt: string | null;
  readonly error: string | null;
}

async function attempt(ctx: Context, endpoint: EndpointRow, event: { id: string; payload: unknown }): Promise<Attempt> {
  const message = { id: formatId("evt", event.id), at: nowAt(ctx), body: JSON.stringify(event.payload) };
  const headers = {
    "content-type": "application/json",
    "user-agent": "Vouch-Webhooks/1",
    "webhook-id": message.id,
    "webhook-timestamp": String(Math.floor(message.at.getTime() / 1000)),
    "webhook-signature": signatures(ctx, endpoint, message),
  };
  try {
    const reply = await postOutside({
      url: endpoint.url,
      headers,
      body: message.body,
      timeoutMs: 15_000,
      allowPrivate: ctx.allowPrivateWebhooks,
    });
    return {
      ok: reply.status >= 200 && reply.status < 300,
      status: reply.status,
      excerpt: reply.excerpt.replaceAll("\0", ""),
      error: null,
    };
  } catch (error) {
    const cause = error instanceof Error ? ((error.cause as Error | undefined) ?? error) : undefined;
    return { ok: false, status: null, excerpt: null, error: (cause?.message ?? "unknown").slice(0, 500) };
  }
}

async function afterFailure(ctx: WorkspaceContext, endpoint: EndpointRow, delivery: DeliveryJob, outcome: Attempt): Promise<void> {
  const since = endpoint.failing_since ?? nowAt(ctx);
  const isLasting = ctx.now() - since.getTime() >= disableAfterMs || outcome.status === 410;
  const reason = outcome.status === 410 ? "it answered 410 Gone" : "it failed for five days without one success";
  await queries.updateEndpoint(ctx.db, ctx.workspaceId, endpoint.id, {
    failing_since: since,
    ...(isLasting ? { disabled_at: nowAt(ctx), disabled_reason: reason } : {}),
    updated_at: nowAt(ctx),
  });
  if (isLasting) {
    const message = `The webhook endpoint ${endpoint.url} was switched off: ${reason}. Fix the cause, switch it on again in Settings, and replay what it missed.`;
    await notify(ctx, { kind: "webhook_endpoint.disabled", message, subjectKind: "webhook_endpoint", subjectId: endpoint.id });
    return;
  }
  const delayMs = retryDelayMs(delivery.attempt, randomInt(1000) / 1000);
  if (delayMs !== undefined) await queueDelivery(ctx, { ...delivery, attempt: delivery.attempt + 1 }, new Date(ctx.now() + delayMs));
}

/** Makes one try and writes it down; a failed one is tried again later. The try itself happens outside any transaction. */
export async function deliver(ctx: Context, delivery: DeliveryJob): Promise<void> {
  const system = asSystem(ctx, delivery.workspaceId);
  const endpoint = await queries.findEndpoint(ctx.db, delivery.workspaceId, delivery.endpointId);
  const event = await queries.findEvent(ctx.db, delivery.workspaceId, delivery.eventId);
  if (endpoint === undefined || endpoint.disabled_at !== null || event === undefined) return;
  const startedAt = nowAt(ctx);
  const outcome = await attempt(ctx, endpoint, event);
  await inTransaction(system, async (within) => {
    await queries.insertDelivery(within.db, {
      workspace_id: within.workspaceId,
      id: within.newId(),
      endpoint_id: endpoint.id,
      event_id: event.id,
      attempt: delivery.attempt,
      status: outcome.ok ? "delivered" : "failed",
      response_status: outcome.status,
      response_excerpt: outcome.excerpt,
      error: outcome.error,
      duration_ms: within.now() - startedAt.getTime(),
      attempted_at: startedAt,
      created_at: nowAt(within),
    });
    const current = await queries.findEndpoint(within.db, within.workspaceId, endpoint.id, true);
    if (current === undefined || current.disabled_at !== null) return;
    if (!outcome.ok) await afterFailure(within, current, delivery, outcome);
    else if (current.failing_since !== null)
      await queries.updateEndpoint(within.db, within.workspaceId, endpoint.id, { failing_since: null, updated_at: nowAt(within) });
  });
}
