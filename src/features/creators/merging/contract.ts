import { z } from "zod";
import { platforms } from "../../../kernel/social/platform.ts";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { idSchema, idText, instantSchema, moneySchema } from "../../../platform/schema/vocabulary.ts";

const belongings = z
  .array(z.strictObject({ kind: z.enum(["links", "codes", "enrollments", "commissions", "posts"]), things: z.number().int() }))
  .meta({ description: "What stands under this record, and stays under it" });

/** A record with what stands under it, and what tells it from another of the same name. */
export const personSchema = z.strictObject({
  id: idText("cre"),
  name: z.string(),
  accounts: z.array(z.strictObject({ platform: z.enum(platforms), handle: z.string() })).meta({ description: "Those in use" }),
  source: z.string().meta({ description: "Where the record comes from, such as manual or a system's name" }),
  created_at: instantSchema,
  belongings,
});
const mergeSchema = z
  .strictObject({
    id: idText("cmg"),
    from_creator_id: idText("cre"),
    into_creator_id: idText("cre"),
    reason: z.string(),
    merged_at: instantSchema,
  })
  .meta({ id: "CreatorMerge" });

/** Makes two records one creator. */
export const mergeCreators = endpoint({
  id: "mergeCreators",
  method: "POST",
  path: "/v1/creators/{id}/merge",
  tag: "Creators",
  summary: "Say that another record is this same creator",
  description:
    "Accounts are shown with the creator who is kept, and whoever asks for the duplicate is given the one who is kept. Links, codes, parts in programs, commissions, posts and money stay under the record they stand under. It can be taken back.",
  access: "creators:write",
  status: 201,
  creates: true,
  params: z.strictObject({ id: idSchema("cre") }),
  body: z.strictObject({ duplicate_id: idSchema("cre"), reason: z.string().trim().max(500).default("") }),
  output: mergeSchema,
});

/** Takes a merge back. */
export const undoCreatorMerge = endpoint({
  id: "undoCreatorMerge",
  method: "POST",
  path: "/v1/creator-merges/{id}/undo",
  tag: "Creators",
  summary: "Take a merge back: both records are again what they were",
  access: "creators:write",
  params: z.strictObject({ id: idSchema("cmg") }),
  body: z.strictObject({ reason: z.string().trim().max(500).default("") }),
  output: mergeSchema,
});

const moneyOfRecord = z.array(
  z
    .strictObject({
      commissions: moneySchema.meta({ description: "On hold and payable, paid or not, less what was taken back" }),
      costs: moneySchema.meta({ description: "Costs of campaigns for this creator" }),
    })
    .meta({ id: "CreatorMoney", description: "In one currency" }),
);

/** The records that are one creator. */
export const listCreatorRecords = endpoint({
  id: "listCreatorRecords",
  method: "GET",
  path: "/v1/creators/{id}/records",
  tag: "Creators",
  summary: "The records that are this creator, the one that is kept first, with what stands under each and together",
  access: "creators:read",
  params: z.strictObject({ id: idSchema("cre") }),
  output: z.strictObject({
    together: moneyOfRecord.meta({ description: "Of all records: reports show each record by itself" }),
    data: z.array(
      z.strictObject({
        ...personSchema.shape,
        merge: mergeSchema.nullable().meta({ description: "Null: the record that is kept" }),
        money: moneyOfRecord.meta({ description: "Of this record alone" }),
      }),
    ),
  }),
});
