import { z } from "zod";
import { evidenceGrades } from "../../kernel/social/evidence-grade.ts";
import { platforms } from "../../kernel/social/platform.ts";
import { endpoint } from "../../platform/schema/endpoint.ts";
import { daySchema, idSchema, idText, instantSchema, pageOf, pageQuery } from "../../platform/schema/vocabulary.ts";
import { postFormats } from "./post-format.ts";
import { postMetrics } from "./post-metric.ts";

const platformSchema = z.enum(platforms);
const formatSchema = z.enum(postFormats).meta({ description: "What the post is made of; unknown: its address alone does not tell" });
const precisionSchema = z.enum(["ms", "s", "day"]).meta({ description: "How exactly the time is known" });
const titleSchema = z.string().trim().max(500);
const sponsoredSchema = z.boolean().nullable().meta({ description: "Whether it was paid for or given for; null: not known" });
const externalIdSchema = z.string().trim().min(1).max(200).meta({ description: "The id that the source gives it; unique within it" });

/** Where numbers or a post come from. */
export const sourceSchema = z.string().trim().min(1).max(60).meta({ description: "Where it comes from: manual, file, or a system's name" });

/** A number that was seen, or that nobody knows. */
export const countSchema = z
  .number()
  .int()
  .min(0)
  .max(Number.MAX_SAFE_INTEGER)
  .nullable()
  .meta({ description: "Null: not known, which is not zero" });

/** The same of every metric. */
export const ofEachMetric = <S extends z.ZodType>(schema: S) =>
  Object.fromEntries(postMetrics.map((metric) => [metric, schema])) as { [M in (typeof postMetrics)[number]]: S };

/** How good the evidence of numbers is. */
export const gradeSchema = z.enum(evidenceGrades).nullable().meta({
  description:
    "Evidence: A the platform for the account's owner, B the platform for anybody, C a vendor's estimate, D a person or a file, E told; null: written down before grades were kept",
});

const knownCount = z
  .strictObject({ count: z.number().int(), observed_at: instantSchema, source: z.string(), grade: gradeSchema })
  .nullable()
  .meta({ id: "KnownCount", description: "The newest number known, with its time, source and grade; null: not known, which is not zero" });

const postSchema = z
  .strictObject({
    id: idText("pos"),
    creator_id: idText("cre"),
    creator_name: z.string(),
    account_id: idText("acc").nullable(),
    campaign_id: idText("cmp").nullable(),
    campaign_name: z.string().nullable(),
    platform: platformSchema,
    format: formatSchema,
    url: z.string().nullable(),
    external_id: z.string().nullable(),
    title: z.string(),
    posted_at: instantSchema,
    posted_on: daySchema,
    posted_precision: precisionSchema,
    is_sponsored: sponsoredSchema,
    source: z.string(),
    counts: z.strictObject(ofEachMetric(knownCount)),
    created_at: instantSchema,
    updated_at: instantSchema,
    archived_at: instantSchema.nullable(),
  })
  .meta({ id: "Post" });

/** The path of one post. */
export const onePost = z.strictObject({ id: idSchema("pos") });

/** Numbers to add: what was seen, when and where. */
export const newSnapshot = z.strictObject({
  ...ofEachMetric(countSchema.default(null)),
  observed_at: instantSchema.optional().meta({ description: "When they were seen; neither this nor observed_on: now" }),
  observed_on: daySchema.optional().meta({ description: "The day, where the time is not known" }),
  source: sourceSchema.default("manual"),
  evidence: z.string().trim().max(1000).default("").meta({ description: "What shows it: the address or name of a screenshot or export" }),
});

/** Adds a post. */
export const createPost = endpoint({
  id: "createPost",
  method: "POST",
  path: "/v1/posts",
  tag: "Posts",
  summary: "Add a post, by its address or by hand",
  description: "What its address tells need not be said: platform, format, and the account where the address names it.",
  access: "creators:write",
  status: 201,
  creates: true,
  body: z.strictObject({
    url: z.string().trim().min(1).max(1000).optional().meta({ description: "Its address", example: "https://www.instagram.com/reel/Cx1/" }),
    creator_id: idSchema("cre").optional().meta({ description: "Missing: whose account the address names" }),
    platform: platformSchema.optional().meta({ description: "Missing: the one of the address" }),
    format: formatSchema.optional().meta({ description: "Missing: as the address tells, else unknown" }),
    title: titleSchema.default(""),
    posted_at: instantSchema.optional().meta({ description: "When it went up; or posted_on" }),
    posted_on: daySchema.optional().meta({ description: "The day, where the time is not known" }),
    is_sponsored: sponsoredSchema.default(null),
    campaign_id: idSchema("cmp").nullable().default(null),
    external_id: externalIdSchema.nullable().default(null),
    source: sourceSchema.default("manual"),
    snapshot: newSnapshot.optional().meta({ description: "What it has reached, where that is known already" }),
  }),
  output: postSchema,
});

/** The posts of the workspace. */
export const listPosts = endpoint({
  id: "listPosts",
  method: "GET",
  path: "/v1/posts",
  tag: "Posts",
  summary: "The posts of the workspace with the newest numbers known, the last posted first",
  access: "creators:read",
  query: z.strictObject({
    ...pageQuery,
    creator_id: idSchema("cre").optional(),
    campaign_id: idSchema("cmp").optional(),
    platform: platformSchema.optional(),
    format: formatSchema.optional(),
    sponsored: z.enum(["true", "false", "unknown"]).optional(),
    archived: z.enum(["true", "false"]).default("false"),
  }),
  output: pageOf(postSchema),
});

/** One post. */
export const getPost = endpoint({
  id: "getPost",
  method: "GET",
  path: "/v1/posts/{id}",
  tag: "Posts",
  summary: "One post with the newest number known of each metric",
  access: "creators:read",
  params: onePost,
  output: postSchema,
});

/** Changes what is named. */
export const updatePost = endpoint({
  id: "updatePost",
  method: "PATCH",
  path: "/v1/posts/{id}",
  tag: "Posts",
  summary: "Change what is known about a post; its numbers are only ever added",
  access: "creators:write",
  params: onePost,
  body: z.strictObject({
    format: formatSchema.optional(),
    title: titleSchema.optional(),
    posted_at: instantSchema.optional(),
    posted_on: daySchema.optional(),
    is_sponsored: sponsoredSchema.optional(),
    campaign_id: idSchema("cmp").nullable().optional(),
  }),
  output: postSchema,
});

/** Puts a post away. */
export const archivePost = endpoint({
  id: "archivePost",
  method: "POST",
  path: "/v1/posts/{id}/archive",
  tag: "Posts",
  summary: "Put a post away; it leaves the lists and sums, its numbers stay on record",
  access: "creators:write",
  params: onePost,
  output: postSchema,
});
