import type { EvidenceGrade } from "../../kernel/social/evidence-grade.ts";

/** What can be counted of a post. */
export const postMetrics = ["views", "reach", "impressions", "likes", "comments", "saves", "shares", "clicks", "followers"] as const;
/** One of {@link postMetrics}; `followers` is of the account, at the time. */
export type PostMetric = (typeof postMetrics)[number];

/** Numbers of a post at one time; null: not known. */
export type MetricCounts = { readonly [M in PostMetric]: bigint | null };

/** A number with where it comes from. */
export interface KnownCount {
  readonly count: bigint;
  readonly observedAt: Date;
  readonly source: string;
  /** How good its evidence is, from A to E; null: it was written down before grades were kept. */
  readonly grade: EvidenceGrade | null;
}

/** The newest number known of each metric: a later look that did not see a metric does not make it unknown. */
export type KnownCounts = ReadonlyMap<PostMetric, KnownCount>;
