import { z } from "zod";
import { costKinds } from "../../../kernel/costs/cost-kind.ts";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import {
  daySchema,
  idSchema,
  idText,
  instantSchema,
  moneySchema,
  pageOf,
  pageQuery,
  positiveMoneySchema,
} from "../../../platform/schema/vocabulary.ts";

const kindSchema = z.enum(costKinds);
const noteSchema = z.string().max(1000);

const costSchema = z
  .strictObject({
    id: idText("cst"),
    program_id: idText("prg"),
    creator_id: idText("cre").nullable(),
    kind: kindSchema,
    amount: moneySchema,
    incurred_on: daySchema,
    note: z.string(),
    created_at: instantSchema,
    archived_at: instantSchema.nullable(),
  })
  .meta({ id: "Cost" });

/** Enters a cost. */
export const enterCost = endpoint({
  id: "enterCost",
  method: "POST",
  path: "/v1/programs/{id}/costs",
  tag: "Programs",
  summary: "Enter what a program cost besides commissions",
  access: "programs:write",
  status: 201,
  creates: true,
  params: z.strictObject({ id: idSchema("prg") }),
  body: z.strictObject({
    kind: kindSchema,
    amount: positiveMoneySchema,
    incurred_on: daySchema,
    creator_id: idSchema("cre").nullable().default(null).meta({ description: "Null: the program's as a whole" }),
    note: noteSchema.default(""),
  }),
  output: costSchema,
});

/** A program's costs. */
export const listCosts = endpoint({
  id: "listCosts",
  method: "GET",
  path: "/v1/programs/{id}/costs",
  tag: "Programs",
  summary: "A program's costs, the last entered first",
  access: "programs:read",
  params: z.strictObject({ id: idSchema("prg") }),
  query: z.strictObject({
    ...pageQuery,
    kind: kindSchema.optional(),
    creator_id: idSchema("cre").optional(),
    archived: z.enum(["true", "false"]).default("false"),
  }),
  output: pageOf(costSchema),
});

/** Takes a cost out of the sums. */
export const archiveCost = endpoint({
  id: "archiveCost",
  method: "POST",
  path: "/v1/programs/{id}/costs/{cost_id}/archive",
  tag: "Programs",
  summary: "Take a cost out of the sums",
  access: "programs:write",
  params: z.strictObject({ id: idSchema("prg"), cost_id: idSchema("cst") }),
  output: costSchema,
});
