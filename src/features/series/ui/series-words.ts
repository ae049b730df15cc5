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
  if (low > 0) return `In ${days} days there were ${size} more ${unit} than expected, after ${who}`;
  if (high < 0) return `In ${days} days there were ${size} fewer ${unit} than expected, after ${who}`;
  return `In ${days} days after ${who} ${unit} moved no further than chance would`;
}
