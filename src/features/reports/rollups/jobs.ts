import { job } from "../../../platform/jobs/jobs.ts";
import { keepSums, keepSumsJob } from "./service.ts";

export const rollupJobs = [job({ name: keepSumsJob, cron: "* * * * *", run: (ctx, _payload, signal) => keepSums(ctx, signal) })];
