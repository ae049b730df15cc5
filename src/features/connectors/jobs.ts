import { asSystem } from "../../platform/context.ts";
import { job } from "../../platform/jobs/jobs.ts";
import { performRun } from "./performing/service.ts";
import { runJob } from "./running/service.ts";

export const connectorJobs = [
  job<{ workspaceId: string; runId: string }>({
    name: runJob,
    run: (ctx, { workspaceId, runId }, signal) => performRun(asSystem(ctx, workspaceId, "platform run"), runId, signal),
  }),
];
