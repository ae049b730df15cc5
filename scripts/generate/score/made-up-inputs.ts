import { readComments, type SampledComment } from "../../../src/features/vetting/comments/comment-sample.ts";
import { readFollowers } from "../../../src/features/vetting/followers/follower-sample.ts";
import type { Follower } from "../../../src/features/vetting/followers/follower-traits.ts";
import type { ScoreInput } from "../../../src/features/vetting/score/score-input.ts";

/** Made-up followers, one of each kind that the model tells apart and some of which little is known. */
export const madeUpFollowers: readonly Follower[] = [
  { followers: 312, following: 280, posts: 95, hasPicture: true, digitShare: 0 },
  { followers: 140, following: 420, posts: 6, hasPicture: true, digitShare: 0.1 },
  { followers: 18_400, following: 610, posts: 820, hasPicture: true, digitShare: 0 },
  { followers: 1_900, following: 2_300, posts: 240, hasPicture: true, digitShare: 0 },
  { followers: 4, following: 7_412, posts: 0, hasPicture: false, digitShare: 0.36 },
  { followers: 60, following: 3_100, posts: 1, hasPicture: true, digitShare: 0.25 },
  { followers: 0, following: 12, posts: 0, hasPicture: false, digitShare: 0.5 },
  { followers: null, following: 5_000, posts: 2, hasPicture: null, digitShare: 0.2 },
  { followers: 800, following: null, posts: 30, hasPicture: true, digitShare: null },
];

const followers = (real: number, fake: number): Follower[] => [
  ...Array.from({ length: real }, (_, n) => ({
    followers: 200 + 3 * n,
    following: 180 + 2 * n,
    posts: 40 + n,
    hasPicture: true,
    digitShare: 0,
  })),
  ...Array.from({ length: fake }, (_, n) => ({ followers: n % 9, following: 3_000 + n, posts: 0, hasPicture: false, digitShare: 0.4 })),
];

const comments = (asking: number, own: number, generic: number): SampledComment[] => {
  const texts = [
    ...Array.from({ length: asking }, (_, n) => `Where did you get the jacket of look ${n}?`),
    ...Array.from({ length: own }, (_, n) => `The view from hut ${n} is the best of this walk`),
    ...Array.from({ length: generic }, (_, n) => (n % 2 === 0 ? "🔥🔥🔥" : "So nice!")),
  ];
  return texts.map((text, n) => ({ text, author: `a${n}`, post: `p${n % 6}` }));
};

const nothing: ScoreInput = {
  format: "vouch-score-input 1",
  as_of: "2026-05-10",
  account: { id: "acc_00000000000000000000000001", platform: "instagram", handle: "made.up" },
  followers: null,
  history: [],
  follower_sample: null,
  audience: null,
  engagement: null,
  usual: [],
  cohort: { tier: null, rates: [] },
  comment_sample: null,
  posts: [],
  posts_known_from: null,
  post_counts: [],
  sponsored_ratio: null,
  texts_read: 0,
  competitors: 0,
  findings: [],
};

const origin = { source: "made up", grade: "C", on: "2026-05-09" } as const;
const own = { source: "made up", grade: "D", on: "2026-05-09" } as const;
const usual = [
  { source: "One table", low: 0.02, high: 0.035 },
  { source: "Another table", low: 0.03, high: 0.055 },
];

const months = ["2025-12-01", "2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01"];

const steady: ScoreInput = {
  ...nothing,
  followers: { ...origin, count: 21_000 },
  history: months.map((on, n) => ({ ...origin, on, followers: 19_000 + 400 * n, avg_likes: 640 + 10 * n })),
  follower_sample: { ...own, id: "fos_00000000000000000000000001", reading: readFollowers(followers(270, 30)) },
  engagement: { ...origin, name: "er_followers", rate: 0.034, likes: 690, comments: 21 },
  usual,
  cohort: { tier: "micro", rates: [] },
  comment_sample: { ...own, id: "cos_00000000000000000000000001", reading: readComments(comments(18, 60, 30), "en") },
  posts: Array.from({ length: 20 }, (_, n) => ({
    id: `pos_${String(n).padStart(26, "0")}`,
    on: n < 10 ? `2026-05-0${9 - (n % 9)}` : `2026-0${n % 2 === 0 ? 3 : 4}-1${n - 10}`,
    is_sponsored: n % 5 === 0,
    likes: n % 5 === 0 ? 560 : 700 + n,
  })),
  posts_known_from: "2025-11-02",
  texts_read: 24,
  competitors: 2,
};

const finding = { severity: "medium", word: "casino", where: "post", postId: "pos_00000000000000000000000003", on: "2026-04-13" } as const;

const bought: ScoreInput = {
  ...steady,
  history: months.map((on, n) => ({ ...origin, on, followers: n < 4 ? 9_000 + 100 * n : 20_000 + 500 * n, avg_likes: 300 })),
  follower_sample: { ...own, id: "fos_00000000000000000000000002", reading: readFollowers(followers(120, 180)) },
  engagement: { ...origin, name: "er_followers", rate: 0.011, likes: 300, comments: 1 },
  comment_sample: { ...own, id: "cos_00000000000000000000000002", reading: readComments(comments(1, 9, 90), "en") },
  findings: [
    { ...finding, id: "fdg_00000000000000000000000001", kind: "safety", category: "gambling", quote: "Casino night with my code" },
  ],
};

/** By a vendor's word alone, among the workspace's own accounts. */
const vendor: ScoreInput = {
  ...nothing,
  followers: { ...origin, count: 140_000 },
  audience: { ...origin, types: { real: 0.71, influencer: 0.04, mass: 0.14, suspicious: 0.11 }, credibility: 0.82 },
  engagement: { ...origin, name: "er_followers", rate: 0.021, likes: null, comments: null },
  cohort: { tier: "macro", rates: Array.from({ length: 40 }, (_, n) => (5 + n) / 1000) },
};

/** Made-up inputs of scores, by what is special about them. */
export const madeUpInputs: Readonly<Record<string, ScoreInput>> = { nothing, steady, bought, vendor };
