import { beginning } from "../../kernel/text.ts";

/** A post as a platform shows it. */
export interface SeenPost {
  readonly externalId: string;
  readonly url: string;
  readonly title: string;
  readonly caption: string;
  readonly hashtags: readonly string[];
  readonly language: string | null;
  readonly postedAtMs: number;
  readonly format: "video" | "reel" | "image" | "carousel" | "unknown";
  /** Null: the platform does not say, which is not zero. */
  readonly views: number | null;
  readonly likes: number | null;
  readonly comments: number | null;
  readonly shares: number | null;
}

/** An account as a platform shows it; null: it does not say. */
export interface SeenAccount {
  readonly externalId: string;
  readonly handle: string | null;
  readonly displayName: string | null;
  readonly bio: string | null;
  readonly topics: readonly string[];
  readonly country: string | null;
  readonly language: string | null;
  readonly isVerified: boolean | null;
  readonly followers: number | null;
  readonly following: number | null;
  readonly postsCount: number | null;
  /** What the platform keeps to itself of this account, in sentences. */
  readonly unknown: readonly string[];
}

/** Means over an account's newest posts; null: no post says. */
export interface Averages {
  /** How many posts they are over. */
  readonly posts: number;
  readonly likes: number | null;
  readonly comments: number | null;
  readonly views: number | null;
  readonly shares: number | null;
}

/** Posts older than this are not averaged over. */
export const averagedDays = 90;

/**
 * What an account's newest posts got on average: the plain mean over those of the last 90 days of which the number is known. A post that
 * hides its likes is left out of their mean, not counted as zero.
 *
 * @param posts as they were seen; order does not matter.
 * @param nowMs epoch milliseconds.
 * @returns means with three decimals.
 * @example
 * import { averagesOf } from "./seen-account.ts";
 * averagesOf([], 0); // => { posts: 0, likes: null, comments: null, views: null, shares: null }
 */
export function averagesOf(
  posts: readonly Pick<SeenPost, "postedAtMs" | "likes" | "comments" | "views" | "shares">[],
  nowMs: number,
): Averages {
  const recent = posts.filter(({ postedAtMs }) => nowMs - postedAtMs <= averagedDays * 86_400_000);
  const mean = (count: "likes" | "comments" | "views" | "shares"): number | null => {
    const known = recent.flatMap((post) => post[count] ?? []);
    return known.length === 0 ? null : Math.round((known.reduce((sum, each) => sum + each, 0) / known.length) * 1_000) / 1_000;
  };
  return { posts: recent.length, likes: mean("likes"), comments: mean("comments"), views: mean("views"), shares: mean("shares") };
}

const hashtag = /(?<![\p{L}\p{N}_#&/])#([\p{L}\p{N}\p{M}_]*[\p{L}\p{M}][\p{L}\p{N}\p{M}_]*)/gu;

/**
 * The hashtags of a text, in lower case without `#`, each once, at most thirty; one of digits alone is none.
 *
 * @param text a caption in any script.
 * @example
 * import { hashtagsOf } from "./seen-account.ts";
 * hashtagsOf("New! #Wandern #wandern #100 #日本"); // => ["wandern", "日本"]
 */
export const hashtagsOf = (text: string): string[] =>
  [...new Set([...text.matchAll(hashtag)].map(([, tag]) => beginning(tag!.toLowerCase(), 100)))].slice(0, 30);

/**
 * The language of a tag such as "de-AT", two or three letters; null where there is none.
 *
 * @param tag as a platform says it.
 * @example
 * import { languageOf } from "./seen-account.ts";
 * languageOf("de-AT"); // => "de"
 */
export const languageOf = (tag: string | null | undefined): string | null =>
  /^([a-z]{2,3})(-|$)/i.exec(tag ?? "")?.[1]?.toLowerCase() ?? null;
