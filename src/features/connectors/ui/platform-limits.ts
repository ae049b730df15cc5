import type { PlatformConnection } from "./platform-words.ts";

/** What a platform's interface does not tell, or tells in its own way; a sentence each. */
export const platformLimits: { readonly [P in PlatformConnection["platform"]]: readonly string[] } = {
  youtube: [
    "Subscribers are rounded to three digits; a channel may hide them, and they are then not known.",
    "A video may hide its likes or close its comments: they are left out of the means, and are not zero.",
    "A Short cannot be told from other videos. Shares, saves, reach and the audience are shown to the owner alone.",
    "A search finds what YouTube thinks fits, at most some hundred channels, and not the same ones every day.",
    "A channel that is gone was deleted, closed or renamed: YouTube does not say which.",
  ],
};
