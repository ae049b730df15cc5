import { asSystem } from "../../platform/context.ts";
import { job } from "../../platform/jobs/jobs.ts";
import type { OutboxHandler } from "../../platform/outbox/outbox.ts";
import { deliver, deliverJob, forgetEvents, makeEvent, tellTopic, type Shows } from "./service.ts";

export const webhookJobs = [
  job({ name: deliverJob, run: (ctx, delivery: Parameters<typeof deliver>[1]) => deliver(ctx, delivery) }),
  job({ name: "forget-webhook-events", cron: "23 * * * *", run: async (ctx) => void (await forgetEvents(ctx)) }),
];

/** Makes the events that causes noted; `shows` gives the things that they are about. */
export const webhookHandlers = (shows: Shows): Readonly<Record<string, OutboxHandler>> => ({
  [tellTopic]: (ctx, row) => makeEvent(asSystem(ctx, row.workspaceId, `outbox:${row.topic}`), row, shows),
});
