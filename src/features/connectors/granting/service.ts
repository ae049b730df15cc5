import { formatId } from "../../../kernel/ids.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { enqueueJob } from "../../../platform/jobs/jobs.ts";
import { notFound } from "../../../platform/problems/platform-problems.ts";
import { accountsOf, loadCreator } from "../../creators/service.ts";
import { openLine, type Line } from "../calling/service.ts";
import { PlatformFault } from "../faults/platform-fault.ts";
import { lineOf, loadConnection, secretOf } from "../keys/service.ts";
import { renewTokens, revokeToken, type GivenTokens, type Tokens } from "../oauth/service.ts";
import type { SignInPlatform } from "../oauth/sign-in-protocol.ts";
import type { ConnectedPlatform } from "../platforms.ts";
import { findConnection, platformsOf } from "../queries.ts";
import type { Connection, Grant } from "../tables.ts";
import * as queries from "./queries.ts";

const grantPurpose = (id: string): string => `platform grant ${id}`;
const revocationPurpose = "platform revocation";
/** A token that ends within this time is renewed before it is used. */
const renewAheadMs = 5 * 60_000;

/** The tokens of a grant that holds. */
const tokensOf = (ctx: WorkspaceContext, { id, secret_ciphertext }: Grant): Tokens =>
  JSON.parse(ctx.secrets.open(grantPurpose(id), secret_ciphertext).toString("utf8")) as Tokens;

const sealed = (ctx: WorkspaceContext, id: string, { accessToken, refreshToken }: Tokens): Buffer =>
  ctx.secrets.seal(grantPurpose(id), JSON.stringify({ accessToken, refreshToken }));

/** What somebody permitted by signing in. */
export interface Permission {
  readonly connection: Connection;
  readonly accountId: string;
  readonly platformUserId: string;
  readonly accountName: string;
  readonly consent: string;
  readonly tokens: GivenTokens;
}

/** Keeps what an owner permitted; an earlier permission of the same account is replaced. */
export async function keepGrant(within: WorkspaceContext, permission: Permission): Promise<Grant> {
  const { connection, accountId, platformUserId, accountName, consent, tokens } = permission;
  const before = (await queries.grantsOf(within.db, within.workspaceId, [accountId])).find(
    (grant) => grant.connection_id === connection.id,
  );
  const id = before?.id ?? within.newId();
  const row = await queries.putGrant(within.db, {
    ...{ workspace_id: within.workspaceId, id, connection_id: connection.id, account_id: accountId },
    ...{ platform_user_id: platformUserId, account_name: accountName, scopes: tokens.scopes ?? "", consent },
    ...{ secret_ciphertext: sealed(within, id, tokens), state: "working", problem: null },
    ...{ expires_at: tokens.expiresAt, renew_at: tokens.renewAt, granted_at: nowAt(within), updated_at: nowAt(within) },
  });
  const detail = { platform: connection.platform };
  await recordAudit(within, { action: "platform_grant.given", subjectKind: "platform_grant", subjectId: id, detail });
  return row;
}

export const revocationJob = "platform-revocation";

/** What the job that gives a permission back is told. */
export interface Revocation {
  readonly workspaceId: string;
  /** The tokens and the app that was given them, sealed. */
  readonly sealed: string;
}

interface Revoked {
  readonly platform: ConnectedPlatform;
  readonly app: string;
  readonly tokens: Tokens;
  /** Epoch milliseconds; null: no end is known. */
  readonly endsMs: number | null;
}

async function enqueueRevocation(within: WorkspaceContext, grant: Grant): Promise<void> {
  const connection = await findConnection(within.db, within.workspaceId, grant.connection_id);
  if (connection === undefined) return;
  const revoked: Revoked = {
    ...{ platform: connection.platform as ConnectedPlatform, app: secretOf(within, connection) },
    ...{ tokens: tokensOf(within, grant), endsMs: grant.expires_at?.getTime() ?? null },
  };
  const sealedText = within.secrets.seal(revocationPurpose, JSON.stringify(revoked)).toString("base64");
  await enqueueJob(within.db, revocationJob, { workspaceId: within.workspaceId, sealed: sealedText } satisfies Revocation);
}

/** Ends a grant: its tokens are forgotten, and given back to the platform where it was not the platform that ended it. */
async function endGrant(within: WorkspaceContext, grant: Grant, how: { state: "ended" | "disconnected"; problem: string | null }) {
  if (grant.state !== "working") return;
  const over = { ...how, secret_ciphertext: Buffer.alloc(0), expires_at: null, renew_at: null, updated_at: nowAt(within) };
  if ((await queries.updateGrant(within.db, grant, over)) === undefined) return;
  if (how.state === "disconnected") await enqueueRevocation(within, grant);
  await recordAudit(within, { action: `platform_grant.${how.state}`, subjectKind: "platform_grant", subjectId: grant.id, detail: {} });
}

/** Gives a permission back to its platform; one that the platform does not know any more leaves nothing to do. */
export async function performRevocation(ctx: WorkspaceContext, { sealed: sealedText }: Revocation): Promise<void> {
  const opened = ctx.secrets.open(revocationPurpose, Buffer.from(sealedText, "base64")).toString("utf8");
  const { platform, app, tokens, endsMs } = JSON.parse(opened) as Revoked;
  const line = openLine(ctx, { id: undefined, platform, secret: app });
  try {
    // A platform takes back only a token that holds.
    const held = endsMs === null || endsMs > ctx.now() ? tokens : await renewTokens(line, tokens);
    await revokeToken(line, held.accessToken);
  } catch (error) {
    if (!(error instanceof PlatformFault) || error.kind === "busy") throw error;
  }
}

const over = "The permission has ended: the owner took it back, or it was not used for too long. Invite the creator to connect again.";
const notSignedIn = "The owner of this account has not signed in.";

/** Ends a grant that the platform does not know any more. */
const noteEnded = (ctx: WorkspaceContext, grant: Grant): Promise<void> =>
  inTransaction(ctx, (within) => endGrant(within, grant, { state: "ended", problem: over }));

/**
 * Renews the tokens of a grant, one worker at a time, because a platform may take an old refresh token only once; whoever comes second is given
 * what the first one got.
 *
 * @throws PlatformFault of kind denied where the permission has ended
 */
async function renewed(app: Line, grant: Grant): Promise<Tokens> {
  try {
    return await inTransaction(app.ctx, async (within) => {
      const now = await queries.lockGrant(within.db, within.workspaceId, grant.id);
      if (now?.state !== "working") throw new PlatformFault("denied", now?.problem ?? notSignedIn);
      if (!now.secret_ciphertext.equals(grant.secret_ciphertext)) return tokensOf(within, now);
      const tokens = await renewTokens(app, tokensOf(within, now));
      await queries.updateGrant(within.db, now, {
        ...{ secret_ciphertext: sealed(within, now.id, tokens), scopes: tokens.scopes ?? now.scopes },
        ...{ expires_at: tokens.expiresAt, renew_at: tokens.renewAt, updated_at: nowAt(within) },
      });
      return tokens;
    });
  } catch (error) {
    if (!(error instanceof PlatformFault) || error.kind !== "denied") throw error;
    await noteEnded(app.ctx, grant);
    throw new PlatformFault("denied", over);
  }
}

/** Asks with an owner's token, renewed before it ends, and once more where the platform does not take it. */
async function askedAs<T>(app: Line, grant: Grant, asking: (owner: Line) => Promise<T>): Promise<T> {
  const isEnding = grant.expires_at !== null && grant.expires_at.getTime() - app.ctx.now() < renewAheadMs;
  const attempt = async (tokens: Tokens): Promise<T> => {
    const owner = { ...app, secret: tokens.accessToken, isOwners: true };
    try {
      return await asking(owner);
    } finally {
      Object.assign(app, { clockAheadS: owner.clockAheadS, usage: owner.usage });
    }
  };
  try {
    return await attempt(isEnding ? await renewed(app, grant) : tokensOf(app.ctx, grant));
  } catch (error) {
    if (!(error instanceof PlatformFault) || error.kind !== "stale") throw error;
  }
  const now = (await queries.findGrant(app.ctx.db, app.ctx.workspaceId, grant.id)) ?? grant;
  return attempt(await renewed(app, now));
}

/**
 * Asks a platform as the owner of an account.
 *
 * @param app the line of the connection at which the owner signed in.
 * @param grant what the owner permits.
 * @param asking is given a line with the owner's token; it may be called twice.
 * @throws PlatformFault of kind denied where the permission has ended, which is noted
 */
export async function askAs<T>(app: Line, grant: Grant, asking: (owner: Line) => Promise<T>): Promise<T> {
  try {
    return await askedAs(app, grant, asking);
  } catch (error) {
    if (!(error instanceof PlatformFault) || error.kind !== "stale") throw error;
    const now = (await queries.findGrant(app.ctx.db, app.ctx.workspaceId, grant.id)) ?? grant;
    await noteEnded(app.ctx, now);
    throw new PlatformFault("denied", over);
  }
}

/** Renews a grant although nobody asks, so that it does not lapse. @throws PlatformFault */
export async function renewGrant(ctx: WorkspaceContext, grant: Grant): Promise<void> {
  await renewed(lineOf(ctx, await loadConnection(ctx, grant.connection_id)), grant);
}

/** What an owner permits of an account, where it holds at a connection. @throws PlatformFault of kind denied where it does not */
export async function grantFor(ctx: WorkspaceContext, connectionId: string, accountId: string): Promise<Grant> {
  const found = (await queries.grantsOf(ctx.db, ctx.workspaceId, [accountId])).find((grant) => grant.connection_id === connectionId);
  if (found?.state === "working") return found;
  throw new PlatformFault("denied", found?.problem ?? notSignedIn);
}

interface Place {
  readonly platforms: ReadonlyMap<string, string>;
}

const shown = (grant: Grant, { platforms }: Place) => ({
  ...{ id: formatId("plg", grant.id), account_id: formatId("acc", grant.account_id), handle: grant.account_name },
  platform: platforms.get(grant.connection_id) as SignInPlatform,
  ...{ state: grant.state as "working" | "ended" | "disconnected", problem: grant.problem, consent: grant.consent },
  ...{ granted_at: grant.granted_at.toISOString(), updated_at: grant.updated_at.toISOString() },
});

/** What is permitted of a creator's accounts, oldest first. */
export async function grantsOfCreator(ctx: WorkspaceContext, creatorId: string): Promise<Grant[]> {
  const accounts = (await accountsOf(ctx, [creatorId], { archived: true })).get(creatorId) ?? [];
  return accounts.length === 0
    ? []
    : queries.grantsOf(
        ctx.db,
        ctx.workspaceId,
        accounts.map(({ id }) => id),
      );
}

const placeOf = async (ctx: WorkspaceContext): Promise<Place> => ({
  platforms: new Map((await platformsOf(ctx.db, ctx.workspaceId)).map(({ id, platform }) => [id, platform])),
});

/** The accounts of a creator that were connected by signing in. */
export async function listGrants(ctx: WorkspaceContext, creatorId: string) {
  await loadCreator(ctx, creatorId);
  const [grants, place] = [await grantsOfCreator(ctx, creatorId), await placeOf(ctx)];
  return { data: grants.map((grant) => shown(grant, place)) };
}

/** Takes a connected account back: its tokens are forgotten and given back. Doing it again changes nothing. */
export const disconnectGrant = (ctx: WorkspaceContext, id: string) =>
  inTransaction(ctx, async (within) => {
    const grant = await queries.lockGrant(within.db, within.workspaceId, id);
    if (grant === undefined) throw notFound("connected account", formatId("plg", id));
    await endGrant(within, grant, { state: "disconnected", problem: null });
    const after = await queries.findGrant(within.db, within.workspaceId, id);
    return shown(after!, await placeOf(within));
  });

/** Ends what is permitted of accounts and takes out whose they are, in the caller's transaction. */
export async function eraseGrants(within: WorkspaceContext, accountIds: readonly string[]): Promise<void> {
  const rows = await queries.lockGrantsOf(within.db, within.workspaceId, accountIds);
  for (const grant of rows) await endGrant(within, grant, { state: "disconnected", problem: null });
  if (rows.length > 0)
    await queries.eraseGrants(
      within.db,
      within.workspaceId,
      rows.map(({ id }) => id),
    );
}

/** Ends every grant of a connection that is removed. */
export async function endGrantsOf(within: WorkspaceContext, connectionId: string): Promise<void> {
  for (const grant of await queries.workingGrants(within.db, within.workspaceId, connectionId))
    await endGrant(within, grant, { state: "disconnected", problem: "The brand removed its app at the platform." });
}
