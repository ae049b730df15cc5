import type { paths } from "../../../web/api.gen.d.ts";
import { locale } from "../../../web/kit/value/locale.ts";

/** A series day by day, with the posts of its days. */
export type Series = paths["/v1/daily-series/{id}"]["get"]["responses"][200]["content"]["application/json"];
/** What is known of a post's effect on it. */
export type EffectState = paths["/v1/daily-series/{id}/effect"]["get"]["responses"][200]["content"]["application/json"];
/** What a post did to it. */
export type Effect = NonNullable<EffectState["effect"]>;

const kinds: { readonly [K in Series["kind"]]: string } = {
  branded_search: "Branded searches",
  direct_traffic: "Direct traffic",
  followers: "Followers",
  other: "Something else",
};

/** What a series counts, in words. */
export const kindLabel = (kind: Series["kind"]): string => kinds[kind];

/**
 * A number of a series as people write it: whole, since what is counted is whole.
 *
 * @example
 * import { wholeText } from "./series-words.ts";
 * wholeText(-1234.4); // => "−1,234"
 */
export const wholeText = (value: number): string => new Intl.NumberFormat(locale).format(Math.round(value) + 0).replace("-", "−");

/**
 * What the effect says, as a sentence without a full stop.
 *
 * @param total the effect in all, with its interval.
 * @param unit what is counted, in the plural.
 * @param who what was published: "Ana’s reel", or several posts.
 * @param days how many days were looked at.
 * @example
 * import { findingOf } from "./series-words.ts";
 * findingOf({ estimate: 412, low: 200, high: 610 }, "searches", { who: "the post", days: 7 }); // => "In 7 days there were 412 more searches than expected, after the post"
 */
export function findingOf(
  { estimate, low, high }: Effect["total"],
  unit: string,
  { who, days }: { readonly who: string; readonly days: number },
): string {
  const size = wholeText(Math.abs(estimate));
  const during = days === 1 ? "On one day" : `In ${days} days`;
  const surplus = (word: string): string => `${during} there were ${size} ${word} ${unit} than expected, after ${who}`;
  if (low > 0) return surplus("more");
  if (high < 0) return surplus("fewer");
  return `${during} after ${who} ${unit} moved no further than chance would`;
}

/**
 * What a series says as a whole, as a sentence without a full stop.
 *
 * @param series what is counted, its days, and the posts that fell into them.
 * @example
 * import { wholeFinding } from "./series-words.ts";
 * wholeFinding({ unit: "searches", values: [{ value: "40" }], posts: [{ posted_on: "2026-05-01" }] }); // => "40 searches a day on average; one post is marked"
 */
export function wholeFinding({
  posts,
  unit,
  values,
}: {
  readonly unit: string;
  readonly values: readonly { readonly value: string | null }[];
  readonly posts: readonly { readonly posted_on: string }[];
}): string {
  const known = values.flatMap(({ value }) => (value === null ? [] : [Number(value)]));
  if (known.length === 0) return "No day is known yet";
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  return `${wholeText(mean)} ${unit} a day on average; ${postsBeside(posts)}`;
}

function postsBeside(posts: readonly { readonly posted_on: string }[]): string {
  if (posts.length === 0) return "no post fell into these days";
  if (posts.length === 1) return "one post is marked";
  const days = new Set(posts.map(({ posted_on: on }) => on)).size;
  return `${posts.length} posts on ${days === 1 ? "one day" : `${days} days`} are marked`;
}
