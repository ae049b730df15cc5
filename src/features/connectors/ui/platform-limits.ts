import type { PlatformConnection } from "./platform-words.ts";

/** What a platform's interface does not tell, or tells in its own way; a sentence each. */
export const platformLimits: { readonly [P in PlatformConnection["platform"]]: readonly string[] } = {
  youtube: [
    "Subscribers are rounded to three digits; a channel may hide them, and they are then not known.",
    "A video may hide its likes or close its comments: they are left out of the means, and are not zero.",
    "A Short cannot be told from other videos. Shares, saves, reach and the audience are shown to the owner alone.",
    "Comments are those to videos, without the answers below them. A video may close them: that is said, and is not zero. Who wrote them is not kept.",
    "A search finds what YouTube thinks fits, at most some hundred channels, and not the same ones every day.",
    "A channel that is gone was deleted, closed or renamed: YouTube does not say which.",
  ],
  instagram: [
    "Only businesses and creators are shown. A private or personal account, one with an age limit and one that is gone look the same: not there.",
    "A post may hide its likes: it is left out of the means, and is not zero. Views, shares, saves, reach, stories and the audience are shown to the owner alone.",
    "Of your own account: who follows is told from 100 followers on and of those known to Instagram; numbers come up to two days late and are kept two years, without advertisements.",
    "Numbers of a story live 24 hours, and none are told where fewer than five saw it. An album's parts have no numbers of their own.",
    "Whom an account of others follows, its country and its language are not told.",
    "A hashtag gives public posts without their authors' names, and the newest ones only of the last 24 hours: Vouch cannot know whose they are.",
    "An account may ask for 30 different hashtags in seven days. Instagram counts those asked for elsewhere too, which are not counted here.",
  ],
};
