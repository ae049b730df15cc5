import type { AudienceKind } from "./creator-query.ts";
import type { CardTexts } from "./words.ts";

/** What a creator is found by on one account; null: not known. A creator without accounts has one card under its own id. */
export interface Card extends CardTexts {
  readonly creatorId: string;
  readonly accountId: string;
  readonly status: string;
  readonly source: string;
  readonly addedOn: string;
  readonly hasEmail: boolean;
  readonly listIds: readonly string[];
  readonly programIds: readonly string[];
  readonly hasWorked: boolean;
  readonly decision: string | null;
  readonly priceMinor: number | null;
  readonly currency: string | null;
  readonly platform: string | null;
  readonly country: string | null;
  readonly city: string | null;
  readonly language: string | null;
  readonly accountState: string | null;
  readonly isVerified: boolean | null;
  readonly followers: number | null;
  readonly following: number | null;
  readonly postsCount: number | null;
  readonly avgViews: number | null;
  readonly erFollowers: number | null;
  readonly erViews: number | null;
  readonly erReach: number | null;
  readonly erImpressions: number | null;
  readonly growth30d: number | null;
  readonly lastPostOn: string | null;
  readonly quality: number | null;
  /** Shares in [0, 1] by kind and value. */
  readonly audience: { readonly [K in AudienceKind]?: Readonly<Record<string, number>> };
}

/** A step of the workspace's ladder of sizes. */
export interface Step {
  readonly name: string;
  /** Followers with which it begins. */
  readonly from: number;
}

/** What a tier is called below the first step of the ladder. */
export const belowTiers = "below";
