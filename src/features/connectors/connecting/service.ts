import { formatId } from "../../../kernel/ids.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { notFound } from "../../../platform/problems/platform-problems.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { openLine, type Line } from "../calling/service.ts";
import { PlatformFault } from "../faults/platform-fault.ts";
import type { ConnectedPlatform } from "../platforms.ts";
import { connectorProblems } from "../problems.ts";
import * as queries from "../queries.ts";
import { quotasOf } from "../quota/service.ts";
import type { Connection } from "../tables.ts";
import { tryKey } from "../youtube/service.ts";

const secretPurpose = (id: string): string => `platform connection ${id}`;

async function shownAll(ctx: WorkspaceContext, rows: readonly Connection[]) {
  const quotas = await quotasOf(ctx, rows);
  return rows.map((row) => ({
    id: formatId("plc", row.id),
    platform: row.platform as ConnectedPlatform,
    method: "api_key" as const,
    label: row.label,
    state: row.state as "working" | "refused" | "removed",
    problem: row.problem,
    quotas: quotas.get(row.id) ?? [],
    created_at: row.created_at.toISOString(),
  }));
}

const shown = async (ctx: WorkspaceContext, row: Connection) => (await shownAll(ctx, [row]))[0]!;

/** The platforms that are connected, oldest first, without their secrets. */
export const listConnections = async (ctx: WorkspaceContext) => ({
  data: await shownAll(ctx, await queries.listConnections(ctx.db, ctx.workspaceId)),
});

/** A connection that is in use. @throws Problem not-found for any other id */
export async function loadConnection(ctx: WorkspaceContext, id: string): Promise<Connection> {
  const row = await queries.findConnection(ctx.db, ctx.workspaceId, id);
  if (row === undefined) throw notFound("platform connection", formatId("plc", id));
  return row;
}

/** The line over which a connection is asked. */
export const lineOf = (ctx: WorkspaceContext, { id, platform, secret_ciphertext }: Connection): Line =>
  openLine(ctx, {
    ...{ id, platform: platform as ConnectedPlatform },
    secret: ctx.secrets.open(secretPurpose(id), secret_ciphertext).toString("utf8"),
  });

async function mustWork(ctx: WorkspaceContext, secret: string): Promise<void> {
  try {
    await tryKey(openLine(ctx, { id: undefined, platform: "youtube", secret }));
  } catch (error) {
    if (!(error instanceof PlatformFault)) throw error;
    throw new Problem(connectorProblems[error.kind === "busy" ? "platform-away" : "platform-refused"], error.message);
  }
}

/** A platform to connect by a key. */
export interface NewKey {
  readonly platform: "youtube";
  readonly label: string;
  readonly api_key: string;
}

/** Connects YouTube by a key that it takes. @throws Problem platform-refused, platform-away */
export async function connectByKey(ctx: WorkspaceContext, { platform, label, api_key }: NewKey) {
  await mustWork(ctx, api_key);
  return inTransaction(ctx, async (within) => {
    const id = within.newId();
    const row = await queries.insertConnection(within.db, {
      ...{ workspace_id: within.workspaceId, id, platform, method: "api_key", label },
      secret_ciphertext: within.secrets.seal(secretPurpose(id), api_key),
      ...{ created_at: nowAt(within), updated_at: nowAt(within) },
    });
    const detail = { platform, method: "api_key", label };
    await recordAudit(within, { action: "platform_connection.created", subjectKind: "platform_connection", subjectId: id, detail });
    return shown(within, row);
  });
}

/** Gives a connection another key that the platform takes; it works again. @throws Problem platform-refused, platform-away */
export async function changeKey(ctx: WorkspaceContext, id: string, apiKey: string) {
  await loadConnection(ctx, id);
  await mustWork(ctx, apiKey);
  return inTransaction(ctx, async (within) => {
    const secret_ciphertext = within.secrets.seal(secretPurpose(id), apiKey);
    const values = { secret_ciphertext, state: "working", problem: null, updated_at: nowAt(within) };
    const row = await queries.updateConnection(within.db, within.workspaceId, id, values);
    if (row === undefined) throw notFound("platform connection", formatId("plc", id));
    const detail = { is_secret_changed: true };
    await recordAudit(within, { action: "platform_connection.updated", subjectKind: "platform_connection", subjectId: id, detail });
    return shown(within, row);
  });
}

/** Forgets a connection's key for good. Its runs and what they were told stay. */
export async function removeConnection(ctx: WorkspaceContext, id: string) {
  return inTransaction(ctx, async (within) => {
    const before = await loadConnection(within, id);
    const { platform, label } = before;
    const values = { state: "removed", problem: null, secret_ciphertext: Buffer.alloc(0), updated_at: nowAt(within) };
    await queries.updateConnection(within.db, within.workspaceId, id, values);
    const detail = { platform, label };
    await recordAudit(within, { action: "platform_connection.removed", subjectKind: "platform_connection", subjectId: id, detail });
    return shown(within, { ...before, ...values });
  });
}

/** Notes that the platform does not take a connection's key any more, and what it says. */
export const noteRefused = (ctx: WorkspaceContext, id: string, problem: string) =>
  queries.updateConnection(ctx.db, ctx.workspaceId, id, { state: "refused", problem, updated_at: nowAt(ctx) });
