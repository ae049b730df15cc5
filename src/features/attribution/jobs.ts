import { asSystem } from "../../platform/context.ts";
import { job } from "../../platform/jobs/jobs.ts";
import { performRun, recomputeJob } from "./service.ts";

export const attributionJobs = [
  job<{ workspaceId: string }>({
    name: recomputeJob,
    run: (ctx, { workspaceId }, signal) => performRun(asSystem(ctx, workspaceId, "recompute"), signal),
  }),
];
