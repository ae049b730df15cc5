import { formatId } from "../../../kernel/ids.ts";
import { tidyText } from "../../../kernel/text.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { asSystem, nowAt, type Context, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction, isConflict, plainJson } from "../../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../../platform/db/page.ts";
import { notFound } from "../../../platform/problems/platform-problems.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { creatorsByIds } from "../../creators/service.ts";
import { notify } from "../../notices/service.ts";
import { findPage, queryOf, type AskedSearch } from "../asking/service.ts";
import { discoveryProblems } from "../problems.ts";
import type { CreatorQuery } from "../query/creator-query.ts";
import { publicCondition } from "../query/found-query.ts";
import type { SearchRow } from "../tables.ts";
import * as queries from "./queries.ts";

/** More creators than these no alert watches over. */
const mostWatched = 10_000;

async function show(ctx: WorkspaceContext, rows: readonly SearchRow[]) {
  const ids = rows.map((row) => row.id);
  const counts = ids.length === 0 ? [] : await queries.countFinds(ctx.db, ctx.workspaceId, ids);
  const byId = new Map(counts.map((row) => [row.search_id, row]));
  return rows.map((row) => {
    const query = row.query as unknown as CreatorQuery;
    const count = (key: "found" | "found_since") => (row.looked_at === null ? null : Number(byId.get(row.id)?.[key] ?? 0));
    return {
      id: formatId("fnd", row.id),
      name: row.name,
      text: query.text ?? null,
      where: query.where === undefined ? null : (publicCondition(query.where) as unknown as Record<string, unknown>),
      sort: query.sort,
      is_alerting: row.is_alerting,
      found: count("found"),
      found_since: count("found_since"),
      looked_at: row.looked_at?.toISOString() ?? null,
      created_at: row.created_at.toISOString(),
      archived_at: row.archived_at?.toISOString() ?? null,
    };
  });
}

const showOne = async (ctx: WorkspaceContext, row: SearchRow) => (await show(ctx, [row]))[0]!;
const noSearch = (id: string) => notFound("search", formatId("fnd", id));

const nameTaken = (name: string) => (error: unknown) => {
  throw isConflict(error, "creator_searches_name")
    ? new Problem(
        discoveryProblems["search-name-taken"],
        `There is a search called ${name} already. Choose another name, or put that one away.`,
      )
    : error;
};

async function foundIds(ctx: WorkspaceContext, query: CreatorQuery) {
  const page = await findPage(ctx, query, { limit: mostWatched, after: null });
  return { ids: page.found.map(({ creatorId }) => creatorId), hasMore: page.next !== null };
}

/** Whom an alert begins with: those who are found already. @throws Problem too-many-to-watch */
async function firstFound(ctx: WorkspaceContext, query: CreatorQuery): Promise<string[]> {
  const { ids, hasMore } = await foundIds(ctx, query);
  if (hasMore)
    throw new Problem(
      discoveryProblems["too-many-to-watch"],
      `The search finds more than ${mostWatched} creators, and an alert watches over at most so many. Narrow it, or keep it without an alert.`,
    );
  return ids;
}

/** Keeps a search. @throws Problem search-name-taken, too-many-to-watch */
export async function saveSearch(ctx: WorkspaceContext, search: AskedSearch & { name: string; is_alerting: boolean }) {
  const query = queryOf(search);
  const found = search.is_alerting ? await firstFound(ctx, query) : [];
  return inTransaction(ctx, async (within) => {
    const now = nowAt(within);
    const name = tidyText(search.name);
    const row: SearchRow = {
      ...{ workspace_id: within.workspaceId, id: within.newId(), name, query: plainJson(query), is_alerting: search.is_alerting },
      ...{ looked_at: search.is_alerting ? now : null, created_by: within.actor.id, created_at: now, updated_at: now, archived_at: null },
    };
    await queries.insertSearch(within.db, row).catch(nameTaken(name));
    await queries.insertFinds(within.db, { workspaceId: within.workspaceId, searchId: row.id, at: now, isNew: false }, found);
    await recordAudit(within, { action: "creator_search.saved", subjectKind: "creator_search", subjectId: row.id, detail: { name } });
    return showOne(within, row);
  });
}

/** A page of kept searches, newest first. */
export async function listSearches(ctx: WorkspaceContext, query: { limit: number; cursor?: string | undefined }) {
  const rows = await queries.listSearches(ctx.db, ctx.workspaceId, { limit: query.limit, after: parseCursor(query.cursor) });
  const page = pageFrom(
    rows,
    query.limit,
    (row) => ({ at: row.created_at, id: row.id }),
    (row) => row,
  );
  return { data: await show(ctx, page.data), next_cursor: page.next_cursor };
}

async function lockOpen(within: WorkspaceContext, id: string): Promise<SearchRow> {
  const row = await queries.lockSearch(within.db, within.workspaceId, id);
  if (row === undefined || row.archived_at !== null) throw noSearch(id);
  return row;
}

/** Renames a kept search, or begins or ends its alert; an alert that begins anew begins with whom it then finds. */
export async function updateSearch(
  ctx: WorkspaceContext,
  id: string,
  changes: { name?: string | undefined; is_alerting?: boolean | undefined },
) {
  const known = await inTransaction(ctx, (within) => lockOpen(within, id));
  const isBegun = changes.is_alerting === true && !known.is_alerting;
  const found = isBegun ? await firstFound(ctx, known.query as unknown as CreatorQuery) : [];
  return inTransaction(ctx, async (within) => {
    await lockOpen(within, id);
    const at = nowAt(within);
    const { name, is_alerting } = changes;
    const values = {
      ...(name === undefined ? {} : { name: tidyText(name) }),
      ...(is_alerting === undefined ? {} : { is_alerting }),
      ...(isBegun ? { looked_at: at } : {}),
      updated_at: at,
    };
    const row = await queries.updateSearch(within.db, within.workspaceId, id, values).catch(nameTaken(name ?? ""));
    if (isBegun) {
      await queries.deleteFinds(within.db, within.workspaceId, id);
      await queries.insertFinds(within.db, { workspaceId: within.workspaceId, searchId: id, at, isNew: false }, found);
    }
    await recordAudit(within, { action: "creator_search.updated", subjectKind: "creator_search", subjectId: id, detail: changes });
    return showOne(within, row);
  });
}

/** Puts a kept search away. Doing it again changes nothing. */
export async function archiveSearch(ctx: WorkspaceContext, id: string) {
  return inTransaction(ctx, async (within) => {
    const before = await queries.lockSearch(within.db, within.workspaceId, id);
    if (before === undefined) throw noSearch(id);
    if (before.archived_at !== null) return showOne(within, before);
    const now = nowAt(within);
    const row = await queries.updateSearch(within.db, within.workspaceId, id, { archived_at: now, updated_at: now });
    await recordAudit(within, {
      action: "creator_search.archived",
      subjectKind: "creator_search",
      subjectId: id,
      detail: { name: row.name },
    });
    return showOne(within, row);
  });
}

/** Whom a kept search found, the latest first. */
export async function listFinds(ctx: WorkspaceContext, id: string, query: { limit: number; cursor?: string | undefined }) {
  await inTransaction(ctx, (within) => lockOpen(within, id));
  const rows = await queries.listFinds(ctx.db, ctx.workspaceId, id, { limit: query.limit, after: parseCursor(query.cursor) });
  const creators = await creatorsByIds(
    ctx,
    rows.map((row) => row.creator_id),
  );
  return pageFrom(
    rows,
    query.limit,
    (row) => ({ at: row.found_at, id: row.creator_id }),
    (row) => ({
      creator_id: formatId("cre", row.creator_id),
      name: creators.get(row.creator_id)?.name ?? "",
      found_at: row.found_at.toISOString(),
      is_new: row.is_new,
    }),
  );
}

function sentenceOf(search: string, names: readonly string[]): string {
  const some = names.slice(0, 2);
  const more = names.length - some.length;
  const who = more > 0 ? `${some.join(", ")} and ${more} more` : some.join(" and ");
  return `“${search}” finds ${names.length === 1 ? "somebody" : `${names.length} creators`} it did not find before: ${who}.`;
}

async function lookAgainFor(ctx: WorkspaceContext, search: SearchRow): Promise<void> {
  const { ids } = await foundIds(ctx, search.query as unknown as CreatorQuery);
  await inTransaction(ctx, async (within) => {
    const row = await queries.lockSearch(within.db, within.workspaceId, search.id);
    if (row === undefined || row.archived_at !== null || !row.is_alerting) return;
    const at = nowAt(within);
    const added = await queries.insertFinds(within.db, { workspaceId: within.workspaceId, searchId: search.id, at, isNew: true }, ids);
    await queries.updateSearch(within.db, within.workspaceId, search.id, { looked_at: at });
    if (added.length === 0) return;
    const creators = await creatorsByIds(within, added);
    const names = added.map((id) => creators.get(id)?.name ?? "").toSorted();
    await notify(within, {
      kind: "search.found",
      message: sentenceOf(row.name, names),
      subjectKind: "creator_search",
      subjectId: search.id,
    });
  });
}

/** Looks again for every alert, and tells each workspace whom its searches find that they did not find before. */
export async function lookAgain(ctx: Context, signal?: AbortSignal): Promise<void> {
  for (const search of await queries.listAlerting(ctx.db)) {
    if (signal?.aborted === true) return;
    await lookAgainFor(asSystem(ctx, search.workspace_id, "alerts"), search).catch((err: unknown) => {
      ctx.log.warn({ err, search: search.id }, "a saved search could not be looked at again");
    });
  }
}
