import { asSystem } from "../../platform/context.ts";
import { job } from "../../platform/jobs/jobs.ts";
import { computationJob, performComputation, type ComputationKind } from "./service.ts";

/** The job that carries out computations of these kinds. */
export const computationJobs = (kinds: readonly ComputationKind[]) => [
  job<{ workspaceId: string; computationId: string }>({
    name: computationJob,
    run: (ctx, { workspaceId, computationId }, signal) =>
      performComputation(asSystem(ctx, workspaceId, "computation"), kinds, { computationId, signal }),
  }),
];
