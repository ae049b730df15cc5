import { z } from "zod";
import { endpoint } from "../../platform/schema/endpoint.ts";
import { idSchema, idText, instantSchema, pageOf, pageQuery } from "../../platform/schema/vocabulary.ts";

const purposeSchema = z
  .enum(["public", "personal_use"])
  .meta({ description: "A personal-use code is the creator's own discount and pays nothing" });
const policySchema = z.enum(["always", "if_clicked", "if_last"]).meta({
  description:
    "When a code alone gets its owner paid: always; only if the customer also clicked the owner's link; only if it is the last creator touch",
});

/** A code as the API shows it. */
export const codeSchema = z
  .strictObject({
    id: idText("cod"),
    code: z.string(),
    creator_id: idText("cre"),
    program_id: idText("prg"),
    store_id: idText("sto").nullable(),
    purpose: purposeSchema,
    policy: policySchema,
    valid_from: instantSchema,
    valid_until: instantSchema.nullable(),
    disabled_at: instantSchema.nullable(),
    created_at: instantSchema,
  })
  .meta({ id: "Code" });

export const listCodes = endpoint({
  id: "listCodes",
  method: "GET",
  path: "/v1/codes",
  tag: "Codes",
  summary: "Codes, newest first",
  access: "links:read",
  query: z.strictObject({ ...pageQuery, creator_id: idSchema("cre").optional(), program_id: idSchema("prg").optional() }),
  output: pageOf(codeSchema),
});

export const getCode = endpoint({
  id: "getCode",
  method: "GET",
  path: "/v1/codes/{id}",
  tag: "Codes",
  summary: "One code",
  access: "links:read",
  params: z.strictObject({ id: idSchema("cod") }),
  output: codeSchema,
});

export const createCode = endpoint({
  id: "createCode",
  method: "POST",
  path: "/v1/codes",
  tag: "Codes",
  summary: "Give a creator a code",
  description:
    "The store must know the code too: Vouch reads it on orders and gives no discount itself. Case, spaces and look-alike characters make no difference.",
  access: "links:write",
  status: 201,
  creates: true,
  body: z.strictObject({
    code: z.string().min(1).max(64).meta({ example: "ANA10" }),
    creator_id: idSchema("cre"),
    program_id: idSchema("prg"),
    store_id: idSchema("sto").optional(),
    purpose: purposeSchema.default("public"),
    policy: policySchema.default("always"),
    valid_from: instantSchema
      .optional()
      .meta({ description: "Missing: from now on. In the past: orders that are here already and pay nobody are decided again" }),
    valid_until: instantSchema.nullable().default(null),
  }),
  output: codeSchema,
});

export const updateCode = endpoint({
  id: "updateCode",
  method: "PATCH",
  path: "/v1/codes/{id}",
  tag: "Codes",
  summary: "Change a code's policy, end or switch",
  description: "Owner, text and start never change: what was paid rests on them. End this code and make another.",
  access: "links:write",
  params: z.strictObject({ id: idSchema("cod") }),
  body: z.strictObject({
    policy: policySchema.optional(),
    valid_until: instantSchema.nullable().optional(),
    disabled: z.boolean().optional(),
  }),
  output: codeSchema,
});
