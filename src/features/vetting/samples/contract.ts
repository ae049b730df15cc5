import { z } from "zod";
import { evidenceGrades } from "../../../kernel/social/evidence-grade.ts";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { daySchema, idSchema, idText, instantSchema, pageOf, pageQuery } from "../../../platform/schema/vocabulary.ts";
import { commentSigns } from "../comments/comment-sample.ts";
import { followerClasses } from "../followers/follower-reading.ts";
import { drawings } from "../overlap/sample-overlap.ts";

const share = z.number().min(0).max(1);
const range = { low: share, high: share };
const ofAccount = z.strictObject({ id: idSchema("cre"), account_id: idSchema("acc") });
const asked = {
  text: z
    .string()
    .min(1)
    .meta({ description: "The list as it was copied or exported: rows of cells, the first of which names the columns" }),
  source: z.string().trim().min(1).max(60).meta({ description: "Where it is from", example: "export of 3 May" }),
  taken_on: daySchema.optional().meta({ description: "The day on which it was taken; missing: today" }),
  evidence: z.string().trim().max(1000).default("").meta({ description: "What shows it: the name or address of a file" }),
};
const kept = { taken_on: daySchema, source: z.string(), evidence: z.string(), created_at: instantSchema };

/** What a follower sample says. */
export const followerReadingSchema = z.strictObject({
  model: z.string(),
  judged: z.int(),
  unjudged: z.int().meta({ description: "Neither followers nor following are known of them" }),
  incomplete: z.int().meta({ description: "Judged, with something of them not known" }),
  suspicious: z
    .strictObject(range)
    .nullable()
    .meta({ description: "The share of suspicious followers, a range over cut-offs, base rates and what the sample leaves open" }),
  readings: z.array(z.strictObject({ how: z.enum(["counted", "corrected"]), cutOff: share, share, ...range })),
  classes: z.record(z.enum(followerClasses), z.strictObject({ count: z.int(), share, ...range })),
});

const signSchema = z.strictObject({
  count: z.int(),
  of: z.int(),
  share,
  ...range,
  quotes: z.array(z.string()),
});

/** What a comment sample says. */
export const commentReadingSchema = z.strictObject({
  comments: z.int(),
  own_words: signSchema.nullable(),
  signs: z.record(z.enum(commentSigns), signSchema.nullable()).meta({ description: "Null: it cannot be told from this sample" }),
});

const followerSampleSchema = z
  .strictObject({
    id: idText("fos"),
    account_id: idText("acc"),
    ...kept,
    drawn: z.enum(drawings).nullable().meta({ description: "How the list was drawn; null: not said" }),
    followers: z.int(),
    named: z.strictObject({ handle: z.int(), id: z.int() }).meta({
      description: "How many different followers the sample can be compared by, kept as keyed hashes: by handle, and by the platform's id",
    }),
    faults: z.array(z.strictObject({ row: z.int(), detail: z.string() })).meta({ description: "Rows that were left out, the first 100" }),
    reading: followerReadingSchema,
  })
  .meta({ id: "FollowerSample" });

const commentSampleSchema = z
  .strictObject({
    id: idText("cos"),
    account_id: idText("acc"),
    ...kept,
    grade: z.enum(evidenceGrades).meta({ description: "B: the platform told them; D: somebody gave the list" }),
    language: z.string().nullable(),
    reading: commentReadingSchema,
  })
  .meta({ id: "CommentSample" });

const megabyte = 1024 * 1024;
const path = "/v1/creators/{id}/accounts/{account_id}";

/** Takes a follower list. */
export const addFollowerSample = endpoint({
  id: "addFollowerSample",
  method: "POST",
  path: `${path}/follower-samples`,
  tag: "Vetting",
  summary: "Take a sample of an account's followers and tell real from suspicious ones, as a range",
  description:
    "Columns are found by their names: followers, following, posts, profile picture, user name, id. Names are read for their digits; handles and ids become keyed hashes, by which two samples can be compared, and are not kept otherwise. Blank is not known. Draw the sample at random: the newest followers are no picture of all.",
  access: "creators:write",
  status: 201,
  creates: true,
  maxBodyBytes: 16 * megabyte,
  params: ofAccount,
  body: z.strictObject({
    ...asked,
    drawn: z.enum(drawings).nullable().default(null).meta({
      description:
        "How followers came onto the list: `at_random` from all, the `newest` first as platforms list them, or `all` of them; null: not said",
    }),
  }),
  output: followerSampleSchema,
});

/** An account's follower samples. */
export const listFollowerSamples = endpoint({
  id: "listFollowerSamples",
  method: "GET",
  path: `${path}/follower-samples`,
  tag: "Vetting",
  summary: "An account's samples of followers, the last taken in first",
  access: "creators:read",
  params: ofAccount,
  query: z.strictObject(pageQuery),
  output: pageOf(followerSampleSchema),
});

/** Takes comments. */
export const addCommentSample = endpoint({
  id: "addCommentSample",
  method: "POST",
  path: `${path}/comment-samples`,
  tag: "Vetting",
  summary: "Take a sample of comments and count generic, repeated and asking ones, with intervals",
  description:
    "A comment a line, or rows with columns comment, author and post. Writers and posts become numbers; their names are not kept.",
  access: "creators:write",
  status: 201,
  creates: true,
  maxBodyBytes: 8 * megabyte,
  params: ofAccount,
  body: z.strictObject({
    ...asked,
    language: z
      .string()
      .regex(/^[a-z]{2}$/, "must be a language of two letters such as de")
      .nullable()
      .default(null)
      .meta({ description: "The account's language, to tell comments in others; null: as its profile says, where it says" }),
  }),
  output: commentSampleSchema,
});

/** An account's comment samples. */
export const listCommentSamples = endpoint({
  id: "listCommentSamples",
  method: "GET",
  path: `${path}/comment-samples`,
  tag: "Vetting",
  summary: "An account's samples of comments, the last taken in first",
  access: "creators:read",
  params: ofAccount,
  query: z.strictObject(pageQuery),
  output: pageOf(commentSampleSchema),
});
