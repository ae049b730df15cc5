import { createHash } from "node:crypto";
import type { Answer, Asked } from "./played-platform.ts";
import type { PlayedYoutube } from "./played-youtube.ts";

interface Permission {
  readonly channelId: string;
  readonly scopes: readonly string[];
  readonly refreshToken: string;
}

interface Code {
  readonly permission: Permission;
  readonly redirect: string;
  readonly challenge: string | null;
}

/** Google's sign-in and what it lets an owner see of a channel of the {@link PlayedYoutube}. */
export interface PlayedGoogle {
  /** The channel of whoever is signed in at Google; undefined: the person says no. */
  signedIn: string | undefined;
  /** Scopes that the person unticks. */
  readonly denied: Set<string>;
  /** Access tokens that hold. */
  readonly tokens: Map<string, { readonly permission: Permission; readonly endsMs: number }>;
  readonly permissions: Map<string, Permission>;
  readonly revoked: string[];
  /** Videos that only their owner sees. */
  readonly privateVideos: Set<string>;
  /** The rows of a report, by its dimensions. */
  readonly reports: Map<string, readonly (readonly unknown[])[]>;
  now: () => number;
  readonly answer: (asked: Asked) => Answer;
}

export const madeGoogleApp = {
  platform: "youtube",
  client_id: "123-abc.apps.googleusercontent.com",
  client_secret: "GOCSPX-secret",
} as const;

const analytics = "https://www.googleapis.com/auth/yt-analytics.readonly";
const refusal = (error: string, status = 400): Answer => ({ status, body: { error, error_description: "Bad Request" } });
const unauthorised: Answer = {
  status: 401,
  body: {
    error: { code: 401, message: "Invalid Credentials", errors: [{ reason: "authError", domain: "global" }], status: "UNAUTHENTICATED" },
  },
};

let made = 0;
const newToken = (kind: string): string => `${kind}${createHash("sha256").update(`google ${++made}`).digest("base64url")}`;

function authorize(played: PlayedGoogle, codes: Map<string, Code>, query: URLSearchParams): Answer {
  const redirect = query.get("redirect_uri") ?? "";
  if (query.get("client_id") !== madeGoogleApp.client_id || !redirect.endsWith("/connect/callback/youtube"))
    return { status: 400, body: "Error 400: redirect_uri_mismatch" };
  const back = new URL(redirect);
  back.searchParams.set("state", query.get("state") ?? "");
  if (played.signedIn === undefined) back.searchParams.set("error", "access_denied");
  else {
    const scopes = (query.get("scope") ?? "").split(" ").filter((scope) => !played.denied.has(scope));
    const permission = { channelId: played.signedIn, scopes, refreshToken: newToken("1//") };
    const code = newToken("4/");
    codes.set(code, { permission, redirect, challenge: query.get("code_challenge") });
    back.searchParams.set("code", code);
  }
  return { status: 302, headers: { location: back.href }, body: "" };
}

function give(played: PlayedGoogle, permission: Permission, isFirst: boolean): Answer {
  const access_token = newToken("ya29.");
  played.tokens.set(access_token, { permission, endsMs: played.now() + 3_599_000 });
  played.permissions.set(permission.refreshToken, permission);
  const refresh = isFirst ? { refresh_token: permission.refreshToken } : {};
  return { body: { access_token, expires_in: 3_599, scope: permission.scopes.join(" "), token_type: "Bearer", ...refresh } };
}

/** The permission that a code stands for, where the proof key and the address are those it was asked with; it works once. */
function taken(codes: Map<string, Code>, body: URLSearchParams): Permission | undefined {
  const [code, verifier] = [body.get("code") ?? "", body.get("code_verifier") ?? ""];
  const asked = codes.get(code);
  codes.delete(code);
  const proof = createHash("sha256").update(verifier).digest("base64url");
  return asked?.challenge === proof && asked.redirect === body.get("redirect_uri") ? asked.permission : undefined;
}

function token(played: PlayedGoogle, codes: Map<string, Code>, body: URLSearchParams): Answer {
  const isApp = body.get("client_id") === madeGoogleApp.client_id && body.get("client_secret") === madeGoogleApp.client_secret;
  if (!isApp) return refusal("invalid_client", 401);
  const isRenewal = body.get("grant_type") === "refresh_token";
  const permission = isRenewal ? played.permissions.get(body.get("refresh_token") ?? "") : taken(codes, body);
  return permission === undefined ? refusal("invalid_grant") : give(played, permission, !isRenewal);
}

function revoke(played: PlayedGoogle, body: URLSearchParams): Answer {
  const text = body.get("token") ?? "";
  const held = played.tokens.get(text);
  if (held === undefined || held.endsMs <= played.now()) return refusal("invalid_token");
  played.permissions.delete(held.permission.refreshToken);
  for (const [each, { permission }] of played.tokens) if (permission === held.permission) played.tokens.delete(each);
  played.revoked.push(text);
  return { body: {} };
}

function asOwner(played: PlayedGoogle, youtube: PlayedYoutube, asked: Asked): Answer {
  const held = played.tokens.get((asked.headers.authorization ?? "").slice("Bearer ".length));
  if (held === undefined || held.endsMs <= played.now()) return unauthorised;
  if (asked.path === "/v2/reports") {
    if (!held.permission.scopes.includes(analytics))
      return { status: 403, body: { error: { code: 403, errors: [{ reason: "insufficientPermissions" }] } } };
    const rows = played.reports.get(asked.query.get("dimensions") ?? "") ?? [];
    return { body: { kind: "youtubeAnalytics#resultTable", columnHeaders: [], rows } };
  }
  const query = new URLSearchParams(asked.query);
  query.set("key", [...youtube.keys][0] ?? "");
  if (query.get("mine") === "true") query.set("id", held.permission.channelId);
  const answer = youtube.answer({ ...asked, query });
  if (asked.path !== "/v3/videos" || !query.getAll("part").includes("status")) return answer;
  const { items } = answer.body as { items: { id: string }[] };
  const statusOf = (id: string) => ({ privacyStatus: played.privateVideos.has(id) ? "private" : "public" });
  return { body: { items: items.map((item) => ({ ...item, status: statusOf(item.id) })) } };
}

/** Starts a Google in which nobody is signed in, for the app of {@link madeGoogleApp}. */
export function openGoogle(youtube: PlayedYoutube): PlayedGoogle {
  const codes = new Map<string, Code>();
  const played: PlayedGoogle = {
    ...{ signedIn: undefined, denied: new Set<string>(), tokens: new Map(), permissions: new Map(), revoked: [] },
    ...{ privateVideos: new Set<string>(), reports: new Map(), now: Date.now },
    answer: (asked) => {
      const form = new URLSearchParams(asked.body);
      if (asked.path === "/o/oauth2/v2/auth") return authorize(played, codes, asked.query);
      if (asked.path === "/token") return token(played, codes, form);
      if (asked.path === "/revoke") return revoke(played, form);
      return asked.headers.authorization === undefined ? youtube.answer(asked) : asOwner(played, youtube, asked);
    },
  };
  return played;
}
