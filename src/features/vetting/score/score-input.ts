import type { EvidenceGrade } from "../../../kernel/social/evidence-grade.ts";
import type { CommentReading } from "../comments/comment-sample.ts";
import type { SampleReading } from "../followers/follower-sample.ts";
import type { Finding } from "../safety/safety-findings.ts";

/** How good evidence is: A the platform for the account's owner, B the platform for anybody, C a vendor, D a person or own file, E told. */
export type Grade = EvidenceGrade;

/** Where a figure is from. */
export interface Origin {
  readonly source: string;
  readonly grade: Grade;
  readonly on: string;
}

/** What others publish as usual for an account of this platform and size, a source each. */
export interface UsualBand {
  readonly source: string;
  readonly low: number;
  readonly high: number;
}

/** A post of the 90 days before. */
export interface ScoredPost {
  readonly id: string;
  readonly on: string;
  /** By its mark, else by what its words disclose; null: neither is known. */
  readonly is_sponsored: boolean | null;
  readonly likes: number | null;
}

/** A finding with its id, as the API shows it. */
export type KeptFinding = Finding & { readonly id: string };

/** Everything that the score of an account is made from, frozen. What is null is not known. */
export interface ScoreInput {
  readonly format: "vouch-score-input 1";
  readonly as_of: string;
  readonly account: { readonly id: string; readonly platform: string; readonly handle: string };
  readonly followers: (Origin & { readonly count: number }) | null;
  /** A row a day on which something was seen, by rising day. */
  readonly history: readonly (Origin & { readonly followers: number | null; readonly avg_likes: number | null })[];
  readonly follower_sample: (Origin & { readonly id: string; readonly reading: SampleReading }) | null;
  /** What a vendor says of the audience. */
  readonly audience: (Origin & { readonly types: Readonly<Record<string, number>>; readonly credibility: number | null }) | null;
  readonly engagement:
    (Origin & { readonly name: string; readonly rate: number; readonly likes: number | null; readonly comments: number | null }) | null;
  readonly usual: readonly UsualBand[];
  /** The same rate of the workspace's other accounts of this platform and tier. */
  readonly cohort: { readonly tier: string | null; readonly rates: readonly number[] };
  readonly comment_sample: (Origin & { readonly id: string; readonly reading: CommentReading }) | null;
  readonly posts: readonly ScoredPost[];
  /** From which day on posts are known; null: from none. */
  readonly posts_known_from: string | null;
  /** Posts that the platform counted, by day: they show posting where no post is known. */
  readonly post_counts: readonly { readonly on: string; readonly count: number }[];
  /** Median likes of sponsored posts over those of own posts, as a source states it. */
  readonly sponsored_ratio: (Origin & { readonly ratio: number }) | null;
  /** How many texts of the creator were read for the word lists and competitors. */
  readonly texts_read: number;
  /** Whether the workspace has named competitors. */
  readonly competitors: number;
  readonly findings: readonly KeptFinding[];
}
