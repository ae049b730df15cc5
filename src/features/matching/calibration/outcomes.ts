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
