import { formatId } from "../../../kernel/ids.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { isSurelyUnsent } from "../../../platform/mail/mail.ts";
import { notify } from "../../notices/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { makePaper } from "../papers/service.ts";
import { daysBefore, type DueRule } from "../schedules/due.ts";
import * as queries from "../schedules/queries.ts";
import { optOutUrl } from "../schedules/service.ts";
import { loadSheet, type ReportFilters, type SharedReport } from "../service.ts";
import type { ScheduleRow } from "../tables.ts";

const mostTries = 3;

async function tell(ctx: WorkspaceContext, schedule: ScheduleRow, message: string): Promise<void> {
  const subject = { subjectKind: "report_schedule", subjectId: schedule.id };
  await notify(ctx, { kind: "report_not_mailed", message: `The report “${schedule.subject_name}”: ${message}`, ...subject });
}

async function paperOf(ctx: WorkspaceContext, reports: readonly SharedReport[], schedule: ScheduleRow, dueAt: Date) {
  const { zone, name } = await loadWorkspace(ctx);
  const own = schedule.filters as ReportFilters;
  const days = schedule.report === "campaign" ? {} : daysBefore(schedule.every as DueRule["every"], dueAt.getTime(), zone);
  const { report: kind, subject_id: subjectId, shows_names, shows_money } = schedule;
  const sheet = await loadSheet(ctx, reports, { kind, subjectId, filters: { ...own, ...days }, shows_names, shows_money });
  return { subject: `${sheet.subject}, ${name}`, content: await makePaper(ctx, sheet) };
}

type Paper = Awaited<ReturnType<typeof paperOf>>;

/** Hands one mail to the mail server. From its being marked on it is not sent again unless the server surely did not take it. */
async function sendOne(ctx: WorkspaceContext, due: queries.DueMails, schedule: ScheduleRow, mail: { userId: string; paper: Paper }) {
  const { userId, paper } = mail;
  const one = { ...due, userId };
  const to = (await ctx.people.find([userId])).get(userId)?.email;
  const [claimed] = await queries.moveMails(ctx.db, one, { from: "waiting", state: "sending", at: nowAt(ctx), isTry: true });
  if (claimed === undefined) return "taken by another";
  const settle = (state: "sent" | "waiting" | "failed" | "unknown", problem: string | null) =>
    queries.moveMails(ctx.db, one, { from: "sending", state, problem, at: nowAt(ctx) });
  const stop = optOutUrl(ctx, { workspaceId: due.workspaceId, scheduleId: due.scheduleId, userId });
  try {
    const outcome = await ctx.mail.send({
      to: to ?? "",
      subject: paper.subject,
      text: `The report is attached as a PDF.\n\nYou get it because a member of the workspace chose you as a reader. To get it no more:\n${stop}\n`,
      attachments: [{ fileName: `${schedule.report}.pdf`, mediaType: "application/pdf", content: paper.content }],
      unsubscribeUrl: stop,
      messageId: `${formatId("sch", due.scheduleId)}.${due.dueAt.getTime()}.${userId}@vouch.invalid`,
    });
    if (outcome === "sent") return void (await settle("sent", null));
    await settle("failed", "no mail server is set (SMTP_URL)");
    await tell(ctx, schedule, "no mail server is set, so it was not mailed. Set SMTP_URL, then press Send one now.");
  } catch (error) {
    const said = error instanceof Error ? error.message : "the mail server did not answer";
    const state = !isSurelyUnsent(error) ? "unknown" : claimed.tries < mostTries ? "waiting" : "failed";
    await settle(state, said);
    if (state === "unknown") await tell(ctx, schedule, "the mail server did not say whether it took it. It is not sent again by itself.");
    if (state === "failed") await tell(ctx, schedule, `it could not be mailed in ${mostTries} tries: ${said}`);
    if (state === "waiting") throw error;
  }
  return undefined;
}

/**
 * Mails a report that is due to everybody who waits for it, each once. What a worker that died left in the middle is not sent again,
 * because it may have arrived; the workspace is told.
 */
export async function mailReport(ctx: WorkspaceContext, reports: readonly SharedReport[], due: queries.DueMails): Promise<void> {
  const schedule = await queries.findSchedule(ctx.db, due.workspaceId, due.scheduleId);
  if (schedule === undefined) return;
  const left = await queries.moveMails(ctx.db, due, { from: "sending", state: "unknown", problem: "its sender died", at: nowAt(ctx) });
  if (left.length > 0)
    await tell(ctx, schedule, "a mail of it may or may not have arrived: its sender died. It is not sent again by itself.");
  const waiting = await queries.listWaiting(ctx.db, due);
  if (waiting.length === 0) return;
  const paper = await paperOf(ctx, reports, schedule, due.dueAt);
  const failures: unknown[] = [];
  for (const { user_id: userId } of waiting)
    await sendOne(ctx, due, schedule, { userId, paper }).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
