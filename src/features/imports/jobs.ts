import { asSystem } from "../../platform/context.ts";
import { job } from "../../platform/jobs/jobs.ts";
import type { ImportStep } from "./import-state.ts";
import { importJobName, performStep, resumeImports } from "./service.ts";

interface StepPayload {
  readonly workspaceId: string;
  readonly importId: string;
  readonly step: ImportStep;
}

export const importJobs = [
  job<StepPayload>({
    name: importJobName,
    run: (ctx, { workspaceId, ...order }, signal) => performStep(asSystem(ctx, workspaceId, "import"), order, signal),
  }),
  job({ name: "resume-imports", cron: "* * * * *", run: (ctx) => resumeImports(ctx) }),
];
