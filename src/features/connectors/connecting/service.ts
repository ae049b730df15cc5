import { formatId } from "../../../kernel/ids.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { invalidInput, notFound } from "../../../platform/problems/platform-problems.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { openLine, type Line } from "../calling/service.ts";
import { PlatformFault } from "../faults/platform-fault.ts";
import { exchangeToken, tryToken, type Credentials } from "../instagram/service.ts";
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
    method: row.method as "api_key" | "access_token",
    label: row.label,
    state: row.state as "working" | "refused" | "removed",
    problem: row.problem,
    account: row.account_name,
    expires_at: row.expires_at?.toISOString() ?? null,
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

const secretOf = (ctx: WorkspaceContext, { id, secret_ciphertext }: Connection): string =>
  ctx.secrets.open(secretPurpose(id), secret_ciphertext).toString("utf8");

/** The line over which a connection is asked. */
export const lineOf = (ctx: WorkspaceContext, connection: Connection): Line =>
  openLine(ctx, { id: connection.id, platform: connection.platform as ConnectedPlatform, secret: secretOf(ctx, connection) });

/** What a connection keeps of a key or a token that was tried. */
interface Tried {
  readonly secret: string;
  readonly account_name: string | null;
  readonly expires_at: Date | null;
}

async function triedKey(ctx: WorkspaceContext, key: string): Promise<Tried> {
  await tryKey(openLine(ctx, { id: undefined, platform: "youtube", secret: key }));
  return { secret: key, account_name: null, expires_at: null };
}

async function triedToken(ctx: WorkspaceContext, given: Credentials): Promise<Tried> {
  const lineWith = (credentials: Credentials): Line =>
    openLine(ctx, { id: undefined, platform: "instagram", secret: JSON.stringify(credentials) });
  const { token, expiresAt } = await exchangeToken(lineWith(given));
  const line = lineWith({ ...given, token });
  return { account_name: await tryToken(line), secret: line.secret, expires_at: expiresAt };
}

async function mustWork(trying: Promise<Tried>): Promise<Tried> {
  try {
    return await trying;
  } catch (error) {
    if (!(error instanceof PlatformFault)) throw error;
    throw new Problem(connectorProblems[error.kind === "busy" ? "platform-away" : "platform-refused"], error.message);
  }
}

/** A platform to connect. */
export type NewPlatform =
  | { readonly platform: "youtube"; readonly label: string; readonly api_key: string }
  | {
      readonly platform: "instagram";
      readonly label: string;
      readonly access_token: string;
      readonly account_id: string;
      readonly app_id: string;
      readonly app_secret: string;
    };

const given = (wanted: NewPlatform & { platform: "instagram" }): Credentials => ({
  ...{ token: wanted.access_token, appId: wanted.app_id, appSecret: wanted.app_secret, accountId: wanted.account_id },
});

/** Connects a platform by a key or a token that it takes. @throws Problem platform-refused, platform-away */
export async function connectPlatform(ctx: WorkspaceContext, wanted: NewPlatform) {
  const { platform, label } = wanted;
  const isToken = wanted.platform === "instagram";
  const { secret, ...known } = await mustWork(isToken ? triedToken(ctx, given(wanted)) : triedKey(ctx, wanted.api_key));
  const method = isToken ? "access_token" : "api_key";
  return inTransaction(ctx, async (within) => {
    const id = within.newId();
    const row = await queries.insertConnection(within.db, {
      ...{ workspace_id: within.workspaceId, id, platform, method, label, ...known },
      account_external_id: isToken ? wanted.account_id : null,
      secret_ciphertext: within.secrets.seal(secretPurpose(id), secret),
      ...{ created_at: nowAt(within), updated_at: nowAt(within) },
    });
    const detail = { platform, method, label };
    await recordAudit(within, { action: "platform_connection.created", subjectKind: "platform_connection", subjectId: id, detail });
    return shown(within, row);
  });
}

/** Seals what was tried into a connection, which works again; undefined: it was removed. */
const keepTried = (within: WorkspaceContext, id: string, { secret, ...known }: Tried) =>
  queries.updateConnection(within.db, within.workspaceId, id, {
    ...{ ...known, state: "working", problem: null, updated_at: nowAt(within) },
    secret_ciphertext: within.secrets.seal(secretPurpose(id), secret),
  });

/** Another key or another token for the same app and account. */
export interface OtherKey {
  readonly api_key?: string | undefined;
  readonly access_token?: string | undefined;
}

function tryOther(ctx: WorkspaceContext, connection: Connection, { api_key, access_token }: OtherKey): Promise<Tried> {
  if (connection.method === "access_token") {
    if (access_token === undefined) throw invalidInput([{ pointer: "/access_token", detail: "this connection takes an access token" }]);
    return triedToken(ctx, { ...(JSON.parse(secretOf(ctx, connection)) as Credentials), token: access_token });
  }
  if (api_key === undefined) throw invalidInput([{ pointer: "/api_key", detail: "this connection takes a key" }]);
  return triedKey(ctx, api_key);
}

/** Gives a connection another key or token that the platform takes; it works again. @throws Problem platform-refused, platform-away */
export async function changeKey(ctx: WorkspaceContext, id: string, other: OtherKey) {
  const before = await loadConnection(ctx, id);
  const tried = await mustWork(tryOther(ctx, before, other));
  return inTransaction(ctx, async (within) => {
    const row = await keepTried(within, id, tried);
    if (row === undefined) throw notFound("platform connection", formatId("plc", id));
    const detail = { is_secret_changed: true };
    await recordAudit(within, { action: "platform_connection.updated", subjectKind: "platform_connection", subjectId: id, detail });
    return shown(within, row);
  });
}

/** Exchanges a connection's token for one that holds longer, unless it was given another meanwhile. One call. @throws PlatformFault */
export async function renewToken(ctx: WorkspaceContext, connection: Connection): Promise<void> {
  const line = lineOf(ctx, connection);
  const { token, expiresAt } = await exchangeToken(line);
  const secret = JSON.stringify({ ...(JSON.parse(line.secret) as Credentials), token });
  await inTransaction(ctx, async (within) => {
    const now = await queries.findConnection(within.db, within.workspaceId, connection.id);
    if (now === undefined || !now.secret_ciphertext.equals(connection.secret_ciphertext)) return;
    await keepTried(within, connection.id, { secret, account_name: connection.account_name, expires_at: expiresAt });
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
