import { createHmac } from "node:crypto";
import { answerOwner, graphRefusal, makeOwn, type GraphError, type MadeOwn } from "./played-insights.ts";
import type { Answer, Asked } from "./played-platform.ts";

/** A post of a made-up account; a number that is missing its owner hides. */
export interface MadeMedia {
  readonly id: string;
  readonly caption?: string;
  readonly timestamp: string;
  readonly type?: "IMAGE" | "VIDEO" | "CAROUSEL_ALBUM";
  readonly product?: "FEED" | "REELS";
  readonly likes?: number;
  readonly comments?: number;
}

/** A made-up account; Instagram shows a personal one and one with an age limit to nobody. */
export interface MadeAccount {
  readonly id: string;
  readonly username: string;
  readonly name?: string;
  readonly biography?: string;
  readonly followers: number;
  readonly kind: "professional" | "personal" | "age-gated";
  readonly media: readonly MadeMedia[];
}

/** The Instagram Graph API as far as it is asked here, by Facebook login. */
export interface PlayedInstagram {
  /** Tokens that hold, with the seconds that they have left. */
  readonly tokens: Map<string, number>;
  readonly accounts: MadeAccount[];
  /** The posts of each hashtag. */
  readonly hashtags: Map<string, readonly MadeMedia[]>;
  /** Different hashtags that were asked for. */
  readonly searched: Set<string>;
  /** What every answer's headers say. */
  headers: Readonly<Record<string, string>>;
  /** The next refusals of a call with a token, one each; undefined: it is answered. */
  readonly refusals: (GraphError | undefined)[];
  /** Whether the app has the feature Instagram Public Content Access. */
  hasPublicContent: boolean;
  /** What the owner of the app's own account is told. */
  own: MadeOwn;
  /** The clock by which stories go. */
  now: () => number;
  readonly answer: (asked: Asked) => Answer;
}

export const madeApp = { id: "123456789", secret: "an-app-secret", account: "17841400000000001", username: "our.brand" } as const;
/** The version that is asked by, where a test does not say another. */
export const madeVersion = "v25.0";
const versions = new Set(["v23.0", "v24.0", madeVersion, "v26.0"]);
const sixtyDaysS = 5_184_000;

const noToken = graphRefusal({ code: 190, subcode: 463, message: "Error validating access token: Session has expired." }, 401);
const noUser = graphRefusal({ code: 110, subcode: 2_207_013, message: "Invalid user id" });
export const noObject = graphRefusal({ code: 100, subcode: 33, message: "Unsupported get request. Object with that ID does not exist." });

const mediaOf = ({ id, caption, timestamp, type = "IMAGE", product = "FEED", likes, comments }: MadeMedia, fields: string) => ({
  ...{
    id,
    caption,
    media_type: type,
    permalink: `https://www.instagram.com/p/${id}/`,
    timestamp,
    like_count: likes,
    comments_count: comments,
  },
  ...(fields.includes("media_product_type") && { media_product_type: product }),
});

function discovery(accounts: readonly MadeAccount[], fields: string): Answer {
  const [, username = "", asked = ""] = /^business_discovery\.username\(([^)]*)\)\{(.*)\}$/.exec(fields) ?? [];
  const found = accounts.find((account) => account.username === username.toLowerCase());
  if (found?.kind !== "professional") return noUser;
  const newest = found.media.toSorted((a, b) => b.timestamp.localeCompare(a.timestamp)).slice(0, 50);
  const { id, name, biography, followers: followers_count } = found;
  const media = { data: newest.map((each) => mediaOf(each, asked)) };
  return {
    body: {
      business_discovery: { id, username: found.username, name, biography, followers_count, media_count: found.media.length, media },
      id: madeApp.account,
    },
  };
}

function exchange(played: PlayedInstagram, query: URLSearchParams): Answer {
  if (query.get("client_id") !== madeApp.id)
    return graphRefusal({ code: 101, message: "Error validating application. Invalid application ID." });
  if (query.get("client_secret") !== madeApp.secret) return graphRefusal({ code: 1, message: "Error validating client secret." });
  if (!played.tokens.has(query.get("fb_exchange_token") ?? "")) return noToken;
  const token = `long-token-number-${played.tokens.size.toString().padStart(4, "0")}`;
  played.tokens.set(token, sixtyDaysS);
  return { body: { access_token: token, token_type: "bearer", expires_in: sixtyDaysS } };
}

function hashtagId(played: PlayedInstagram, query: URLSearchParams): Answer {
  const tag = query.get("q") ?? "";
  if (!played.searched.has(tag) && played.searched.size >= 30)
    return graphRefusal({ code: 18, subcode: 2_207_034, message: "Maximum number of hashtags queried within 7 days." });
  played.searched.add(tag);
  const at = [...played.hashtags.keys()].indexOf(tag);
  return at < 0
    ? graphRefusal({ code: 24, subcode: 2_207_024, message: "The requested resource does not exist" })
    : { body: { data: [{ id: `${1_000 + at}` }] } };
}

function tagged(played: PlayedInstagram, id: string, query: URLSearchParams): Answer {
  const media = [...played.hashtags.values()][Number(id) - 1_000] ?? [];
  const [from, limit] = [Number(query.get("after") ?? "0"), Number(query.get("limit") ?? "25")];
  const fields = query.get("fields") ?? "";
  if (fields.includes("username")) return graphRefusal({ code: 100, message: "Tried accessing nonexisting field (username)" });
  const data = media.slice(from, from + limit).map((each) => mediaOf(each, fields));
  const after = (from + limit).toString();
  return {
    body: { data, ...(from + limit < media.length && { paging: { cursors: { after }, next: "https://graph.facebook.com/next" } }) },
  };
}

function hashtags(played: PlayedInstagram, path: string, query: URLSearchParams): Answer {
  const edge = /^(\d+)\/(?:top|recent)_media$/.exec(path)?.[1];
  if (path !== "ig_hashtag_search" && edge === undefined) return noObject;
  if (!played.hasPublicContent) return graphRefusal({ code: 10, message: "Application does not have permission for this action" }, 403);
  return edge === undefined ? hashtagId(played, query) : tagged(played, edge, query);
}

function withToken(played: PlayedInstagram, path: string, query: URLSearchParams): Answer {
  const token = query.get("access_token") ?? "";
  if (!played.tokens.has(token)) return noToken;
  if (query.get("appsecret_proof") !== createHmac("sha256", madeApp.secret).update(token).digest("hex"))
    return graphRefusal({ code: 100, message: "Invalid appsecret_proof provided in the API argument" });
  const error = played.refusals.shift();
  if (error !== undefined) return graphRefusal(error);
  const fields = query.get("fields") ?? "";
  if (path === madeApp.account && fields.startsWith("business_discovery")) return discovery(played.accounts, fields);
  const account = { own: played.own, accountId: madeApp.account, username: madeApp.username, nowMs: played.now() };
  return answerOwner(account, path, query) ?? hashtags(played, path, query);
}

/** What comes after the version of a path; undefined: Meta does not answer that version. */
export function afterVersion(path: string): string | undefined {
  const [, version = "", ...rest] = path.split("/");
  return versions.has(version) ? rest.join("/") : undefined;
}
export const noVersion = graphRefusal({ code: 2_500, message: "Unknown path components" });

/** Starts an Instagram without accounts; it takes "a-good-token-of-the-brand" of the app and account of {@link madeApp}. */
export function openInstagram(): PlayedInstagram {
  const answerAs = (asked: Asked, of: (path: string) => Answer): Answer => {
    const rest = afterVersion(asked.path);
    const told = rest === undefined ? noVersion : of(rest);
    return { ...told, headers: { ...told.headers, ...played.headers } };
  };
  const played: PlayedInstagram = {
    ...{ tokens: new Map([["a-good-token-of-the-brand", 3_600]]), accounts: [], hashtags: new Map(), searched: new Set<string>() },
    ...{ headers: {}, refusals: [], hasPublicContent: true, own: makeOwn(), now: Date.now },
    answer: (asked) =>
      answerAs(asked, (path) => (path === "oauth/access_token" ? exchange(played, asked.query) : withToken(played, path, asked.query))),
  };
  return played;
}
