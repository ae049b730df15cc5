import type { Platform } from "../../../kernel/social/platform.ts";
import type { Figures, Profile } from "../observing/observed.ts";

/** What one piece of content costs by a row, in minor units as text. */
export interface RowPrice {
  /** Null: any content. */
  readonly format: "reel" | "story" | "video" | null;
  readonly amount: string;
  readonly currency: string;
}

/** An account that a row names. */
export interface RowAccount {
  readonly platform: Platform;
  readonly handle: string;
  readonly normalised: string;
  readonly url: string | null;
  /** Null: unknown, which is not zero. */
  readonly followers: number | null;
  /** All figures but the followers; missing: none is stated. */
  readonly figures?: Figures;
  /** What the account says of itself; missing: nothing is stated. */
  readonly profile?: Profile;
  /** What its content costs; missing: nothing is stated. */
  readonly prices?: readonly RowPrice[];
  /** Figures of earlier days, followers among them; missing: none. */
  readonly history?: readonly { readonly observedOn: string; readonly figures: Figures }[];
}
