import { generatorOf, shuffled } from "@vouch/stats";
import type { ScoutedAccount } from "./scouted-creators.ts";
import { about, postGaps, seedOf, usualOfPost } from "./scouted-weeks.ts";
import { besides, wordsOf } from "./scouted-words.ts";

/** A post of an account with what was counted of it. */
export interface ScoutedPost {
  /** Unique within its account. */
  readonly number: number;
  /** So many days before the end of the story. */
  readonly daysAgo: number;
  readonly format: "image" | "carousel" | "reel" | "video" | "short" | "audio";
  readonly title: string;
  readonly caption: string;
  readonly hashtags: readonly string[];
  readonly language: string;
  readonly views: number | null;
  readonly likes: number;
  readonly comments: number;
  readonly shares: number | null;
}

const formats = {
  instagram: ["image", "carousel", "reel"],
  tiktok: ["video"],
  youtube: ["video", "video", "short"],
  podcast: ["audio"],
} as const;

/** The weeks that a score looks back, and some before them. */
const toldDays = 126;
/** One post in so many is paid for, and says so. */
const paidEvery = 6;
const ownAt = 3;

const hashtag = (topic: string): string => topic.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");

/** What a paid post gets of the likes of an own one. */
const paidLikes = { usual: 0.88, bought: 0.55, circle: 0.6 } as const;

/**
 * The posts of an account, the newest first; the same at any time. Nothing is seen of one that is private or gone.
 *
 * @param account whose followers today are known, or hidden.
 */
export function scoutedPosts(account: ScoutedAccount): ScoutedPost[] {
  if (account.state !== "public") return [];
  const generator = generatorOf(seedOf(`posts ${account.handle}`));
  const { language, words } = wordsOf(account.language);
  const [days, gear, asks] = [shuffled(generator, words.days), shuffled(generator, words.gear), shuffled(generator, words.asks)];
  const usual = usualOfPost(account);
  const extra = besides[account.handle] ?? [];
  const many = Math.floor(toldDays / postGaps[account.growth]);
  return Array.from({ length: many }, (_, at): ScoutedPost => {
    const isPaid = at % paidEvery === 1;
    const label = isPaid ? words.paid[at % words.paid.length]! : at % paidEvery === ownAt ? words.own[at % words.own.length]! : undefined;
    const lines = [
      label,
      days[at % days.length]!,
      gear[at % gear.length]!,
      extra[at - 2],
      at % 3 === 0 ? asks[at % asks.length]! : undefined,
    ];
    const likes = Math.round(about(generator, usual.likes * (isPaid ? paidLikes[account.crowd] : 1), 0.22));
    const views = usual.views === null ? null : Math.round(about(generator, usual.views, 0.3));
    return {
      number: many - at,
      daysAgo: 1 + at * postGaps[account.growth] + generator.below(3),
      format: formats[account.platform][at % formats[account.platform].length]!,
      title: views === null ? "" : days[at % days.length]!.replace(/[.]$/, ""),
      caption: lines.filter((line) => line !== undefined).join(" "),
      hashtags: account.topics.map(hashtag),
      language,
      views,
      likes,
      comments: Math.round(likes * (account.crowd === "bought" ? 0.004 : 0.022)),
      shares: views === null ? null : Math.round(likes * 0.05),
    };
  });
}
