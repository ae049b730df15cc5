import { DAY_MS, daysLater } from "../../../kernel/civil.ts";
import type { Dials, World } from "../../market/service.ts";
import { sampleCreators } from "../sample-story.ts";

/** When it begins for a creator. */
export interface CommunityStart {
  readonly name: string;
  /** The first day on which it begins for them, "YYYY-MM-DD"; null: not before the end. */
  readonly from_on: string | null;
}

/** Of a community so many see each post. */
const seenShare = 0.12;

/**
 * The sample brand's business where each creator speaks to a community of their own, of unlike size, and nobody posts.
 *
 * @param dials the sample brand's business.
 * @param told the first day, "YYYY-MM-DD", and how many weeks are told.
 */
export const communityDials = (dials: Dials, { firstOn, weeks }: { readonly firstOn: string; readonly weeks: number }): Dials => ({
  ...dials,
  startsOn: firstOn,
  days: 7 * weeks,
  regions: sampleCreators.map(({ name, country }, at) => ({ name, country, people: 90_000 + 15_000 * ((at * 5) % 6) })),
  customers: { ...dials.customers, firstOrders: 0.012 },
  creators: { ...dials.creators, posts: 0 },
  response: { ...dials.response, interest: 0.012, buys: 0.08 },
});

/**
 * Everybody posts once a week from their own first day on, to their own community.
 *
 * @param dials of `communityDials`.
 * @param cast who speaks there.
 * @param starts who begins when; nobody who is not named.
 */
export function communityCast(dials: Dials, cast: World["cast"], starts: readonly CommunityStart[]): World["cast"] {
  const fromMs = Date.parse(dials.startsOn);
  const firstDay = (name: string): number => {
    const from = starts.find((start) => start.name === name)?.from_on ?? null;
    return from === null ? dials.days : Math.round((Date.parse(from) - fromMs) / DAY_MS);
  };
  const posts = dials.regions.flatMap(({ name, people }, creator) =>
    Array.from({ length: Math.ceil(Math.max(0, dials.days - firstDay(name)) / 7) }, (_, week) => ({
      ...{ creator, reach: people * seenShare, halfLifeDays: 2, atMs: fromMs + (firstDay(name) + 7 * week) * DAY_MS },
    })),
  );
  return {
    creators: cast.creators.map((one, at) => ({ ...one, byRegion: Float64Array.from(dials.regions, (_, place) => Number(place === at)) })),
    posts: posts.toSorted((a, b) => a.atMs - b.atMs || a.creator - b.creator),
  };
}

/**
 * Orders of each creator's community day by day, also where nothing was ordered.
 *
 * @param world of `communityDials`.
 * @returns a row a creator and day, "YYYY-MM-DD".
 */
export function communityOrders({
  dials,
  orders,
  fromMs,
}: World): { readonly name: string; readonly on: string; readonly orders: number }[] {
  const counts = dials.regions.map(() => Array.from({ length: dials.days }, () => 0));
  for (const { region, atMs } of orders) counts[region]![Math.floor((atMs - fromMs) / DAY_MS)]! += 1;
  return dials.regions.flatMap(({ name }, region) =>
    counts[region]!.map((count, day) => ({ name, on: daysLater(dials.startsOn, day), orders: count })),
  );
}
