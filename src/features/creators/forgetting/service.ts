import { formatId } from "../../../kernel/ids.ts";
import { normalEmail } from "../../../kernel/text.ts";
import type { Platform } from "../../../kernel/social/platform.ts";
import { eraseAuditDetails, recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { invalidInput, notFound } from "../../../platform/problems/platform-problems.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { tell } from "../../webhooks/service.ts";
import { handleFault, parseHandle } from "../handle.ts";
import type { CreatorRow } from "../importing/creator-row.ts";
import { creatorProblems } from "../problems.ts";
import { forgetLikelyPairs } from "../pairing/service.ts";
import { findCreator, markCreators } from "../queries.ts";
import * as queries from "./queries.ts";

/** Somebody who must not be contacted, by an address or an account. */
export type Unwanted =
  | { readonly kind: "email"; readonly email: string }
  | { readonly kind: "account"; readonly platform: Platform; readonly normalised: string };

const hashOf = (ctx: WorkspaceContext, who: Unwanted): Buffer =>
  who.kind === "email"
    ? ctx.secrets.identifierHash(ctx.workspaceId, "email", normalEmail(who.email))
    : ctx.secrets.identifierHash(ctx.workspaceId, "external", `account ${who.platform} ${who.normalised}`);

/**
 * Whom a spelling most likely names: an address without what its owner adds behind a plus sign, a YouTube channel by its name whichever kind of
 * address it was given by. Two people may share it; then one is left alone who need not be, which can be put right, and not the other way round.
 */
function plainly(who: Unwanted): Unwanted {
  if (who.kind === "email") return { kind: "email", email: normalEmail(who.email).replace(/\+[^@]*@/, "@") };
  return who.platform === "youtube" ? { ...who, normalised: who.normalised.replace(/^(c|user)\//, "") } : who;
}

/** By what somebody is looked up: entries are kept by the plain spelling, and older ones as they were written. */
const hashesOf = (ctx: WorkspaceContext, who: Unwanted): Buffer[] => [hashOf(ctx, plainly(who)), hashOf(ctx, who)];

/** What a person sees of an entry without being told whom it names. */
const hintOf = (who: Unwanted): string =>
  who.kind === "email" ? `an address at ${who.email.split("@").at(-1)!}`.slice(0, 120) : `an account on ${who.platform}`;

async function addEntries(within: WorkspaceContext, unwanted: readonly Unwanted[], reason: string): Promise<void> {
  if (unwanted.length === 0) return;
  const own = { workspace_id: within.workspaceId, reason, actor: within.actor.id, recorded_at: nowAt(within) };
  const rows = unwanted.map((who) => ({
    ...own,
    id: within.newId(),
    kind: who.kind,
    keyed_hash: hashOf(within, plainly(who)),
    hint: hintOf(who),
  }));
  await queries.insertDoNotContact(within.db, rows);
}

type Entry = Awaited<ReturnType<typeof queries.listDoNotContact>>[number];
const shown = ({ id, kind, hint, reason, recorded_at }: Entry) => ({
  id: formatId("dnc", id),
  kind: kind as Unwanted["kind"],
  hint,
  reason,
  recorded_at: recorded_at.toISOString(),
});

/** Whoever must not be contacted, newest first. */
export const listDoNotContact = async (ctx: WorkspaceContext) => ({
  data: (await queries.listDoNotContact(ctx.db, ctx.workspaceId)).map(shown),
});

/** An address or an account to put on the list. */
interface NewEntry {
  readonly email?: string | undefined;
  readonly platform?: Platform | undefined;
  readonly handle?: string | undefined;
  readonly reason: string;
}

function unwantedIn({ email, platform, handle }: NewEntry): Unwanted[] {
  const parsed = platform === undefined || handle === undefined ? undefined : parseHandle(platform, handle);
  if (parsed?.ok === false)
    throw invalidInput([{ pointer: "/handle", detail: `handle: ${handleFault(parsed.problem, platform!, handle!)}` }]);
  return [
    ...(email === undefined ? [] : [{ kind: "email" as const, email }]),
    ...(parsed === undefined ? [] : [{ kind: "account" as const, platform: platform!, normalised: parsed.normalised }]),
  ];
}

/** Puts an address, an account or both on the list; what is there already stays. */
export async function addDoNotContact(ctx: WorkspaceContext, entry: NewEntry) {
  const unwanted = unwantedIn(entry);
  return inTransaction(ctx, async (within) => {
    await addEntries(within, unwanted, entry.reason);
    await recordAudit(within, {
      action: "do_not_contact.added",
      subjectKind: "workspace",
      subjectId: within.workspaceId,
      detail: { entries: unwanted.length },
    });
    return listDoNotContact(within);
  });
}

/** Takes an entry off the list. */
export async function removeDoNotContact(ctx: WorkspaceContext, id: string) {
  return inTransaction(ctx, async (within) => {
    const row = await queries.deleteDoNotContact(within.db, within.workspaceId, id);
    if (row === undefined) throw notFound("entry", formatId("dnc", id));
    await recordAudit(within, {
      action: "do_not_contact.removed",
      subjectKind: "workspace",
      subjectId: within.workspaceId,
      detail: { kind: row.kind },
    });
    return shown(row);
  });
}

/** The fields of each row that name somebody who must not be contacted. */
export async function unwantedRows(ctx: WorkspaceContext, rows: readonly CreatorRow[]): Promise<ReadonlyMap<CreatorRow, string>> {
  if (!(await queries.hasDoNotContact(ctx.db, ctx.workspaceId))) return new Map();
  const named = rows.flatMap((row) => [
    ...(row.email === null ? [] : [{ row, field: "email", who: { kind: "email", email: row.email } as const }]),
    ...row.accounts.map(({ platform, normalised }) => ({
      ...{ row, field: platform as string },
      who: { kind: "account", platform, normalised } as const,
    })),
  ]);
  const keyed = named.map(({ row, field, who }) => ({ row, field, hashes: hashesOf(ctx, who) }));
  const asked = keyed.flatMap(({ hashes }) => hashes);
  const found = new Set((await queries.findDoNotContact(ctx.db, ctx.workspaceId, asked)).map((hash) => hash.toString("hex")));
  return new Map(
    keyed.filter(({ hashes }) => hashes.some((hash) => found.has(hash.toString("hex")))).map(({ row, field }) => [row, field]),
  );
}

/** An address and accounts as somebody wrote them; a handle that is none names nobody. */
interface Asked {
  readonly email?: string | null | undefined;
  readonly accounts?: readonly { readonly platform: Platform; readonly handle: string }[];
}

function askedFor({ email, accounts = [] }: Asked): Unwanted[] {
  const named = accounts.flatMap(({ platform, handle }): Unwanted[] => {
    const parsed = parseHandle(platform, handle);
    return parsed.ok ? [{ kind: "account", platform, normalised: parsed.normalised }] : [];
  });
  return [...(email === undefined || email === null ? [] : [{ kind: "email" as const, email }]), ...named];
}

/** What of an address and accounts is on the do-not-contact list, in words with the entry and its day; undefined: nothing. */
export async function unwantedAmong(ctx: WorkspaceContext, asked: Asked): Promise<string | undefined> {
  const hashed = askedFor(asked).flatMap((who) => hashesOf(ctx, who).map((hash) => ({ who, hash })));
  if (hashed.length === 0) return undefined;
  const entries = await queries.findEntries(
    ctx.db,
    ctx.workspaceId,
    hashed.map(({ hash }) => hash),
  );
  const words = entries.flatMap(({ id, keyed_hash: keyed, recorded_at: at }) => {
    const found = hashed.find(({ hash }) => hash.equals(keyed))?.who;
    if (found === undefined) return [];
    const what =
      found.kind === "email" ? `the address ${normalEmail(found.email)}` : `the account ${found.normalised} on ${found.platform}`;
    return [`${what} (entry ${formatId("dnc", id)} of ${at.toISOString().slice(0, 10)})`];
  });
  return words.length === 0 ? undefined : words.join(" and ");
}

/** Where somebody is taken off the list. */
export const offTheList = "To take somebody off the list: Settings, Creators' data, or DELETE /v1/do-not-contact/{id}.";

/** Refuses what names somebody who must not be contacted. @throws Problem do-not-contact */
export async function refuseUnwanted(ctx: WorkspaceContext, asked: Asked): Promise<void> {
  const found = await unwantedAmong(ctx, asked);
  if (found === undefined) return;
  throw new Problem(
    creatorProblems["do-not-contact"],
    `You asked to keep ${found}, and this person asked not to be contacted. Nothing was changed. ${offTheList}`,
  );
}

/** Who was erased: every record of the person, and by what features further down may still name them. */
interface ErasedPerson {
  readonly erasedAt: Date;
  readonly creatorIds: readonly string[];
  readonly accountIds: readonly string[];
  readonly names: readonly string[];
  readonly emails: readonly string[];
  readonly accounts: readonly { readonly platform: Platform; readonly handle: string; readonly externalId: string | null }[];
}

/**
 * Erases who a creator is from every record of the person: name, address, handles, what accounts said, and what the audit log tells of them.
 * Ids, numbers, links, codes, commissions and money stay, so that everything booked keeps its evidence. What features further down keep of the
 * person is theirs to erase, in the same transaction.
 */
export async function eraseCreator(
  ctx: WorkspaceContext,
  id: string,
  options: { do_not_contact: boolean; reason: string },
): Promise<ErasedPerson> {
  return inTransaction(ctx, async (within) => {
    const asked = await findCreator(within.db, within.workspaceId, id);
    if (asked === undefined) throw notFound("creator", formatId("cre", id));
    const records = await queries.lockRecords(within.db, within.workspaceId, asked.merged_into_id ?? asked.id);
    const ids = records.map((row) => row.id);
    const accounts = await queries.listAccountsOf(within.db, within.workspaceId, ids);
    const emails = records.flatMap(({ email }) => (email === null ? [] : [email]));
    const named = accounts
      .filter(({ handle_normalised: handle }) => !handle.startsWith("erased-"))
      .map((row) => ({ platform: row.platform as Platform, handle: row.handle_normalised, externalId: row.external_id }));
    if (options.do_not_contact) {
      const handles = named.map(({ platform, handle }): Unwanted => ({ kind: "account", platform, normalised: handle }));
      await addEntries(within, [...emails.map((email): Unwanted => ({ kind: "email", email })), ...handles], options.reason);
    }
    const now = nowAt(within);
    await queries.eraseRecords(within.db, within.workspaceId, ids, now);
    const accountIds = accounts.map((account) => account.id);
    await eraseAuditDetails(within, [...ids, ...accountIds]);
    await recordAudit(within, {
      action: "creator.erased",
      subjectKind: "creator",
      subjectId: id,
      detail: { do_not_contact: options.do_not_contact },
    });
    await forgetLikelyPairs(within, ids);
    await markCreators(within.db, within.workspaceId, ids);
    await tell(within, "creator.updated.v1", ids);
    const names = records.map(({ name }) => name);
    return { erasedAt: now, creatorIds: ids, accountIds, names, emails: emails.map(normalEmail), accounts: named };
  });
}

/** Creators who were found before an instant, were never told and are in use nowhere. */
export const idleCreators = (ctx: WorkspaceContext, before: Date, limit: number) =>
  queries.listIdle(ctx.db, ctx.workspaceId, before, limit);
