import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { daySchema, idSchema, idText, instantSchema, moneySchema } from "../../../platform/schema/vocabulary.ts";
import { decimalSchema, modelSchema } from "../contract.ts";
import { calibratedSchema } from "../lenses/contract.ts";

const namedCreator = z.strictObject({ id: idText("cre"), name: z.string() });
const sharesSchema = z
  .array(z.strictObject({ model: z.string(), share: decimalSchema, revenue: moneySchema }))
  .meta({ description: "Credit under each model: the share of the order, and of what it kept" });

const orderSchema = z.strictObject({
  id: idText("ord"),
  external_id: z.string(),
  store: z.strictObject({ id: idText("sto"), name: z.string() }),
  kind: z.string(),
  status: z.string(),
  source: z.string(),
  occurred_at: instantSchema,
  occurred_precision: z.enum(["ms", "s", "day"]),
  received_at: instantSchema,
  total: moneySchema,
  refunded: moneySchema,
  kept: moneySchema.meta({ description: "The total less what was refunded" }),
  items: moneySchema,
  discount: moneySchema,
  tax: moneySchema,
  tax_included: z.boolean(),
  shipping: moneySchema,
  codes: z.array(z.string()),
  flags: z.array(z.string()),
  is_new_customer: z.boolean().nullable(),
  novelty_reason: z.string(),
  joined_into_id: idText("ord").nullable(),
  lines: z.array(
    z.strictObject({
      position: z.int(),
      title: z.string(),
      sku: z.string(),
      quantity: z.string(),
      list_price: moneySchema,
      discount: moneySchema,
      charged: moneySchema.meta({ description: "List price times quantity, less discounts" }),
    }),
  ),
  statuses: z.array(z.strictObject({ status: z.string(), occurred_at: instantSchema, source: z.string() })),
  references: z.array(z.strictObject({ kind: z.string(), value: z.string() })),
});

const touchSchema = z.strictObject({
  at: instantSchema,
  kind: z
    .enum(["click", "visit", "code", "survey"])
    .meta({ description: "survey: what the customer said afterwards; no model gives it a share" }),
  channel: z.string(),
  channel_name: z.string(),
  creator: namedCreator.nullable(),
  link: z.strictObject({ id: idText("lnk"), url: z.string() }).nullable(),
  code: z.strictObject({ id: idText("cod"), code: z.string() }).nullable(),
  is_paid: z.boolean().meta({ description: "The touch for which the decision pays" }),
  shares: sharesSchema,
});

const decisionSchema = z.strictObject({
  id: idText("dec"),
  version: z.int(),
  outcome: z.enum(["pay", "none"]),
  is_provisional: z.boolean().meta({ description: "Not every click before the order is in yet" }),
  creator: namedCreator.nullable(),
  program: z.strictObject({ id: idText("prg"), name: z.string() }).nullable(),
  reason_code: z.string(),
  reason_text: z.string(),
  decided_at: instantSchema,
});

const commissionSchema = z.strictObject({
  id: idText("com"),
  creator: namedCreator,
  program: z.strictObject({ id: idText("prg"), name: z.string() }),
  state: z.enum(["on_hold", "payable", "reversed", "replaced"]),
  amount: moneySchema,
  reversed: moneySchema,
  pending: moneySchema,
  payable: moneySchema,
  reason_text: z.string(),
  earned_at: instantSchema,
  hold_until: instantSchema,
});

const adjustmentSchema = z.strictObject({
  id: idText("adj"),
  kind: z.string(),
  external_id: z.string(),
  occurred_at: instantSchema,
  source: z.string(),
  amount: moneySchema
    .nullable()
    .meta({ description: "By how much it raises what was refunded, or what is disputed; null: the whole order" }),
  stated: moneySchema.nullable().meta({ description: "What its sender stated; null: the whole order" }),
});

const accountSchema = z.strictObject({ kind: z.string(), creator: namedCreator.nullable() });
const ledgerLineSchema = z.strictObject({
  id: idText("trf"),
  step: z.string(),
  booked_on: daySchema,
  recorded_at: instantSchema,
  from: accountSchema,
  to: accountSchema,
  amount: moneySchema,
  memo: z.string(),
});

/** Everything behind one order. */
export const orderStory = endpoint({
  id: "getConversionStory",
  method: "GET",
  path: "/v1/conversions/{id}/story",
  tag: "Orders",
  summary: "Everything behind one order: touches, credit, decisions, commissions, what was taken back, and the ledger",
  description:
    "Touches are those found before the order, oldest first, then what the customer said; decisions oldest first, the last one holds. Credit is for reports, the decision is what pays.",
  access: "attribution:read",
  tables: { touches: "touches", shares: "touches.shares", commissions: "commissions", ledger_lines: "ledger_lines" },
  params: z.strictObject({ id: idSchema("ord") }),
  output: z.strictObject({
    as_of: instantSchema,
    order: orderSchema,
    models: z.array(modelSchema),
    default_model: z.string(),
    touches: z.array(touchSchema),
    unattributed: sharesSchema.meta({ description: "What no touch explains" }),
    calibrations: z
      .array(calibratedSchema.extend({ creator: namedCreator }))
      .meta({ description: "Of the creators who touched it: what experiments say that a share of credit is worth" }),
    decisions: z.array(decisionSchema),
    commissions: z.array(commissionSchema),
    claims: z.array(z.strictObject({ creator: namedCreator, kind: z.string(), reason: z.string(), created_at: instantSchema })),
    adjustments: z.array(adjustmentSchema),
    ledger_lines: z.array(ledgerLineSchema),
  }),
});
