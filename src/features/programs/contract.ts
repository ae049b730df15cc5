import { z } from "zod";
import { isCurrency } from "../../kernel/money.ts";
import { endpoint } from "../../platform/schema/endpoint.ts";
import { currencySchema, idSchema, idText, instantSchema, nameSchema, pageOf, pageQuery } from "../../platform/schema/vocabulary.ts";
import { programKinds } from "./program-kind.ts";

const kindSchema = z.enum(programKinds);
const earningsCurrency = currencySchema
  .refine(isCurrency, "must be a currency of ISO 4217")
  .nullable()
  .meta({ description: "Null: creators earn in each order's currency" });

const programSchema = z
  .strictObject({
    id: idText("prg"),
    name: z.string(),
    kind: kindSchema,
    store_id: idText("sto").nullable().meta({ description: "Null: orders of every store" }),
    currency: earningsCurrency,
    pay_rule: z
      .strictObject({ id: idText("rul"), version: z.number().int(), effective_at: instantSchema, summary: z.string() })
      .nullable()
      .meta({ description: "The version in force now; null: nothing is paid" }),
    creators: z.number().int().meta({ description: "How many creators take part now" }),
    created_at: instantSchema,
    updated_at: instantSchema,
    archived_at: instantSchema.nullable(),
  })
  .meta({ id: "Program" });

const oneProgram = z.strictObject({ id: idSchema("prg") });

/** Starts a program. */
export const createProgram = endpoint({
  id: "createProgram",
  method: "POST",
  path: "/v1/programs",
  tag: "Programs",
  summary: "Start a program; publish a pay rule next",
  access: "programs:write",
  status: 201,
  creates: true,
  body: z.strictObject({
    name: nameSchema(200),
    kind: kindSchema,
    store_id: idSchema("sto").nullable().default(null),
    currency: earningsCurrency.default(null),
  }),
  output: programSchema,
});

/** The programs of the workspace. */
export const listPrograms = endpoint({
  id: "listPrograms",
  method: "GET",
  path: "/v1/programs",
  tag: "Programs",
  summary: "The programs of the workspace, newest first",
  access: "programs:read",
  query: z.strictObject({
    ...pageQuery,
    kind: kindSchema.optional(),
    store_id: idSchema("sto").optional(),
    archived: z.enum(["true", "false"]).default("false"),
  }),
  output: pageOf(programSchema),
});

/** One program. */
export const getProgram = endpoint({
  id: "getProgram",
  method: "GET",
  path: "/v1/programs/{id}",
  tag: "Programs",
  summary: "One program with the pay rule in force",
  access: "programs:read",
  params: oneProgram,
  output: programSchema,
});

/** Changes what is named. */
export const updateProgram = endpoint({
  id: "updateProgram",
  method: "PATCH",
  path: "/v1/programs/{id}",
  tag: "Programs",
  summary: "Change a program's name, kind, store or currency",
  description: "What was earned stays as it was: every commission keeps a copy of the terms it was decided by.",
  access: "programs:write",
  params: oneProgram,
  body: z.strictObject({
    name: nameSchema(200).optional(),
    kind: kindSchema.optional(),
    store_id: idSchema("sto").nullable().optional(),
    currency: earningsCurrency.optional(),
  }),
  output: programSchema,
});

/** Ends a program. */
export const archiveProgram = endpoint({
  id: "archiveProgram",
  method: "POST",
  path: "/v1/programs/{id}/archive",
  tag: "Programs",
  summary: "End a program: orders from now on earn nothing in it",
  access: "programs:write",
  params: oneProgram,
  output: programSchema,
});
