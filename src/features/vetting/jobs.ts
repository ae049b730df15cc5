import { job } from "../../platform/jobs/jobs.ts";
import { checkScoresAgain } from "./service.ts";

/** The jobs of vetting. */
export const vettingJobs = [job({ name: "check-scores-again", cron: "*/10 * * * *", run: (ctx) => checkScoresAgain(ctx) })];
