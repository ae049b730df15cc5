import { disclosuresIn } from "@vouch/stats";
import type { Platform } from "../../../kernel/social/platform.ts";
import { viewReactions, type ViewReaction } from "../../../kernel/social/view-reactions.ts";
import { six } from "./curve.ts";
import type { Grade, Origin, ScoredPost, ScoreInput } from "./score-input.ts";

/** What one source saw of an account on one day; null: not known. */
export interface SeenFigures {
  readonly observed_on: string;
  readonly recorded_at: Date;
  readonly source: string;
  readonly grade: string;
  readonly followers: number | null;
  readonly posts_count: number | null;
  readonly avg_likes: number | null;
  readonly avg_comments: number | null;
  readonly avg_shares: number | null;
  readonly avg_views: number | null;
  readonly stated_rates: Readonly<Record<string, unknown>>;
  readonly audience: Readonly<Record<string, unknown>>;
  readonly sponsored: Readonly<Record<string, unknown>>;
}

/** A post as kept. */
export interface SeenPost {
  readonly id: string;
  readonly on: string;
  readonly isSponsored: boolean | null;
  readonly text: string;
  readonly likes: number | null;
  readonly comments: number | null;
  readonly shares: number | null;
  readonly views: number | null;
}

/** The newest first; of one day the better grade; of one grade the later recorded. */
function byWorth(a: SeenFigures, b: SeenFigures): number {
  if (a.observed_on !== b.observed_on) return a.observed_on < b.observed_on ? 1 : -1;
  if (a.grade !== b.grade) return a.grade < b.grade ? -1 : 1;
  return b.recorded_at.getTime() - a.recorded_at.getTime();
}

const originOf = (row: SeenFigures): Origin => ({ source: row.source, grade: row.grade as Grade, on: row.observed_on });

/** The newest figure that is known, with where it is from. */
function newest<T>(rows: readonly SeenFigures[], pick: (row: SeenFigures) => T | null | undefined): (Origin & { readonly of: T }) | null {
  for (const row of rows.toSorted(byWorth)) {
    const of = pick(row);
    if (of !== null && of !== undefined) return { ...originOf(row), of };
  }
  return null;
}

const numberIn = (value: unknown): number | undefined => {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
};

/** By which rate an account is judged: by views where a platform shows a post to anybody, else by followers. */
export const rateOf = (platform: Platform): "er_views" | "er_followers" =>
  platform === "tiktok" || platform === "youtube" ? "er_views" : "er_followers";

/** The reactions that count in the rate by which an account is judged. */
const reactionsOf = (platform: Platform): readonly ViewReaction[] =>
  rateOf(platform) === "er_views" ? viewReactions(platform) : ["likes", "comments"];

/** What reactions come to; undefined: one of them is not known. */
function sumKnown(counts: { readonly [R in ViewReaction]: number | null }, reactions: readonly ViewReaction[]): number | undefined {
  const known = reactions.flatMap((reaction) => counts[reaction] ?? []);
  return known.length === reactions.length ? known.reduce((sum, count) => sum + count, 0) : undefined;
}

/** A rate from the parts of one row, else as its source states it under that very name. */
function rateIn(row: SeenFigures, platform: Platform): number | undefined {
  const name = rateOf(platform);
  const below = name === "er_views" ? row.avg_views : row.followers;
  const averages = { likes: row.avg_likes, comments: row.avg_comments, shares: row.avg_shares };
  const above = sumKnown(averages, reactionsOf(platform));
  if (above !== undefined && below !== null && below > 0) return above / below;
  const stated = numberIn(row.stated_rates[name]);
  return stated !== undefined && stated >= 0 && stated <= 10 ? stated : undefined;
}

/** The history of the one source that saw most days: sources differ, and a change of source would look like a jump. */
function historyOf(rows: readonly SeenFigures[]): ScoreInput["history"] {
  const bySource = new Map<string, Map<string, SeenFigures>>();
  for (const row of rows.filter(({ followers }) => followers !== null).toSorted(byWorth)) {
    const days = bySource.get(row.source) ?? new Map<string, SeenFigures>();
    if (!days.has(row.observed_on)) days.set(row.observed_on, row);
    bySource.set(row.source, days);
  }
  const [most] = [...bySource].toSorted(([a, x], [b, y]) => y.size - x.size || (a < b ? -1 : 1));
  const days = [...(most?.[1].values() ?? [])].toReversed();
  return days.map((row) => ({ ...originOf(row), followers: row.followers, avg_likes: row.avg_likes }));
}

function audienceOf(rows: readonly SeenFigures[]): ScoreInput["audience"] {
  const found = newest(rows, ({ audience }) => {
    const types = Object.entries((audience["types"] ?? {}) as Record<string, unknown>);
    const shares = types.flatMap(([name, share]) => {
      const number = numberIn(share);
      return number !== undefined && number >= 0 && number <= 1 ? [[name, number] as const] : [];
    });
    const credibility = numberIn(audience["credibility"]);
    const isShare = credibility !== undefined && credibility >= 0 && credibility <= 1;
    return shares.length === 0 && !isShare ? null : { types: Object.fromEntries(shares), credibility: isShare ? credibility : null };
  });
  if (found === null) return null;
  const { of, ...origin } = found;
  return { ...origin, ...of };
}

function ratioOf(rows: readonly SeenFigures[]): ScoreInput["sponsored_ratio"] {
  const found = newest(rows, ({ sponsored }) => {
    const ratio = numberIn(sponsored["ratio"]) ?? numberIn(sponsored["performance"]);
    return ratio !== undefined && ratio >= 0 ? ratio : null;
  });
  return found === null ? null : { source: found.source, grade: found.grade, on: found.on, ratio: six(found.of) };
}

function engagementOf(rows: readonly SeenFigures[], platform: Platform): ScoreInput["engagement"] {
  const name = rateOf(platform);
  const found = newest(rows, (row) => {
    const rate = rateIn(row, platform);
    return rate === undefined ? null : { name, rate: six(rate), likes: row.avg_likes, comments: row.avg_comments };
  });
  if (found === null) return null;
  const { of, ...origin } = found;
  return { ...origin, ...of };
}

/** Fewer posts than this say too little of a rate. */
const LEAST_POSTS = 3;
/** Older posts say less of how an account does now. */
const MOST_POSTS = 30;

/** A rate over the newest posts of which all of its parts are known, where no source states one. */
function engagementOfPosts(platform: Platform, posts: readonly SeenPost[], followers: number | null): ScoreInput["engagement"] {
  const name = rateOf(platform);
  const isByViews = name === "er_views";
  const reactions = reactionsOf(platform);
  const whole = posts.filter((post) => sumKnown(post, reactions) !== undefined && (!isByViews || post.views !== null));
  const used = whole.slice(0, MOST_POSTS);
  const sum = (of: "likes" | "comments" | "views"): number => used.reduce((total, post) => total + (post[of] ?? 0), 0);
  const below = isByViews ? sum("views") : used.length * (followers ?? 0);
  if (used.length < LEAST_POSTS || below === 0) return null;
  const rate = six(used.reduce((total, post) => total + (sumKnown(post, reactions) ?? 0), 0) / below);
  const average = { likes: six(sum("likes") / used.length), comments: six(sum("comments") / used.length) };
  return { name, rate, ...average, source: `${used.length} posts known here`, grade: "D", on: used[0]!.on };
}

/** Whether a post is sponsored by its mark, else by its words: a text that discloses nothing is taken for the creator's own. */
function isSponsored({ isSponsored: marked, text }: SeenPost): boolean | null {
  if (marked !== null || text.trim() === "") return marked;
  const { kind } = disclosuresIn(text);
  return kind === "unclear" ? null : kind === "disclosed";
}

/**
 * What a score needs of an account's figures and posts: figure by figure the newest that is known, never a mixture of sources in one rate.
 *
 * @param rows what sources saw, in any order.
 * @param posts of the last 90 days, the newest first.
 * @example
 * import { figuresForScore } from "./account-figures.ts";
 * figuresForScore("instagram", [], []).engagement; // => null
 */
export function figuresForScore(platform: Platform, rows: readonly SeenFigures[], posts: readonly SeenPost[]) {
  const followers = newest(rows, (row) => row.followers);
  const counts = new Map<string, number>();
  for (const { observed_on: on, posts_count: count } of rows.toSorted(byWorth).toReversed()) if (count !== null) counts.set(on, count);
  return {
    followers: followers === null ? null : { source: followers.source, grade: followers.grade, on: followers.on, count: followers.of },
    history: historyOf(rows),
    audience: audienceOf(rows),
    engagement: engagementOf(rows, platform) ?? engagementOfPosts(platform, posts, followers?.of ?? null),
    sponsored_ratio: ratioOf(rows),
    post_counts: [...counts].map(([on, count]) => ({ on, count })),
    posts: posts.map((post): ScoredPost => ({ id: post.id, on: post.on, is_sponsored: isSponsored(post), likes: post.likes })),
  };
}
