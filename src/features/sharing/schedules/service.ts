import { formatId, parseShortUuid, shortUuid } from "../../../kernel/ids.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { asSystem, nowAt, type Context, type WorkspaceContext } from "../../../platform/context.ts";
import { sameBytes } from "../../../platform/crypto/secrets.ts";
import { inTransaction, plainJson } from "../../../platform/db/database.ts";
import { groupBy } from "../../../platform/db/group-by.ts";
import { pageFrom, parseCursor } from "../../../platform/db/page.ts";
import { enqueueJob } from "../../../platform/jobs/jobs.ts";
import { invalidInput, notFound } from "../../../platform/problems/platform-problems.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { findMemberOf, usersOfMembers } from "../../members/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { sharingProblems } from "../problems.ts";
import { readAsked, type AskedSharing, type ReportKind, type SharedReport, type Shown } from "../service.ts";
import type { MailRow, ScheduleRow } from "../tables.ts";
import { nextDueMs, type DueRule } from "./due.ts";
import * as queries from "./queries.ts";

/** The job that mails what is due. */
export const mailJob = "mail-report";

const ruleOf = (row: ScheduleRow): DueRule => ({ every: row.every as DueRule["every"], onDay: row.on_day, atHour: row.at_hour });

/** What an opt-out link is signed with: it names one recipient of one report. */
function optOutSignature(ctx: Context, who: { workspaceId: string; scheduleId: string; userId: string }): Buffer {
  return ctx.secrets.identifierHash(who.workspaceId, "report_opt_out", `${who.scheduleId}\n${who.userId}`).subarray(0, 16);
}

/** Where a recipient says that they want no more of a report. */
export function optOutUrl(ctx: Context, who: { workspaceId: string; scheduleId: string; userId: string }): string {
  const signature = optOutSignature(ctx, who).toString("base64url");
  return `${ctx.publicUrl}/report-mails/stop/${shortUuid(who.workspaceId)}${shortUuid(who.scheduleId)}${shortUuid(who.userId)}${signature}`;
}

interface Known {
  readonly recipients: ReadonlyMap<string, readonly { readonly user_id: string; readonly opted_out_at: Date | null }[]>;
  readonly mails: ReadonlyMap<string, readonly MailRow[]>;
  readonly names: ReadonlyMap<string, { readonly name: string; readonly email: string }>;
}

async function knownOf(ctx: WorkspaceContext, rows: readonly ScheduleRow[]): Promise<Known> {
  const ids = rows.map((row) => row.id);
  const recipients = await queries.listRecipients(ctx.db, ctx.workspaceId, ids);
  const mails = await queries.newestMails(ctx.db, ctx.workspaceId, ids);
  const names = await ctx.people.find([...new Set(recipients.map((row) => row.user_id))]);
  return { recipients: groupBy(recipients, (row) => row.schedule_id), mails: groupBy(mails, (row) => row.schedule_id), names };
}

const shownSchedule = (reports: readonly SharedReport[], known: Known) => (row: ScheduleRow) => {
  const { subject } = reports.find(({ kind }) => kind === row.report)!;
  const mails = known.mails.get(row.id) ?? [];
  return {
    id: formatId("sch", row.id),
    report: row.report as ReportKind,
    subject_id: row.subject_id === null || subject === undefined ? null : formatId(subject, row.subject_id),
    subject_name: row.subject_name,
    every: row.every as DueRule["every"],
    on_day: row.on_day,
    at_hour: row.at_hour,
    shows_names: row.shows_names,
    shows_money: row.shows_money,
    next_due_at: row.next_due_at.toISOString(),
    recipients: (known.recipients.get(row.id) ?? []).map(({ user_id, opted_out_at }) => {
      const mail = mails.find((each) => each.user_id === user_id);
      return {
        name: known.names.get(user_id)?.name ?? "",
        opted_out: opted_out_at !== null,
        last_state: mail === undefined ? null : (mail.state as "waiting" | "sending" | "sent" | "failed" | "unknown"),
        last_due_at: mail?.due_at.toISOString() ?? null,
        last_problem: mail?.problem ?? null,
      };
    }),
    created_at: row.created_at.toISOString(),
  };
};

/** Reports that are mailed, newest first. */
export async function listSchedules(
  ctx: WorkspaceContext,
  reports: readonly SharedReport[],
  query: { limit: number; cursor?: string | undefined },
) {
  const rows = await queries.listSchedules(ctx.db, ctx.workspaceId, { limit: query.limit, after: parseCursor(query.cursor) });
  const show = shownSchedule(reports, await knownOf(ctx, rows));
  return pageFrom(rows, query.limit, (row) => ({ at: row.created_at, id: row.id }), show);
}

/** What a report that is mailed is asked for. */
export interface NewSchedule extends Omit<AskedSharing, "from" | "to">, Shown {
  readonly every: DueRule["every"];
  readonly on_day: number;
  readonly at_hour: number;
  readonly member_ids: readonly string[];
}

function refuseDay({ every, on_day }: NewSchedule): void {
  const most = { day: 1, week: 7, month: 28 }[every];
  if (on_day > most)
    throw invalidInput([{ pointer: "/on_day", detail: `on_day must be from 1 to ${most} for every ${every}, found ${on_day}` }]);
}

/** Has a report mailed from now on. @throws Problem not-found or invalid-input */
export async function createSchedule(ctx: WorkspaceContext, reports: readonly SharedReport[], body: NewSchedule) {
  const users = await usersOfMembers(ctx);
  const userIds = [...new Set(body.member_ids)].map((id) => {
    const userId = users.get(id);
    if (userId === undefined) throw notFound("member", formatId("mem", id));
    return userId;
  });
  const { report, subjectId, subjectName, filters } = await readAsked(ctx, reports, body);
  refuseDay(body);
  const { zone } = await loadWorkspace(ctx);
  const rule = { every: body.every, onDay: body.on_day, atHour: body.at_hour };
  const row = await inTransaction(ctx, async (within) => {
    const own = { workspace_id: ctx.workspaceId, id: ctx.newId() };
    const made = await queries.insertSchedule(within.db, {
      ...own,
      report: report.kind,
      subject_id: subjectId,
      subject_name: subjectName,
      filters: plainJson(filters),
      every: body.every,
      on_day: body.on_day,
      at_hour: body.at_hour,
      shows_names: body.shows_names,
      shows_money: body.shows_money,
      next_due_at: new Date(nextDueMs(rule, ctx.now(), zone)),
      created_by: ctx.actor.id,
      created_at: nowAt(ctx),
    });
    const recipients = userIds.map((user_id) => ({ workspace_id: ctx.workspaceId, schedule_id: made.id, user_id }));
    await queries.insertRecipients(within.db, recipients);
    const detail = { report: report.kind, subject: subjectName, every: body.every, recipients: userIds.length };
    await recordAudit(within, { action: "report_schedule.created", subjectKind: "report_schedule", subjectId: made.id, detail });
    return made;
  });
  return shownSchedule(reports, await knownOf(ctx, [row]))(row);
}

/** Mails a report no more; stopping it twice is the same. @throws Problem not-found for any other id */
export async function stopSchedule(ctx: WorkspaceContext, id: string): Promise<Record<string, never>> {
  await inTransaction(ctx, async (within) => {
    const stopped = await queries.stopSchedule(within.db, ctx.workspaceId, id, nowAt(ctx));
    if (stopped !== undefined) {
      await recordAudit(within, { action: "report_schedule.stopped", subjectKind: "report_schedule", subjectId: id });
    } else if ((await queries.findSchedule(within.db, ctx.workspaceId, id)) === undefined) {
      throw notFound("report schedule", formatId("sch", id));
    }
  });
  return {};
}

/** Writes down whom a due report goes to, members only, and puts the mailing in the queue; in the caller's transaction. */
async function planMails(within: WorkspaceContext, schedule: ScheduleRow, dueAt: Date): Promise<void> {
  const recipients = await queries.listRecipients(within.db, within.workspaceId, [schedule.id]);
  const wanting: string[] = [];
  for (const { user_id, opted_out_at } of recipients)
    if (opted_out_at === null && (await findMemberOf(within, within.workspaceId, user_id)) !== undefined) wanting.push(user_id);
  if (wanting.length === 0) return;
  const due = { workspaceId: within.workspaceId, scheduleId: schedule.id, dueAt };
  await queries.insertMails(within.db, due, wanting);
  const payload = { ...due, dueAt: dueAt.toISOString() };
  // One after the other for a report: what another left in the middle of being sent was then left by the dead.
  await enqueueJob(within.db, mailJob, payload, { queue: `mail report ${schedule.id}` });
}

/** Mails a report now, besides the times at which it is due. @throws Problem not-found */
export async function sendNow(ctx: WorkspaceContext, id: string): Promise<Record<string, never>> {
  await inTransaction(ctx, async (within) => {
    const schedule = await queries.findSchedule(within.db, ctx.workspaceId, id);
    if (schedule === undefined || schedule.stopped_at !== null) throw notFound("report schedule", formatId("sch", id));
    await planMails(within, schedule, nowAt(ctx));
  });
  return {};
}

/** Plans every report that is due, each once, however many workers do this at a time. What was missed is made up for by one mail. */
export async function planDue(ctx: Context): Promise<number> {
  const planOne = () =>
    inTransaction(ctx, async (within) => {
      const schedule = await queries.takeDue(within.db, nowAt(ctx));
      if (schedule === undefined) return false;
      const own = asSystem(within, schedule.workspace_id, "report schedule");
      const { zone } = await loadWorkspace(own);
      await planMails(own, schedule, schedule.next_due_at);
      await queries.setNextDue(own.db, own.workspaceId, schedule.id, new Date(nextDueMs(ruleOf(schedule), ctx.now(), zone)));
      return true;
    });
  let planned = 0;
  while (await planOne()) planned += 1;
  return planned;
}

/** Ends the mails of one report to one recipient, by the link in one of them. @throws Problem link-not-known */
export async function optOut(ctx: Context, token: string): Promise<Record<string, never>> {
  const [workspaceId, scheduleId, userId] = [token.slice(0, 22), token.slice(22, 44), token.slice(44, 66)].map(parseShortUuid);
  const who = workspaceId && scheduleId && userId ? { workspaceId, scheduleId, userId } : undefined;
  const isTheirs = who !== undefined && sameBytes(optOutSignature(ctx, who), Buffer.from(token.slice(66), "base64url"));
  const ended = isTheirs ? await queries.optOut(ctx.db, who, nowAt(ctx)) : undefined;
  if (ended === undefined) throw new Problem(sharingProblems["link-not-known"], "No mail of a report is stopped by this address.");
  return {};
}
