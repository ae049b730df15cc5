import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { idSchema, idText, instantSchema, rateSchema } from "../../../platform/schema/vocabulary.ts";

const partSchema = z.strictObject({
  region: z.string().trim().min(1).max(200).meta({ description: "As the sales name it" }),
  share: rateSchema.meta({ description: "Of the creator's whole audience" }),
});

const audienceSchema = z
  .strictObject({
    creator_id: idText("cre"),
    creator_name: z.string(),
    shares: z.array(partSchema),
    in_all: z.string().meta({ description: "The sum of the shares; what is left to 1 lies elsewhere or is not known" }),
    import_id: idText("imp").nullable().meta({ description: "Null: typed, or told over the API" }),
    told_at: instantSchema,
  })
  .meta({ id: "CreatorAudience" });

/** Audiences by region. */
export const listAudiences = endpoint({
  id: "listAudiences",
  method: "GET",
  path: "/v1/creator-audiences",
  tag: "Experiments",
  summary: "Where creators' audiences are, by region: of every creator of whom it was told",
  description: "Import them as a CSV file of creator, region and share: POST /v1/imports?kind=audiences.",
  access: "attribution:read",
  output: z.strictObject({ data: z.array(audienceSchema) }),
});

/** Tells one creator's audience. */
export const tellAudience = endpoint({
  id: "tellAudience",
  method: "PUT",
  path: "/v1/creator-audiences/{creator_id}",
  tag: "Experiments",
  summary: "Tell where a creator's audience is: all regions at once, in the place of what was told before",
  description:
    "Shares come to at most 1 in all; up to 1.01 is taken for rounding. Plans that are locked keep the shares that they were made of.",
  access: "attribution:write",
  params: z.strictObject({ creator_id: idSchema("cre") }),
  body: z.strictObject({ shares: z.array(partSchema).min(1).max(2_000) }),
  output: audienceSchema,
});
