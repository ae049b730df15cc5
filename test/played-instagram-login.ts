import { createHash } from "node:crypto";
import type { PlayedInstagram } from "./played-instagram.ts";
import type { Answer, Asked } from "./played-platform.ts";

/** A professional account whose owner can sign in. */
export interface MadeProfessional {
  readonly userId: string;
  readonly username: string;
  readonly followers: number;
  readonly media: readonly { readonly id: string; readonly timestamp: string; readonly likes?: number; readonly comments?: number }[];
}

/** Instagram Login and the Graph API of Instagram as far as they are asked here. */
export interface PlayedInstagramLogin {
  signedIn: MadeProfessional | undefined;
  /** Tokens that hold, short and long, with when they end. */
  readonly tokens: Map<string, { readonly user: MadeProfessional; readonly endsMs: number }>;
  now: () => number;
  readonly answer: (asked: Asked) => Answer;
}

export const madeInstagramApp = { platform: "instagram", client_id: "990602627938098", client_secret: "instagram-app-secret" } as const;

const sixtyDaysS = 5_184_000;
const refusal = (error_message: string): Answer => ({ status: 400, body: { error_type: "OAuthException", code: 400, error_message } });
const noToken: Answer = {
  status: 400,
  body: { error: { message: "Error validating access token: Session has expired.", type: "OAuthException", code: 190, fbtrace_id: "A1" } },
};

let made = 0;
const newToken = (): string => `IGAA${createHash("sha256").update(`instagram ${++made}`).digest("hex")}`;

function authorize(played: PlayedInstagramLogin, codes: Map<string, MadeProfessional>, query: URLSearchParams): Answer {
  const back = new URL(query.get("redirect_uri") ?? "");
  if (query.get("client_id") !== madeInstagramApp.client_id) return { status: 400, body: "Invalid platform app" };
  back.searchParams.set("state", query.get("state") ?? "");
  if (played.signedIn === undefined) back.searchParams.set("error", "access_denied");
  else {
    const code = newToken();
    codes.set(code, played.signedIn);
    back.searchParams.set("code", code);
  }
  return { status: 302, headers: { location: `${back.href}#_` }, body: "" };
}

function give(played: PlayedInstagramLogin, user: MadeProfessional, lastsS: number): string {
  const token = newToken();
  played.tokens.set(token, { user, endsMs: played.now() + lastsS * 1_000 });
  return token;
}

function shortToken(played: PlayedInstagramLogin, codes: Map<string, MadeProfessional>, form: URLSearchParams): Answer {
  if (form.get("client_id") !== madeInstagramApp.client_id) return refusal("Invalid platform app");
  if (form.get("client_secret") !== madeInstagramApp.client_secret) return refusal("Error validating client secret.");
  const user = codes.get(form.get("code") ?? "");
  codes.delete(form.get("code") ?? "");
  if (user === undefined) return refusal("Matching code was not found or was already used");
  const permissions = ["instagram_business_basic", "instagram_business_manage_insights"];
  return { body: { access_token: give(played, user, 3_600), user_id: user.userId, permissions } };
}

function longToken(played: PlayedInstagramLogin, query: URLSearchParams): Answer {
  const held = played.tokens.get(query.get("access_token") ?? "");
  if (held === undefined || held.endsMs <= played.now()) return noToken;
  return { body: { access_token: give(played, held.user, sixtyDaysS), token_type: "bearer", expires_in: sixtyDaysS } };
}

function ofOwner(played: PlayedInstagramLogin, path: string, query: URLSearchParams): Answer {
  const held = played.tokens.get(query.get("access_token") ?? "");
  if (held === undefined || held.endsMs <= played.now()) return noToken;
  const { userId, username, followers, media } = held.user;
  if (path.endsWith("/me"))
    return {
      body: {
        ...{ id: "app-scoped", user_id: userId, username, name: "Ana", biography: "Hiking", followers_count: followers },
        ...{ follows_count: 12, media_count: media.length },
      },
    };
  const shown = media.map(({ id, timestamp, likes, comments }) => ({
    ...{ id, timestamp, caption: "Up #wandern", media_type: "VIDEO", media_product_type: "REELS" },
    ...{ permalink: `https://www.instagram.com/reel/${id}/`, like_count: likes, comments_count: comments },
  }));
  return { body: { data: shown } };
}

/** Starts an Instagram Login in which nobody is signed in; what it does not know is answered by the {@link PlayedInstagram}. */
export function openInstagramLogin(instagram: PlayedInstagram): PlayedInstagramLogin {
  const codes = new Map<string, MadeProfessional>();
  const played: PlayedInstagramLogin = {
    ...{ signedIn: undefined, tokens: new Map(), now: Date.now },
    answer: (asked) => {
      const { path, query, body } = asked;
      if (path === "/oauth/authorize") return authorize(played, codes, query);
      if (path === "/oauth/access_token") return shortToken(played, codes, new URLSearchParams(body));
      if (path === "/access_token" || path === "/refresh_access_token") return longToken(played, query);
      return /^\/v\d+\.0\/me(\/media)?$/.test(path) ? ofOwner(played, path, query) : instagram.answer(asked);
    },
  };
  return played;
}
