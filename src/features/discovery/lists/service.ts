import { formatId } from "../../../kernel/ids.ts";
import { tidyText } from "../../../kernel/text.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction, isConflict } from "../../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../../platform/db/page.ts";
import { notFound } from "../../../platform/problems/platform-problems.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { creatorsByIds, markCreators } from "../../creators/service.ts";
import { scoreCreators } from "../../vetting/service.ts";
import { discoveryProblems } from "../problems.ts";
import type { ListRow } from "../tables.ts";
import * as queries from "./queries.ts";

async function show(ctx: WorkspaceContext, rows: readonly ListRow[]) {
  const ids = rows.map((row) => row.id);
  const counts = ids.length === 0 ? [] : await queries.countMembers(ctx.db, ctx.workspaceId, ids);
  const byList = new Map(counts.map((row) => [row.list_id, Number(row.creators)]));
  return rows.map((row) => ({
    id: formatId("lst", row.id),
    name: row.name,
    is_excluding: row.is_excluding,
    creators: byList.get(row.id) ?? 0,
    created_at: row.created_at.toISOString(),
    archived_at: row.archived_at?.toISOString() ?? null,
  }));
}

const showOne = async (ctx: WorkspaceContext, row: ListRow) => (await show(ctx, [row]))[0]!;

const noList = (id: string) => notFound("list", formatId("lst", id));

const nameTaken = (name: string) => (error: unknown) => {
  throw isConflict(error, "creator_lists_name")
    ? new Problem(discoveryProblems["list-name-taken"], `There is a list called ${name} already. Add to it, or choose another name.`)
    : error;
};

async function lockOpen(within: WorkspaceContext, id: string): Promise<ListRow> {
  const row = await queries.lockList(within.db, within.workspaceId, id);
  if (row === undefined || row.archived_at !== null) throw noList(id);
  return row;
}

/** Who is kept for each of some ids. */
async function requireCreators(within: WorkspaceContext, ids: readonly string[]): Promise<string[]> {
  const known = await creatorsByIds(within, ids);
  const unknown = ids.find((id) => !known.has(id));
  if (unknown !== undefined) throw notFound("creator", formatId("cre", unknown));
  return [...new Set(ids.map((id) => known.get(id)!.merged_into_id ?? id))];
}

/** Those of the ids that are lists in use, by id. */
export async function listsByIds(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, ListRow>> {
  if (ids.length === 0) return new Map();
  const rows = await queries.findLists(ctx.db, ctx.workspaceId, ids);
  return new Map(rows.flatMap((row) => (row.archived_at === null ? [[row.id, row] as const] : [])));
}

async function insertMembers(within: WorkspaceContext, listId: string, creatorIds: readonly string[]): Promise<number> {
  if (creatorIds.length === 0) return 0;
  const ids = (await requireCreators(within, creatorIds)).toSorted();
  const shared = { workspace_id: within.workspaceId, list_id: listId, added_by: within.actor.id, added_at: nowAt(within) };
  const added = await queries.insertMembers(within.db, shared, ids);
  await markCreators(within.db, within.workspaceId, added);
  return added.length;
}

/** Makes a list, with creators on it. @throws Problem list-name-taken */
export async function createCreatorList(
  ctx: WorkspaceContext,
  list: { name: string; is_excluding: boolean; creator_ids: readonly string[] },
) {
  return inTransaction(ctx, async (within) => {
    const now = nowAt(within);
    const name = tidyText(list.name);
    const row: ListRow = {
      ...{ workspace_id: within.workspaceId, id: within.newId(), name, is_excluding: list.is_excluding, archived_at: null },
      ...{ created_by: within.actor.id, created_at: now, updated_at: now },
    };
    await queries.insertList(within.db, row).catch(nameTaken(name));
    await insertMembers(within, row.id, list.creator_ids);
    await recordAudit(within, { action: "creator_list.created", subjectKind: "creator_list", subjectId: row.id, detail: { name } });
    return showOne(within, row);
  });
}

/** A page of lists, newest first. */
export async function listCreatorLists(ctx: WorkspaceContext, query: { limit: number; cursor?: string | undefined }) {
  const rows = await queries.listLists(ctx.db, ctx.workspaceId, { limit: query.limit, after: parseCursor(query.cursor) });
  const page = pageFrom(
    rows,
    query.limit,
    (row) => ({ at: row.created_at, id: row.id }),
    (row) => row,
  );
  return { data: await show(ctx, page.data), next_cursor: page.next_cursor };
}

async function loadList(ctx: WorkspaceContext, id: string): Promise<ListRow> {
  const [row] = await queries.findLists(ctx.db, ctx.workspaceId, [id]);
  if (row === undefined) throw noList(id);
  return row;
}

/** The creators on a list in use. */
export async function membersOf(ctx: WorkspaceContext, id: string): Promise<string[]> {
  if ((await loadList(ctx, id)).archived_at !== null) throw noList(id);
  return queries.memberIds(ctx.db, ctx.workspaceId, id);
}

/** So many creators of a list are scored at once. */
const mostScored = 1_000;

/** Asks for every account of the creators on a list to be scored. @throws Problem list-too-long */
export async function scoreCreatorList(ctx: WorkspaceContext, id: string) {
  const ids = await membersOf(ctx, id);
  if (ids.length > mostScored)
    throw new Problem(discoveryProblems["list-too-long"], `The list has ${ids.length} creators; at most ${mostScored} are scored at once.`);
  return scoreCreators(ctx, ids);
}

/** One list. */
export const getCreatorList = async (ctx: WorkspaceContext, id: string) => showOne(ctx, await loadList(ctx, id));

/** Changes what is named. @throws Problem list-name-taken */
export async function updateCreatorList(
  ctx: WorkspaceContext,
  id: string,
  changes: { name?: string | undefined; is_excluding?: boolean | undefined },
) {
  return inTransaction(ctx, async (within) => {
    await lockOpen(within, id);
    const { name, is_excluding } = changes;
    const values = {
      ...(name === undefined ? {} : { name: tidyText(name) }),
      ...(is_excluding === undefined ? {} : { is_excluding }),
      updated_at: nowAt(within),
    };
    const row = await queries.updateList(within.db, within.workspaceId, id, values).catch(nameTaken(name ?? ""));
    await recordAudit(within, { action: "creator_list.updated", subjectKind: "creator_list", subjectId: id, detail: changes });
    return showOne(within, row);
  });
}

/** Puts a list away. Doing it again changes nothing. */
export async function archiveCreatorList(ctx: WorkspaceContext, id: string) {
  return inTransaction(ctx, async (within) => {
    const before = await queries.lockList(within.db, within.workspaceId, id);
    if (before === undefined) throw noList(id);
    if (before.archived_at !== null) return showOne(within, before);
    const now = nowAt(within);
    const row = await queries.updateList(within.db, within.workspaceId, id, { archived_at: now, updated_at: now });
    await markCreators(within.db, within.workspaceId, await queries.memberIds(within.db, within.workspaceId, id));
    await recordAudit(within, { action: "creator_list.archived", subjectKind: "creator_list", subjectId: id, detail: { name: row.name } });
    return showOne(within, row);
  });
}

/** Adds creators to a list. */
export async function addToCreatorList(ctx: WorkspaceContext, id: string, creatorIds: readonly string[]) {
  return inTransaction(ctx, async (within) => {
    const row = await lockOpen(within, id);
    const added = await insertMembers(within, id, creatorIds);
    return { added, list: await showOne(within, row) };
  });
}

/** Takes creators off a list. */
export async function takeFromCreatorList(ctx: WorkspaceContext, id: string, creatorIds: readonly string[]) {
  return inTransaction(ctx, async (within) => {
    const row = await lockOpen(within, id);
    const kept = await requireCreators(within, creatorIds);
    const removed = await queries.deleteMembers(within.db, within.workspaceId, id, [...new Set([...creatorIds, ...kept])]);
    await markCreators(within.db, within.workspaceId, removed);
    return { removed: removed.length, list: await showOne(within, row) };
  });
}
