import { startCards } from "../../features/discovery/cards/jobs.ts";
import { startJobs } from "../../platform/jobs/run-jobs.ts";
import { startOutbox } from "../../platform/outbox/outbox.ts";
import type { Runtime } from "../installation/runtime.ts";
import { jobs, outboxHandlers } from "../work.ts";

/** Starts the outbox's consumer, the job queue and the maker of cards in this process. `close` lets what is running end. */
export async function startWorker({ ctx, pool }: Runtime): Promise<{ close(): Promise<void> }> {
  const queue = await startJobs(ctx, pool, jobs); // it makes the names of jobs known before an event asks for one
  const outbox = startOutbox(ctx, outboxHandlers);
  const cards = startCards(ctx);
  return { close: async () => void (await Promise.all([outbox.stop(), queue.stop(), cards.stop()])) };
}
