import { job } from "../../../platform/jobs/jobs.ts";
import { lookAgain } from "./service.ts";

export const searchJobs = [
  job({ name: "look-for-creators-again", cron: "*/5 * * * *", run: (ctx, _payload, signal) => lookAgain(ctx, signal) }),
];
