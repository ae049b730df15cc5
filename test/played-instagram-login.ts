import { createHash } from "node:crypto";
import { answerOwner, graphRefusal, type GraphError, type MadeOwn } from "./played-insights.ts";
import { afterVersion, noObject, noVersion } from "./played-instagram.ts";
import type { Answer, Asked } from "./played-platform.ts";

/** A professional account whose owner can sign in. */
export interface MadeProfessional {
  readonly userId: string;
  readonly username: string;
  readonly own: MadeOwn;
}

interface Held {
  readonly user: MadeProfessional;
  readonly endsMs: number;
  /** What the owner permitted. */
  readonly permissions: readonly string[];
}

/** Instagram Login and the Graph API of Instagram as far as they are asked here. */
export interface PlayedInstagramLogin {
  signedIn: MadeProfessional | undefined;
  /** What whoever signs in next does not permit. */
  readonly denied: Set<string>;
  /** Tokens that hold, short and long, with when they end. */
  readonly tokens: Map<string, Held>;
  /** The next refusals of a call with a token that holds, one each; undefined: it is answered. */
  readonly refusals: (GraphError | undefined)[];
  now: () => number;
  /** What the hosts of the login answer: the window for the browser, and a code for a token. */
  readonly answer: (asked: Asked) => Answer | undefined;
  /** What graph.instagram.com answers. */
  readonly answerGraph: (asked: Asked) => Answer;
}

export const madeInstagramApp = { platform: "instagram", client_id: "990602627938098", client_secret: "instagram-app-secret" } as const;
export const insightsPermission = "instagram_business_manage_insights";

const sixtyDaysS = 5_184_000;
const refusal = (error_message: string): Answer => ({ status: 400, body: { error_type: "OAuthException", code: 400, error_message } });
const noToken = graphRefusal({ code: 190, message: "Error validating access token: Session has expired." });
const notPermitted = graphRefusal({ code: 10, message: "(#10) Application does not have permission for this action" }, 403);

let made = 0;
const newToken = (): string => `IGAA${createHash("sha256").update(`instagram ${++made}`).digest("hex")}`;

type Permitted = Omit<Held, "endsMs">;

function authorize(played: PlayedInstagramLogin, codes: Map<string, Permitted>, query: URLSearchParams): Answer {
  const back = new URL(query.get("redirect_uri") ?? "");
  if (query.get("client_id") !== madeInstagramApp.client_id) return { status: 400, body: "Invalid platform app" };
  back.searchParams.set("state", query.get("state") ?? "");
  if (played.signedIn === undefined) back.searchParams.set("error", "access_denied");
  else {
    const code = newToken();
    const permissions = (query.get("scope") ?? "").split(",").filter((scope) => !played.denied.has(scope));
    codes.set(code, { user: played.signedIn, permissions });
    back.searchParams.set("code", code);
  }
  return { status: 302, headers: { location: `${back.href}#_` }, body: "" };
}

function give(played: PlayedInstagramLogin, { user, permissions }: Permitted, lastsS: number): string {
  const token = newToken();
  played.tokens.set(token, { user, permissions, endsMs: played.now() + lastsS * 1_000 });
  return token;
}

function shortToken(played: PlayedInstagramLogin, codes: Map<string, Permitted>, form: URLSearchParams): Answer {
  if (form.get("client_id") !== madeInstagramApp.client_id) return refusal("Invalid platform app");
  if (form.get("client_secret") !== madeInstagramApp.client_secret) return refusal("Error validating client secret.");
  const permitted = codes.get(form.get("code") ?? "");
  codes.delete(form.get("code") ?? "");
  if (permitted === undefined) return refusal("Matching code was not found or was already used");
  const { user, permissions } = permitted;
  return { body: { data: [{ access_token: give(played, permitted, 3_600), user_id: user.userId, permissions: permissions.join(",") }] } };
}

function heldBy(played: PlayedInstagramLogin, query: URLSearchParams): Held | undefined {
  const held = played.tokens.get(query.get("access_token") ?? "");
  return held === undefined || held.endsMs <= played.now() ? undefined : held;
}

function longToken(played: PlayedInstagramLogin, query: URLSearchParams): Answer {
  const held = heldBy(played, query);
  if (held === undefined) return noToken;
  return { body: { access_token: give(played, held, sixtyDaysS), token_type: "bearer", expires_in: sixtyDaysS } };
}

/** Of an account its own token alone is answered; no proof goes with it, and insights want their permission. */
function ofOwner(played: PlayedInstagramLogin, path: string, query: URLSearchParams): Answer {
  const held = heldBy(played, query);
  if (held === undefined) return noToken;
  const error = played.refusals.shift();
  if (error !== undefined) return graphRefusal(error);
  const { userId, username, own } = held.user;
  if (path === "me") return { body: { id: "app-scoped", user_id: userId, username } };
  if (path.endsWith("/insights") && !held.permissions.includes(insightsPermission)) return notPermitted;
  return answerOwner({ own, accountId: userId, username, nowMs: played.now() }, path, query) ?? noObject;
}

/** Starts an Instagram Login in which nobody is signed in. */
export function openInstagramLogin(): PlayedInstagramLogin {
  const codes = new Map<string, Permitted>();
  const played: PlayedInstagramLogin = {
    ...{ signedIn: undefined, denied: new Set(), tokens: new Map(), refusals: [], now: Date.now },
    answer: ({ path, query, body }) => {
      if (path === "/oauth/authorize") return authorize(played, codes, query);
      return path === "/oauth/access_token" ? shortToken(played, codes, new URLSearchParams(body)) : undefined;
    },
    answerGraph: ({ path, query }) => {
      if (path === "/access_token" || path === "/refresh_access_token") return longToken(played, query);
      const rest = afterVersion(path);
      return rest === undefined ? noVersion : ofOwner(played, rest, query);
    },
  };
  return played;
}
