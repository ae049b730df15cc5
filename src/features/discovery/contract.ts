import { z } from "zod";
import { evidenceGrades } from "../../kernel/social/evidence-grade.ts";
import { isStorable } from "../../kernel/text.ts";
import { endpoint } from "../../platform/schema/endpoint.ts";
import { currencySchema, daySchema, idText, moneySchema, pageQuery } from "../../platform/schema/vocabulary.ts";
import { conditionLimits } from "./query/condition-faults.ts";
import {
  audienceKinds,
  choiceFields,
  dayFields,
  facetFields,
  flagFields,
  numberFields,
  sortFields,
  type Condition,
} from "./query/creator-query.ts";
import { plainCondition, publicFaults } from "./query/found-query.ts";
import { longestPlaceText } from "./search/finder.ts";

const grammar = [
  "A condition on one account of a creator; it is true, false or not known, and a creator is found when it is true of one of its accounts.",
  '`{"and": [...]}`, `{"or": [...]}`, `{"not": ...}`;',
  `\`{"field": F, "in": [texts]}\` with F one of ${choiceFields.join(", ")};`,
  `\`{"field": F, "from": n, "to": n}\` with F one of ${numberFields.join(", ")} (rates and shares from 0 to 1, a price in minor units with its "currency"), or a day: ${dayFields.join(", ")}; bounds are included;`,
  `\`{"field": F, "is": true}\` with F one of ${flagFields.join(", ")};`,
  `\`{"audience": K, "value": V, "from": share, "to": share}\` with K one of ${audienceKinds.join(", ")};`,
  '`{"known": F, "is": false}` asks whether something is known at all.',
  `At most ${conditionLimits.depth} levels and ${conditionLimits.parts} conditions.`,
].join(" ");

/** Conditions as clients write them; inside the application lists and programs go by plain ids. */
const conditionSchema = z
  .looseObject({})
  .superRefine((value, check) => {
    for (const { path, message } of publicFaults(value)) check.addIssue({ code: "custom", path: [...path], message });
  })
  .transform((value) => plainCondition(value as unknown as Condition))
  .meta({
    description: grammar,
    example: {
      and: [
        { field: "platform", in: ["instagram"] },
        { field: "followers", from: 10_000, to: 100_000 },
      ],
    },
  });

const sortSchema = z
  .strictObject({
    by: z.enum(sortFields),
    direction: z.enum(["asc", "desc"]),
    currency: currencySchema.optional().meta({ description: "Of the prices, with `price` alone: those in other currencies are not known" }),
  })
  .refine(({ by, currency }) => (by === "price") === (currency !== undefined), {
    path: ["currency"],
    message: "an order by price needs its currency, such as EUR, and no other order has one",
  })
  .meta({ description: "What is not known comes last in both directions. Without text, relevance is the number of followers" });

const textSchema = z.string().trim().max(200).meta({
  description:
    "Words in any script, all of which have to be found in the name, handle, bio, captions, hashtags or category of one account: as they are, as a beginning, from four letters on with one letter wrong (replaced, missing or too many), from eight on with two. A category is looked through for words as they are and as a beginning, and counts least in relevance",
});

/** Whom somebody looks for. */
export const searchFields = {
  text: textSchema.optional(),
  where: conditionSchema.optional(),
  sort: sortSchema.default({ by: "relevance", direction: "desc" }),
};

const rate = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .nullable();
const evidence = z
  .strictObject({
    source: z.string(),
    grade: z.enum(evidenceGrades),
    observed_on: daySchema,
  })
  .meta({
    id: "FigureEvidence",
    description:
      "Where a figure comes from. Grade A: the platform for the account's owner; B: the platform for anybody; C: a vendor's estimate; D: a person or a file of one's own; E: told or guessed",
  });

/** A creator by the account that was found. */
export const foundSchema = z
  .strictObject({
    creator_id: idText("cre"),
    name: z.string(),
    status: z.enum(["active", "paused", "banned"]),
    account_id: idText("acc").nullable().meta({ description: "Null: the creator has no account" }),
    platform: z.string().nullable(),
    handle: z.string().nullable(),
    bio: z.string(),
    country: z.string().nullable(),
    city: z.string().nullable(),
    language: z.string().nullable(),
    category: z.string().nullable(),
    topics: z.array(z.string()),
    account_state: z.string().nullable(),
    is_verified: z.boolean().nullable(),
    has_email: z.boolean(),
    has_worked: z.boolean().meta({ description: "Took part in a program of the workspace, or has a post in one of its campaigns" }),
    tier: z
      .string()
      .nullable()
      .meta({ description: "By the workspace's ladder; below: under its first step; null: the followers are not known" }),
    followers: z.int().nullable(),
    following: z.int().nullable(),
    posts_count: z.int().nullable(),
    avg_views: rate,
    er_followers: rate.meta({ description: "(likes + comments) ÷ followers, averages of the same source and day" }),
    er_views: rate.meta({ description: "(likes + comments + shares) ÷ views" }),
    er_reach: rate.meta({ description: "As its source states it" }),
    er_impressions: rate.meta({ description: "As its source states it" }),
    growth_30d: rate.meta({ description: "Growth of the followers over 30 days, by one source" }),
    last_post_on: daySchema.nullable(),
    added_on: daySchema,
    source: z.string(),
    quality: z.int().nullable(),
    decision: z.string().nullable(),
    price: moneySchema.nullable(),
    list_ids: z.array(idText("lst")),
    program_ids: z.array(idText("prg")),
    audience: z
      .record(z.string(), z.record(z.string(), z.number()))
      .meta({ description: "Shares from 0 to 1 by kind and value; what is missing is not known" }),
    evidence: z.record(z.string(), evidence).meta({ description: "Source, day and grade of each figure that is known" }),
  })
  .meta({ id: "FoundCreator", description: "Null: not known, which is not zero" });

const facetSchema = z.strictObject({
  field: z.enum(facetFields),
  values: z.array(z.strictObject({ value: z.string(), name: z.string(), creators: z.int() })),
});

/** What is found. */
export const foundPage = z.strictObject({
  data: z.array(foundSchema),
  next_cursor: z.string().nullable(),
  total: z.int().nullable().meta({ description: "Creators found in all; null: not counted yet, see counts_in_seconds" }),
  counts_in_seconds: z.int().min(1).nullable().meta({
    description:
      "In about how many seconds total and facets can be had by asking again: while the index is being made ready, pages of creators come at once and nobody is counted. Null: they are counted",
  }),
  engine: z.enum(["index", "database"]).meta({
    description:
      "What answered: the index in memory, or the database, until the index is ready and where creators are few. Both give the same",
  }),
  facets: z.array(facetSchema).nullable().meta({
    description: "Null: not counted yet. Creators found who have a value on a found account, the most first, at most 50 values a field",
  }),
});

const about =
  "A creator found by several accounts stands at the best of them. A changed profile is found after the worker's next pass, within two seconds.";

/** In the order of names it holds one. */
const cursorSchema = z.string().max(longestPlaceText).optional().meta({ description: "The `next_cursor` of the page before" });

/** Finds creators. */
export const searchCreators = endpoint({
  id: "searchCreators",
  method: "POST",
  path: "/v1/creators/search",
  tag: "Finding creators",
  summary: "Find creators by words and conditions",
  description: about,
  access: "creators:read",
  body: z.strictObject({
    ...searchFields,
    limit: z.int().min(1).max(200).default(25),
    cursor: cursorSchema,
  }),
  output: foundPage,
});

const queryText = z
  .string()
  .max(20_000)
  .meta({ description: "Text, conditions and order as JSON, as the search takes them in its body", example: '{"text":"vegan"}' })
  .transform((text, check): unknown => {
    try {
      const texts: string[] = [];
      const read: unknown = JSON.parse(text, (key, value: unknown) => {
        texts.push(key, typeof value === "string" ? value : "");
        return value;
      });
      if (texts.every(isStorable)) return read;
      check.addIssue({ code: "custom", message: "holds a character that is not text (U+0000 or half a surrogate pair)" });
    } catch {
      check.addIssue({ code: "custom", message: "must be JSON" });
    }
    return z.NEVER;
  })
  .pipe(z.strictObject(searchFields));

/** What is found, as a list that can be had as a table. */
export const listFoundCreators = endpoint({
  id: "listFoundCreators",
  method: "GET",
  path: "/v1/creators/found",
  tag: "Finding creators",
  summary: "Who is found, as a list that can be had as CSV or Parquet",
  description: about,
  access: "creators:read",
  query: z.strictObject({ limit: pageQuery.limit, cursor: cursorSchema, query: queryText }),
  output: z.strictObject({ data: z.array(foundSchema), next_cursor: z.string().nullable() }),
});
