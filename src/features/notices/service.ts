import { formatId } from "../../kernel/ids.ts";
import { nowAt, type WorkspaceContext } from "../../platform/context.ts";
import { pageFrom, parseCursor } from "../../platform/db/page.ts";
import { notFound } from "../../platform/problems/platform-problems.ts";
import * as queries from "./queries.ts";

/** Tells the workspace something that nobody asked for but somebody must know. */
export const notify = (ctx: WorkspaceContext, notice: { kind: string; message: string; subjectKind?: string; subjectId?: string }) =>
  queries.insertNotice(ctx.db, {
    workspace_id: ctx.workspaceId,
    id: ctx.newId(),
    kind: notice.kind,
    message: notice.message,
    subject_kind: notice.subjectKind ?? null,
    subject_id: notice.subjectId ?? null,
    created_at: nowAt(ctx),
  });

/** A name that is shorter is part of too many words to be looked for. */
const leastName = 4;

/** Erases what notices say of some things, or that names somebody, in the caller's transaction. */
export const eraseNotices = (
  within: WorkspaceContext,
  about: { readonly subjects: readonly string[]; readonly names: readonly string[] },
) => queries.eraseMessages(within.db, within.workspaceId, { ...about, names: about.names.filter((name) => name.length >= leastName) });

/** Notices, newest first. */
export async function listNotices(ctx: WorkspaceContext, query: { limit: number; cursor?: string | undefined }) {
  const rows = await queries.listNotices(ctx.db, ctx.workspaceId, query.limit, parseCursor(query.cursor));
  return pageFrom(
    rows,
    query.limit,
    (row) => ({ at: row.created_at, id: row.id }),
    (row) => ({
      id: formatId("ntc", row.id),
      kind: row.kind,
      message: row.message,
      created_at: row.created_at.toISOString(),
      read_at: row.read_at?.toISOString() ?? null,
    }),
  );
}

/** Marks a notice as read, once. */
export async function readNotice(ctx: WorkspaceContext, id: string): Promise<Record<string, never>> {
  if ((await queries.markRead(ctx.db, ctx.workspaceId, id, nowAt(ctx))) === undefined) throw notFound("notice", formatId("ntc", id));
  return {};
}
