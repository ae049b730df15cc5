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
  instagram: [
    "Only businesses and creators are shown. A private or personal account, one with an age limit and one that is gone look the same: not there.",
    "A post may hide its likes: it is left out of the means, and is not zero. Views, shares, saves, reach and the audience are shown to the owner alone.",
    "Whom an account follows, its country and its language are not told. An album's parts have no numbers of their own. Stories are not shown.",
    "A hashtag gives public posts without their authors' names, and the newest ones only of the last 24 hours: Vouch cannot know whose they are.",
    "An account may ask for 30 different hashtags in seven days. Instagram counts those asked for elsewhere too, which are not counted here.",
  ],
};
