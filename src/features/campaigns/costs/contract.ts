import { z } from "zod";
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
import { oneCampaign } from "../contract.ts";
import { costKinds } from "../../../kernel/costs/cost-kind.ts";

const quantitySchema = z
  .string()
  .regex(/^(?!0+(\.0+)?$)\d{1,10}(\.\d{1,4})?$/, 'must be more than zero with at most 4 decimals, such as "7.5"');

const basisSchema = z
  .strictObject({ quantity: z.string(), unit: z.enum(["hours", "pieces", "share"]), each: moneySchema })
  .nullable()
  .meta({
    description: "What the amount was worked out from: quantity × each, share: of a bill; null: it was stated, or is of a gifted order",
  });

const costSchema = z
  .strictObject({
    id: idText("cct"),
    campaign_id: idText("cmp"),
    creator_id: idText("cre").nullable(),
    creator_name: z.string().nullable(),
    kind: z.enum(costKinds),
    amount: moneySchema,
    basis: basisSchema,
    order_id: idText("ord").nullable().meta({ description: "The gifted order whose goods these are" }),
    incurred_on: daySchema,
    note: z.string(),
    vat_note: z.string().meta({ description: "What the amount contains of value-added tax, in words" }),
    reference: z.string().nullable().meta({ description: "Such as the number of an invoice" }),
    import_id: idText("imp").nullable().meta({ description: "The file it came from; null: it was entered" }),
    created_at: instantSchema,
    voided_at: instantSchema.nullable(),
    void_reason: z.string().nullable(),
  })
  .meta({ id: "CampaignCost" });

/** Enters a cost. */
export const enterCampaignCost = endpoint({
  id: "enterCampaignCost",
  method: "POST",
  path: "/v1/campaigns/{id}/costs",
  tag: "Campaigns",
  summary: "Enter what a campaign cost: an amount, how many at what each costs, a share of a bill, or a gifted order's goods",
  description:
    "Commissions count by themselves. A cost is never edited: void it with a reason and enter it again. Many at once: POST /v1/imports?kind=costs.",
  access: "programs:write",
  status: 201,
  creates: true,
  params: oneCampaign,
  body: z.strictObject({
    kind: z.enum(costKinds),
    amount: positiveMoneySchema.optional().meta({ description: "The amount, unless it is worked out" }),
    quantity: quantitySchema.optional().meta({
      description: "Hours of staff time, pieces of product given, parcels; of tools the share of the bill, at most 1",
      example: "7.5",
    }),
    each: positiveMoneySchema.optional().meta({ description: "What one hour, piece or parcel cost; of tools the whole bill" }),
    order: z.string().trim().min(1).max(200).optional().meta({
      description: "The number that the shop gave a gifted order: the product given is then worth the unit costs of its lines",
      example: "1042",
    }),
    incurred_on: daySchema,
    creator_id: idSchema("cre").nullable().default(null).meta({ description: "Null: the campaign's as a whole" }),
    note: z.string().trim().max(1000).default("").meta({ description: "Where tools are shared out, the key by which they are" }),
    vat_note: z.string().trim().max(200).default("").meta({ example: "net, 19 % on top" }),
    reference: z.string().trim().min(1).max(200).nullable().default(null),
  }),
  output: costSchema,
});

/** A campaign's costs. */
export const listCampaignCosts = endpoint({
  id: "listCampaignCosts",
  method: "GET",
  path: "/v1/campaigns/{id}/costs",
  tag: "Campaigns",
  summary: "A campaign's costs, the last entered first",
  access: "programs:read",
  params: oneCampaign,
  query: z.strictObject({ ...pageQuery, kind: z.enum(costKinds).optional(), voided: z.enum(["true", "false"]).default("false") }),
  output: pageOf(costSchema),
});

/** Voids a cost. */
export const voidCampaignCost = endpoint({
  id: "voidCampaignCost",
  method: "POST",
  path: "/v1/campaigns/{id}/costs/{cost_id}/void",
  tag: "Campaigns",
  summary: "Void a cost that was wrong; it stays on record and leaves the sums",
  access: "programs:write",
  params: z.strictObject({ id: idSchema("cmp"), cost_id: idSchema("cct") }),
  body: z.strictObject({ reason: z.string().trim().min(1).max(500) }),
  output: costSchema,
});
