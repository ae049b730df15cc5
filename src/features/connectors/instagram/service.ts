import type { Line } from "../calling/service.ts";
import { PlatformFault } from "../faults/platform-fault.ts";
import { callGraph, nextOf, rowsOf, type GraphAccess, type Params } from "../graph/service.ts";
import type { CallName } from "../quota/quotas.ts";
import { useHashtag } from "../quota/service.ts";
import type { HashtagOrder } from "../running/run-state.ts";
import type { SeenAccount, SeenPost } from "../seen-account.ts";
import { discoveredFacts, discoveredPosts, taggedFacts, type DiscoveredAccount, type Media, type TaggedPost } from "./account-facts.ts";

const pageSize = 50;
/** What is asked of each post. */
export const mediaFields = "id,caption,comments_count,like_count,media_type,permalink,timestamp";

/** What Instagram is asked with. */
export interface Credentials {
  readonly token: string;
  readonly appId: string;
  readonly appSecret: string;
  /** The id of the professional account on whose behalf it is asked. */
  readonly accountId: string;
}

const credentialsOf = ({ secret }: Line): Credentials => JSON.parse(secret) as Credentials;

/** On whose behalf a brand's own token asks. */
export const accessOf = (line: Line): GraphAccess => ({ login: "facebook", hasInsights: true, ...credentialsOf(line) });

/** Makes a call with the token, and the proof that it is the app's own server that has it. */
const calledWithToken = (line: Line, call: CallName, path: string, params: Params) =>
  callGraph(line, accessOf(line), { call, path, params });

/** A token that was taken in exchange. */
export interface LongToken {
  readonly token: string;
  /** Null: the platform says no end. */
  readonly expiresAt: Date | null;
}

/** Exchanges a token that still holds for one that holds about sixty days from now. One call. @throws PlatformFault */
export async function exchangeToken(line: Line): Promise<LongToken> {
  const { token, appId, appSecret } = credentialsOf(line);
  const params = { grant_type: "fb_exchange_token", client_id: appId, client_secret: appSecret, fb_exchange_token: token };
  const body = await callGraph(line, undefined, { call: "oauth/access_token", path: "oauth/access_token", params });
  const { access_token, expires_in } = body ?? {};
  if (typeof access_token !== "string" || access_token === "") throw new PlatformFault("busy", "Meta gave no token in exchange.");
  const lasts = typeof expires_in === "number" && expires_in > 0 ? expires_in : undefined;
  return { token: access_token, expiresAt: lasts === undefined ? null : new Date(line.ctx.now() + lasts * 1_000) };
}

/** Tries a token on the account that it is for, and learns the account's name. One call. @throws PlatformFault */
export async function tryToken(line: Line): Promise<string> {
  const { accountId } = credentialsOf(line);
  const body = await calledWithToken(line, "ig-user", accountId, { fields: "id,username" });
  if (typeof body?.["username"] === "string" && body["id"] === accountId) return body["username"];
  throw new PlatformFault("forbidden", "This id is not that of a professional Instagram account which the token reaches.");
}

/** An account with its newest posts. */
export interface Discovered {
  readonly account: SeenAccount;
  readonly posts: readonly SeenPost[];
}

const handlePattern = /^[\w.]{1,30}$/;

/**
 * A business or a creator by handle, with the newest fifty posts; undefined: Instagram shows none under that name. One call.
 *
 * @throws PlatformFault
 */
export async function discover(line: Line, handle: string): Promise<Discovered | undefined> {
  if (!handlePattern.test(handle)) return undefined;
  const profile = `id,username,name,biography,followers_count,media_count,media.limit(${pageSize}){${mediaFields},media_product_type}`;
  const fields = `business_discovery.username(${handle}){${profile}}`;
  const body = await calledWithToken(line, "business_discovery", credentialsOf(line).accountId, { fields });
  const found = body?.["business_discovery"] as DiscoveredAccount | null | undefined;
  if (found === undefined || found === null) return undefined;
  const account = discoveredFacts(found);
  return account.externalId === "" ? undefined : { account, posts: discoveredPosts(found) };
}

/** A page of the posts of a hashtag. */
export interface TaggedPosts {
  readonly posts: readonly TaggedPost[];
  /** Undefined: this was the last page. */
  readonly nextPage: string | undefined;
}

async function findHashtag(line: Line, hashtag: string): Promise<string | undefined> {
  const { accountId } = credentialsOf(line);
  await useHashtag(line.ctx, accountId, hashtag);
  const body = await calledWithToken(line, "ig_hashtag_search", "ig_hashtag_search", { user_id: accountId, q: hashtag });
  const [first] = rowsOf(body) as { id?: unknown }[];
  return typeof first?.id === "string" && /^\d+$/.test(first.id) ? first.id : undefined;
}

/**
 * A page of the posts of a hashtag, without their authors' names. One call, and one for the first page, which counts the hashtag.
 *
 * @param line to ask over.
 * @param wanted the hashtag, and which of its posts.
 * @param page what the page before said comes next; undefined: the first.
 * @throws PlatformFault
 */
export async function postsTagged(
  line: Line,
  { hashtag, order }: { readonly hashtag: string; readonly order: HashtagOrder },
  page: string | undefined,
): Promise<TaggedPosts> {
  const [known, after] = page?.split(" ") ?? [];
  const id = known ?? (await findHashtag(line, hashtag));
  if (id === undefined) return { posts: [], nextPage: undefined };
  const params = { user_id: credentialsOf(line).accountId, fields: mediaFields, limit: pageSize.toString() };
  const edge = order === "top" ? "top_media" : "recent_media";
  const body = await calledWithToken(line, "ig-hashtag/media", `${id}/${edge}`, { ...params, ...(after === undefined ? {} : { after }) });
  const next = nextOf(body);
  return {
    posts: (rowsOf(body) as Media[]).flatMap((each) => taggedFacts(each) ?? []),
    nextPage: next === undefined ? undefined : `${id} ${next}`,
  };
}
