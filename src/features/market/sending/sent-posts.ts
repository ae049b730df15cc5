import { normalVariate } from "@vouch/stats";
import { DAY_MS } from "../../../kernel/civil.ts";
import { seenShare } from "../world/exposure.ts";
import { streamsOf } from "../world/streams.ts";
import type { World } from "../world/world.ts";

/** What a platform shows of a post at some time; what it does not show is missing. */
export interface SentLook {
  readonly atMs: number;
  readonly counts: Readonly<
    Partial<Record<"views" | "reach" | "likes" | "comments" | "saves" | "shares" | "clicks" | "followers", number>>
  >;
}

/** A post as its platform tells of it. */
export interface SentPost {
  /** The creator's place in the cast. */
  readonly creator: number;
  readonly atMs: number;
  readonly format: "reel" | "story" | "image" | "video" | "short" | "audio";
  /** The first look comes a day after the post, the second a week after it; none lies after the world's end. */
  readonly looks: readonly SentLook[];
}

type Platform = World["cast"]["creators"][number]["platform"];

const formats: { readonly [P in Platform]: readonly SentPost["format"][] } = {
  instagram: ["reel", "story", "image"],
  tiktok: ["video"],
  youtube: ["video", "short"],
  podcast: ["audio"],
};

/** What each platform shows: TikTok and YouTube no saves and no reach, a podcast's host downloads alone, a story no likes. */
function shownBy(platform: Platform, format: SentPost["format"]): readonly (keyof SentLook["counts"])[] {
  if (platform === "podcast") return ["views"];
  if (platform === "youtube") return ["views", "likes", "comments", "followers"];
  if (platform === "tiktok") return ["views", "likes", "comments", "shares", "followers"];
  if (format === "story") return ["views", "reach", "shares", "clicks", "followers"];
  return ["views", "reach", "likes", "comments", "saves", "shares", "followers"];
}

/**
 * The posts of a world as their platforms tell of them: what was seen grows with the post's exposure, people like some more than others, and
 * what a platform does not show is not told.
 *
 * @param world as `marketWorld` gives it.
 * @returns in the order of the cast's posts, each with at most two looks.
 */
export function sentPosts({ seed, cast, toMs }: World): SentPost[] {
  const streams = streamsOf(seed);
  return cast.posts.map(({ creator, atMs, reach, halfLifeDays }, at) => {
    const source = streams("seen", at);
    const { platform, followers } = cast.creators[creator]!;
    const format = formats[platform][Math.floor(source.uniform() * formats[platform].length)]!;
    const [again, liked] = [1.1 + 0.5 * source.uniform(), 0.05 * Math.exp(0.4 * normalVariate(source))];
    const shown = shownBy(platform, format);
    const look = (days: number): SentLook => {
      const seen = reach * seenShare(days, halfLifeDays);
      const likes = seen * liked;
      const all = { views: seen * again, reach: seen, likes, comments: likes * 0.06, saves: likes * 0.09, shares: likes * 0.05 };
      const counts = { ...all, clicks: seen * 0.01, followers };
      return { atMs: atMs + days * DAY_MS, counts: Object.fromEntries(shown.map((metric) => [metric, Math.round(counts[metric])])) };
    };
    return { creator, atMs, format, looks: [1, 7].map(look).filter((one) => one.atMs < toMs) };
  });
}

/** Of a thousand who see a post, so many search for the brand because of it. */
const searchesOfThousand = 6;

/**
 * How often people searched for the brand on each day: a habit of the week, chance, and what posts brought.
 *
 * @param world as `marketWorld` gives it.
 * @param daysBefore days before the world begins that are told as well, so that there is a time without posts.
 * @returns from the first day on, each with its beginning in milliseconds since 1970.
 */
export function brandSearches(
  { seed, cast, dials, fromMs }: World,
  daysBefore: number,
): { readonly atMs: number; readonly searches: number }[] {
  const streams = streamsOf(seed);
  const usual = 20 + Math.sqrt(dials.regions.reduce((sum, { people }) => sum + people, 0)) / 12;
  return Array.from({ length: daysBefore + dials.days }, (_, day) => {
    const atMs = fromMs + (day - daysBefore) * DAY_MS;
    const weekend = [0, 6].includes(new Date(atMs).getUTCDay()) ? 1.25 : 1;
    const brought = cast.posts.reduce((sum, { reach, atMs: postedAtMs, halfLifeDays }) => {
      const age = (atMs + DAY_MS - postedAtMs) / DAY_MS;
      return sum + (reach * (seenShare(age, halfLifeDays) - seenShare(age - 1, halfLifeDays)) * searchesOfThousand) / 1000;
    }, 0);
    const expected = usual * weekend + brought;
    const strays = Math.sqrt(expected) * normalVariate(streams("searches", day));
    return { atMs, searches: Math.max(0, Math.round(expected + strays)) };
  });
}
