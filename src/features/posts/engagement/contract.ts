import { z } from "zod";
import { platforms } from "../../../kernel/social/platform.ts";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { idSchema } from "../../../platform/schema/vocabulary.ts";
import { onePost } from "../contract.ts";
import { engagementNames } from "./engagement.ts";
import { tierLadderIds } from "./tier-ladder.ts";

const rateSchema = z
  .strictObject({
    name: z.enum(engagementNames),
    formula: z.string(),
    value: z.string().nullable().meta({ description: "A share as decimal text, the ratio of sums over the posts used; null: not known" }),
    reason: z
      .string()
      .nullable()
      .meta({ description: "Why it is not known, which posts are left out, or of how many posts the followers are the account's" }),
    posts_used: z.number().int(),
    posts_left_out: z.number().int(),
  })
  .meta({ id: "EngagementRate" });

const benchmarkSchema = z
  .strictObject({
    rate: z.enum(engagementNames).nullable().meta({ description: "Null: the source does not say by what it divides" }),
    from_followers: z.number().int(),
    to_followers: z.number().int().nullable(),
    low: z.string(),
    high: z.string(),
    source: z.strictObject({ name: z.string(), url: z.string() }),
  })
  .meta({ id: "EngagementBenchmark" });

const engagementSchema = z
  .strictObject({
    platform: z.enum(platforms),
    posts: z.number().int(),
    followers: z
      .number()
      .int()
      .nullable()
      .meta({ description: "The newest number known: of a post at its time, of several now; null: not known" }),
    tier: z
      .string()
      .nullable()
      .meta({ description: "By the workspace's ladder; null: followers are not known, or fewer than its first step" }),
    ladder: z.enum(tierLadderIds),
    rates: z.array(rateSchema),
    benchmarks: z.array(benchmarkSchema).meta({ description: "What others publish as usual, each source by itself: they disagree" }),
  })
  .meta({ id: "Engagement" });

/** The rates of one post. */
export const getPostEngagement = endpoint({
  id: "getPostEngagement",
  method: "GET",
  path: "/v1/posts/{id}/engagement",
  tag: "Posts",
  summary: "A post's four engagement rates, and what others publish as usual",
  description: "By followers, reach, views and impressions are four different numbers; one of which an input is not known is null.",
  access: "creators:read",
  tables: { rates: "rates", benchmarks: "benchmarks" },
  params: onePost,
  output: engagementSchema,
});

/** The rates over some posts. */
export const listEngagement = endpoint({
  id: "listEngagement",
  method: "GET",
  path: "/v1/engagement",
  tag: "Posts",
  summary: "The four engagement rates over the newest posts of a creator or campaign, by platform",
  access: "creators:read",
  tables: { rates: "data.rates", benchmarks: "data.benchmarks" },
  query: z.strictObject({
    creator_id: idSchema("cre").optional(),
    campaign_id: idSchema("cmp").optional(),
    posts: z.coerce.number().int().min(1).max(500).default(30).meta({ description: "How many of the newest posts at most" }),
  }),
  output: z.strictObject({ data: z.array(engagementSchema) }),
});

/** The ladders. */
export const listTierLadders = endpoint({
  id: "listTierLadders",
  method: "GET",
  path: "/v1/tier-ladders",
  tag: "Posts",
  summary: "The ladders of creators by followers that are in use, and the one of this workspace",
  access: "creators:read",
  output: z.strictObject({
    chosen: z.enum(tierLadderIds),
    data: z.array(
      z.strictObject({
        id: z.enum(tierLadderIds),
        name: z.string(),
        tiers: z.array(z.strictObject({ name: z.string(), from: z.number().int() })),
      }),
    ),
  }),
});

/** Chooses a ladder. */
export const setTierLadder = endpoint({
  id: "setTierLadder",
  method: "PUT",
  path: "/v1/tier-ladder",
  tag: "Posts",
  summary: "Choose the ladder of this workspace",
  access: "creators:write",
  body: z.strictObject({ ladder: z.enum(tierLadderIds) }),
  output: z.strictObject({ ladder: z.enum(tierLadderIds) }),
});
