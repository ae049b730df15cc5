import { asSystem } from "../../platform/context.ts";
import { job, type Job } from "../../platform/jobs/jobs.ts";
import { mailReport } from "./mailing/service.ts";
import { mailJob, planDue } from "./schedules/service.ts";
import type { SharedReport } from "./service.ts";

interface MailPayload {
  readonly workspaceId: string;
  readonly scheduleId: string;
  readonly dueAt: string;
}

/** The jobs of sharing, for the reports that the application has. */
export const sharingJobs = (reports: readonly SharedReport[]): readonly Job[] => [
  job({ name: "plan-report-mails", cron: "* * * * *", run: async (ctx) => void (await planDue(ctx)) }),
  job<MailPayload>({
    name: mailJob,
    run: (ctx, { workspaceId, scheduleId, dueAt }) =>
      mailReport(asSystem(ctx, workspaceId, "report schedule"), reports, { workspaceId, scheduleId, dueAt: new Date(dueAt) }),
  }),
];
