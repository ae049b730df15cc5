import { enqueueJob, job, type Job } from "../../platform/jobs/jobs.ts";
import type { OutboxHandler } from "../../platform/outbox/outbox.ts";
import { judgeJob, judgeSample, type JudgedSample } from "./judged/service.ts";
import { learnFromSample, learnJob, type LearningSample } from "./learned/service.ts";
import { endHolds, loadedTopic } from "./service.ts";

/** What follows once a sample's orders are decided. */
export const sampleHandlers: Readonly<Record<string, OutboxHandler>> = {
  [loadedTopic]: async (ctx, { workspaceId, payload }) => {
    await endHolds(ctx);
    const told = payload as Omit<JudgedSample, "workspaceId">;
    await enqueueJob(ctx.db, learnJob, { workspaceId, ownerUserId: told.ownerUserId });
    await enqueueJob(ctx.db, judgeJob, { workspaceId, ...told });
  },
};

/** What a sample learned from its campaigns and knows of creators, told once it is decided what they earned. */
export const sampleJobs: readonly Job[] = [
  job<LearningSample>({ name: learnJob, run: (ctx, sample) => learnFromSample(ctx, sample) }),
  job<JudgedSample>({ name: judgeJob, run: (ctx, sample, signal) => judgeSample(ctx, sample, signal) }),
];
