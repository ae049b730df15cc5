import { formatId } from "../../../kernel/ids.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type Context, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction, isConflict } from "../../../platform/db/database.ts";
import { invalidInput, notFound } from "../../../platform/problems/platform-problems.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import { openLine, type Line } from "../calling/service.ts";
import { PlatformFault } from "../faults/platform-fault.ts";
import { endGrantsOf } from "../granting/service.ts";
import { countWorking } from "../granting/queries.ts";
import { exchangeToken, tryToken, type Credentials } from "../instagram/service.ts";
import { lineOf, loadConnection, sealedSecret, secretOf } from "../keys/service.ts";
import { tryApp, type AppKeys } from "../oauth/service.ts";
import { signInPlatforms, signInProtocol, type SignInPlatform } from "../oauth/sign-in-protocol.ts";
import { platformNames, type ConnectedPlatform } from "../platforms.ts";
import { connectorProblems } from "../problems.ts";
import * as queries from "../queries.ts";
import { quotasOf } from "../quota/service.ts";
import type { Connection } from "../tables.ts";
import { tryKey } from "../youtube/service.ts";

export { lineOf, loadConnection, noteRefused } from "../keys/service.ts";

async function shownAll(ctx: WorkspaceContext, rows: readonly Connection[]) {
  const quotas = await quotasOf(ctx, rows);
  const signedIn = new Map((await countWorking(ctx.db, ctx.workspaceId)).map((row) => [row.connection_id, Number(row.count)]));
  return rows.map((row) => ({
    id: formatId("plc", row.id),
    platform: row.platform as ConnectedPlatform,
    method: row.method as "api_key" | "access_token" | "sign_in",
    label: row.label,
    state: row.state as "working" | "refused" | "removed",
    problem: row.problem,
    account: row.account_name,
    expires_at: row.expires_at?.toISOString() ?? null,
    client_id: row.client_id,
    signed_in: row.method === "sign_in" ? (signedIn.get(row.id) ?? 0) : null,
    quotas: quotas.get(row.id) ?? [],
    created_at: row.created_at.toISOString(),
  }));
}

const shown = async (ctx: WorkspaceContext, row: Connection) => (await shownAll(ctx, [row]))[0]!;

/** The platforms that are connected, oldest first, without their secrets. */
export const listConnections = async (ctx: WorkspaceContext) => ({
  data: await shownAll(ctx, await queries.listConnections(ctx.db, ctx.workspaceId)),
});

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

/** Where a platform sends people back to after they signed in. */
export const redirectUri = ({ publicUrl }: Context, platform: SignInPlatform): string => `${publicUrl}/connect/callback/${platform}`;

async function triedApp(ctx: WorkspaceContext, platform: SignInPlatform, keys: AppKeys): Promise<Tried> {
  const secret = JSON.stringify(keys);
  await tryApp(openLine(ctx, { id: undefined, platform, secret }), redirectUri(ctx, platform));
  return { secret, account_name: null, expires_at: null };
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
      secret_ciphertext: sealedSecret(within, id, secret),
      ...{ created_at: nowAt(within), updated_at: nowAt(within) },
    });
    const detail = { platform, method, label };
    await recordAudit(within, { action: "platform_connection.created", subjectKind: "platform_connection", subjectId: id, detail });
    return shown(within, row);
  });
}

/** An app at a platform under whose name creators sign in. */
export interface NewSignInApp {
  readonly platform: SignInPlatform;
  readonly client_id: string;
  readonly client_secret: string;
}

/** Lets creators sign in at a platform through an app that it takes. @throws Problem platform-refused, platform-away, sign-in-exists */
export async function connectSignIn(ctx: WorkspaceContext, { platform, client_id, client_secret }: NewSignInApp) {
  const { secret, ...known } = await mustWork(triedApp(ctx, platform, { clientId: client_id, clientSecret: client_secret }));
  const label = platformNames[platform];
  return inTransaction(ctx, async (within) => {
    const id = within.newId();
    const row = await queries
      .insertConnection(within.db, {
        ...{ workspace_id: within.workspaceId, id, platform, method: "sign_in", label, client_id, ...known },
        secret_ciphertext: sealedSecret(within, id, secret),
        ...{ created_at: nowAt(within), updated_at: nowAt(within) },
      })
      .catch((error: unknown) => {
        if (!isConflict(error, "platform_connections_sign_in")) throw error;
        throw new Problem(connectorProblems["sign-in-exists"], `Creators can sign in at ${label} already, through another app.`);
      });
    const detail = { platform, method: "sign_in", label };
    await recordAudit(within, { action: "platform_connection.created", subjectKind: "platform_connection", subjectId: id, detail });
    return shown(within, row);
  });
}

/** The platforms at which creators can sign in, with what is entered in their consoles. */
export async function listSignInPlatforms(ctx: WorkspaceContext) {
  const connections = await queries.listConnections(ctx.db, ctx.workspaceId);
  return {
    data: signInPlatforms.map((platform) => {
      const { scopes, names } = signInProtocol(platform, undefined);
      const own = connections.find((connection) => connection.platform === platform && connection.method === "sign_in");
      return {
        ...{ platform, redirect_uri: redirectUri(ctx, platform), scopes: [...scopes.figures] },
        ...{ id_name: names.id, secret_name: names.secret, connection_id: own === undefined ? null : formatId("plc", own.id) },
      };
    }),
  };
}

/** Seals what was tried into a connection, which works again; undefined: it was removed. */
const keepTried = (within: WorkspaceContext, id: string, { secret, ...known }: Tried) =>
  queries.updateConnection(within.db, within.workspaceId, id, {
    ...{ ...known, state: "working", problem: null, updated_at: nowAt(within) },
    secret_ciphertext: sealedSecret(within, id, secret),
  });

/** Another key, another token for the same app and account, or another secret of the same app. */
export interface OtherKey {
  readonly api_key?: string | undefined;
  readonly access_token?: string | undefined;
  readonly client_secret?: string | undefined;
}

function tryOther(ctx: WorkspaceContext, connection: Connection, { api_key, access_token, client_secret }: OtherKey): Promise<Tried> {
  if (connection.method === "sign_in") {
    if (client_secret === undefined) throw invalidInput([{ pointer: "/client_secret", detail: "this connection takes a client secret" }]);
    const platform = connection.platform as SignInPlatform;
    return triedApp(ctx, platform, { clientId: connection.client_id!, clientSecret: client_secret });
  }
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
    await endGrantsOf(within, id);
    const values = { state: "removed", problem: null, secret_ciphertext: Buffer.alloc(0), updated_at: nowAt(within) };
    await queries.updateConnection(within.db, within.workspaceId, id, values);
    const detail = { platform, label };
    await recordAudit(within, { action: "platform_connection.removed", subjectKind: "platform_connection", subjectId: id, detail });
    return shown(within, { ...before, ...values });
  });
}
