import { sampleMoments, studentTDistribution } from "@vouch/stats";
import type { PredictedMetric, Range } from "../prediction/predicted.ts";

/** A post that went up, with what came of it; undefined: not known. */
export interface PostOutcome {
  readonly platform: string;
  readonly format: string;
  readonly numbers: { readonly [M in PredictedMetric]?: number | undefined };
}

/** A line that was planned. */
export interface PlannedPosts {
  readonly platform: string;
  readonly format?: string | undefined;
  readonly posts: number;
}

/**
 * The posts that were meant: of each line the first as many as were planned, none for two lines; lines that name a format choose first.
 *
 * @param posts in the order in which they went up.
 * @returns undefined where fewer went up than were planned.
 * @example
 * import { meantPosts } from "./outcomes.ts";
 * const posts = [{ platform: "x", format: "text", numbers: {} }, { platform: "x", format: "video", numbers: {} }];
 * meantPosts([{ platform: "x", posts: 1 }, { platform: "x", format: "text", posts: 1 }], posts)?.length; // => 2
 * meantPosts([{ platform: "x", posts: 3 }], posts); // => undefined
 */
export function meantPosts(planned: readonly PlannedPosts[], posts: readonly PostOutcome[]): PostOutcome[] | undefined {
  const taken = new Set<PostOutcome>();
  for (const line of planned.toSorted((a, b) => Number(a.format === undefined) - Number(b.format === undefined))) {
    const free = posts.filter(
      (post) => !taken.has(post) && post.platform === line.platform && (line.format ?? post.format) === post.format,
    );
    if (free.length < line.posts) return undefined;
    for (const post of free.slice(0, line.posts)) taken.add(post);
  }
  return posts.filter((post) => taken.has(post));
}

/** What came of a metric in all; undefined where it is not known of every post. */
export function totalOf(posts: readonly PostOutcome[], metric: PredictedMetric): number | undefined {
  const known = posts.flatMap(({ numbers }) => numbers[metric] ?? []);
  return known.length === posts.length ? known.reduce((sum, number) => sum + number, 0) : undefined;
}

/** A prediction with what came of it, in times its middle; undefined where the middle is nothing. */
export const relative = ({ low, middle, high }: Range, outcome: number) =>
  middle <= 0 ? undefined : { low: low / middle, middle: 1, high: high / middle, outcome: outcome / middle };

/** Added to both sides of a ratio of counts, so that a count of nothing has a logarithm. */
const half = 0.5;

/**
 * By how much outcomes typically came above or below what was predicted: e to the mean of ln((outcome + ½) ÷ (middle + ½)), less 1, with an interval
 * of 95 % by Student's t on the logarithms. Nothing can come out below −100 %.
 *
 * @param points predictions with their outcomes, as counts.
 * @returns null for fewer than two.
 * @example
 * import { typicalMiss } from "./outcomes.ts";
 * typicalMiss([{ middle: 9.5, outcome: 19.5 }, { middle: 19.5, outcome: 9.5 }])?.estimate.toFixed(6); // => "0.000000"
 */
export function typicalMiss(points: readonly { readonly middle: number; readonly outcome: number }[]) {
  if (points.length < 2) return null;
  const { mean, variance, n } = sampleMoments(points.map(({ middle, outcome }) => Math.log((outcome + half) / (middle + half))));
  const width = studentTDistribution(n - 1).upperQuantile(0.025) * Math.sqrt(variance / n);
  return { estimate: Math.expm1(mean), low: Math.expm1(mean - width), high: Math.expm1(mean + width) };
}
