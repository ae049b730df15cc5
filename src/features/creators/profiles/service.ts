import { formatId } from "../../../kernel/ids.ts";
import { normalEmail, tidyText } from "../../../kernel/text.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction, isConflict } from "../../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../../platform/db/page.ts";
import { notFound } from "../../../platform/problems/platform-problems.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { accountsOf, insertAccounts, shownAccount, type NewAccount } from "../accounts/service.ts";
import { statusAt, type CreatorStatus } from "../creator-status.ts";
import { refuseUnwanted } from "../forgetting/service.ts";
import { creatorStatusesOf } from "../history/service.ts";
import { tell } from "../../webhooks/service.ts";
import type { Platform } from "../../../kernel/social/platform.ts";
import { creatorProblems } from "../problems.ts";
import * as queries from "../queries.ts";
import type { Creator } from "../tables.ts";

type Metadata = Record<string, string | number | boolean | null>;

/** A creator of the workspace, archived or not. @throws Problem not-found for any other id */
export async function loadCreator(ctx: WorkspaceContext, id: string): Promise<Creator> {
  const row = await queries.findCreator(ctx.db, ctx.workspaceId, id);
  if (row === undefined) throw notFound("creator", formatId("cre", id));
  return row;
}

/**
 * A creator who stays as they are until the caller's transaction ends: whoever writes down words of the person holds them first, so that an erasure
 * comes before or after and misses nothing. @throws Problem not-found for any other id
 */
export async function holdCreator(within: WorkspaceContext, id: string): Promise<Creator> {
  const row = await queries.shareCreator(within.db, within.workspaceId, id);
  if (row === undefined) throw notFound("creator", formatId("cre", id));
  return row;
}

/** Those of the ids that are creators of the workspace, by id; a record that was merged goes by the name of the creator who is kept, and says whose it was. */
export async function creatorsByIds(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, Creator>> {
  if (ids.length === 0) return new Map();
  const rows = await queries.findCreators(ctx.db, ctx.workspaceId, ids);
  const keptIds = rows.flatMap(({ merged_into_id: keptId }) => keptId ?? []);
  const kept = keptIds.length === 0 ? [] : await queries.findCreators(ctx.db, ctx.workspaceId, keptIds);
  const names = new Map(kept.map((row) => [row.id, row.name]));
  const nameOf = (row: Creator): string => {
    const kept = names.get(row.merged_into_id ?? "");
    return kept === undefined ? row.name : `${kept} (as ${row.name})`;
  };
  return new Map(rows.map((row) => [row.id, { ...row, name: nameOf(row) }]));
}

/** The hash under which an e-mail address is compared within the workspace: a customer's equal hash is the same address. */
export const emailHash = (ctx: WorkspaceContext, email: string): Buffer =>
  ctx.secrets.identifierHash(ctx.workspaceId, "email", normalEmail(email));

async function show(ctx: WorkspaceContext, rows: readonly Creator[]) {
  const ids = rows.map((row) => row.id);
  const histories = await creatorStatusesOf(ctx, ids);
  const accounts = await accountsOf(ctx, ids);
  return rows.map((row) => ({
    id: formatId("cre", row.id),
    name: row.name,
    email: row.email,
    country: row.country,
    status: statusAt(histories.get(row.id) ?? [], nowAt(ctx)),
    notes: row.notes,
    source: row.source,
    external_id: row.external_id,
    metadata: row.metadata as Metadata,
    accounts: (accounts.get(row.id) ?? []).map(shownAccount),
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    archived_at: row.archived_at?.toISOString() ?? null,
  }));
}

const showOne = async (ctx: WorkspaceContext, row: Creator) => (await show(ctx, [row]))[0]!;

/** One creator with accounts; of a record that was merged the creator who is kept. */
export async function getCreator(ctx: WorkspaceContext, id: string) {
  const row = await loadCreator(ctx, id);
  return showOne(ctx, row.merged_into_id === null ? row : await loadCreator(ctx, row.merged_into_id));
}

/** What a list of creators is narrowed to. */
export interface CreatorQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly q?: string | undefined;
  readonly platform?: Platform | undefined;
  readonly status?: CreatorStatus | undefined;
  readonly program_id?: string | undefined;
  readonly archived: "true" | "false";
}

/** A page of creators, newest first. */
export async function listCreators(ctx: WorkspaceContext, query: CreatorQuery) {
  const { q, platform, status, program_id: programId, limit } = query;
  const filter = { q, platform, status, programId, archived: query.archived === "true", at: nowAt(ctx) };
  const rows = await queries.listCreators(ctx.db, ctx.workspaceId, filter, { limit, after: parseCursor(query.cursor) });
  const shown = await show(ctx, rows.slice(0, limit));
  const page = pageFrom(
    rows,
    limit,
    (row) => ({ at: row.created_at, id: row.id }),
    (row) => row.id,
  );
  return { data: shown, next_cursor: page.next_cursor };
}

/** A creator to add. */
export interface NewCreator {
  readonly name: string;
  readonly email: string | null;
  readonly country: string | null;
  readonly notes: string;
  readonly source: string;
  readonly external_id: string | null;
  readonly metadata: Metadata;
  readonly accounts: readonly NewAccount[];
}

const emailColumns = (ctx: WorkspaceContext, email: string | null) => ({
  email: email === null ? null : tidyText(email),
  email_hash: email === null ? null : emailHash(ctx, email),
});

async function externalIdTaken(ctx: WorkspaceContext, source: string, externalId: string): Promise<Problem> {
  const holder = await queries.findByExternalId(ctx.db, ctx.workspaceId, source, externalId);
  const whose = holder === undefined ? "another creator" : formatId("cre", holder.id);
  return new Problem(creatorProblems["external-id-taken"], `The external id ${externalId} of ${source} belongs to ${whose}.`);
}

/** Adds a creator with accounts, all or nothing. @throws Problem external-id-taken, handle-taken, do-not-contact */
export async function createCreator(ctx: WorkspaceContext, creator: NewCreator) {
  return inTransaction(ctx, async (within) => {
    await refuseUnwanted(within, creator);
    const now = nowAt(within);
    const row = await queries.insertCreator(within.db, {
      workspace_id: within.workspaceId,
      id: within.newId(),
      name: tidyText(creator.name),
      ...emailColumns(within, creator.email),
      country: creator.country,
      notes: creator.notes,
      source: creator.source,
      external_id: creator.external_id,
      metadata: creator.metadata,
      created_at: now,
      updated_at: now,
    });
    if (row === undefined) throw await externalIdTaken(within, creator.source, creator.external_id ?? "");
    await insertAccounts(within, row.id, creator.accounts);
    const detail = { source: creator.source, external_id: creator.external_id };
    await recordAudit(within, { action: "creator.created", subjectKind: "creator", subjectId: row.id, detail });
    await queries.markCreators(within.db, within.workspaceId, [row.id]);
    await tell(within, "creator.created.v1", [row.id]);
    return showOne(within, row);
  });
}

/** What may change of a creator; undefined: stays. */
export interface CreatorChanges {
  readonly name?: string | undefined;
  readonly email?: string | null | undefined;
  readonly country?: string | null | undefined;
  readonly notes?: string | undefined;
  readonly external_id?: string | null | undefined;
  readonly metadata?: Metadata | undefined;
}

async function lockCreator(within: WorkspaceContext, id: string): Promise<Creator> {
  const row = await queries.lockCreator(within.db, within.workspaceId, id);
  if (row === undefined) throw notFound("creator", formatId("cre", id));
  return row;
}

/** Another address may not be one of somebody who must not be contacted; the one that was kept before may be written again. */
const refuseAddress = async (within: WorkspaceContext, before: Creator, email: string | null | undefined): Promise<void> => {
  if (typeof email !== "string" || before.email_hash?.equals(emailHash(within, email)) === true) return;
  await refuseUnwanted(within, { email });
};

/** Changes what is named, and says in the audit which fields those were. @throws Problem external-id-taken, do-not-contact */
export async function updateCreator(ctx: WorkspaceContext, askedId: string, changes: CreatorChanges) {
  return inTransaction(ctx, async (within) => {
    const before = await lockCreator(within, askedId);
    const { id } = before;
    const { name, email, metadata, country, notes, external_id } = changes;
    await refuseAddress(within, before, email);
    const plain = Object.fromEntries(Object.entries({ country, notes, external_id }).filter(([, value]) => value !== undefined));
    const values = {
      ...plain,
      ...(name === undefined ? {} : { name: tidyText(name) }),
      ...(email === undefined ? {} : emailColumns(within, email)),
      ...(metadata === undefined ? {} : { metadata }),
      updated_at: nowAt(within),
    };
    const row = await queries.updateCreator(within.db, within.workspaceId, id, values).catch((error: unknown) => {
      throw isConflict(error, "creators_external")
        ? new Problem(
            creatorProblems["external-id-taken"],
            `The external id ${external_id} of ${before.source} belongs to another creator.`,
          )
        : error;
    });
    const fields = Object.keys(changes).filter((field) => changes[field as keyof CreatorChanges] !== undefined);
    await recordAudit(within, { action: "creator.updated", subjectKind: "creator", subjectId: id, detail: { fields } });
    await queries.markCreators(within.db, within.workspaceId, [id]);
    await tell(within, "creator.updated.v1", [id]);
    return showOne(within, row);
  });
}

/** Puts a creator away or brings one back. Doing it again changes nothing. */
export async function setCreatorArchived(ctx: WorkspaceContext, askedId: string, isArchived: boolean) {
  return inTransaction(ctx, async (within) => {
    const before = await lockCreator(within, askedId);
    const { id } = before;
    if ((before.archived_at !== null) === isArchived) return showOne(within, before);
    const now = nowAt(within);
    const row = await queries.updateCreator(within.db, within.workspaceId, id, { archived_at: isArchived ? now : null, updated_at: now });
    await recordAudit(within, { action: isArchived ? "creator.archived" : "creator.restored", subjectKind: "creator", subjectId: id });
    await queries.markCreators(within.db, within.workspaceId, [id]);
    await tell(within, "creator.updated.v1", [id]);
    return showOne(within, row);
  });
}

/** Above so many creators a text is only compared with those whose name or handle stands in it as it is. */
const mostCompared = 20_000;

/** The creators whom a text may mean, by the names that they go by: all of them, or of very many those whose name or handle is one of `written`. */
export async function creatorsCalled(ctx: WorkspaceContext, written: readonly string[]) {
  const all = await queries.listNames(ctx.db, ctx.workspaceId, { like: null, limit: mostCompared + 1 });
  return all.length <= mostCompared ? all : queries.listNames(ctx.db, ctx.workspaceId, { like: written, limit: mostCompared });
}
