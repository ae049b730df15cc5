import { z } from "zod";
import { evidenceGrades } from "../../../kernel/social/evidence-grade.ts";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { countrySchema, daySchema, idSchema, instantSchema, pageOf, pageQuery } from "../../../platform/schema/vocabulary.ts";
import { accountStates, audienceKinds, statedRateNames } from "../observing/observed.ts";

const oneAccount = z.strictObject({ id: idSchema("cre"), account_id: idSchema("acc") });
const gradeWords =
  "Evidence: A the platform for the account's owner, B the platform for anybody, C a vendor's estimate, D a person or a file of one's own, E told by the creator or guessed";
const gradeSchema = z.enum(evidenceGrades).meta({ description: gradeWords });

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).nullable();
const average = z.number().min(0).max(1e15).nullable();
const rate = z.number().min(0).max(1000);
const share = z.number().min(0).max(1);
const shares = z
  .record(z.string().trim().min(1).max(120), share)
  .refine((value) => Object.keys(value).length <= 500, "must have at most 500 values");

const audienceSchema = z
  .strictObject({
    ...Object.fromEntries(audienceKinds.map((kind) => [kind, shares.optional()])),
    credibility: share.optional().meta({ description: "Share of followers who are real people" }),
    notable: share.optional().meta({ description: "Share of followers who are notable accounts" }),
  } as { [K in (typeof audienceKinds)[number]]: z.ZodOptional<typeof shares> } & Record<
    "credibility" | "notable",
    z.ZodOptional<typeof share>
  >)
  .meta({
    id: "AccountAudience",
    description: "Shares from 0 to 1 by kind and value; what is missing is not known. Ethnicity is never kept.",
    example: { countries: { DE: 0.41 }, ages: { "18-24": 0.3 }, credibility: 0.83 },
  });

const sponsoredSchema = z
  .strictObject({
    sponsored_median_views: average.unwrap().optional(),
    sponsored_median_likes: average.unwrap().optional(),
    own_median_views: average.unwrap().optional(),
    own_median_likes: average.unwrap().optional(),
    performance: rate.optional().meta({ description: "Sponsored to own posts, as the source states it" }),
  })
  .meta({ id: "SponsoredFigures" });

const ratesSchema = z
  .strictObject(
    Object.fromEntries(statedRateNames.map((name) => [name, z.number().min(-1).max(1000).optional()])) as Record<
      (typeof statedRateNames)[number],
      z.ZodOptional<z.ZodNumber>
    >,
  )
  .meta({ id: "StatedRates", description: "Rates as the source states them, each under the exact name of its formula; 0.02 is 2 %" });

const figureFields = {
  followers: count.meta({ description: "Null: unknown, which is not zero" }),
  following: count,
  posts_count: count,
  avg_likes: average,
  avg_comments: average,
  avg_views: average,
  avg_shares: average,
  stated_rates: ratesSchema,
  audience: audienceSchema,
  sponsored: sponsoredSchema,
};

const originFields = {
  observed_on: daySchema,
  observed_at: instantSchema.nullable().meta({ description: "Null: only the day is known" }),
  source: z.string(),
  grade: gradeSchema,
  evidence: z.string().meta({ description: "Where it can be looked up" }),
  recorded_at: instantSchema,
};

const sourceSchema = z.string().trim().min(1).max(60);
const evidenceSchema = z.string().max(1000).default("");
const ownGrade = z
  .enum(["C", "D", "E"])
  .default("D")
  .meta({ description: `${gradeWords}. A and B are given by connections alone` });
const seenInstant = instantSchema.nullable().default(null).meta({ description: "The moment, where it is known; it must lie in the day" });

const snapshotSchema = z.strictObject({ ...originFields, ...figureFields }).meta({ id: "AccountSnapshot" });

/** Writes down an account's figures on a day. */
export const addSnapshot = endpoint({
  id: "addAccountSnapshot",
  method: "POST",
  path: "/v1/creators/{id}/accounts/{account_id}/snapshots",
  tag: "Creators",
  summary: "Record figures that an account had on a day",
  description:
    "Figures are kept side by side by day and source. Recording a day and source again corrects it; the earlier record stays in the list. What is left out is not known.",
  access: "creators:write",
  status: 201,
  creates: true,
  params: oneAccount,
  body: z.strictObject({
    observed_on: daySchema,
    observed_at: seenInstant,
    source: sourceSchema.default("manual"),
    grade: ownGrade,
    evidence: evidenceSchema,
    followers: figureFields.followers.default(null),
    following: count.default(null),
    posts_count: count.default(null),
    avg_likes: average.default(null),
    avg_comments: average.default(null),
    avg_views: average.default(null),
    avg_shares: average.default(null),
    stated_rates: ratesSchema.default({}),
    audience: audienceSchema.default({}),
    sponsored: sponsoredSchema.default({}),
  }),
  output: snapshotSchema,
});

/** An account's figures through time. */
export const listSnapshots = endpoint({
  id: "listAccountSnapshots",
  method: "GET",
  path: "/v1/creators/{id}/accounts/{account_id}/snapshots",
  tag: "Creators",
  summary: "An account's figures, the newest day first, of one day the last recorded first",
  access: "creators:read",
  params: oneAccount,
  query: z.strictObject(pageQuery),
  output: pageOf(snapshotSchema),
});

const wordFields = {
  state: z.enum(accountStates).nullable().meta({ description: "Whether the account can be seen" }),
  display_name: z.string().max(300).nullable(),
  bio: z.string().max(10_000).nullable(),
  category: z.string().max(120).nullable(),
  topics: z.array(z.string().min(1).max(120)).max(50),
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/, "must be a language code of ISO 639 such as de")
    .nullable(),
  country: countrySchema.nullable(),
  city: z.string().max(120).nullable(),
  is_verified: z.boolean().nullable(),
  is_business: z.boolean().nullable(),
};
const profileSchema = z.strictObject({ ...originFields, ...wordFields }).meta({ id: "AccountProfile" });

/** Writes down what an account says of itself. */
export const addProfile = endpoint({
  id: "addAccountProfile",
  method: "POST",
  path: "/v1/creators/{id}/accounts/{account_id}/profiles",
  tag: "Creators",
  summary: "Record what an account says of itself",
  description: "A record is added when something differs from what its source said last. What is left out is not known and clears nothing.",
  access: "creators:write",
  status: 201,
  creates: true,
  params: oneAccount,
  body: z
    .strictObject({
      observed_on: daySchema,
      observed_at: seenInstant,
      source: sourceSchema.default("manual"),
      grade: ownGrade,
      evidence: evidenceSchema,
      state: wordFields.state.default(null),
      display_name: wordFields.display_name.default(null),
      bio: wordFields.bio.default(null),
      category: wordFields.category.default(null),
      topics: wordFields.topics.default([]),
      language: wordFields.language.default(null),
      country: wordFields.country.default(null),
      city: wordFields.city.default(null),
      is_verified: wordFields.is_verified.default(null),
      is_business: wordFields.is_business.default(null),
    })
    .refine(
      ({ observed_on: _on, observed_at: _at, source: _source, grade: _grade, evidence: _evidence, topics, ...words }) =>
        topics.length > 0 || Object.values(words).some((word) => word !== null),
      "must state at least one thing about the account",
    ),
  output: profileSchema,
});

/** What an account said of itself through time. */
export const listProfiles = endpoint({
  id: "listAccountProfiles",
  method: "GET",
  path: "/v1/creators/{id}/accounts/{account_id}/profiles",
  tag: "Creators",
  summary: "What an account said of itself, newest record first",
  access: "creators:read",
  params: oneAccount,
  query: z.strictObject(pageQuery),
  output: pageOf(profileSchema),
});

const origin = {
  source: z.string(),
  observed_on: daySchema,
  observed_at: instantSchema.nullable(),
  grade: gradeSchema,
  evidence: z.string(),
};

/** What is known of an account now. */
export const getFigures = endpoint({
  id: "getAccountFigures",
  method: "GET",
  path: "/v1/creators/{id}/accounts/{account_id}/figures",
  tag: "Creators",
  summary: "What is known of an account, figure by figure and word by word, each with its source, time and grade",
  description:
    "Of each the newest known; of one day the better grade; of one grade the later recorded. A rate is worked out from the parts of one record, else as its source states it under that exact name.",
  access: "creators:read",
  params: oneAccount,
  output: z.strictObject({
    figures: z.array(
      z.strictObject({
        name: z.string().meta({ description: "Such as followers, avg_likes, er_followers" }),
        value: z.number(),
        ...origin,
      }),
    ),
    audience: z.strictObject({ value: audienceSchema, ...origin }).nullable(),
    sponsored: z.strictObject({ value: sponsoredSchema, ...origin }).nullable(),
    words: z.array(z.strictObject({ name: z.string(), value: z.union([z.string(), z.boolean(), z.array(z.string())]), ...origin })),
  }),
});
