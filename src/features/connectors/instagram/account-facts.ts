import { hashtagsOf, type SeenAccount, type SeenPost } from "../seen-account.ts";

/** What is read of an account of the Instagram Graph API by business discovery; every part may be missing. */
export interface DiscoveredAccount {
  readonly id?: unknown;
  readonly username?: unknown;
  readonly name?: unknown;
  readonly biography?: unknown;
  readonly followers_count?: unknown;
  readonly media_count?: unknown;
  readonly media?: { readonly data?: unknown };
}

/** What is read of a post. */
export interface Media {
  readonly id?: unknown;
  readonly caption?: unknown;
  readonly permalink?: unknown;
  readonly timestamp?: unknown;
  readonly media_type?: unknown;
  readonly media_product_type?: unknown;
  readonly like_count?: unknown;
  readonly comments_count?: unknown;
}

const count = (value: unknown): number | null => (Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : null);
const said = (value: unknown): string | null => (typeof value === "string" && value.trim() !== "" ? value.trim() : null);

/**
 * An account as Instagram shows a business or a creator to another one.
 *
 * @param account as business discovery answers.
 * @see https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/business_discovery
 */
export const discoveredFacts = (account: DiscoveredAccount): SeenAccount => ({
  externalId: said(account.id) ?? "",
  handle: said(account.username),
  displayName: said(account.name),
  bio: said(account.biography),
  ...{ topics: [], country: null, language: null, isVerified: null, following: null },
  followers: count(account.followers_count),
  postsCount: count(account.media_count),
  unknown: [],
});

const formats: Readonly<Record<string, SeenPost["format"]>> = { IMAGE: "image", VIDEO: "video", CAROUSEL_ALBUM: "carousel" };

/** A post of which neither the author nor, with the top posts of a hashtag, the time need be known. */
export interface TaggedPost {
  readonly externalId: string;
  readonly url: string | null;
  readonly caption: string;
  readonly postedAtMs: number | null;
  readonly format: SeenPost["format"];
  readonly likes: number | null;
  readonly comments: number | null;
}

const webAddress = (value: unknown): string | null => {
  const text = said(value);
  return text?.startsWith("https://") === true ? text : null;
};

/** `2026-04-20T10:00:00+0000`, as Meta writes it. */
const timeOf = (value: unknown): number | null => {
  const ms = Date.parse((said(value) ?? "").replace(/([+-]\d{2})(\d{2})$/, "$1:$2"));
  return Number.isNaN(ms) ? null : ms;
};

/**
 * A post as it is shown under a hashtag: without its author's name. A number that is missing is hidden by its owner, which is not zero.
 *
 * @param media as it came.
 * @returns undefined for a post without an id.
 * @see https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-hashtag/top-media
 */
export function taggedFacts(media: Media): TaggedPost | undefined {
  const externalId = said(media.id);
  if (externalId === null) return undefined;
  return {
    ...{ externalId, url: webAddress(media.permalink), caption: said(media.caption) ?? "", postedAtMs: timeOf(media.timestamp) },
    format: media.media_product_type === "REELS" ? "reel" : (formats[said(media.media_type) ?? ""] ?? "unknown"),
    ...{ likes: count(media.like_count), comments: count(media.comments_count) },
  };
}

/**
 * The posts of an account that business discovery shows; an album is one post, as its parts have no numbers of their own.
 *
 * @param account as business discovery answers.
 */
export const discoveredPosts = ({ media }: DiscoveredAccount): SeenPost[] =>
  (Array.isArray(media?.data) ? (media.data as Media[]) : []).flatMap((each) => {
    const post = taggedFacts(each);
    if (post === undefined || post.url === null || post.postedAtMs === null) return [];
    const { externalId, url, caption, postedAtMs, format, likes, comments } = post;
    return [
      {
        ...{ externalId, url, caption, postedAtMs, format, likes, comments, title: "", hashtags: hashtagsOf(caption) },
        ...{ language: null, views: null, shares: null },
      },
    ];
  });
