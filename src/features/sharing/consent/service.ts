import { parseShortUuid, shortUuid } from "../../../kernel/ids.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { asSystem, nowAt, type Context, type WorkspaceContext } from "../../../platform/context.ts";
import { sameBytes, sha256 } from "../../../platform/crypto/secrets.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { sharingProblems } from "../problems.ts";
import { reportWords, rhythmWords } from "../readers/reader-words.ts";
import * as readers from "../readers/queries.ts";
import { ruleOf } from "../schedules/rule.ts";
import * as schedules from "../schedules/queries.ts";
import type { OutsideReaderRow, ScheduleRow } from "../tables.ts";
import type { AskedReader, ReaderStanding } from "./consent-pages.ts";

/** One reader of one report. */
export interface ReaderOf {
  readonly workspaceId: string;
  readonly scheduleId: string;
  readonly readerId: string;
}

const invitationPath = "/report-mails/invitation";
const stopPath = "/report-mails/stop";
const startPath = "/report-mails/start";

function stopSignature(ctx: Context, { workspaceId, scheduleId, readerId }: ReaderOf): Buffer {
  return ctx.secrets.identifierHash(workspaceId, "report_opt_out", `${scheduleId}\n${readerId}`).subarray(0, 16);
}

const stopToken = (ctx: Context, who: ReaderOf): string =>
  `${shortUuid(who.workspaceId)}${shortUuid(who.scheduleId)}${shortUuid(who.readerId)}${stopSignature(ctx, who).toString("base64url")}`;

/** Where a reader says that they want no more of a report; it works as long as there are mails, and in both directions. */
export const stopUrl = (ctx: Context, who: ReaderOf): string => `${ctx.publicUrl}${stopPath}/${stopToken(ctx, who)}`;

/** Where an invited person answers. */
export const invitationUrl = (ctx: Context, at: { workspaceId: string; readerId: string }, secret: Buffer): string =>
  `${ctx.publicUrl}${invitationPath}/${shortUuid(at.workspaceId)}${shortUuid(at.readerId)}${secret.toString("base64url")}`;

function readerOf(ctx: Context, token: string): ReaderOf | undefined {
  const [workspaceId, scheduleId, readerId] = [token.slice(0, 22), token.slice(22, 44), token.slice(44, 66)].map(parseShortUuid);
  const who = workspaceId && scheduleId && readerId ? { workspaceId, scheduleId, readerId } : undefined;
  return who !== undefined && sameBytes(stopSignature(ctx, who), Buffer.from(token.slice(66), "base64url")) ? who : undefined;
}

const asReader = (ctx: Context, workspaceId: string): WorkspaceContext => asSystem(ctx, workspaceId, "report reader");

const audit = (within: WorkspaceContext, readerId: string, step: string, detail?: Record<string, unknown>) =>
  recordAudit(within, {
    action: `report_reader.${step}`,
    subjectKind: "report_reader",
    subjectId: readerId,
    ...(detail === undefined ? {} : { detail }),
  });

const standsAs: Readonly<Record<string, ReaderStanding["stands"]>> = { confirmed: "wants", invited: "asked", bounced: "asked" };

/** How a reader stands. Undefined where the link is none of theirs. */
async function standing(ctx: WorkspaceContext, who: ReaderOf): Promise<ReaderStanding | undefined> {
  const schedule = await schedules.findSchedule(ctx.db, who.workspaceId, who.scheduleId);
  const recipient = await schedules.findRecipient(ctx.db, who);
  if (schedule === undefined || recipient === undefined) return undefined;
  const outside = await readers.findReader(ctx.db, who.workspaceId, who.readerId);
  const token = stopToken(ctx, who);
  return {
    workspace: (await loadWorkspace(ctx)).name,
    report: reportWords(schedule, outside?.shows_names ?? true),
    isOutside: outside !== undefined,
    stands: outside === undefined ? (recipient.opted_out_at === null ? "wants" : "ended") : (standsAs[outside.state] ?? "ended"),
    canStart: schedule.stopped_at === null && outside?.state !== "removed",
    stopAction: `${stopPath}/${token}`,
    startAction: `${startPath}/${token}`,
  };
}

/** What the link at the end of a mail shows. */
export async function openStanding(ctx: Context, token: string): Promise<ReaderStanding | undefined> {
  const who = readerOf(ctx, token);
  return who === undefined ? undefined : standing(asReader(ctx, who.workspaceId), who);
}

const endOf: Readonly<Record<string, "declined" | "stopped">> = { invited: "declined", confirmed: "stopped", bounced: "stopped" };

/** Whoever has this address wants nothing more of the workspace: no report, no invitation. */
async function endAll(within: WorkspaceContext, emailHash: Buffer): Promise<void> {
  const rows = await readers.lockReadersAt(within.db, within.workspaceId, [emailHash]);
  await readers.suppress(within.db, within.workspaceId, emailHash, nowAt(within));
  for (const row of rows) {
    const state = endOf[row.state];
    if (state === undefined) continue;
    await readers.updateReader(within.db, row, { state, answered_at: nowAt(within) });
    await audit(within, row.id, state);
  }
}

/** Ends the mails by the link in one of them: a member's of that report, all of the workspace's to somebody outside. */
export async function stopMails(ctx: Context, token: string): Promise<ReaderStanding | undefined> {
  const who = readerOf(ctx, token);
  if (who === undefined) return undefined;
  return inTransaction(asReader(ctx, who.workspaceId), async (within) => {
    const outside = await readers.findReader(within.db, who.workspaceId, who.readerId);
    if (outside === undefined) await schedules.setOptedOut(within.db, who, nowAt(within));
    else await endAll(within, outside.email_hash);
    return standing(within, who);
  });
}

/** Ends the mails, for the endpoint. @throws Problem link-not-known */
export async function optOut(ctx: Context, token: string): Promise<Record<string, never>> {
  if ((await stopMails(ctx, token)) === undefined)
    throw new Problem(sharingProblems["link-not-known"], "No mail of a report is stopped by this address.");
  return {};
}

/** Begins the mails again that the same link ended. */
export async function startMails(ctx: Context, token: string): Promise<ReaderStanding | undefined> {
  const who = readerOf(ctx, token);
  if (who === undefined) return undefined;
  return inTransaction(asReader(ctx, who.workspaceId), async (within) => {
    const before = await standing(within, who);
    if (before === undefined || before.stands !== "ended" || !before.canStart) return before;
    const outside = await readers.lockReader(within.db, who.workspaceId, who.readerId);
    if (outside === undefined) await schedules.setOptedOut(within.db, who, null);
    else if (outside.state !== "removed") await confirm(within, outside, "resumed");
    return standing(within, who);
  });
}

async function confirm(within: WorkspaceContext, reader: OutsideReaderRow, step: "confirmed" | "resumed"): Promise<void> {
  await readers.unsuppress(within.db, within.workspaceId, reader.email_hash);
  await readers.updateReader(within.db, reader, { state: "confirmed", answered_at: nowAt(within), problem: null });
  await audit(within, reader.id, step);
}

const secretLength = 32;

interface Invited {
  readonly reader: OutsideReaderRow;
  readonly schedule: ScheduleRow;
}

/** The invitation of a token, answered or not; undefined for any other token, and when its time is over. */
async function invitedBy(within: Context, token: string): Promise<Invited | undefined> {
  const [workspaceId, id] = [parseShortUuid(token.slice(0, 22)), parseShortUuid(token.slice(22, 44))];
  if (workspaceId === undefined || id === undefined || token.length !== 44 + secretLength) return undefined;
  const reader = await readers.findReader(within.db, workspaceId, id);
  const secret = Buffer.from(token.slice(44), "base64url");
  if (reader === undefined || !sameBytes(reader.token_hash, sha256(secret)) || reader.expires_at <= nowAt(within)) return undefined;
  const schedule = await schedules.findSchedule(within.db, workspaceId, reader.schedule_id);
  return schedule === undefined || schedule.stopped_at !== null ? undefined : { reader, schedule };
}

const placeOf = ({ workspace_id, schedule_id, id }: OutsideReaderRow): ReaderOf => ({
  workspaceId: workspace_id,
  scheduleId: schedule_id,
  readerId: id,
});

/** What an invitation shows: the question, or how the person stands once they answered. */
export type ShownInvitation =
  { readonly kind: "asked"; readonly asked: AskedReader } | { readonly kind: "answered"; readonly standing: ReaderStanding };

async function shownInvitation(ctx: Context, { reader, schedule }: Invited, token: string): Promise<ShownInvitation | undefined> {
  const own = asReader(ctx, reader.workspace_id);
  if (reader.state !== "invited") {
    const shown = reader.state === "removed" ? undefined : await standing(own, placeOf(reader));
    return shown === undefined ? undefined : { kind: "answered", standing: shown };
  }
  const { name, zone } = await loadWorkspace(own);
  const inviter = (await ctx.people.find([reader.invited_by])).get(reader.invited_by)?.name ?? null;
  const said = { workspace: name, inviter, report: reportWords(schedule, reader.shows_names), rhythm: rhythmWords(ruleOf(schedule), zone) };
  return { kind: "asked", asked: { ...said, email: reader.email ?? "", action: `${invitationPath}/${token}` } };
}

/** What the link of an invitation shows; looking changes nothing, because programs that guard mail look at links too. */
export async function openInvitation(ctx: Context, token: string): Promise<ShownInvitation | undefined> {
  const invited = await invitedBy(ctx, token);
  return invited === undefined ? undefined : shownInvitation(ctx, invited, token);
}

/** Takes the answer of somebody who was invited. Only the first counts; anything that is neither yes nor no is none. */
export async function answerInvitation(ctx: Context, token: string, answer: string): Promise<ShownInvitation | undefined> {
  return inTransaction(ctx, async (within) => {
    const asked = await invitedBy(within, token);
    if (asked === undefined) return undefined;
    const own = asReader(within, asked.reader.workspace_id);
    // A no is of every reader with the address: answers to several invitations at once hold them all, in the same order.
    await readers.lockReadersAt(own.db, own.workspaceId, [asked.reader.email_hash]);
    const invited = await invitedBy(within, token);
    if (invited === undefined) return undefined;
    if (invited.reader.state === "invited" && answer === "yes") await confirm(own, invited.reader, "confirmed");
    if (invited.reader.state === "invited" && answer === "no") await endAll(own, invited.reader.email_hash);
    const reader = (await readers.findReader(own.db, own.workspaceId, invited.reader.id))!;
    return shownInvitation(own, { ...invited, reader }, token);
  });
}
