/** A rate that a method multiplies by: what it is, its published number, and where that is published. */
export interface MediaRate {
  /** Its name in settings. */
  readonly key: string;
  readonly label: string;
  /** Null: the method asks for it and does not publish it; a workspace may say its own. */
  readonly published: number | null;
}

const rate = (key: string, label: string, published: number | null): MediaRate => ({ key, label, published });

/** Every rate that can be said; thousand-rates are for 1,000 of what is counted. */
export const mediaRates: readonly MediaRate[] = [
  rate("later_like", "Later: a like", 0.3),
  rate("later_comment", "Later: a comment", 0.5),
  rate("later_impressions", "Later: 1,000 impressions", 0.05),
  rate("later_share", "Later: a share", null),
  rate("mightyscout_instagram", "MightyScout: 1,000 on Instagram", 10),
  rate("mightyscout_facebook", "MightyScout: 1,000 on Facebook", 10),
  rate("mightyscout_tiktok", "MightyScout: 1,000 on TikTok", 5),
  rate("mightyscout_youtube", "MightyScout: 1,000 on YouTube", 20),
  rate("duel_views", "Duel: 1,000 views", 10.8),
  rate("duel_engagement", "Duel: a reaction or comment", null),
  rate("fair_reach_instagram", "Fair Influence: 1,000 reached on Instagram", 8),
  rate("fair_engagement_instagram", "Fair Influence: an engagement on Instagram", 0.25),
  rate("fair_reach_tiktok", "Fair Influence: 1,000 reached on TikTok", 10),
  rate("fair_engagement_tiktok", "Fair Influence: an engagement on TikTok", 0.15),
  rate("fair_reach_youtube", "Fair Influence: 1,000 reached on YouTube", 20),
  rate("fair_engagement_youtube", "Fair Influence: an engagement on YouTube", 0.35),
  rate("ignyte_tiktok", "IgnyteIQ: 1,000 impressions on TikTok", 10),
  rate("ignyte_instagram", "IgnyteIQ: 1,000 impressions on Instagram", null),
  rate("ignyte_youtube", "IgnyteIQ: 1,000 impressions on YouTube", null),
];

/** Rates by key; a key that is missing has none. */
export type RateBook = ReadonlyMap<string, number>;

/**
 * The rates that hold: what a workspace said, else what is published.
 *
 * @param own by key; null: the workspace wants none; missing: as published.
 * @example
 * import { rateBook } from "./media-rates.ts";
 * rateBook({ duel_engagement: 0.4 }).get("duel_engagement"); // => 0.4
 */
export const rateBook = (own: Readonly<Record<string, number | null>>): RateBook =>
  new Map(
    mediaRates.flatMap(({ key, published }): [string, number][] => {
      const value = key in own ? own[key]! : published;
      return value === null ? [] : [[key, value]];
    }),
  );
