import { randomBytes } from "node:crypto";
import { formatId, parseShortUuid, shortUuid, type IdPrefix } from "../../kernel/ids.ts";
import { recordAudit } from "../../platform/audit/audit.ts";
import { asSystem, nowAt, type Context, type WorkspaceContext } from "../../platform/context.ts";
import { sameBytes, sha256 } from "../../platform/crypto/secrets.ts";
import { inTransaction, plainJson } from "../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../platform/db/page.ts";
import { invalidInput, notFound } from "../../platform/problems/platform-problems.ts";
import { Problem } from "../../platform/problems/problem.ts";
import { loadWorkspace } from "../workspaces/service.ts";
import { sharingProblems } from "./problems.ts";
import * as queries from "./queries.ts";
import { withoutMoney, type Sheet } from "./sheet.ts";
import type { ShareRow } from "./tables.ts";

export type { Sheet, SheetColumn, SheetFigure, SheetValue } from "./sheet.ts";
export { withoutNames } from "./sheet.ts";

/** A report that can be shared. */
export type ReportKind = "overview" | "program" | "creator" | "campaign" | "comparison";

/** What a report is asked for, as far as it has them. */
export interface ReportFilters {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly currency?: string | undefined;
  readonly model?: string | undefined;
}

/** How a report is made for people outside: each feature that has one says it, and the application hands all of them in. */
export interface SharedReport {
  readonly kind: ReportKind;
  /** The prefix of the ids of what it is of; missing: it is of the workspace. */
  readonly subject?: IdPrefix;
  /** What it is of, by name. @throws Problem not-found for any other id */
  nameOf(ctx: WorkspaceContext, subjectId: string): Promise<string>;
  load(
    ctx: WorkspaceContext,
    asked: { readonly subjectId: string; readonly filters: ReportFilters; readonly showsNames: boolean },
  ): Promise<Sheet>;
}

/** A report that somebody asks for, as the API takes it. */
export interface AskedSharing extends ReportFilters {
  readonly report: ReportKind;
  readonly program_id?: string | undefined;
  readonly creator_id?: string | undefined;
  readonly campaign_id?: string | undefined;
}

/** How much of it is shown. */
export interface Shown {
  readonly shows_names: boolean;
  readonly shows_money: boolean;
}

const filterNames = {
  overview: ["from", "to"],
  program: ["from", "to"],
  creator: ["from", "to"],
  comparison: ["from", "to", "currency"],
  campaign: ["model"],
} as const satisfies Record<ReportKind, readonly (keyof ReportFilters)[]>;

const subjectFields = { program: "program_id", creator: "creator_id", campaign: "campaign_id" } as const;

/** The filters that a report has; one that it does not have, or half a period, is refused. */
function filtersOf(asked: AskedSharing): ReportFilters {
  const own: readonly string[] = filterNames[asked.report];
  const given = Object.entries({ from: asked.from, to: asked.to, currency: asked.currency, model: asked.model }).filter(
    ([, value]) => value !== undefined,
  );
  const strange = given.filter(([name]) => !own.includes(name));
  const half = (asked.from === undefined) !== (asked.to === undefined) ? [asked.from === undefined ? "from" : "to"] : [];
  const errors = [
    ...strange.map(([name]) => ({ pointer: `/${name}`, detail: `${name} is not a filter of the report ${asked.report}` })),
    ...half.map((name) => ({ pointer: `/${name}`, detail: `${name} is missing: give both days, or neither for the last 30 days` })),
  ];
  if (errors.length > 0) throw invalidInput(errors);
  return Object.fromEntries(given);
}

/** The report that is meant and what it is of. Ids of other workspaces are not found, wherever they stand. */
export async function readAsked(ctx: WorkspaceContext, reports: readonly SharedReport[], asked: AskedSharing) {
  const names = new Map<ReportKind, { id: string; name: string }>();
  for (const kind of ["program", "creator", "campaign"] as const) {
    const id = asked[subjectFields[kind]];
    if (id !== undefined) names.set(kind, { id, name: await reportOf(reports, kind).nameOf(ctx, id) });
  }
  const errors = [...names.keys()]
    .filter((kind) => kind !== asked.report)
    .map((kind) => ({ pointer: `/${subjectFields[kind as "program"]}`, detail: `the report ${asked.report} is not of a ${kind}` }));
  const report = reportOf(reports, asked.report);
  const subject = names.get(asked.report);
  if (report.subject !== undefined && subject === undefined) {
    const field = subjectFields[asked.report as "program"];
    errors.push({ pointer: `/${field}`, detail: `${field} is missing: say which ${asked.report} the report is of` });
  }
  if (errors.length > 0) throw invalidInput(errors);
  const filters = filtersOf(asked);
  return { report, subjectId: subject?.id ?? null, subjectName: subject?.name ?? (await report.nameOf(ctx, "")), filters };
}

const reportOf = (reports: readonly SharedReport[], kind: string): SharedReport => {
  const found = reports.find((report) => report.kind === kind);
  if (found === undefined) throw new RangeError(`nobody makes the report ${kind}`);
  return found;
};

/** A report as it is shown, as of now. */
export async function loadSheet(
  ctx: WorkspaceContext,
  reports: readonly SharedReport[],
  asked: { readonly kind: string; readonly subjectId: string | null; readonly filters: ReportFilters } & Shown,
): Promise<Sheet> {
  const { subjectId, filters, shows_names: showsNames } = asked;
  const sheet = await reportOf(reports, asked.kind).load(ctx, { subjectId: subjectId ?? "", filters, showsNames });
  return asked.shows_money ? sheet : withoutMoney(sheet);
}

function stateOf(row: ShareRow, now: Date): "open" | "expired" | "revoked" {
  if (row.revoked_at !== null) return "revoked";
  return row.expires_at <= now ? "expired" : "open";
}

const shownShare = (ctx: WorkspaceContext, reports: readonly SharedReport[], names: ReadonlyMap<string, string>) => (row: ShareRow) => {
  const { subject } = reportOf(reports, row.report);
  return {
    id: formatId("shr", row.id),
    report: row.report as ReportKind,
    subject_id: row.subject_id === null || subject === undefined ? null : formatId(subject, row.subject_id),
    subject_name: row.subject_name,
    filters: row.filters as ReportFilters,
    shows_names: row.shows_names,
    shows_money: row.shows_money,
    state: stateOf(row, nowAt(ctx)),
    created_by_name: names.get(row.created_by) ?? "an API key",
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
    revoked_at: row.revoked_at?.toISOString() ?? null,
    opened: Number(row.opened),
    last_opened_at: row.last_opened_at?.toISOString() ?? null,
  };
};

async function namesOf(ctx: WorkspaceContext, rows: readonly ShareRow[]): Promise<Map<string, string>> {
  const people = await ctx.people.find([...new Set(rows.map((row) => row.created_by))]);
  return new Map([...people].map(([id, { name }]) => [id, name]));
}

/** Links to shared reports, newest first. */
export async function listShares(
  ctx: WorkspaceContext,
  reports: readonly SharedReport[],
  query: { limit: number; cursor?: string | undefined },
) {
  const rows = await queries.listShares(ctx.db, ctx.workspaceId, { limit: query.limit, after: parseCursor(query.cursor) });
  const show = shownShare(ctx, reports, await namesOf(ctx, rows));
  return pageFrom(rows, query.limit, (row) => ({ at: row.created_at, id: row.id }), show);
}

const secretBytes = 24;
/** Workspace and share, then the secret in base64. */
const tokenLength = 22 + 22 + 32;
const msPerDay = 86_400_000;

/** Makes a link to a report. Its secret is in the answer and kept nowhere. */
export async function createShare(
  ctx: WorkspaceContext,
  reports: readonly SharedReport[],
  body: AskedSharing & Shown & { readonly expires_in_days: number },
) {
  const { report, subjectId, subjectName, filters } = await readAsked(ctx, reports, body);
  // What cannot be shown is refused now, not to the person who opens the link.
  await report.load(ctx, { subjectId: subjectId ?? "", filters, showsNames: body.shows_names });
  const secret = randomBytes(secretBytes);
  const now = nowAt(ctx);
  const row = await inTransaction(ctx, async (within) => {
    const made = await queries.insertShare(within.db, {
      workspace_id: ctx.workspaceId,
      id: ctx.newId(),
      report: report.kind,
      subject_id: subjectId,
      filters: plainJson(filters),
      subject_name: subjectName,
      shows_names: body.shows_names,
      shows_money: body.shows_money,
      secret_hash: sha256(secret),
      created_by: ctx.actor.id,
      created_at: now,
      expires_at: new Date(now.getTime() + body.expires_in_days * msPerDay),
    });
    const { shows_names, shows_money, expires_at } = made;
    const detail = { report: report.kind, subject: subjectName, shows_names, shows_money, expires_at: expires_at.toISOString() };
    await recordAudit(within, { action: "share.created", subjectKind: "share", subjectId: made.id, detail });
    return made;
  });
  const token = `${shortUuid(ctx.workspaceId)}${shortUuid(row.id)}${secret.toString("base64url")}`;
  return { ...shownShare(ctx, reports, await namesOf(ctx, [row]))(row), url: `${ctx.publicUrl}/shared/${token}` };
}

/** Takes a link back. @throws Problem not-found for any other id */
export async function revokeShare(ctx: WorkspaceContext, reports: readonly SharedReport[], id: string) {
  const row = await inTransaction(ctx, async (within) => {
    const revoked = await queries.revokeShare(within.db, ctx.workspaceId, id, nowAt(ctx));
    if (revoked !== undefined) await recordAudit(within, { action: "share.revoked", subjectKind: "share", subjectId: id });
    return revoked ?? (await queries.findShare(within.db, ctx.workspaceId, id));
  });
  if (row === undefined) throw notFound("share", formatId("shr", id));
  return shownShare(ctx, reports, await namesOf(ctx, [row]))(row);
}

async function findByToken(ctx: Context, token: string): Promise<ShareRow | undefined> {
  const [workspaceId, id] = [parseShortUuid(token.slice(0, 22)), parseShortUuid(token.slice(22, 44))];
  if (workspaceId === undefined || id === undefined || token.length !== tokenLength) return undefined;
  const row = await queries.findShare(ctx.db, workspaceId, id);
  return row !== undefined && sameBytes(row.secret_hash, sha256(Buffer.from(token.slice(44), "base64url"))) ? row : undefined;
}

/** What a link shows to whoever has it. @throws Problem link-not-known or link-over */
export async function openShare(ctx: Context, reports: readonly SharedReport[], token: string) {
  const row = await findByToken(ctx, token);
  if (row === undefined) throw new Problem(sharingProblems["link-not-known"], "No report is shared under this address.");
  const state = stateOf(row, nowAt(ctx));
  if (state !== "open") {
    const why = state === "expired" ? `It was shown until ${row.expires_at.toISOString().slice(0, 10)}.` : "It was taken back.";
    throw new Problem(sharingProblems["link-over"], why);
  }
  const within = asSystem(ctx, row.workspace_id, "shared report");
  const { shows_names, shows_money } = row;
  const filters = row.filters as ReportFilters;
  const sheet = await loadSheet(within, reports, { kind: row.report, subjectId: row.subject_id, filters, shows_names, shows_money });
  await queries.countOpening(ctx.db, row.workspace_id, row.id, nowAt(ctx));
  const { name } = await loadWorkspace(within);
  return {
    workspace_name: name,
    report: row.report as ReportKind,
    shows_names,
    shows_money,
    expires_at: row.expires_at.toISOString(),
    sheet,
  };
}
