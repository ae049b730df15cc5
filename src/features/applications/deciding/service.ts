import { formatId, parseId } from "../../../kernel/ids.ts";
import { localDay } from "../../../kernel/zone.ts";
import type { Platform } from "../../../kernel/social/platform.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { groupBy } from "../../../platform/db/group-by.ts";
import { pageFrom, parseCursor } from "../../../platform/db/page.ts";
import { notFound } from "../../../platform/problems/platform-problems.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { askablePlatforms, bioOf, type VerifyApplicant } from "../../connectors/service.ts";
import { accountsNamed, addAccount, createCreator, loadCreator, offTheList, parseHandle, unwantedAmong } from "../../creators/service.ts";
import { enrollCreators, programsByIds } from "../../programs/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import type { ApplicationState } from "../application-state.ts";
import { likenessOf } from "../likeness/service.ts";
import { applicationProblems } from "../problems.ts";
import * as queries from "../queries.ts";
import type { AccountRow, ApplicationRow, PageRow } from "../tables.ts";

async function shownAll(ctx: WorkspaceContext, rows: readonly ApplicationRow[]) {
  if (rows.length === 0) return [];
  const pages = new Map((await queries.listPages(ctx.db, ctx.workspaceId)).map((page): [string, PageRow] => [page.id, page]));
  const programs = await programsByIds(ctx, [...new Set([...pages.values()].map((page) => page.program_id))]);
  const ids = rows.map(({ id }) => id);
  const accounts = groupBy(await queries.listAccounts(ctx.db, ctx.workspaceId, ids), (account) => account.application_id);
  const askable = await askablePlatforms(ctx);
  const show = async (row: ApplicationRow) => {
    const own = accounts.get(row.id) ?? [];
    const programId = pages.get(row.page_id)!.program_id;
    const { known, holders } = await likenessOf(ctx, row, own);
    const holderOf = ({ id }: AccountRow) => {
      const holder = holders.get(id);
      return holder === undefined ? null : { creator_id: formatId("cre", holder.creatorId), name: holder.name };
    };
    return {
      ...{
        id: formatId("apl", row.id),
        program_id: formatId("prg", programId),
        program_name: programs.get(programId)?.name ?? "a program",
      },
      ...{ name: row.name, email: row.email, country: row.country, message: row.message },
      ...{ consent: row.consent, consent_version: row.consent_version, state: row.state as ApplicationState },
      accounts: own.map((account) => ({
        ...{ id: formatId("apa", account.id), platform: account.platform as Platform, handle: account.handle, url: account.url },
        ...{ code: account.code, verified_at: account.verified_at?.toISOString() ?? null },
        ...{
          verified_by: account.verified_by as "platform" | "person" | "sign_in" | null,
          checked_at: account.checked_at?.toISOString() ?? null,
        },
        ...{ check_said: account.check_said, can_ask: askable.has(account.platform) },
        held_by: holderOf(account),
      })),
      known: known.map(({ creatorId, ...known }) => ({ creator_id: formatId("cre", creatorId), ...known })),
      ...{ creator_id: row.creator_id === null ? null : formatId("cre", row.creator_id), reason: row.reason },
      ...{ applied_at: row.applied_at.toISOString(), decided_at: row.decided_at?.toISOString() ?? null },
    };
  };
  return Promise.all(rows.map(show));
}

async function load(ctx: WorkspaceContext, id: string): Promise<ApplicationRow> {
  const row = await queries.findApplication(ctx.db, ctx.workspaceId, id);
  if (row === undefined) throw notFound("application", formatId("apl", id));
  return row;
}

/** One application. */
export const getApplication = async (ctx: WorkspaceContext, id: string) => (await shownAll(ctx, [await load(ctx, id)]))[0]!;

/** A page of applications, newest first. */
export async function listApplications(
  ctx: WorkspaceContext,
  query: {
    readonly limit: number;
    readonly cursor?: string | undefined;
    readonly state?: ApplicationState | undefined;
    readonly program_id?: string | undefined;
  },
) {
  const page = { limit: query.limit, after: parseCursor(query.cursor), state: query.state, programId: query.program_id };
  const rows = await queries.listApplications(ctx.db, ctx.workspaceId, page);
  const shown = new Map((await shownAll(ctx, rows)).map((row) => [row.id, row]));
  return pageFrom(
    rows,
    query.limit,
    (row) => ({ at: row.applied_at, id: row.id }),
    (row) => shown.get(formatId("apl", row.id))!,
  );
}

const decided = (row: ApplicationRow): Problem =>
  new Problem(applicationProblems["application-decided"], `It was ${row.state} on ${row.decided_at!.toISOString().slice(0, 10)}.`);

/** The application, held until the transaction ends. @throws Problem not-found */
async function lock(within: WorkspaceContext, id: string): Promise<ApplicationRow> {
  const row = await queries.lockApplication(within.db, within.workspaceId, id);
  if (row === undefined) throw notFound("application", formatId("apl", id));
  return row;
}

interface Look {
  readonly isThere: boolean;
  readonly said: string;
}

async function lookFor(ctx: WorkspaceContext, { platform, handle, code }: AccountRow): Promise<Look> {
  const bio = await bioOf(ctx, { platform: platform as Platform, handle });
  if (bio.kind === "nothing") return { isThere: false, said: bio.sentence };
  const isThere = bio.text.toUpperCase().includes(code.toUpperCase());
  return {
    isThere,
    said: isThere ? "The code is in the bio." : "The code is not in the bio, or not yet: platforms can take some minutes to show it.",
  };
}

/** Verifies an account: the platform is asked for its bio, or a person has seen the code there. */
export async function verifyAccount(
  ctx: WorkspaceContext,
  at: { readonly id: string; readonly account_id: string },
  by: "platform" | "person",
) {
  await load(ctx, at.id);
  const account = (await queries.listAccounts(ctx.db, ctx.workspaceId, [at.id])).find(({ id }) => id === at.account_id);
  if (account === undefined) throw notFound("account of the application", formatId("apa", at.account_id));
  const look = by === "person" ? { isThere: true, said: "A person has seen the code." } : await lookFor(ctx, account);
  return inTransaction(ctx, async (within) => {
    const row = await lock(within, at.id);
    if (row.decided_at !== null) throw decided(row);
    const now = nowAt(within);
    const verified = look.isThere ? { verified_at: now, verified_by: by } : {};
    await queries.updateAccount(within.db, within.workspaceId, account.id, { checked_at: now, check_said: look.said, ...verified });
    if (look.isThere) await noteVerified(within, account, by);
    return getApplication(within, at.id);
  });
}

async function noteVerified(within: WorkspaceContext, { application_id, platform }: AccountRow, by: "platform" | "person" | "sign_in") {
  await queries.updateApplication(within.db, within.workspaceId, application_id, { state: "verified" });
  const detail = { by, platform };
  await recordAudit(within, { action: "application.verified", subjectKind: "application", subjectId: application_id, detail });
}

const isNamed = ({ platform, handle_normalised: named }: AccountRow, identity: Parameters<VerifyApplicant>[2]): boolean =>
  [identity.handle, `channel/${identity.userId}`].some((text) => {
    const parsed = parseHandle(platform as Platform, text);
    return parsed.ok && parsed.normalised === named;
  });

/** Verifies the account of an application to which somebody signed in, where it is the one that was named; in the caller's transaction. */
export const verifyBySignIn: VerifyApplicant = async (within, accountId, identity) => {
  const account = await queries.findAccount(within.db, within.workspaceId, accountId);
  if (account === undefined) return "decided";
  const row = await lock(within, account.application_id);
  if (row.decided_at !== null) return "decided";
  if (account.platform !== identity.platform || !isNamed(account, identity)) return "other";
  const now = nowAt(within);
  const said = "The applicant signed in to this account.";
  const verified = { verified_at: now, verified_by: "sign_in", checked_at: now, check_said: said };
  await queries.updateAccount(within.db, within.workspaceId, accountId, verified);
  await noteVerified(within, account, "sign_in");
  return "verified";
};

/** Adds the applicant's accounts that a creator does not have yet. @throws Problem handle-taken where another creator has one */
async function addAccounts(within: WorkspaceContext, creatorId: string, accounts: readonly AccountRow[]): Promise<void> {
  for (const { platform, handle } of accounts) {
    const [holder] = await accountsNamed(within, [{ platform: platform as Platform, handle }]);
    if (holder?.creatorId !== creatorId) await addAccount(within, creatorId, { platform: platform as Platform, handle });
  }
}

/** An application may come from whoever asked not to be contacted; approving it is contact. @throws Problem applicant-do-not-contact */
async function refuseUncontactable(within: WorkspaceContext, { name, email }: ApplicationRow, verified: readonly AccountRow[]) {
  const accounts = verified.map(({ platform, handle }) => ({ platform: platform as Platform, handle }));
  const found = await unwantedAmong(within, { email, accounts });
  if (found === undefined) return;
  const said = `${name} applied with ${found}, and asked earlier not to be contacted. The application is kept, undecided.`;
  throw new Problem(
    applicationProblems["applicant-do-not-contact"],
    `${said} If they changed their mind, take that off the list and approve; else refuse. ${offTheList}`,
  );
}

/** Whom an application is approved as; neither: as a new creator, unless somebody here may be the applicant. */
interface ApprovedAs {
  readonly creator_id?: string | undefined;
  /** As a new creator, also where somebody here has the same e-mail address. */
  readonly is_new?: boolean | undefined;
}

async function becomes(within: WorkspaceContext, row: ApplicationRow, { creator_id: named, is_new = false }: ApprovedAs): Promise<string> {
  const all = await queries.listAccounts(within.db, within.workspaceId, [row.id]);
  const verified = all.filter(({ verified_at }) => verified_at !== null);
  await refuseUncontactable(within, row, verified);
  if (named !== undefined) {
    const { id } = await loadCreator(within, named);
    await addAccounts(within, id, verified);
    return id;
  }
  const known = (await likenessOf(within, row, all)).known.filter(({ by }) => by === "profile" || !is_new);
  if (known.length > 0) {
    const whom = known.map(({ creatorId, name, why }) => `${name} (${formatId("cre", creatorId)}) ${why}`).join("; ");
    const orNew = known.some(({ by }) => by === "profile") ? "" : ", or that it is somebody new";
    throw new Problem(applicationProblems["applicant-known"], `${whom}. Say which of them it is${orNew}.`);
  }
  const { zone } = await loadWorkspace(within);
  const creator = await createCreator(within, {
    ...{ name: row.name, email: row.email, country: row.country, source: "application", external_id: formatId("apl", row.id) },
    ...{ notes: `Applied on ${localDay(row.applied_at.getTime(), zone)}.`, metadata: {} },
    accounts: verified.map(({ platform, handle }) => ({ platform: platform as Platform, handle })),
  });
  return parseId("cre", creator.id)!;
}

/** Takes an applicant as a creator of the program. @throws Problem account-not-verified, applicant-do-not-contact, applicant-known, application-decided */
export async function approveApplication(ctx: WorkspaceContext, id: string, as: ApprovedAs) {
  return inTransaction(ctx, async (within) => {
    const row = await lock(within, id);
    if (as.creator_id !== undefined) await loadCreator(within, as.creator_id);
    if (row.state === "approved") return getApplication(within, id);
    if (row.state === "refused") throw decided(row);
    if (row.state === "new")
      throw new Problem(applicationProblems["account-not-verified"], "Nobody has seen the code in one of the accounts yet.");
    const creatorId = await becomes(within, row, as);
    const page = await queries.findPage(within.db, within.workspaceId, row.page_id);
    await enrollCreators(within, page!.program_id, { creator_ids: [creatorId] });
    const decision = {
      state: "approved",
      creator_id: creatorId,
      decided_by: `${within.actor.kind}:${within.actor.id}`,
      decided_at: nowAt(within),
    };
    await queries.updateApplication(within.db, within.workspaceId, id, decision);
    const detail = { creator: creatorId, program: page!.program_id };
    await recordAudit(within, { action: "application.approved", subjectKind: "application", subjectId: id, detail });
    return getApplication(within, id);
  });
}

/** Refuses an application; doing it again changes nothing. @throws Problem application-decided */
export async function refuseApplication(ctx: WorkspaceContext, id: string, reason: string) {
  return inTransaction(ctx, async (within) => {
    const row = await lock(within, id);
    if (row.state === "approved") throw decided(row);
    if (row.state === "refused") return getApplication(within, id);
    const decision = { state: "refused", reason, decided_by: `${within.actor.kind}:${within.actor.id}`, decided_at: nowAt(within) };
    await queries.updateApplication(within.db, within.workspaceId, id, decision);
    await recordAudit(within, { action: "application.refused", subjectKind: "application", subjectId: id, detail: {} });
    return getApplication(within, id);
  });
}
