import { randomBytes } from "node:crypto";
import { DAY_MS } from "../../../kernel/civil.ts";
import { formatId } from "../../../kernel/ids.ts";
import { normalEmail, tidyText } from "../../../kernel/text.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { sameBytes, sha256 } from "../../../platform/crypto/secrets.ts";
import { inTransaction, lockOn } from "../../../platform/db/database.ts";
import { enqueueJob } from "../../../platform/jobs/jobs.ts";
import { isAddressRefused } from "../../../platform/mail/mail.ts";
import { notFound } from "../../../platform/problems/platform-problems.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { findMemberOf } from "../../members/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { invitationUrl, stopUrl } from "../consent/service.ts";
import { sharingProblems } from "../problems.ts";
import { ruleOf } from "../schedules/rule.ts";
import * as schedules from "../schedules/queries.ts";
import type { OutsideReaderRow, ScheduleRow } from "../tables.ts";
import * as queries from "./queries.ts";
import { invitationMail, reportWords, rhythmWords } from "./reader-words.ts";

/** The job that mails an invitation. */
export const inviteJob = "mail-reader-invitation";

/** Somebody outside who is to be asked. */
export interface InvitedReader {
  readonly email: string;
  readonly shows_names: boolean;
  readonly shows_money: boolean;
}

const daysToAnswer = 7;
const mostADay = 20;
const mostAnAddress = 3;
const addressDays = 30;
const mostReaders = 50;

type ShownState = "invited" | "expired" | "confirmed" | "declined" | "stopped" | "bounced";

/** A reader outside as the API shows them, beside what became of the newest mail. */
export function shownReader(ctx: WorkspaceContext, row: OutsideReaderRow) {
  const isOver = row.state === "invited" && row.expires_at <= nowAt(ctx);
  return {
    id: formatId("rdr", row.id),
    email: row.email ?? "",
    shows_names: row.shows_names,
    shows_money: row.shows_money,
    state: (isOver ? "expired" : row.state) as ShownState,
    invited_at: row.invited_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
    answered_at: row.answered_at?.toISOString() ?? null,
    problem: row.problem,
  };
}

const hashOf = (ctx: WorkspaceContext, email: string): Buffer => ctx.secrets.identifierHash(ctx.workspaceId, "email", normalEmail(email));

/** Invitations of a workspace are counted one after the other. */
const lockInvitations = ({ db, workspaceId }: WorkspaceContext): Promise<void> => lockOn(db, `reader invitations ${workspaceId}`);

async function keepLimits(within: WorkspaceContext, emailHash: Buffer): Promise<void> {
  const { workspaceId } = within;
  await lockInvitations(within);
  const before = (days: number) => new Date(within.now() - days * DAY_MS);
  const sent = await queries.countInvitations(within.db, { workspaceId, emailHash, since: before(1), addressSince: before(addressDays) });
  const refuse = (detail: string) => new Problem(sharingProblems["too-many-invitations"], detail);
  if (sent.all >= mostADay) throw refuse(`The workspace sent ${sent.all} invitations in 24 hours, which is the most. Go on tomorrow.`);
  if (sent.address >= mostAnAddress)
    throw refuse(
      `This address was invited ${sent.address} times in ${addressDays} days, which is the most. Ask the person in another way.`,
    );
  await queries.insertInvitation(within.db, {
    workspace_id: workspaceId,
    id: within.newId(),
    email_hash: emailHash,
    invited_at: nowAt(within),
  });
}

/** What is known to have said no on the very list that the inviter looks at is refused in words; anything else is taken alike. */
async function refuseEnded(within: WorkspaceContext, known: OutsideReaderRow | undefined): Promise<void> {
  if (known === undefined || (known.state !== "declined" && known.state !== "stopped")) return;
  if (await queries.isSuppressed(within.db, within.workspaceId, known.email_hash))
    throw new Problem(
      sharingProblems["reader-wants-none"],
      `The person at this address ${known.state === "declined" ? "said no" : "ended the mails"}. Only they can change that, by the link in the mail they got.`,
    );
}

/** Asks somebody outside whether they want a report; in the caller's transaction. Whoever wants it already is not asked again. */
export async function inviteWithin(within: WorkspaceContext, schedule: ScheduleRow, asked: InvitedReader): Promise<OutsideReaderRow> {
  const { workspaceId, db } = within;
  const emailHash = hashOf(within, asked.email);
  await keepLimits(within, emailHash);
  const known = await queries.lockReaderOf(db, { workspaceId, scheduleId: schedule.id, emailHash });
  await refuseEnded(within, known);
  const { shows_names, shows_money } = asked;
  if (known?.state === "confirmed") return queries.updateReader(db, known, { shows_names, shows_money });
  const secret = randomBytes(24);
  const now = nowAt(within);
  const values = {
    email: tidyText(asked.email),
    shows_names,
    shows_money,
    state: "invited",
    token_hash: sha256(secret),
    invited_by: within.actor.id,
    invited_at: now,
    expires_at: new Date(now.getTime() + daysToAnswer * DAY_MS),
    answered_at: null,
    problem: null,
  };
  const own = { workspace_id: workspaceId, id: known?.id ?? within.newId() };
  const row =
    known === undefined
      ? await queries.insertReader(db, { ...own, schedule_id: schedule.id, email_hash: emailHash, ...values })
      : await queries.updateReader(db, own, values);
  if (known === undefined)
    await schedules.insertRecipients(db, [{ workspace_id: workspaceId, schedule_id: schedule.id, reader_id: row.id }]);
  await recordAudit(within, {
    action: "report_reader.invited",
    subjectKind: "report_reader",
    subjectId: row.id,
    detail: { report: schedule.subject_name, shows_names, shows_money },
  });
  // The queue holds no secret in clear: whoever reads it cannot answer in another's place.
  const sealed = within.secrets.seal(inviteJob, secret).toString("base64");
  await enqueueJob(db, inviteJob, { workspaceId, readerId: row.id, sealed });
  return row;
}

/** Asks somebody outside whether they want a report. @throws Problem not-found, too-many-invitations or reader-wants-none */
export async function inviteReader(ctx: WorkspaceContext, scheduleId: string, asked: InvitedReader) {
  const row = await inTransaction(ctx, async (within) => {
    const schedule = await schedules.findSchedule(within.db, ctx.workspaceId, scheduleId);
    if (schedule === undefined || schedule.stopped_at !== null) throw notFound("report schedule", formatId("sch", scheduleId));
    await lockInvitations(within);
    const readers = await queries.listReaders(within.db, ctx.workspaceId, [scheduleId]);
    const own = hashOf(within, asked.email);
    if (readers.length >= mostReaders && !readers.some((reader) => sameBytes(reader.email_hash, own)))
      throw new Problem(
        sharingProblems["too-many-invitations"],
        `A report has at most ${mostReaders} readers outside; take one out first.`,
      );
    return inviteWithin(within, schedule, asked);
  });
  return { ...shownReader(ctx, row), ...neverMailed };
}

/** Of whom nothing was sent yet. */
export const neverMailed = { last_state: null, last_due_at: null, last_problem: null };

/** Takes a reader out and forgets their address; doing it twice is the same. @throws Problem not-found for any other id */
export async function removeReader(ctx: WorkspaceContext, id: string): Promise<Record<string, never>> {
  await inTransaction(ctx, async (within) => {
    const row = await queries.lockReader(within.db, ctx.workspaceId, id);
    if (row === undefined) throw notFound("report reader", formatId("rdr", id));
    await forget(within, row);
  });
  return {};
}

async function forget(within: WorkspaceContext, row: OutsideReaderRow): Promise<void> {
  if (row.state === "removed") return;
  await queries.updateReader(within.db, row, { state: "removed", email: null, problem: null });
  // A server's own words may have the address in them.
  await schedules.forgetProblems(within.db, { workspaceId: row.workspace_id, scheduleId: row.schedule_id, readerId: row.id });
  await recordAudit(within, { action: "report_reader.removed", subjectKind: "report_reader", subjectId: row.id });
}

/** Forgets every reader with one of these addresses, by their keyed hashes: a person was erased. */
export async function forgetAddresses(ctx: WorkspaceContext, emailHashes: readonly Buffer[]): Promise<void> {
  if (emailHashes.length === 0) return;
  await inTransaction(ctx, async (within) => {
    for (const row of await queries.lockReadersAt(within.db, ctx.workspaceId, emailHashes)) await forget(within, row);
  });
}

/** Notes that the mail server knows no such address: nothing more is sent to it until it is invited again. */
export async function noteBounce(ctx: WorkspaceContext, id: string): Promise<void> {
  await inTransaction(ctx, async (within) => {
    const row = await queries.lockReader(within.db, ctx.workspaceId, id);
    if (row?.state !== "invited" && row?.state !== "confirmed") return;
    await queries.updateReader(within.db, row, { state: "bounced" });
    await recordAudit(within, { action: "report_reader.bounced", subjectKind: "report_reader", subjectId: id });
  });
}

/** Mails an invitation, as long as it is the newest, unanswered and in time; to nobody who wants no mails. */
export async function mailInvitation(ctx: WorkspaceContext, { readerId, sealed }: { readerId: string; sealed: string }): Promise<void> {
  const reader = await queries.findReader(ctx.db, ctx.workspaceId, readerId);
  const secret = ctx.secrets.open(inviteJob, Buffer.from(sealed, "base64"));
  if (reader?.state !== "invited" || !sameBytes(reader.token_hash, sha256(secret)) || reader.expires_at <= nowAt(ctx)) return;
  const schedule = await schedules.findSchedule(ctx.db, ctx.workspaceId, reader.schedule_id);
  if (schedule === undefined || schedule.stopped_at !== null) return;
  if (await queries.isSuppressed(ctx.db, ctx.workspaceId, reader.email_hash)) return;
  const { name, zone } = await loadWorkspace(ctx);
  const stop = stopUrl(ctx, { workspaceId: ctx.workspaceId, scheduleId: schedule.id, readerId });
  const words = invitationMail({
    workspace: name,
    inviter: (await ctx.people.find([reader.invited_by])).get(reader.invited_by)?.name ?? null,
    report: reportWords(schedule, reader.shows_names),
    rhythm: rhythmWords(ruleOf(schedule), zone),
    days: daysToAnswer,
    url: invitationUrl(ctx, { workspaceId: ctx.workspaceId, readerId }, secret),
    stopUrl: stop,
  });
  const messageId = `${formatId("rdr", readerId)}.${reader.invited_at.getTime()}@vouch.invalid`;
  await sendInvitation(ctx, reader, { to: reader.email!, ...words, unsubscribeUrl: stop, messageId });
}

type Message = Parameters<WorkspaceContext["mail"]["send"]>[0];

async function sendInvitation(ctx: WorkspaceContext, reader: OutsideReaderRow, message: Message): Promise<void> {
  const note = (problem: string | null) => queries.updateReader(ctx.db, reader, { problem });
  try {
    const outcome = await ctx.mail.send(message);
    await note(outcome === "sent" ? null : "no mail server is set (SMTP_URL)");
  } catch (error) {
    if (isAddressRefused(error)) return noteBounce(ctx, reader.id);
    await note("the mail server did not take it; it is tried again");
    throw error;
  }
}

/** Where a report goes and how much it shows there. */
export interface MailedReader {
  readonly email: string;
  readonly isOutside: boolean;
  readonly shows_names: boolean;
  readonly shows_money: boolean;
}

/** A reader who wants a report at this moment; undefined for anybody else. */
export async function wantingReader(ctx: WorkspaceContext, schedule: ScheduleRow, readerId: string): Promise<MailedReader | undefined> {
  const at = { workspaceId: ctx.workspaceId, scheduleId: schedule.id, readerId };
  const recipient = await schedules.findRecipient(ctx.db, at);
  if (recipient === undefined || recipient.opted_out_at !== null) return undefined;
  const outside = await queries.findReader(ctx.db, ctx.workspaceId, readerId);
  if (outside !== undefined) {
    const { email, shows_names, shows_money, state } = outside;
    const wants = state === "confirmed" && !(await queries.isSuppressed(ctx.db, ctx.workspaceId, outside.email_hash));
    return wants ? { email: email!, isOutside: true, shows_names, shows_money } : undefined;
  }
  if ((await findMemberOf(ctx, ctx.workspaceId, readerId)) === undefined) return undefined;
  const email = (await ctx.people.find([readerId])).get(readerId)?.email;
  const { shows_names, shows_money } = schedule;
  return email === undefined ? undefined : { email, isOutside: false, shows_names, shows_money };
}
