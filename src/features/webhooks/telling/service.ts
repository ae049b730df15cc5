import { nowAt, type Context, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction, plainJson } from "../../../platform/db/database.ts";
import { enqueueJob } from "../../../platform/jobs/jobs.ts";
import { writeOutbox, type OutboxRow } from "../../../platform/outbox/outbox.ts";
import { subjectOf, type EventSubject, type EventType, type ThingEvent } from "../event-types.ts";
import * as queries from "../queries.ts";

/** The outbox topic of something that endpoints are to be told. */
export const tellTopic = "webhook_event.due";

/** The name of the job that makes one try. */
export const deliverJob = "deliver-webhook";

/** How each thing is shown, the same way as by the API, archived or not. */
export type Shows = Readonly<Record<EventSubject, { readonly show: (ctx: WorkspaceContext, id: string) => Promise<object> }>>;

/**
 * Notes in the outbox, in the transaction of the cause, that endpoints are to be told of some things. Nothing is written while no endpoint
 * of the workspace asks for it.
 */
export async function tell(ctx: WorkspaceContext, type: ThingEvent, ids: readonly string[]): Promise<void> {
  if (ids.length === 0 || !(await queries.isAskedFor(ctx.db, ctx.workspaceId, type))) return;
  const payload = { type, at: nowAt(ctx).toISOString() };
  await writeOutbox(
    ctx,
    ids.map((key) => ({ topic: tellTopic, key, payload })),
  );
}

/** Makes the event that was noted, with its thing as it is now, in the transaction that takes the note away. */
export async function makeEvent(ctx: WorkspaceContext, row: OutboxRow, shows: Shows): Promise<void> {
  const { type, at } = row.payload as { type: ThingEvent; at: string };
  await emitEvent(ctx, { type, at: new Date(at), data: await shows[subjectOf(type)].show(ctx, row.key) });
}

/** Something to tell. */
export interface NewEvent {
  readonly type: EventType;
  readonly at: Date;
  readonly data: object;
}

/**
 * Keeps an event, once, where an endpoint asks for its type; each that is switched on gets a delivery, the others may have it replayed.
 */
export async function emitEvent(ctx: WorkspaceContext, event: NewEvent): Promise<void> {
  const endpoints = await queries.listEndpoints(ctx.db, ctx.workspaceId);
  const asking = endpoints.filter((row) => row.event_types.includes(event.type));
  if (asking.length === 0) return;
  await keepAndQueue(
    ctx,
    event,
    asking.filter((row) => row.disabled_at === null).map((row) => row.id),
  );
}

/** Keeps an event and queues its delivery to these endpoints. */
export async function keepAndQueue(ctx: WorkspaceContext, { type, at, data }: NewEvent, endpointIds: readonly string[]): Promise<void> {
  await inTransaction(ctx, async (within) => {
    const eventId = within.newId();
    const payload = plainJson({ type, timestamp: at.toISOString(), data });
    await queries.insertEvent(within.db, { workspace_id: within.workspaceId, id: eventId, type, payload, occurred_at: at });
    for (const endpointId of endpointIds) await queueDelivery(within, { workspaceId: within.workspaceId, endpointId, eventId, attempt: 1 });
  });
}

/** One try to come. */
export interface DeliveryJob {
  readonly workspaceId: string;
  readonly endpointId: string;
  readonly eventId: string;
  readonly attempt: number;
}

/** Other jobs go first: a receiver that is slow, or a hundred thousand events of one import, hold up no hold and no file. */
const afterOthers = 10;

/** Queues a try in the caller's transaction. */
export const queueDelivery = (ctx: Context, delivery: DeliveryJob, runAt?: Date): Promise<void> =>
  enqueueJob(ctx.db, deliverJob, delivery, { priority: afterOthers, ...(runAt === undefined ? {} : { runAt }) });
