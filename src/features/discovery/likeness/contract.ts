import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { daySchema, idSchema, idText } from "../../../platform/schema/vocabulary.ts";
import { foundSchema, searchFields } from "../contract.ts";
import { alikeFeatures, fewestFeatures } from "./likeness.ts";

const share = z.number().min(0).max(1);

const interval = (value: z.ZodType<number>) => z.strictObject({ estimate: value, low: value, high: value });

const fromSamplesSchema = z.strictObject({
  by: z.enum(["handle", "id"]).meta({ description: "By what followers were found in both samples" }),
  matches: z.int().meta({ description: "Followers whom both samples name" }),
  shared: interval(z.int()).meta({
    description:
      "People who follow both: matches times both numbers of followers over both numbers named, with the exact interval of 95 % for samples drawn at random",
  }),
  shared_of_smaller: interval(share).meta({ description: "The same as a share of the smaller audience" }),
  samples: z
    .array(
      z.strictObject({
        id: idText("fos"),
        account_id: idText("acc"),
        taken_on: daySchema,
        source: z.string(),
        drawn: z.enum(["at_random", "newest", "all"]).nullable().meta({ description: "Null: not said" }),
        named: z.int().meta({ description: "Different followers whom the sample names" }),
        followers: z.int().meta({ description: "Of how many they were drawn" }),
        followers_on: daySchema.meta({ description: "Of which day that number is" }),
      }),
    )
    .meta({ description: "The newest sample of each account that names followers" }),
  warnings: z.array(z.enum(["drawing_not_said", "newest_first", "days_apart", "more_named_than_followers"])).meta({
    description: "What speaks against the estimate; the interval does not know of it",
  }),
});

const overlapSchema = z
  .strictObject({
    account_ids: z.array(idText("acc")),
    make_up: z.record(z.string(), share).meta({
      description:
        "By way of division: the sum over its values of the lesser share, of all that the fuller list has. How alike the audiences are made up, not who is in both",
    }),
    most_shared: z.int().nullable().meta({
      description: "People who can be in both at most, by sizes and shares; at least it is always none. Null: a size is not known",
    }),
    most_shared_of_smaller: share.nullable().meta({ description: "The same as a share of the smaller audience" }),
    from_samples: fromSamplesSchema.nullable().meta({ description: "How many follow both, from a sample of each one's followers" }),
    not_known: z
      .strictObject({
        reason: z.enum(["other_platform", "no_sample", "no_ids", "other_kind", "followers_unknown"]),
        account_ids: z.array(idText("acc")).meta({ description: "Of which of them it is so" }),
      })
      .nullable()
      .meta({
        description:
          "Why it is not known from samples: accounts of two platforms, no sample, a sample that names nobody (the list had no handles and ids, or it was taken before they were kept), one by handles and one by ids, or no number of followers within 31 days of the sample; null: it is known",
      }),
  })
  .meta({ id: "AudienceOverlap" });

/** Some creators side by side. */
export const compareCreators = endpoint({
  id: "compareCreators",
  method: "POST",
  path: "/v1/creators/compare",
  tag: "Finding creators",
  summary: "Two to five creators side by side, and how far their audiences can overlap",
  description:
    "Shares of an audience cannot say who follows both: they give the most that can be shared, and how alike the audiences are made up. Where there is a sample of each one's followers, those whom both name tell it, with an interval.",
  access: "creators:read",
  body: z.strictObject({ creator_ids: z.array(idSchema("cre")).min(2).max(5) }),
  output: z.strictObject({
    creators: z.array(z.strictObject({ creator_id: idText("cre"), name: z.string(), accounts: z.array(foundSchema) })),
    overlaps: z.array(overlapSchema).meta({ description: "Each pair of largest accounts of two creators" }),
    unique_followers: z
      .strictObject({
        estimate: z.int().nullable().meta({
          description:
            "Null: of three and more, pairs do not tell how many follow all of them; of two, no samples tell how many follow both",
        }),
        low: z.int(),
        high: z.int(),
        pairs: z.int(),
        pairs_from_samples: z.int().meta({ description: "Of the others only the most that can be shared is known" }),
      })
      .nullable()
      .meta({
        description:
          "How many different people follow the largest accounts together: of two accounts all less those who follow both, else bounds that hold at 95 % with all pairs at once (Hunter; Dawson and Sankoff; de Caen). Followers, not people who see a post. Null: a number of followers is not known",
      }),
  }),
});

/** Who is like somebody. */
export const listLookalikes = endpoint({
  id: "listLookalikes",
  method: "POST",
  path: "/v1/creators/lookalikes",
  tag: "Finding creators",
  summary: "Creators who are like some creators, or like those on a list, with the reasons",
  description: `Gower's similarity: the plain mean, over the features that are known of both accounts, of how alike they are, from 0 to 1. Followers by their ratio (a factor of ten is nothing alike), engagement by its ratio (a factor of four), category, country and language by being the same, topics by the share in common, audiences by their common make-up. Nothing is said with fewer than ${fewestFeatures} features known of both. Only accounts of the same platform with a tenth to ten times the followers are compared, of many the nearest in size.`,
  access: "creators:read",
  body: z.strictObject({
    creator_ids: z.array(idSchema("cre")).max(50).default([]),
    list_id: idSchema("lst").optional(),
    limit: z.int().min(1).max(100).default(20),
  }),
  output: z.strictObject({
    compared: z.int().meta({ description: "Accounts that were looked at" }),
    is_cut: z.boolean().meta({ description: "There were more of this platform and size than were looked at" }),
    data: z.array(
      z.strictObject({
        creator: foundSchema,
        like_creator_id: idText("cre").meta({ description: "Whom of those asked about the creator is most like" }),
        like_name: z.string(),
        likeness: share,
        features: z.array(z.strictObject({ feature: z.enum(alikeFeatures), likeness: share })),
      }),
    ),
  }),
});

/** Where those who are found stand. */
export const mapCreators = endpoint({
  id: "mapCreators",
  method: "POST",
  path: "/v1/creators/map",
  tag: "Finding creators",
  summary: "Engagement against followers of those who are found, with what is published as usual",
  access: "creators:read",
  body: z.strictObject({
    text: searchFields.text,
    where: searchFields.where,
    platform: z.string().max(40),
    rate: z.enum(["er_followers", "er_views"]),
  }),
  output: z.strictObject({
    total: z.int().nullable().meta({
      description: "Creators found of whom followers and the rate are known on this platform; null: not counted before the index is ready",
    }),
    points: z
      .array(
        z.strictObject({ creator_id: idText("cre"), name: z.string(), followers: z.int(), rate: z.string(), tier: z.string().nullable() }),
      )
      .meta({ description: "At most 400, the most relevant first" }),
    usual: z.array(
      z.strictObject({
        from_followers: z.int(),
        to_followers: z.int().nullable(),
        low: z.number(),
        high: z.number(),
        source: z.strictObject({ name: z.string(), url: z.string() }),
      }),
    ),
  }),
});
