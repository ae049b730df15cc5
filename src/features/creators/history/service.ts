import { formatId } from "../../../kernel/ids.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../../platform/db/page.ts";
import { notFound } from "../../../platform/problems/platform-problems.ts";
import { tell } from "../../webhooks/service.ts";
import type { CreatorStatus, StatusChange } from "../creator-status.ts";
import { findCreator, lockCreator, markCreators } from "../queries.ts";
import * as queries from "./queries.ts";
import { timelineEvent } from "./timeline-event.ts";

/** The changes of status of some creators, by creator, in the order in which they take effect; ask `statusAt` about an instant. */
export async function creatorStatusesOf(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, StatusChange[]>> {
  const histories = new Map<string, StatusChange[]>(ids.map((id) => [id, []]));
  if (ids.length === 0) return histories;
  for (const row of await queries.listStatuses(ctx.db, ctx.workspaceId, ids))
    histories.get(row.creator_id)?.push({ status: row.status as CreatorStatus, effectiveAt: row.effective_at, reason: row.reason });
  return histories;
}

const noCreator = (id: string) => notFound("creator", formatId("cre", id));

/** Changes a creator's status from an instant on; the history stays. */
export async function changeCreatorStatus(
  ctx: WorkspaceContext,
  askedId: string,
  change: { status: CreatorStatus; effective_at?: string | undefined; reason: string },
) {
  return inTransaction(ctx, async (within) => {
    const creator = await lockCreator(within.db, within.workspaceId, askedId);
    if (creator === undefined) throw noCreator(askedId);
    const { id } = creator;
    const recordedAt = nowAt(within);
    const effectiveAt = change.effective_at === undefined ? recordedAt : new Date(change.effective_at);
    const { status, reason } = change;
    await queries.insertStatus(within.db, {
      workspace_id: within.workspaceId,
      id: within.newId(),
      creator_id: id,
      status,
      effective_at: effectiveAt,
      recorded_at: recordedAt,
      reason,
    });
    const shown = { status, effective_at: effectiveAt.toISOString(), reason };
    await recordAudit(within, { action: "creator.status_changed", subjectKind: "creator", subjectId: id, detail: shown });
    await markCreators(within.db, within.workspaceId, [id], effectiveAt);
    await tell(within, "creator.updated.v1", [id]);
    return { ...shown, recorded_at: recordedAt.toISOString() };
  });
}

/** A creator's changes of status in the order in which they take effect. */
export async function listCreatorStatuses(ctx: WorkspaceContext, id: string) {
  if ((await findCreator(ctx.db, ctx.workspaceId, id)) === undefined) throw noCreator(id);
  const rows = await queries.listStatuses(ctx.db, ctx.workspaceId, [id]);
  return {
    data: rows.map((row) => ({
      status: row.status as CreatorStatus,
      effective_at: row.effective_at.toISOString(),
      reason: row.reason,
      recorded_at: row.recorded_at.toISOString(),
    })),
  };
}

/** A page of what happened to a creator, newest first; what is yet to take effect comes first of all. */
export async function listTimeline(ctx: WorkspaceContext, id: string, query: { limit: number; cursor?: string | undefined }) {
  if ((await findCreator(ctx.db, ctx.workspaceId, id)) === undefined) throw noCreator(id);
  const rows = await queries.listEvents(ctx.db, ctx.workspaceId, id, { limit: query.limit, after: parseCursor(query.cursor) });
  return pageFrom(rows, query.limit, (row) => ({ at: row.at, id: row.event_id }), timelineEvent);
}
