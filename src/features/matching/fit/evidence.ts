import type { Platform } from "../../../kernel/social/platform.ts";
import type { Grade } from "./fit-rules.ts";

/** Where a figure comes from. */
export interface Origin {
  readonly source: string;
  /** Undefined: of no one day. */
  readonly observedOn: string | undefined;
  readonly grade: Grade;
}

/** Shares of an audience of one kind, by value, with where they come from. */
export interface KnownShares extends Origin {
  readonly shares: Readonly<Record<string, number>>;
}

/** A post as far as its words go. */
export interface PostWords {
  readonly id: string;
  /** Title, caption and hashtags. */
  readonly text: string;
  readonly caption: string;
  readonly language: string | undefined;
  /** The day it went up. */
  readonly postedOn: string;
}

/** What is known of one account. */
export interface AccountEvidence {
  readonly id: string;
  readonly platform: Platform;
  readonly handle: string;
  readonly audience: ReadonlyMap<string, KnownShares>;
  readonly words: (Origin & { readonly bio: string; readonly category: string; readonly topics: readonly string[] }) | undefined;
  /** The newest first. */
  readonly posts: readonly PostWords[];
  /** Undefined: nobody scored it, or too little was known for a score. */
  readonly quality?: QualityEvidence | undefined;
}

/** An account's quality score, from 0 to 100, with the ends that evidence and what is missing leave open. */
export interface QualityEvidence {
  readonly score: number;
  readonly least: number;
  readonly most: number;
  readonly asOf: string;
  /** By which formula. */
  readonly formula: string;
  readonly grade: Grade | null;
}

/** What orders with a creator's touch came to. */
export interface OrderEvidence {
  readonly currency: string;
  readonly orders: number;
  /** Of what orders came to, in minor units. */
  readonly medianMinor: number;
}
