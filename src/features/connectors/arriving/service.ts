import { randomBytes } from "node:crypto";
import { asSystem, nowAt, type Context, type WorkspaceContext } from "../../../platform/context.ts";
import { sameBytes, sha256 } from "../../../platform/crypto/secrets.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { Problem } from "../../../platform/problems/problem.ts";
import type { Platform } from "../../../kernel/social/platform.ts";
import { accountsNamed, accountsOf, addAccount } from "../../creators/service.ts";
import { parseId, parseShortUuid, shortUuid } from "../../../kernel/ids.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import type { Line } from "../calling/service.ts";
import { redirectUri } from "../connecting/service.ts";
import { PlatformFault } from "../faults/platform-fault.ts";
import { keepGrant } from "../granting/service.ts";
import { grantOfUser } from "../granting/queries.ts";
import { dropSignIns, insertSignIn, takeSignIn } from "../inviting/queries.ts";
import { stillInvited } from "../inviting/service.ts";
import { lineOf, noteRefused } from "../keys/service.ts";
import { exchangeCode, revokeToken, type GivenTokens } from "../oauth/service.ts";
import { isSignInPlatform, signInProtocol, type SignInPlatform, type SignInPurpose } from "../oauth/sign-in-protocol.ts";
import { ownIdentity, type OwnIdentity } from "../as-owner/service.ts";
import { connectWords, filled, type HostedLanguage } from "../page/connect-words.ts";
import { platformNames } from "../platforms.ts";
import { findConnection, listConnections } from "../queries.ts";
import { startRun } from "../running/service.ts";
import type { Connection } from "../tables.ts";

const lastsMs = 15 * 60_000;
const randomLength = 32;
const shortLength = 22;

/** The connections at which creators can sign in now. */
export const signInConnections = async (ctx: WorkspaceContext): Promise<Connection[]> =>
  (await listConnections(ctx.db, ctx.workspaceId)).filter(({ method, state }) => method === "sign_in" && state === "working");

/** A sign-in to begin: under an invitation its figures are read from then on; for an application it only shows whose an account is. */
export interface WantedSignIn {
  readonly platform: string;
  readonly invitationId: string | null;
  readonly applicationAccountId: string | null;
  /** The sentence that was agreed to. */
  readonly consent: string;
  readonly language: HostedLanguage;
}

/** Where the browser goes, and what it keeps to be known by when it comes back. */
export interface BegunSignIn {
  readonly url: string;
  readonly platform: SignInPlatform;
  readonly cookie: string;
  readonly lastsS: number;
}

const verifierPurpose = "platform sign-in verifier";

/** The proof key of a sign-in (RFC 7636) and what the platform is told of it; none where the platform has none. */
function proofKey(platform: SignInPlatform) {
  if (!signInProtocol(platform, undefined).hasPkce) return { verifier: null, told: {} };
  const verifier = randomBytes(randomLength).toString("base64url");
  return { verifier, told: { code_challenge: sha256(verifier).toString("base64url"), code_challenge_method: "S256" } };
}

interface Authorizing {
  readonly purpose: SignInPurpose;
  readonly state: string;
  readonly told: Readonly<Record<string, string>>;
}

function authorizeUrl(ctx: Context, connection: Connection, { purpose, state, told }: Authorizing): string {
  const platform = connection.platform as SignInPlatform;
  const { authorize, clientIdName, separator, scopes, more } = signInProtocol(platform, ctx.platformStandIn);
  const url = new URL(authorize);
  const parts = {
    ...{ [clientIdName]: connection.client_id!, response_type: "code", scope: scopes[purpose].join(separator) },
    ...{ redirect_uri: redirectUri(ctx, platform), state, ...more, ...told },
  };
  for (const [name, value] of Object.entries(parts)) url.searchParams.set(name, value);
  return url.href;
}

/** Begins a sign-in: what is kept of it is known by hashes alone. Undefined: nobody can sign in at that platform here. */
export async function beginSignIn(within: WorkspaceContext, wanted: WantedSignIn): Promise<BegunSignIn | undefined> {
  const connection = (await signInConnections(within)).find(({ platform }) => platform === wanted.platform);
  if (connection === undefined) return undefined;
  const [secret, cookie] = [randomBytes(randomLength).toString("base64url"), randomBytes(randomLength).toString("base64url")];
  const state = shortUuid(within.workspaceId) + secret;
  const { verifier, told } = proofKey(connection.platform as SignInPlatform);
  await insertSignIn(within.db, {
    ...{ workspace_id: within.workspaceId, id: within.newId(), connection_id: connection.id },
    ...{ state_hash: sha256(state), browser_hash: sha256(cookie) },
    verifier_ciphertext: verifier === null ? null : within.secrets.seal(verifierPurpose, verifier),
    ...{ invitation_id: wanted.invitationId, application_account_id: wanted.applicationAccountId },
    ...{ consent: wanted.consent, language: wanted.language, created_at: nowAt(within), expires_at: new Date(within.now() + lastsMs) },
  });
  const purpose = wanted.invitationId === null ? "identity" : "figures";
  const url = authorizeUrl(within, connection, { purpose, state, told });
  return { url, platform: connection.platform as SignInPlatform, cookie, lastsS: lastsMs / 1_000 };
}

/** Takes out sign-ins that nobody finished. */
export const dropOldSignIns = (ctx: Context) => dropSignIns(ctx.db, nowAt(ctx));

/** What a browser brings back from a platform: any text. */
export interface Returned {
  readonly platform: string;
  readonly state: string;
  readonly code: string;
  readonly cookie: string;
}

/** An account that somebody signed in to. */
export interface ShownIdentity {
  readonly platform: Platform;
  readonly userId: string;
  readonly handle: string;
}

/** Verifies an applicant's account, in the caller's transaction; the feature that owns applications says how. */
export type VerifyApplicant = (
  within: WorkspaceContext,
  applicationAccountId: string,
  identity: ShownIdentity,
) => Promise<"verified" | "other" | "decided">;

/** What somebody is told who came back, in their language. */
export interface Arrival {
  readonly status: number;
  readonly language: HostedLanguage;
  readonly sentences: readonly string[];
  /** The account of an application that it was begun for, where it came back in the browser that began it. */
  readonly applicant?: { readonly workspaceId: string; readonly accountId: string };
}

type SignIn = NonNullable<Awaited<ReturnType<typeof takeSignIn>>>;

interface Arrived {
  readonly within: WorkspaceContext;
  readonly signIn: SignIn;
  readonly connection: Connection;
  readonly app: Line;
  readonly tokens: GivenTokens;
  readonly identity: OwnIdentity & { readonly handle: string };
}

const told = (signIn: Pick<SignIn, "language">, status: number, sentences: readonly string[]): Arrival => ({
  ...{ status, language: signIn.language as HostedLanguage, sentences },
});

const wordsOf = ({ language }: Pick<SignIn, "language">) => connectWords(language as HostedLanguage);

/** Gives a token back that is not needed; while the platform is away it lapses by itself. */
async function giveBack(app: Line, { accessToken }: GivenTokens): Promise<void> {
  await revokeToken(app, accessToken).catch((error: unknown) => {
    if (!(error instanceof PlatformFault)) throw error;
  });
}

/** The account of a creator that somebody signed in to: a known one, or one that is added; undefined where it is another's, or unwanted. */
async function accountFor({ within, connection, identity }: Arrived, creatorId: string): Promise<string | undefined> {
  const platform = connection.platform as Platform;
  const own = (await accountsOf(within, [creatorId])).get(creatorId) ?? [];
  const isOwn = (accountId: string): boolean => own.some(({ id }) => id === accountId);
  const before = await grantOfUser(within.db, within.workspaceId, connection.id, identity.userId);
  if (before !== undefined && isOwn(before.account_id)) return before.account_id;
  const same = own.find((account) => account.platform === platform && account.external_id === identity.userId);
  if (same !== undefined) return same.id;
  const byId = platform === "youtube" ? [{ platform, handle: `channel/${identity.userId}` }] : [];
  const [named] = await accountsNamed(within, [{ platform, handle: identity.handle }, ...byId]);
  if (named !== undefined) return isOwn(named.id) ? named.id : undefined;
  try {
    const { id } = await addAccount(within, creatorId, { platform, handle: identity.handle });
    return parseId("acc", id);
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

/** Has the figures of an account read that was just connected. */
async function readFigures(within: WorkspaceContext, connection: Connection, creatorId: string): Promise<void> {
  const wanted = { connection_id: connection.id, kind: "figures", creator_id: creatorId, order: "top", pages: 1, videos: 1 } as const;
  await startRun(within, wanted).catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error;
  });
}

/** Connects the account for a creator who was invited. */
async function connect(arrived: Arrived, invitationId: string): Promise<Arrival> {
  const { within: ctx, signIn, connection, app, tokens, identity } = arrived;
  const words = wordsOf(signIn);
  const outcome = await inTransaction(ctx, async (within): Promise<"connected" | "taken" | "over"> => {
    const invitation = await stillInvited(within, invitationId);
    if (invitation === undefined) return "over";
    const accountId = await accountFor({ ...arrived, within }, invitation.creator_id);
    if (accountId === undefined) return "taken";
    const named = { platformUserId: identity.userId, accountName: identity.handle };
    await keepGrant(within, { connection, accountId, ...named, consent: signIn.consent, tokens });
    await readFigures(within, connection, invitation.creator_id);
    return "connected";
  });
  if (outcome !== "connected") await giveBack(app, tokens);
  if (outcome === "over") return told(signIn, 410, [words.over]);
  const account = identity.handle;
  if (outcome === "taken") return told(signIn, 409, [filled(words.taken, { account })]);
  const brand = (await loadWorkspace(ctx)).name;
  return told(signIn, 200, [filled(words.done, { account }), filled(words.doneNext, { brand }), words.close]);
}

/** Shows whose an applicant's account is; the token is given back whatever comes of it. */
async function verify({ within: ctx, signIn, connection, app, tokens, identity }: Arrived, verifyApplicant: VerifyApplicant) {
  const shown: ShownIdentity = { platform: connection.platform as Platform, ...identity };
  const outcome = await inTransaction(ctx, (within) => verifyApplicant(within, signIn.application_account_id!, shown));
  await giveBack(app, tokens);
  const words = wordsOf(signIn);
  const named = { account: identity.handle, platform: platformNames[connection.platform as SignInPlatform] };
  if (outcome === "verified") return told(signIn, 200, [filled(words.verified, named), words.close]);
  return outcome === "other" ? told(signIn, 409, [filled(words.otherAccount, named)]) : told(signIn, 410, [words.decided]);
}

/** Exchanges the code and asks who it is. @throws PlatformFault */
async function exchange(ctx: WorkspaceContext, signIn: SignIn, connection: Connection, code: string): Promise<Arrived | Arrival> {
  const platform = connection.platform as SignInPlatform;
  const app = lineOf(ctx, connection);
  const sealed = signIn.verifier_ciphertext;
  const verifier = sealed === null ? null : ctx.secrets.open(verifierPurpose, sealed).toString("utf8");
  const tokens = await exchangeCode(app, { code, redirectUri: redirectUri(ctx, platform), verifier });
  const identity = await ownIdentity({ ...app, secret: tokens.accessToken, isOwners: true }, tokens.scopes ?? "");
  const { handle } = identity;
  if (handle !== null && identity.userId !== "") return { within: ctx, signIn, connection, app, tokens, identity: { ...identity, handle } };
  await giveBack(app, tokens);
  return told(signIn, 422, [filled(wordsOf(signIn).nameless, { platform: platformNames[platform] })]);
}

/** What somebody is told where the platform gave no token, or would not say who they are. */
async function afterFault(ctx: WorkspaceContext, signIn: SignIn, connection: Connection, fault: PlatformFault): Promise<Arrival> {
  ctx.log.info({ err: fault, platform: connection.platform }, "a sign-in came to nothing");
  if (fault.kind === "refused") await noteRefused(ctx, connection.id, fault.message);
  const words = wordsOf(signIn);
  if (fault.kind === "denied") return told(signIn, 410, [words.over]);
  return told(signIn, 503, [filled(words.away, { platform: platformNames[connection.platform as SignInPlatform] })]);
}

const nothingBegun: Arrival = { status: 404, language: "en", sentences: [connectWords("en").over, connectWords("de").over] };

/** The sign-in that a browser comes back from, taken out; undefined where it was not begun here, is over or is another platform's. */
async function taken(ctx: Context, { platform, state }: Returned) {
  const workspaceId = parseShortUuid(state.slice(0, shortLength));
  const signIn = workspaceId === undefined ? undefined : await takeSignIn(ctx.db, workspaceId, sha256(state));
  if (signIn === undefined || signIn.expires_at <= nowAt(ctx)) return undefined;
  const within = asSystem(ctx, signIn.workspace_id, "creator");
  const connection = await findConnection(ctx.db, signIn.workspace_id, signIn.connection_id);
  return connection?.state === "working" && connection.platform === platform ? { within, signIn, connection } : undefined;
}

type Begun = NonNullable<Awaited<ReturnType<typeof taken>>>;

async function arrive({ within, signIn, connection }: Begun, code: string, verifyApplicant: VerifyApplicant): Promise<Arrival> {
  const platform = platformNames[connection.platform as SignInPlatform];
  if (code === "") return told(signIn, 200, [filled(wordsOf(signIn).refused, { platform })]);
  try {
    const arrived = await exchange(within, signIn, connection, code);
    if ("status" in arrived) return arrived;
    return signIn.invitation_id === null ? await verify(arrived, verifyApplicant) : await connect(arrived, signIn.invitation_id);
  } catch (error) {
    if (!(error instanceof PlatformFault)) throw error;
    return afterFault(within, signIn, connection, error);
  }
}

/**
 * Finishes a sign-in when a platform sends the browser back. It works once, in the browser that began it, at the platform at which it was begun;
 * whatever else comes is told that nothing was begun.
 */
export async function finishSignIn(ctx: Context, returned: Returned, verifyApplicant: VerifyApplicant): Promise<Arrival> {
  const begun = isSignInPlatform(returned.platform) ? await taken(ctx, returned) : undefined;
  if (begun === undefined) return nothingBegun;
  const { signIn } = begun;
  if (!sameBytes(signIn.browser_hash, sha256(returned.cookie))) return told(signIn, 403, [wordsOf(signIn).otherBrowser]);
  const arrival = await arrive(begun, returned.code, verifyApplicant);
  const accountId = signIn.application_account_id;
  return accountId === null ? arrival : { ...arrival, applicant: { workspaceId: signIn.workspace_id, accountId } };
}
