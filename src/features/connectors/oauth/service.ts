import { ask, type Line } from "../calling/service.ts";
import { PlatformFault } from "../faults/platform-fault.ts";
import { instagramLoginRoot, platformNames } from "../platforms.ts";
import { oauthRefusal } from "./oauth-refusal.ts";
import { signInProtocol, type SignInPlatform } from "./sign-in-protocol.ts";

/** The id and the secret of an app at a platform. */
export interface AppKeys {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What is kept of a permission. */
export interface Tokens {
  readonly accessToken: string;
  /** Null: the access token renews itself. */
  readonly refreshToken: string | null;
}

/** Tokens as a platform gave them. */
export interface GivenTokens extends Tokens {
  /** What was permitted, as the platform writes it; null: it does not say. */
  readonly scopes: string | null;
  readonly expiresAt: Date | null;
  /** From when they are to be renewed although nobody asks. */
  readonly renewAt: Date;
}

const dayMs = 86_400_000;
/** So long before a permission lapses it is renewed. */
const renewBeforeMs = 30 * dayMs;

const protocolOf = ({ ctx, platform }: Line) => signInProtocol(platform as SignInPlatform, ctx.platformStandIn);

/** The app's id and secret; the line is one of the app's own. */
const keysOf = ({ secret }: Line): AppKeys => JSON.parse(secret) as AppKeys;

async function post(line: Line, address: string, fields: Readonly<Record<string, string>>) {
  const { clientId, clientSecret } = keysOf(line);
  const body = new URLSearchParams({ [protocolOf(line).clientIdName]: clientId, client_secret: clientSecret, ...fields }).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded", accept: "application/json", "cache-control": "no-cache" };
  const reply = await ask(line, address, { method: "POST", headers, body });
  const told = (await reply.json().catch(() => undefined)) as Record<string, unknown> | null | undefined;
  if (reply.ok && told?.["error"] === undefined) return told ?? {};
  throw oauthRefusal(platformNames[line.platform], told);
}

const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
const seconds = (value: unknown): number | null => (typeof value === "number" && Number.isFinite(value) && value > 0 ? value : null);

function tokensOf(line: Line, told: Readonly<Record<string, unknown>>, before: string | null): GivenTokens {
  const accessToken = text(told["access_token"]);
  if (accessToken === null) throw oauthRefusal(platformNames[line.platform], told);
  const nowMs = line.ctx.now();
  const inMs = (name: string): number | null => {
    const lasts = seconds(told[name]);
    return lasts === null ? null : nowMs + lasts * 1_000;
  };
  const [endsMs, lapsesMs] = [inMs("expires_in"), inMs("refresh_expires_in") ?? inMs("refresh_token_expires_in")];
  return {
    ...{ accessToken, refreshToken: text(told["refresh_token"]) ?? before, scopes: text(told["scope"]) },
    expiresAt: endsMs === null ? null : new Date(endsMs),
    renewAt: new Date(Math.max(nowMs + dayMs, (lapsesMs ?? nowMs + 2 * renewBeforeMs) - renewBeforeMs)),
  };
}

/** Takes a token of Instagram's that holds sixty days in exchange for another one, as its documentation has it: with a GET. */
async function longToken(line: Line, path: string, fields: Readonly<Record<string, string>>): Promise<GivenTokens> {
  const url = new URL(path, instagramLoginRoot(line.ctx.platformStandIn));
  for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
  const told = (await (await ask(line, url.href)).json().catch(() => undefined)) as Record<string, unknown> | undefined;
  const tokens = tokensOf(line, told ?? {}, null);
  const lapsesMs = tokens.expiresAt?.getTime() ?? line.ctx.now() + 2 * renewBeforeMs;
  return { ...tokens, renewAt: new Date(Math.max(line.ctx.now() + dayMs, lapsesMs - renewBeforeMs)) };
}

/** What Instagram gives for a code: a token of an hour, which is exchanged at once. */
async function instagramTokens(line: Line, told: Readonly<Record<string, unknown>>): Promise<GivenTokens> {
  const [first] = Array.isArray(told["data"]) ? (told["data"] as Record<string, unknown>[]) : [told];
  const { access_token, permissions } = first ?? {};
  const fields = { grant_type: "ig_exchange_token", client_secret: keysOf(line).clientSecret, access_token: text(access_token) ?? "" };
  return { ...(await longToken(line, "access_token", fields)), scopes: [permissions ?? ""].flat().join(",") };
}

/** A code that a browser brought. */
export interface BroughtCode {
  readonly code: string;
  readonly redirectUri: string;
  /** The proof key that belongs to it; null: the platform has none. */
  readonly verifier: string | null;
}

/** Exchanges the code that a browser brought for tokens: one call. @throws PlatformFault */
export async function exchangeCode(line: Line, { code, redirectUri, verifier }: BroughtCode) {
  const proof = verifier === null ? {} : { code_verifier: verifier };
  const fields = { grant_type: "authorization_code", code, redirect_uri: redirectUri, ...proof };
  const told = await post(line, protocolOf(line).token, fields);
  return line.platform === "instagram" ? instagramTokens(line, told) : tokensOf(line, told, null);
}

/**
 * Exchanges a refresh token for new tokens: one call. The old one need not hold afterwards.
 *
 * @throws PlatformFault of kind denied where the permission has ended
 */
export async function renewTokens(line: Line, { accessToken, refreshToken }: Tokens): Promise<GivenTokens> {
  if (line.platform === "instagram")
    return longToken(line, "refresh_access_token", { grant_type: "ig_refresh_token", access_token: accessToken });
  const fields = { grant_type: "refresh_token", refresh_token: refreshToken ?? "" };
  return tokensOf(line, await post(line, protocolOf(line).token, fields), refreshToken);
}

/** Gives a permission back to the platform, where that can be done: one call. @throws PlatformFault */
export async function revokeToken(line: Line, token: string): Promise<void> {
  const { revoke } = protocolOf(line);
  if (revoke !== undefined) await post(line, revoke, { token });
}

const notACode = "a code that nobody was given";

/**
 * Tries an app's id and secret with a code that is none: a platform that takes the app refuses the code. One call.
 *
 * @throws PlatformFault of kind refused where it does not take the app
 */
export async function tryApp(line: Line, redirectUri: string): Promise<void> {
  try {
    await exchangeCode(line, { code: notACode, redirectUri, verifier: null });
  } catch (error) {
    if (!(error instanceof PlatformFault) || error.kind !== "denied") throw error;
  }
}
