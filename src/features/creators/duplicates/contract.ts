import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { idSchema, pageOf, pageQuery } from "../../../platform/schema/vocabulary.ts";
import { personSchema } from "../merging/contract.ts";

const reasons = ["email", "handle", "bio_link", "name"] as const;
const pairSchema = z
  .strictObject({
    one: personSchema,
    other: personSchema,
    reasons: z.array(z.strictObject({ reason: z.enum(reasons), evidence: z.string() })),
  })
  .meta({ id: "LikelyDuplicate" });

/** Creators who may be one person. */
export const listDuplicates = endpoint({
  id: "listCreatorDuplicates",
  method: "GET",
  path: "/v1/creator-merges/suggestions",
  tag: "Creators",
  summary: "Creators who may be one person, with the reasons, those with most reasons first",
  description:
    "The same e-mail address, the same handle, the same link in what an account says of itself, or the same name but for signs and case. Pairs whose merge was taken back, and pairs of whom somebody said that they are two, are listed under dismissed=true only. Of more than 50 creators with the same the first 50 are held against each other.",
  access: "creators:read",
  query: z.strictObject({
    ...pageQuery,
    creator_id: idSchema("cre").optional(),
    dismissed: z.enum(["true", "false"]).default("false"),
  }),
  output: pageOf(pairSchema),
});

/** Says whether two are one. */
export const answerDuplicate = endpoint({
  id: "answerCreatorDuplicate",
  method: "POST",
  path: "/v1/creator-merges/suggestions/answer",
  tag: "Creators",
  summary: "Say that two creators are two people, or that this is open again",
  description: "Two people are not suggested any more. That they are one is said with POST /v1/creators/{id}/merge.",
  access: "creators:write",
  body: z
    .strictObject({ one_id: idSchema("cre"), other_id: idSchema("cre"), answer: z.enum(["different", "open"]) })
    .refine(({ one_id: one, other_id: other }) => one !== other, { path: ["other_id"], message: "must be another creator than one_id" }),
  output: z.strictObject({
    answer: z.enum(["different", "open"]),
    is_changed: z.boolean().meta({ description: "False: it was said already" }),
  }),
});
