import { asSystem } from "../../platform/context.ts";
import { job, type Job } from "../../platform/jobs/jobs.ts";
import type { OutboxHandler } from "../../platform/outbox/outbox.ts";
import { mailReport } from "./mailing/service.ts";
import { forgetAddresses, inviteJob, mailInvitation } from "./readers/service.ts";
import { mailJob, planDue } from "./schedules/service.ts";
import type { SharedReport } from "./service.ts";

interface MailPayload {
  readonly workspaceId: string;
  readonly scheduleId: string;
  readonly dueAt: string;
}

interface InvitePayload {
  readonly workspaceId: string;
  readonly readerId: string;
  readonly sealed: string;
}

/** The jobs of sharing, for the reports that the application has. */
export const sharingJobs = (reports: readonly SharedReport[]): readonly Job[] => [
  job({ name: "plan-report-mails", cron: "* * * * *", run: async (ctx) => void (await planDue(ctx)) }),
  job<MailPayload>({
    name: mailJob,
    run: (ctx, { workspaceId, scheduleId, dueAt }) =>
      mailReport(asSystem(ctx, workspaceId, "report schedule"), reports, { workspaceId, scheduleId, dueAt: new Date(dueAt) }),
  }),
  job<InvitePayload>({
    name: inviteJob,
    run: (ctx, { workspaceId, ...invitation }) => mailInvitation(asSystem(ctx, workspaceId, "report reader"), invitation),
  }),
];

/** What sharing does when a person is erased: readers with an address of theirs are forgotten. */
export const sharingHandlers: Readonly<Record<string, OutboxHandler>> = {
  "customer.erased": (ctx, { workspaceId, topic, payload }) =>
    forgetAddresses(
      asSystem(ctx, workspaceId, `outbox:${topic}`),
      (payload as { email_hashes: string[] }).email_hashes.map((hash) => Buffer.from(hash, "hex")),
    ),
};
