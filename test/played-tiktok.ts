import { createHash } from "node:crypto";
import type { Answer, Asked } from "./played-platform.ts";

/** A video of a made-up account. */
export interface MadeTiktokVideo {
  readonly id: string;
  readonly createTime: number;
  readonly description?: string;
  readonly views?: number;
  readonly likes?: number;
  readonly comments?: number;
  readonly shares?: number;
  /** Shown to nobody by the interface. */
  readonly isPrivate?: boolean;
}

/** A made-up person with an account. */
export interface MadeTiktokUser {
  readonly openId: string;
  readonly username: string;
  readonly followers: number;
  readonly bio?: string;
  readonly videos: readonly MadeTiktokVideo[];
}

interface Permission {
  readonly user: MadeTiktokUser;
  readonly scopes: readonly string[];
  refreshToken: string;
}

/** TikTok's Login Kit for the web and its Display API as far as they are asked here. */
export interface PlayedTiktok {
  /** Who is signed in at TikTok in the browser; undefined: the person says no. */
  signedIn: MadeTiktokUser | undefined;
  /** The scopes that the person unticks. */
  readonly denied: Set<string>;
  /** Access tokens that hold, with what they permit and when they end. */
  readonly tokens: Map<string, { readonly permission: Permission; readonly endsMs: number }>;
  /** Permissions by the refresh token that holds; each holds once. */
  readonly permissions: Map<string, Permission>;
  /** Tokens that were given back. */
  readonly revoked: string[];
  /** What is left of a minute's requests. */
  requests: number;
  secret: string;
  now: () => number;
  readonly answer: (asked: Asked) => Answer;
}

export const madeTiktokApp = {
  client_id: "aw-client-key-1",
  client_secret: "tiktok-app-secret",
  redirect: "/connect/callback/tiktok",
} as const;

const twoHoursS = 7_200;
const halfYearS = 15_552_000;

const refusal = (error: string, description: string): Answer => ({
  status: 400,
  body: { error, error_description: description, log_id: "20261127" },
});
const apiError = (status: number, code: string, message = ""): Answer => ({
  status,
  body: { data: {}, error: { code, message, log_id: "20261127" } },
});
const ok = (data: object): Answer => ({ body: { data, error: { code: "ok", message: "", log_id: "20261127" } } });

let made = 0;
const newToken = (kind: "act" | "rft"): string => `${kind}.${createHash("sha256").update(`tiktok ${++made}`).digest("hex").slice(0, 40)}`;

/** The page of TikTok on which the person permits the app: it sends the browser back. */
function authorize(played: PlayedTiktok, codes: Map<string, { permission: Permission; redirect: string }>, query: URLSearchParams): Answer {
  const redirect = query.get("redirect_uri") ?? "";
  const isKnown = query.get("client_key") === madeTiktokApp.client_id && new URL(redirect).pathname === madeTiktokApp.redirect;
  if (!isKnown || query.get("response_type") !== "code") return { status: 400, body: "Something went wrong: redirect_uri" };
  const back = new URL(redirect);
  back.searchParams.set("state", query.get("state") ?? "");
  if (played.signedIn === undefined) {
    back.searchParams.set("error", "access_denied");
    return { status: 302, headers: { location: back.href }, body: "" };
  }
  const scopes = (query.get("scope") ?? "").split(",").filter((scope) => !played.denied.has(scope));
  const code = newToken("act").slice(4);
  codes.set(code, { permission: { user: played.signedIn, scopes, refreshToken: "" }, redirect });
  back.searchParams.set("code", code);
  back.searchParams.set("scopes", scopes.join(","));
  return { status: 302, headers: { location: back.href }, body: "" };
}

function give(played: PlayedTiktok, permission: Permission): Answer {
  played.permissions.delete(permission.refreshToken);
  permission.refreshToken = newToken("rft");
  played.permissions.set(permission.refreshToken, permission);
  const access_token = newToken("act");
  played.tokens.set(access_token, { permission, endsMs: played.now() + twoHoursS * 1_000 });
  return {
    body: {
      ...{ access_token, expires_in: twoHoursS, open_id: permission.user.openId, scope: permission.scopes.join(",") },
      ...{ refresh_token: permission.refreshToken, refresh_expires_in: halfYearS, token_type: "Bearer" },
    },
  };
}

function token(played: PlayedTiktok, codes: Map<string, { permission: Permission; redirect: string }>, body: URLSearchParams): Answer {
  if (body.get("client_key") !== madeTiktokApp.client_id || body.get("client_secret") !== played.secret)
    return refusal("invalid_client", "Client authentication failed.");
  if (body.get("grant_type") === "authorization_code") {
    const code = body.get("code") ?? "";
    const asked = codes.get(code);
    codes.delete(code);
    if (asked === undefined || asked.redirect !== body.get("redirect_uri"))
      return refusal("invalid_grant", "Authorization code is expired.");
    return give(played, asked.permission);
  }
  const permission = played.permissions.get(body.get("refresh_token") ?? "");
  return permission === undefined ? refusal("invalid_grant", "Refresh token is invalid or expired.") : give(played, permission);
}

function revoke(played: PlayedTiktok, body: URLSearchParams): Answer {
  const text = body.get("token") ?? "";
  const held = played.tokens.get(text);
  if (held === undefined || held.endsMs <= played.now()) return refusal("invalid_request", "The access token is invalid.");
  for (const [each, { permission }] of played.tokens) if (permission === held.permission) played.tokens.delete(each);
  played.permissions.delete(held.permission.refreshToken);
  played.revoked.push(text);
  return { body: {} };
}

const scopeOf: Readonly<Record<string, string>> = {
  ...{ open_id: "user.info.basic", display_name: "user.info.basic", username: "user.info.profile", bio_description: "user.info.profile" },
  ...{ is_verified: "user.info.profile", follower_count: "user.info.stats", following_count: "user.info.stats" },
  video_count: "user.info.stats",
};

function userInfo({ user, scopes }: Permission, fields: readonly string[]): Answer {
  if (fields.some((field) => !scopes.includes(scopeOf[field] ?? "none"))) return apiError(401, "scope_not_authorized");
  const all: Record<string, unknown> = {
    ...{ open_id: user.openId, username: user.username, display_name: user.username.toUpperCase(), bio_description: user.bio ?? "" },
    ...{ is_verified: false, follower_count: user.followers, following_count: 7, video_count: user.videos.length },
  };
  return ok({ user: Object.fromEntries(fields.map((field) => [field, all[field]])) });
}

const videoOf = (user: MadeTiktokUser, { id, createTime, description, ...video }: MadeTiktokVideo) => ({
  ...{ id, create_time: createTime, share_url: `https://www.tiktok.com/@${user.username}/video/${id}?utm_campaign=tt4d` },
  ...{ title: description ?? "", video_description: description ?? "" },
  ...{ view_count: video.views, like_count: video.likes, comment_count: video.comments, share_count: video.shares },
});

function videoList({ user }: Permission, body: { cursor?: number; max_count?: number }): Answer {
  const most = Math.min(20, body.max_count ?? 10);
  const before = body.cursor ?? Number.POSITIVE_INFINITY;
  const older = user.videos.filter(({ createTime }) => createTime * 1_000 < before).toSorted((a, b) => b.createTime - a.createTime);
  const page = older.slice(0, most);
  const shown = page.filter(({ isPrivate }) => isPrivate !== true).map((video) => videoOf(user, video));
  return ok({ videos: shown, cursor: (page.at(-1)?.createTime ?? 0) * 1_000, has_more: older.length > most });
}

function videoQuery({ user }: Permission, body: { filters?: { video_ids?: string[] } }): Answer {
  const ids = body.filters?.video_ids ?? [];
  if (ids.length > 20) return apiError(400, "invalid_params", "at most 20 video ids");
  const found = user.videos.filter(({ id, isPrivate }) => ids.includes(id) && isPrivate !== true);
  return ok({ videos: found.map((video) => videoOf(user, video)) });
}

function api(played: PlayedTiktok, { path, query, headers, body }: Asked): Answer {
  if (played.requests < 1) return apiError(429, "rate_limit_exceeded", "The API rate limit was exceeded.");
  played.requests--;
  const held = played.tokens.get((headers.authorization ?? "").replace(/^Bearer /, ""));
  if (held === undefined || held.endsMs <= played.now()) return apiError(401, "access_token_invalid", "The access token is invalid.");
  const { permission } = held;
  if (path === "/v2/user/info/") return userInfo(permission, (query.get("fields") ?? "").split(","));
  if (!permission.scopes.includes("video.list")) return apiError(401, "scope_not_authorized");
  const asked = JSON.parse(body === "" ? "{}" : body) as object;
  if (path === "/v2/video/list/") return videoList(permission, asked);
  return path === "/v2/video/query/" ? videoQuery(permission, asked) : apiError(404, "invalid_params", "no such path");
}

/** Starts a TikTok without accounts, for the app of {@link madeTiktokApp}. */
export function openTiktok(): PlayedTiktok {
  const codes = new Map<string, { permission: Permission; redirect: string }>();
  const played: PlayedTiktok = {
    ...{ signedIn: undefined, denied: new Set<string>(), tokens: new Map(), permissions: new Map(), revoked: [] },
    ...{ requests: 600, secret: madeTiktokApp.client_secret, now: Date.now },
    answer: (asked) => {
      const form = new URLSearchParams(asked.body);
      if (asked.path === "/v2/auth/authorize/") return authorize(played, codes, asked.query);
      if (asked.path === "/v2/oauth/token/") return token(played, codes, form);
      return asked.path === "/v2/oauth/revoke/" ? revoke(played, form) : api(played, asked);
    },
  };
  return played;
}
