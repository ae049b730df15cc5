import { formatId } from "../../../kernel/ids.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { notFound } from "../../../platform/problems/platform-problems.ts";
import { openLine, type Line } from "../calling/service.ts";
import type { ConnectedPlatform } from "../platforms.ts";
import * as queries from "../queries.ts";
import type { Connection } from "../tables.ts";

const secretPurpose = (id: string): string => `platform connection ${id}`;

/** A connection that is in use. @throws Problem not-found for any other id */
export async function loadConnection(ctx: WorkspaceContext, id: string): Promise<Connection> {
  const row = await queries.findConnection(ctx.db, ctx.workspaceId, id);
  if (row === undefined) throw notFound("platform connection", formatId("plc", id));
  return row;
}

/** A connection's secret as it is kept. */
export const sealedSecret = (ctx: WorkspaceContext, id: string, secret: string): Buffer => ctx.secrets.seal(secretPurpose(id), secret);

/** A connection's secret: a key, or what goes with a token or an app. */
export const secretOf = (ctx: WorkspaceContext, { id, secret_ciphertext }: Connection): string =>
  ctx.secrets.open(secretPurpose(id), secret_ciphertext).toString("utf8");

/** The line over which a connection is asked. */
export const lineOf = (ctx: WorkspaceContext, connection: Connection): Line =>
  openLine(ctx, { id: connection.id, platform: connection.platform as ConnectedPlatform, secret: secretOf(ctx, connection) });

/** Notes that the platform does not take a connection's key any more, and what it says. */
export const noteRefused = (ctx: WorkspaceContext, id: string, problem: string) =>
  queries.updateConnection(ctx.db, ctx.workspaceId, id, { state: "refused", problem, updated_at: nowAt(ctx) });
