import { hashtagsOf, type SeenAccount, type SeenPost } from "../seen-account.ts";

/** What is read of a user of the TikTok Display API; every part may be missing. */
export interface TiktokUser {
  readonly open_id?: unknown;
  readonly username?: unknown;
  readonly display_name?: unknown;
  readonly bio_description?: unknown;
  readonly is_verified?: unknown;
  readonly follower_count?: unknown;
  readonly following_count?: unknown;
  readonly video_count?: unknown;
}

/** What is read of a video. */
export interface TiktokVideo {
  readonly id?: unknown;
  readonly create_time?: unknown;
  readonly share_url?: unknown;
  readonly title?: unknown;
  readonly video_description?: unknown;
  readonly view_count?: unknown;
  readonly like_count?: unknown;
  readonly comment_count?: unknown;
  readonly share_count?: unknown;
}

const fieldsByScope: Readonly<Record<string, readonly string[]>> = {
  "user.info.basic": ["open_id", "display_name"],
  "user.info.profile": ["username", "bio_description", "is_verified"],
  "user.info.stats": ["follower_count", "following_count", "video_count"],
};

const unknownWithout: Readonly<Record<string, string>> = {
  "user.info.profile": "The owner did not permit the profile: the name and the bio are not known.",
  "user.info.stats": "The owner did not permit the statistics: followers are not known.",
  "video.list": "The owner did not permit the videos: posts and their means are not known.",
};

/** What an owner permitted. */
export type TiktokScopes = ReadonlySet<string>;

/**
 * The scopes of a grant.
 *
 * @param text as TikTok writes them, with commas between.
 * @example
 * import { scopesOf } from "./tiktok-facts.ts";
 * [...scopesOf("user.info.basic,video.list")]; // => ["user.info.basic", "video.list"]
 */
export const scopesOf = (text: string): TiktokScopes => new Set(text.split(",").map((scope) => scope.trim()));

/**
 * The fields of a user that some scopes permit; asking for one more would have all of them refused.
 *
 * @param scopes that were permitted.
 * @example
 * import { userFields } from "./tiktok-facts.ts";
 * userFields(new Set(["user.info.basic"])); // => "open_id,display_name"
 */
export const userFields = (scopes: TiktokScopes): string =>
  Object.entries(fieldsByScope)
    .flatMap(([scope, fields]) => (scopes.has(scope) ? fields : []))
    .join(",");

/** The fields of a video that are asked for. */
export const videoFields = "id,create_time,share_url,title,video_description,view_count,like_count,comment_count,share_count";

const count = (value: unknown): number | null => (Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : null);
const said = (value: unknown): string | null => (typeof value === "string" && value.trim() !== "" ? value.trim() : null);

/**
 * An account as TikTok shows it to its owner. The id is the app's own name for it: another app is told another.
 *
 * @param user as it came.
 * @param scopes that were permitted; what needs another is not known.
 * @see https://developers.tiktok.com/doc/tiktok-api-v2-get-user-info
 */
export const userFacts = (user: TiktokUser, scopes: TiktokScopes): SeenAccount => ({
  externalId: said(user.open_id) ?? "",
  handle: said(user.username),
  displayName: said(user.display_name),
  bio: said(user.bio_description),
  ...{ topics: [], country: null, language: null },
  isVerified: typeof user.is_verified === "boolean" ? user.is_verified : null,
  followers: count(user.follower_count),
  following: count(user.following_count),
  postsCount: count(user.video_count),
  unknown: Object.entries(unknownWithout).flatMap(([scope, sentence]) => (scopes.has(scope) ? [] : [sentence])),
});

/**
 * A post as TikTok shows a video to its owner; a number that is missing is not known.
 *
 * @param video as it came.
 * @returns undefined for a video without an id, an address or a time.
 * @see https://developers.tiktok.com/doc/tiktok-api-v2-video-object
 */
export function videoFacts(video: TiktokVideo): SeenPost | undefined {
  const [externalId, url, postedAtS] = [said(video.id), said(video.share_url), count(video.create_time)];
  if (externalId === null || url?.startsWith("https://") !== true || postedAtS === null) return undefined;
  const caption = said(video.video_description) ?? "";
  return {
    ...{ externalId, url, title: said(video.title) ?? "", caption, hashtags: hashtagsOf(caption), language: null },
    ...{ postedAtMs: postedAtS * 1_000, format: "video", views: count(video.view_count), likes: count(video.like_count) },
    ...{ comments: count(video.comment_count), shares: count(video.share_count) },
  };
}
