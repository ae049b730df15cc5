import { formatId } from "../../../kernel/ids.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { isAddressRefused, isSurelyUnsent } from "../../../platform/mail/mail.ts";
import { notify } from "../../notices/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { stopUrl } from "../consent/service.ts";
import { makePaper } from "../papers/service.ts";
import { reportMailText } from "../readers/reader-words.ts";
import { noteBounce, wantingReader, type MailedReader } from "../readers/service.ts";
import { daysBefore } from "../schedules/due.ts";
import * as queries from "../schedules/queries.ts";
import { ruleOf } from "../schedules/rule.ts";
import { loadSheet, type ReportFilters, type SharedReport, type Shown } from "../service.ts";
import type { MailRow, ScheduleRow } from "../tables.ts";

const mostTries = 3;
/** Of which nobody can say whether the mail arrived. */
const mostDoubtful = 2;
/** Mails under way at a time: one server's long silence over one mail keeps few others waiting. */
const mostAtOnce = 5;

async function tell(ctx: WorkspaceContext, schedule: ScheduleRow, message: string): Promise<void> {
  const subject = { subjectKind: "report_schedule", subjectId: schedule.id };
  await notify(ctx, { kind: "report_not_mailed", message: `The report “${schedule.subject_name}”: ${message}`, ...subject });
}

/** Makes the paper of a report that is due; for readers who see the same, once. */
function paperMaker(ctx: WorkspaceContext, reports: readonly SharedReport[], schedule: ScheduleRow, dueAt: Date) {
  const made = new Map<string, Promise<{ subject: string; content: Buffer }>>();
  return ({ shows_names, shows_money }: Shown) => {
    const key = `${shows_names} ${shows_money}`;
    const paper = made.get(key) ?? paperOf(ctx, reports, { schedule, dueAt, shown: { shows_names, shows_money } });
    made.set(key, paper);
    return paper;
  };
}

interface AskedPaper {
  readonly schedule: ScheduleRow;
  readonly dueAt: Date;
  readonly shown: Shown;
}

async function paperOf(ctx: WorkspaceContext, reports: readonly SharedReport[], { schedule, dueAt, shown }: AskedPaper) {
  const { zone, name } = await loadWorkspace(ctx);
  const own = schedule.filters as ReportFilters;
  const days = schedule.report === "campaign" ? {} : daysBefore(ruleOf(schedule).every, dueAt.getTime(), zone);
  const { report: kind, subject_id: subjectId } = schedule;
  const sheet = await loadSheet(ctx, reports, { kind, subjectId, filters: { ...own, ...days }, ...shown });
  return { subject: `${sheet.subject}, ${name}`, content: await makePaper(ctx, sheet) };
}

/** One report that is due, and how its papers are made. */
interface Mailing {
  readonly due: queries.DueMails;
  readonly schedule: ScheduleRow;
  readonly paper: ReturnType<typeof paperMaker>;
}

/** Where a mail goes on from a try that did not end well. */
function afterFailure(error: unknown, row: MailRow, isGone: boolean): "waiting" | "failed" | "unknown" {
  if (isGone) return "failed";
  if (isSurelyUnsent(error)) return row.tries < mostTries ? "waiting" : "failed";
  return row.doubtful_tries + 1 < mostDoubtful ? "waiting" : "unknown";
}

const twiceDoubtful = "nobody can say whether it arrived, though it was sent twice. It is not sent again by itself.";

async function messageTo(ctx: WorkspaceContext, { due, schedule, paper }: Mailing, to: MailedReader & { readonly readerId: string }) {
  const { subject, content } = await paper(to);
  const stop = stopUrl(ctx, { workspaceId: due.workspaceId, scheduleId: due.scheduleId, readerId: to.readerId });
  return {
    to: to.email,
    subject,
    text: reportMailText(stop, to.isOutside),
    attachments: [{ fileName: `${schedule.report}.pdf`, mediaType: "application/pdf", content }],
    unsubscribeUrl: stop,
    // The same for every try, whoever makes it: a receiver that has the mail already can tell.
    messageId: `${formatId("sch", due.scheduleId)}.${due.dueAt.getTime()}.${to.readerId}@vouch.invalid`,
  };
}

type Move = (
  from: MailRow["state"],
  state: MailRow["state"],
  more: { problem?: string | null; isTry?: boolean; isDoubtful?: boolean },
) => Promise<readonly MailRow[]>;

/** A try that did not end well, and of whom. */
interface Failure {
  readonly error: unknown;
  readonly claimed: MailRow;
  readonly isOutside: boolean;
}

/** Notes what became of such a try, and tells the workspace what is not tried again. @throws what was thrown where it is */
async function settleFailure(ctx: WorkspaceContext, { schedule }: Mailing, move: Move, { error, claimed, isOutside }: Failure) {
  const problem = error instanceof Error ? error.message : "the mail server did not answer";
  const isGone = isOutside && isAddressRefused(error);
  const state = afterFailure(error, claimed, isGone);
  await move("sending", state, { problem, isDoubtful: !isSurelyUnsent(error) });
  if (state === "waiting") throw error;
  if (isGone) await noteBounce(ctx, claimed.reader_id);
  const inTries = `it could not be mailed in ${claimed.tries} tries: ${problem}`;
  const why = isGone ? "the mail server knows no such address as that of one of its readers outside." : inTries;
  await tell(ctx, schedule, state === "unknown" ? twiceDoubtful : why);
}

/** Hands one mail to the mail server. It is marked before, so that whatever happens from then on is known of it. */
async function sendOne(ctx: WorkspaceContext, mailing: Mailing, readerId: string): Promise<void> {
  const { due, schedule } = mailing;
  const move: Move = (from, state, more) => queries.moveMails(ctx.db, { ...due, readerId }, { from, state, at: nowAt(ctx), ...more });
  const reader = await wantingReader(ctx, schedule, readerId);
  if (reader === undefined) return void (await move("waiting", "failed", { problem: "its reader wanted no more before it was sent" }));
  const message = await messageTo(ctx, mailing, { ...reader, readerId });
  const [claimed] = await move("waiting", "sending", { isTry: true });
  if (claimed === undefined) return;
  const outcome = await ctx.mail.send(message).catch((error: unknown) => ({ error }));
  if (typeof outcome !== "string") return settleFailure(ctx, mailing, move, { ...outcome, claimed, isOutside: reader.isOutside });
  const again = claimed.doubtful_tries > 0 ? "sent a second time, under the same Message-ID: the first may have arrived" : null;
  if (outcome === "sent") return void (await move("sending", "sent", { problem: again }));
  await move("sending", "failed", { problem: "no mail server is set (SMTP_URL)" });
  await tell(ctx, schedule, "no mail server is set, so it was not mailed. Set SMTP_URL, then press Send one now.");
}

/**
 * What a worker that died left in the middle may have arrived: it is sent once more, and after a second time told. In one transaction: a mail
 * that was sent twice is never seen waiting, whoever dies here.
 */
const takeUpLeft = (ctx: WorkspaceContext, due: queries.DueMails, schedule: ScheduleRow): Promise<void> =>
  inTransaction(ctx, async (within) => {
    const left = await queries.moveMails(within.db, due, {
      from: "sending",
      state: "waiting",
      problem: "its sender died while it was sent",
      at: nowAt(within),
      isDoubtful: true,
    });
    for (const { reader_id: readerId, doubtful_tries: doubtful } of left)
      if (doubtful >= mostDoubtful) {
        await queries.moveMails(within.db, { ...due, readerId }, { from: "waiting", state: "unknown", at: nowAt(within) });
        await tell(within, schedule, twiceDoubtful);
      }
  });

/**
 * Mails a report that is due to everybody who waits for it. Each has it once; one of whom nobody can say whether it arrived, because the
 * line broke or the sender died, is sent the same mail once more. What happens to one does not concern the others.
 */
export async function mailReport(ctx: WorkspaceContext, reports: readonly SharedReport[], due: queries.DueMails): Promise<void> {
  const schedule = await queries.findSchedule(ctx.db, due.workspaceId, due.scheduleId);
  if (schedule === undefined) return;
  await takeUpLeft(ctx, due, schedule);
  const waiting = (await queries.listWaiting(ctx.db, due)).map((row) => row.reader_id);
  const mailing = { due, schedule, paper: paperMaker(ctx, reports, schedule, due.dueAt) };
  const failures: unknown[] = [];
  const lane = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift())
      await sendOne(ctx, mailing, id).catch((error: unknown) => failures.push(error));
  };
  await Promise.all(Array.from({ length: mostAtOnce }, lane));
  if (failures.length > 0) throw failures[0];
}
