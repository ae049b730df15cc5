import type { Platform } from "../../../kernel/social/platform.ts";
import type { BuyerProfile, ProductKind } from "../profiles/profile.ts";

/** What a campaign is for. */
export const goals = ["awareness", "leads", "sales", "authority"] as const;
/** One of {@link goals}. */
export type Goal = (typeof goals)[number];

/** A rule that speaks for platforms: when all that it names holds. */
export interface PlatformRule {
  readonly id: string;
  /** In a sentence, what it says and when. */
  readonly says: string;
  readonly source: string;
  readonly when: {
    readonly goal?: Goal | undefined;
    /** Half of the profile's years or more lie in these. */
    readonly ages?: { readonly from: number; readonly to: number } | undefined;
    readonly product?: ProductKind | undefined;
    /** They say themselves where they are. */
    readonly is_told?: true | undefined;
  };
  /** Points for each platform; `theirs` stands for those that the profile names. */
  readonly points: Readonly<Record<string, number>>;
}

/** What guides for brands say, and where: data, to be changed by each workspace. */
export const defaultPlatformRules: readonly PlatformRule[] = [
  {
    id: "their_own",
    says: "Where the buyers spend their time comes first: begin on the platforms that they use most",
    source: "SocialRevver, What is influencer marketing, on mapping the audience and on where to search",
    when: { is_told: true },
    points: { theirs: 3 },
  },
  {
    id: "young",
    says: "Young buyers (13 to 28) are on TikTok and Instagram",
    source: "Understanding how influencer marketing works, on choosing platforms: Gen Z",
    when: { ages: { from: 13, to: 28 } },
    points: { tiktok: 2, instagram: 2 },
  },
  {
    id: "professional",
    says: "What is bought at work is spoken of on LinkedIn",
    source: "BeInfluence, What is influence marketing, on B2B: LinkedIn becomes a primary platform",
    when: { product: "professional" },
    points: { linkedin: 2, podcast: 1 },
  },
  {
    id: "visual",
    says: "What shows well in pictures does better on Instagram and Pinterest",
    source: "Understanding how influencer marketing works, on choosing platforms: visual products",
    when: { product: "visual" },
    points: { instagram: 2, pinterest: 2 },
  },
  {
    id: "complex",
    says: "What needs explaining finds a home on LinkedIn and YouTube",
    source: "Understanding how influencer marketing works, on choosing platforms: complex services",
    when: { product: "complex" },
    points: { linkedin: 1, youtube: 2 },
  },
  {
    id: "reach",
    says: "To become known, short video reaches further than still pictures",
    source: "SocialRevver, What is influencer marketing, on what campaign data reveal; it names no figures",
    when: { goal: "awareness" },
    points: { tiktok: 1, instagram: 1, youtube: 1 },
  },
  {
    id: "sales",
    says: "For sales, short video with an offer converts better than still pictures",
    source: "SocialRevver, What is influencer marketing, on what campaign data reveal; it names no figures",
    when: { goal: "sales" },
    points: { tiktok: 1, instagram: 1 },
  },
  {
    id: "authority",
    says: "To be trusted as knowing a matter, long forms over time count",
    source: "SocialRevver, What is influencer marketing, on authority by long ambassadorships; the platforms are a judgement of ours",
    when: { goal: "authority" },
    points: { youtube: 1, podcast: 1, linkedin: 1 },
  },
];

/** A rule that spoke, with what it gives. */
export interface SpokenRule {
  readonly id: string;
  readonly says: string;
  readonly source: string;
  readonly points: number;
}

/** A platform with the rules that spoke for it. */
export interface PlatformAdvice {
  readonly platform: Platform;
  readonly points: number;
  readonly rules: readonly SpokenRule[];
}

/** Why a rule does not speak; undefined: it does. */
function silence(
  { when }: PlatformRule,
  profile: Pick<BuyerProfile, "ages" | "platforms" | "product_kinds">,
  goal: Goal,
): string | undefined {
  if (when.goal !== undefined && when.goal !== goal) return `the goal is ${goal}`;
  if (when.product !== undefined && !profile.product_kinds.includes(when.product)) return "the profile does not say so of the product";
  if (when.is_told === true && profile.platforms.length === 0) return "the profile names no platform";
  if (when.ages === undefined) return undefined;
  if (profile.ages === null) return "the profile names no age";
  const { from, to } = profile.ages;
  const inside = Math.max(0, Math.min(to, when.ages.to) - Math.max(from, when.ages.from) + 1);
  return inside >= (to - from + 1) / 2 ? undefined : `the profile is of ${from} to ${to} years`;
}

/**
 * Which platforms the rules speak for, the most points first; equal ones by name.
 *
 * @param profile whom the brand wants to reach.
 * @param goal what the campaign is for.
 * @returns the platforms for which any rule spoke, and the rules that did not, each with the reason.
 * @example
 * import { defaultPlatformRules, platformAdvice } from "./platform-rules.ts";
 * const profile = { ages: { from: 18, to: 26 }, platforms: [], product_kinds: [] };
 * platformAdvice(profile, "leads", defaultPlatformRules).advice.map(({ platform }) => platform); // => ["instagram", "tiktok"]
 */
export function platformAdvice(
  profile: Pick<BuyerProfile, "ages" | "platforms" | "product_kinds">,
  goal: Goal,
  rules: readonly PlatformRule[],
): { readonly advice: PlatformAdvice[]; readonly silent: { readonly id: string; readonly says: string; readonly why: string }[] } {
  const spoken = new Map<string, SpokenRule[]>();
  const silent = [];
  for (const rule of rules) {
    const why = silence(rule, profile, goal);
    if (why !== undefined) {
      silent.push({ id: rule.id, says: rule.says, why });
      continue;
    }
    for (const [named, points] of Object.entries(rule.points))
      for (const platform of named === "theirs" ? profile.platforms : [named])
        spoken.set(platform, [...(spoken.get(platform) ?? []), { id: rule.id, says: rule.says, source: rule.source, points }]);
  }
  const total = (of: readonly SpokenRule[]): number => of.reduce((sum, { points }) => sum + points, 0);
  const advice = [...spoken].map(([platform, of]) => ({ platform: platform as Platform, points: total(of), rules: of }));
  return { advice: advice.toSorted((a, b) => b.points - a.points || (a.platform < b.platform ? -1 : 1)), silent };
}
