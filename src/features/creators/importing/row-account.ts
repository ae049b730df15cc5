import type { Platform } from "../../../kernel/social/platform.ts";
import type { Figures, Profile } from "../observing/observed.ts";

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
  /** Figures of earlier days, followers among them; missing: none. */
  readonly history?: readonly { readonly observedOn: string; readonly figures: Figures }[];
}
