import { z } from "zod";
import { costKinds } from "../../../kernel/costs/cost-kind.ts";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { currencySchema, daySchema, idSchema, idText, instantSchema, moneySchema } from "../../../platform/schema/vocabulary.ts";
import { creatorFields, decimalSchema, moneyListSchema, periodFields, periodQuery } from "../contract.ts";

const returnSchema = z
  .strictObject({
    currency: currencySchema,
    revenue: moneySchema.nullable(),
    cost: moneySchema.nullable(),
    roi: decimalSchema.nullable().meta({ description: "(revenue − cost) ÷ cost, four decimals", example: "2.5" }),
    revenue_per_spent: decimalSchema.nullable().meta({ description: "revenue ÷ cost, four decimals" }),
    why_not: z.enum(["nothing_spent", "rate_missing"]).nullable().meta({
      description:
        "nothing_spent: no cost is known, so there is no return on it; rate_missing: several currencies and no rate between them",
    }),
    rates: z
      .array(z.strictObject({ base: currencySchema, quote: currencySchema, rate: z.string(), on: daySchema, source: z.string() }))
      .meta({ description: "Rates of exchange that a total of several currencies was converted with" }),
  })
  .meta({ id: "ReturnOnCost" });

const resultFields = {
  clicks: z
    .int()
    .meta({ description: "That can be a touch by themselves: without bots, previews, prefetches, HEAD requests and hosting networks" }),
  orders: z.int().meta({ description: "For which the pay rule pays" }),
  revenue: moneyListSchema,
  refunded: moneyListSchema,
  commission: moneyListSchema,
  entered_costs: z.array(z.strictObject({ kind: z.enum(costKinds), amount: moneySchema })),
  cost: moneyListSchema,
  known_costs: z
    .enum(["commissions_only", "commissions_and_entered"])
    .meta({ description: "commissions_only: no other cost was entered, which does not mean that there was none" }),
  return: returnSchema,
};

const resultSchema = z.strictObject(resultFields).meta({ id: "Result" });
const formulasSchema = z.record(z.string(), z.string()).meta({ description: "How each figure is computed, by its name" });

const commonFields = {
  ...periodFields,
  source: z.string(),
  as_of: instantSchema,
  clicks_as_of: instantSchema.meta({ description: "Every click before this instant is counted" }),
  formulas: formulasSchema,
  total: resultSchema,
  earlier_costs: moneyListSchema.meta({
    description: "Entered for the 90 days before the period: orders that it brought may be in the period, while it is in no cost",
  }),
};

/** A program's results by creator. */
export const programReport = endpoint({
  id: "getProgramReport",
  method: "GET",
  path: "/v1/reports/programs/{id}",
  tag: "Reports",
  summary: "What a program's creators brought and cost, and the return on it",
  description:
    "Orders count for the creator whom the pay rule pays for them, at the order's own day. Costs that are not a creator's stand in `program_costs` and in the total only.",
  access: "attribution:read",
  tables: { creators: "creators", total: "total", program_costs: "program_costs" },
  params: z.strictObject({ id: idSchema("prg") }),
  query: z.strictObject(periodQuery),
  output: z.strictObject({
    program_id: idText("prg"),
    ...commonFields,
    creators: z.array(z.strictObject({ ...creatorFields, ...resultFields })),
    more_creators: z.int().meta({ description: "Creators with results beyond the 200 listed; they are in the total" }),
    program_costs: z.array(z.strictObject({ kind: z.string(), amount: moneySchema })),
  }),
});

/** A creator's results by program. */
export const creatorReport = endpoint({
  id: "getCreatorReport",
  method: "GET",
  path: "/v1/reports/creators/{id}",
  tag: "Reports",
  summary: "What a creator brought and cost, by program, and what they are owed",
  description:
    "Costs that were entered for the creator with campaigns are of no program: they stand in `campaign_costs` and in the total only.",
  access: "attribution:read",
  tables: { programs: "programs", total: "total" },
  params: z.strictObject({ id: idSchema("cre") }),
  query: z.strictObject(periodQuery),
  output: z.strictObject({
    ...creatorFields,
    ...commonFields,
    programs: z.array(z.strictObject({ program_id: idText("prg"), name: z.string(), ...resultFields })),
    campaign_costs: z.array(z.strictObject({ kind: z.enum(costKinds), amount: moneySchema })),
    owed: z
      .strictObject({ pending: moneyListSchema, payable: moneyListSchema })
      .meta({ description: "At this moment, of all time: on hold, and past it" }),
  }),
});
