import { z } from "zod";
import { endpoint } from "../../platform/schema/endpoint.ts";
import {
  daySchema,
  idSchema,
  idText,
  instantSchema,
  moneySchema,
  pageOf,
  pageQuery,
  positiveMoneySchema,
} from "../../platform/schema/vocabulary.ts";

const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);
const bound = z.string().regex(/^-?\d{1,12}(\.\d{1,6})?$/, 'must be a number of at most 6 decimals as text, such as "1.8"');
const oneCampaign = z.strictObject({ id: idSchema("cmp") });

/** What a lesson is about. */
export const subjectKinds = ["creator", "platform", "tier", "offer", "format"] as const;
const metrics = ["revenue_per_spent", "orders", "new_customer_share"] as const;

const figureSchema = z
  .strictObject({
    key: z.string(),
    label: z.string(),
    value: decimal.nullable().meta({ description: "In its unit; null: not known" }),
    unit: z.string(),
    low: decimal.nullable(),
    high: decimal.nullable(),
    level: decimal.nullable().meta({ description: "The interval's level; null: a count, or an interval of what is not known" }),
    source: z.string(),
  })
  .meta({ id: "ReviewFigure" });

const sentenceSchema = z
  .strictObject({
    key: z.string(),
    part: z.enum(["goal", "drove", "odd", "try"]),
    text: z.string(),
    drafted: z.string().nullable().meta({ description: "What the data say where somebody wrote it anew; null: it is as drafted" }),
    figures: z.array(z.string()).meta({ description: "Keys of the figures that it says" }),
  })
  .meta({ id: "ReviewSentence" });

const lessonFields = {
  metric: z.enum(metrics).meta({ description: "revenue_per_spent: attributed revenue ÷ own cost" }),
  words: z.string(),
  cycles: z.int().meta({ description: "How many campaigns or posts it is made of" }),
  level: decimal,
};

const shownLesson = {
  subject_kind: z.enum(subjectKinds),
  subject: z.string().meta({ description: "The id of a creator or program; or the platform, tier or format itself" }),
  name: z.string(),
  ...lessonFields,
  estimate: decimal,
  low: decimal,
  high: decimal,
  spent: moneySchema.nullable().meta({ description: "What was spent for it in all; null: not known" }),
  is_drafted: z.boolean().meta({ description: "Made from the data, and not written by a person" }),
};

const reviewLessonSchema = z.strictObject(shownLesson).meta({ id: "ReviewLesson" });

/** A campaign's review as the API gives it. */
export const reviewSchema = z
  .strictObject({
    campaign_id: idText("cmp"),
    campaign_name: z.string(),
    state: z.enum(["preliminary", "due", "closed"]).meta({
      description: "preliminary: the campaign or its goal's deadline is not over; due: it can be closed; closed: it stays as it is",
    }),
    due_on: daySchema.nullable().meta({ description: "The first day on which it can be closed; null: the campaign was not launched" }),
    as_of: instantSchema,
    figures: z.array(figureSchema),
    sentences: z.array(sentenceSchema),
    edits: z
      .array(z.strictObject({ key: z.string(), text: z.string().nullable() }))
      .meta({ description: "Sentences that somebody wrote anew or took out (null), as saveReview takes them" }),
    notes: z.string(),
    lessons: z.array(reviewLessonSchema),
    closed: z.strictObject({ at: instantSchema, by: z.string(), sha256: z.string() }).nullable(),
    changed_since: z
      .array(z.strictObject({ key: z.string(), label: z.string(), unit: z.string(), was: decimal.nullable(), now: decimal.nullable() }))
      .meta({ description: "Figures of a closed review that are others by now" }),
  })
  .meta({ id: "Review" });

/** A campaign's review. */
export const getReview = endpoint({
  id: "getReview",
  method: "GET",
  path: "/v1/campaigns/{id}/review",
  tag: "Reviews",
  summary: "A campaign's review: drafted from the data, or as it was closed",
  description: "Each sentence is made from figures by a rule and names them. A closed review has its figures as they were.",
  access: "attribution:read",
  tables: { figures: "figures", sentences: "sentences", lessons: "lessons" },
  params: oneCampaign,
  output: reviewSchema,
});

const writtenLesson = z.strictObject({
  subject_kind: z.enum(subjectKinds),
  creator_id: idSchema("cre").optional().meta({ description: "For the subject creator" }),
  program_id: idSchema("prg").optional().meta({ description: "For the subject offer" }),
  subject: z.string().trim().min(1).max(200).optional().meta({ description: "For a platform, tier or format, such as reel" }),
  metric: lessonFields.metric,
  estimate: bound,
  low: bound,
  high: bound,
  level: bound.default("0.95"),
  cycles: z.int().min(1).max(1000).default(1),
  spent: positiveMoneySchema.nullable().default(null),
  words: z.string().trim().max(1000).default(""),
  is_drafted: z.boolean().default(false).meta({ description: "Taken over from the draft as it was" }),
});

/** Edits a review. */
export const saveReview = endpoint({
  id: "saveReview",
  method: "PUT",
  path: "/v1/campaigns/{id}/review",
  tag: "Reviews",
  summary: "Write sentences of a review anew, take some out, add notes and lessons",
  description: "What is not named stays. Sentences without an entry are drafted from the data each time.",
  access: "programs:write",
  params: oneCampaign,
  body: z.strictObject({
    sentences: z
      .array(
        z.strictObject({
          key: z.string().max(200),
          text: z.string().trim().min(1).max(1000).nullable().meta({ description: "Null: the sentence is taken out" }),
        }),
      )
      .max(200)
      .optional()
      .meta({ description: "All edits, in place of earlier ones" }),
    notes: z.string().trim().max(10_000).optional(),
    lessons: z.array(writtenLesson).max(200).optional().meta({ description: "All lessons, in place of those that the data suggest" }),
  }),
  output: reviewSchema,
});

/** Closes a review. */
export const closeReview = endpoint({
  id: "closeReview",
  method: "POST",
  path: "/v1/campaigns/{id}/review/close",
  tag: "Reviews",
  summary: "Close a review: it is kept with its figures as they are, and its lessons are read by plans",
  access: "programs:write",
  params: oneCampaign,
  output: reviewSchema,
});

/** What was learned. */
export const listLessons = endpoint({
  id: "listLessons",
  method: "GET",
  path: "/v1/lessons",
  tag: "Reviews",
  summary: "Lessons of closed reviews, the newest first: what plans start from",
  access: "programs:read",
  query: z.strictObject({
    ...pageQuery,
    subject_kind: z.enum(subjectKinds).optional(),
    creator_id: idSchema("cre").optional(),
  }),
  output: pageOf(
    z
      .strictObject({ id: idText("les"), campaign_id: idText("cmp"), campaign_name: z.string(), ...shownLesson, learned_at: instantSchema })
      .meta({ id: "Lesson" }),
  ),
});
