import type { components } from "../../../web/api.gen.d.ts";
import type { Tone } from "../../../web/kit/value/badge.tsx";

export type PlatformConnection = components["schemas"]["PlatformConnection"];
export type PlatformRun = components["schemas"]["PlatformRun"];
export type SignInPlatform = components["schemas"]["SignInPlatform"];

type State = PlatformRun["state"];

/** How the state of a run reads, and in which tone. */
export const runStateLooks: Readonly<Record<State, { readonly text: string; readonly tone: Tone }>> = {
  waiting: { text: "Waiting for its turn", tone: "neutral" },
  running: { text: "Running", tone: "accent" },
  paused: { text: "Paused", tone: "warn" },
  done: { text: "Done", tone: "good" },
  cancelled: { text: "Cancelled", tone: "neutral" },
  stopped: { text: "Stopped", tone: "bad" },
};

/** Whether something may still come of a run by itself. */
export const isUnderWay = ({ state }: PlatformRun): boolean => ["waiting", "running", "paused"].includes(state);

const outcomeWords = {
  taken: "taken",
  found: "found",
  none: "empty",
  unavailable: "not there",
  private: "private",
  deleted: "deleted",
  denied: "not to be read",
} as const;
export type Outcome = keyof typeof outcomeWords;

/** What a step came to, in a word. */
export const outcomeWord = (outcome: Outcome): string => outcomeWords[outcome];

/** What a run came to so far: "12 taken, 1 deleted"; empty before its first step. */
export const countsText = ({ counts }: PlatformRun): string =>
  (Object.entries(outcomeWords) as [Outcome, string][])
    .flatMap(([outcome, word]) => (counts[outcome] === undefined ? [] : [`${counts[outcome].toLocaleString("en")} ${word}`]))
    .join(", ");

/** What a run is called: "Search: hiking", "Posts of #hiking", "Figures of all accounts", "Comments of one creator". */
export function runName({ kind, query, creator_id }: PlatformRun): string {
  if (kind === "search") return `Search: ${query ?? ""}`;
  if (kind === "hashtag") return `Posts of #${query ?? ""}`;
  if (kind === "insights") return "Insights of the own account";
  const what = kind === "comments" ? "Comments" : "Figures";
  return `${what} of ${creator_id === null ? "all accounts" : "one creator"}`;
}

const platformLimits: Readonly<Record<string, readonly string[]>> = {
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

const ownLimits: { readonly [P in SignInPlatform["platform"]]: readonly string[] } = {
  instagram: [
    "Only professional accounts (business or creator) can sign in; a personal one has to be switched over first, which costs nothing.",
    "Others are not shown through this connection; with the brand's own token businesses and creators are.",
    "A token holds sixty days and is renewed by itself in the last thirty. Only the owner can take the permission back at Instagram, under Settings, Website permissions.",
    "Who follows, views, reach, saves and shares come with the permission for insights, which the owner may leave out: then they are not known, which is not zero.",
    "Who follows is told from 100 followers on; numbers come up to two days late, without advertisements. Of posts from before the account was professional and of an album's parts nothing is read.",
    "Stories live 24 hours: the newest fifty that are up are read every hour and with each refresh, and their last numbers stand. One that fewer than five saw, or that was over before it was read, is not known, which is not zero.",
  ],
  youtube: [
    "Only channels whose owners signed in are shown through this connection; with an API key others are, too.",
    "Subscribers are rounded to three digits even for the owner.",
    "The audience is who watched in the last 90 days, not who subscribed: ages, genders and countries in shares. Of few viewers nothing is told.",
    "Private and unlisted videos are left out, although the owner is shown them. A Short cannot be told from other videos.",
    "What the owner did not permit is not known, which is not zero.",
  ],
  tiktok: [
    "Only accounts whose owners signed in are shown: TikTok lets nobody look up or search others. For those, import an export.",
    "Nothing of the audience is told: neither countries nor ages nor genders. It is not known here, which is not zero.",
    "Public videos only, with views, likes, comments and shares; not saves, reach or watch time, and no comments in words.",
    "A number that TikTok leaves out is left out of the means. What the owner did not permit is not known.",
    "TikTok's id of a person is another one for each app: it is not compared with ids from exports.",
  ],
};

/** What a platform's interface does not tell through a connection, or tells in its own way; a sentence each. */
export const limitsOf = ({ platform, method }: PlatformConnection): readonly string[] =>
  method === "sign_in" ? ownLimits[platform as SignInPlatform["platform"]] : platformLimits[platform]!;

/** What is kept of a connection's secret, by how it asks. */
export const secretWords: { readonly [M in PlatformConnection["method"]]: string } = {
  api_key: "key",
  access_token: "token",
  sign_in: "secret",
};
