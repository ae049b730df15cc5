/** How many different hashtags one account of Instagram may ask for in seven days. */
export const hashtagQuota = {
  key: "instagram_hashtags",
  name: "Instagram, different hashtags in seven days",
  unit: "hashtags",
  limit: 30,
  source: "https://developers.facebook.com/docs/instagram-platform/instagram-api-with-facebook-login/hashtag-search",
  readOn: "2026-11-27",
} as const;

/** For how long a hashtag counts from when it was asked for first; asking again does not prolong it. */
export const hashtagCountsMs = 7 * 86_400_000;

/** A hashtag that counts. */
export interface HashtagUse {
  readonly hashtag: string;
  readonly countedAtMs: number;
}

/** What may still be asked for. */
export interface HashtagAllowance {
  readonly used: number;
  readonly left: number;
  /** When the one that was asked for first counts no more; now where none counts. */
  readonly nextFreeMs: number;
}

/**
 * How many different hashtags may still be asked for, and when the next one becomes free.
 *
 * @param uses hashtags with when they were asked for first; those that count no more are left out here.
 * @param nowMs epoch milliseconds.
 * @example
 * import { hashtagAllowance } from "./hashtags.ts";
 * hashtagAllowance([{ hashtag: "wandern", countedAtMs: 0 }], 1_000); // => { used: 1, left: 29, nextFreeMs: 604800000 }
 */
export function hashtagAllowance(uses: readonly HashtagUse[], nowMs: number): HashtagAllowance {
  const ends = uses.map(({ countedAtMs }) => countedAtMs + hashtagCountsMs).filter((endMs) => endMs > nowMs);
  return {
    used: ends.length,
    left: Math.max(0, hashtagQuota.limit - ends.length),
    nextFreeMs: ends.length === 0 ? nowMs : Math.min(...ends),
  };
}

/**
 * A hashtag as it is counted: in lower case, without `#`.
 *
 * @param text as a person writes it.
 * @returns undefined where it is none: it has a space, a sign or an emoji.
 * @example
 * import { plainHashtag } from "./hashtags.ts";
 * plainHashtag(" #Wandern "); // => "wandern"
 * plainHashtag("two words"); // => undefined
 */
export const plainHashtag = (text: string): string | undefined =>
  /^#?([\p{L}\p{N}\p{M}_]{1,100})$/u.exec(text.trim().normalize("NFC"))?.[1]?.toLowerCase();
