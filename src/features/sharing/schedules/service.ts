import { formatId } from "../../../kernel/ids.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { asSystem, nowAt, type Context, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction, plainJson } from "../../../platform/db/database.ts";
import { groupBy } from "../../../platform/db/group-by.ts";
import { pageFrom, parseCursor } from "../../../platform/db/page.ts";
import { enqueueJob } from "../../../platform/jobs/jobs.ts";
import { invalidInput, notFound } from "../../../platform/problems/platform-problems.ts";
import { usersOfMembers } from "../../members/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { listReaders } from "../readers/queries.ts";
import { inviteWithin, neverMailed, shownReader, wantingReader, type InvitedReader } from "../readers/service.ts";
import { readAsked, type AskedSharing, type ReportKind, type SharedReport, type Shown } from "../service.ts";
import type { MailRow, OutsideReaderRow, ScheduleRow } from "../tables.ts";
import { nextDueMs, type DueRule } from "./due.ts";
import * as queries from "./queries.ts";
import { ruleOf } from "./rule.ts";

/** The job that mails what is due. */
export const mailJob = "mail-report";

interface Known {
  readonly recipients: ReadonlyMap<string, readonly { readonly reader_id: string; readonly opted_out_at: Date | null }[]>;
  readonly outside: ReadonlyMap<string, readonly OutsideReaderRow[]>;
  readonly mails: ReadonlyMap<string, readonly MailRow[]>;
  readonly names: ReadonlyMap<string, { readonly name: string; readonly email: string }>;
}

async function knownOf(ctx: WorkspaceContext, rows: readonly ScheduleRow[]): Promise<Known> {
  const ids = rows.map((row) => row.id);
  const all = await queries.listRecipients(ctx.db, ctx.workspaceId, ids);
  const outside = await listReaders(ctx.db, ctx.workspaceId, ids);
  const mails = await queries.newestMails(ctx.db, ctx.workspaceId, ids);
  const names = await ctx.people.find([...new Set(all.map((row) => row.reader_id))]);
  const recipients = groupBy(
    all.filter((row) => names.has(row.reader_id)),
    (row) => row.schedule_id,
  );
  return { recipients, outside: groupBy(outside, (row) => row.schedule_id), mails: groupBy(mails, (row) => row.schedule_id), names };
}

/** What became of the newest mail to a reader. */
function newestMail(mails: readonly MailRow[], readerId: string) {
  const mail = mails.find((each) => each.reader_id === readerId);
  if (mail === undefined) return neverMailed;
  const last_state = mail.state as "waiting" | "sending" | "sent" | "failed" | "unknown";
  return { last_state, last_due_at: mail.due_at.toISOString(), last_problem: mail.problem };
}

const shownSchedule = (ctx: WorkspaceContext, reports: readonly SharedReport[], known: Known) => (row: ScheduleRow) => {
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
    recipients: (known.recipients.get(row.id) ?? []).map(({ reader_id, opted_out_at }) => ({
      name: known.names.get(reader_id)!.name,
      opted_out: opted_out_at !== null,
      ...newestMail(mails, reader_id),
    })),
    outside_readers: (known.outside.get(row.id) ?? []).map((reader) => ({ ...shownReader(ctx, reader), ...newestMail(mails, reader.id) })),
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
  const show = shownSchedule(ctx, reports, await knownOf(ctx, rows));
  return pageFrom(rows, query.limit, (row) => ({ at: row.created_at, id: row.id }), show);
}

/** What a report that is mailed is asked for. */
export interface NewSchedule extends Omit<AskedSharing, "from" | "to">, Shown {
  readonly every: DueRule["every"];
  readonly on_day: number;
  readonly at_hour: number;
  readonly member_ids: readonly string[];
  readonly outside: readonly InvitedReader[];
}

function refuseUnfit({ every, on_day, member_ids, outside }: NewSchedule): void {
  const most = { day: 1, week: 7, month: 28 }[every];
  const day = { pointer: "/on_day", detail: `on_day must be from 1 to ${most} for every ${every}, found ${on_day}` };
  const nobody = { pointer: "/member_ids", detail: "must name at least one member, or somebody outside; found nobody" };
  const errors = [...(on_day > most ? [day] : []), ...(member_ids.length + outside.length === 0 ? [nobody] : [])];
  if (errors.length > 0) throw invalidInput(errors);
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
  refuseUnfit(body);
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
    const recipients = userIds.map((reader_id) => ({ workspace_id: ctx.workspaceId, schedule_id: made.id, reader_id }));
    if (recipients.length > 0) await queries.insertRecipients(within.db, recipients);
    const detail = { report: report.kind, subject: subjectName, every: body.every, recipients: userIds.length };
    await recordAudit(within, { action: "report_schedule.created", subjectKind: "report_schedule", subjectId: made.id, detail });
    for (const asked of body.outside) await inviteWithin(within, made, asked);
    return made;
  });
  return shownSchedule(ctx, reports, await knownOf(ctx, [row]))(row);
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

/** Writes down whom a due report goes to, members and those outside who said that they want it, and puts the mailing in the queue; in the caller's transaction. */
async function planMails(within: WorkspaceContext, schedule: ScheduleRow, dueAt: Date): Promise<void> {
  const recipients = await queries.listRecipients(within.db, within.workspaceId, [schedule.id]);
  const wanting: string[] = [];
  for (const { reader_id } of recipients) if ((await wantingReader(within, schedule, reader_id)) !== undefined) wanting.push(reader_id);
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
