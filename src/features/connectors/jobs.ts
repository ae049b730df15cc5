import { asSystem } from "../../platform/context.ts";
import { job } from "../../platform/jobs/jobs.ts";
import { performRun } from "./performing/service.ts";
import { runJob } from "./running/service.ts";
import { performRevocation, revocationJob, type Revocation } from "./granting/service.ts";
import { readAllStories } from "./stories/service.ts";
import { renewGrants, renewTokens } from "./tokens/service.ts";

export const connectorJobs = [
  job({ name: "renew-platform-tokens", cron: "23 */6 * * *", run: (ctx, _payload, signal) => renewTokens(ctx, signal) }),
  job({ name: "read-platform-stories", cron: "41 * * * *", run: (ctx, _payload, signal) => readAllStories(ctx, signal) }),
  job({ name: "renew-platform-grants", cron: "11 * * * *", run: (ctx, _payload, signal) => renewGrants(ctx, signal) }),
  job<Revocation>({
    name: revocationJob,
    run: (ctx, revocation) => performRevocation(asSystem(ctx, revocation.workspaceId, "platform revocation"), revocation),
  }),
  job<{ workspaceId: string; runId: string }>({
    name: runJob,
    run: (ctx, { workspaceId, runId }, signal) => performRun(asSystem(ctx, workspaceId, "platform run"), runId, signal),
  }),
];
