import { z } from "zod";
import { endpoint } from "../../platform/schema/endpoint.ts";
import {
  countrySchema,
  daySchema,
  idSchema,
  idText,
  instantSchema,
  metadataSchema,
  moneySchema,
  pageOf,
  pageQuery,
} from "../../platform/schema/vocabulary.ts";
import { orderFaults } from "./api-order.ts";
import { idIn } from "./click-text.ts";
import { orderKinds, orderSources } from "./order-document.ts";

const shortText = (longest: number) => z.string().trim().min(1).max(longest);
const optionalText = z.string().trim().max(500).default("");

/** The id under which an order or a customer is known in the store. */
export const externalIdSchema = shortText(200).meta({ description: "The id in the store", example: "1001" });

const trackingId = (prefix: "clk" | "vis", description: string) =>
  z
    .string()
    .max(64)
    .refine((text) => idIn(text, prefix) !== null, "must be the 22 characters that the link or the snippet passed on, or a uuid")
    .meta({ description });

const lineBody = z.strictObject({
  external_id: optionalText,
  sku: optionalText,
  product: optionalText,
  category: optionalText,
  title: optionalText,
  quantity: z.number().int().min(0).max(1_000_000).default(1),
  list_price: moneySchema.meta({ description: "Of one unit, before discounts" }),
  code_discount: moneySchema.optional().meta({ description: "Taken off the whole line by codes" }),
  other_discount: moneySchema.optional().meta({ description: "Taken off the whole line otherwise" }),
  tax: moneySchema.optional().meta({ description: "Of the whole line" }),
  is_gift_card: z.boolean().default(false),
  unit_cost: moneySchema.optional().meta({ description: "What one unit costs the brand" }),
});

/** Another name of an order, by which a payment may mean it. */
export const referenceSchema = z.strictObject({
  kind: z.enum(["order", "order_name", "checkout", "payment"]),
  value: shortText(200),
});

const conversionFields = z.strictObject({
  store_id: idSchema("sto").optional().meta({ description: "The workspace's first store when it is missing" }),
  external_id: externalIdSchema,
  kind: z.enum(orderKinds).default("order"),
  occurred_at: instantSchema,
  occurred_precision: z
    .enum(["ms", "s", "day"])
    .optional()
    .meta({ description: "How exactly the time is known; by the text when it is missing" }),
  status: z.enum(["pending", "paid", "cancelled"]).default("paid"),
  is_test: z.boolean().default(false),
  total: moneySchema.optional().meta({ description: "What the customer owes in all, before gift cards" }),
  lines: z.array(lineBody).max(500).default([]),
  tax_included: z.boolean().default(false).meta({ description: "Whether prices contain their tax" }),
  code_discount: moneySchema.optional().meta({ description: "Of the whole order, beyond the lines' own" }),
  other_discount: moneySchema.optional(),
  tax: moneySchema.optional().meta({ description: "Of all lines together, where they do not have their own" }),
  shipping: moneySchema.optional(),
  shipping_tax: moneySchema.optional(),
  tip: moneySchema.optional(),
  gift_card: moneySchema.optional().meta({ description: "How much of the total was paid with gift cards" }),
  codes: z.array(shortText(64)).max(20).default([]),
  customer: z
    .strictObject({
      external_id: externalIdSchema.optional(),
      email: z.string().trim().min(3).max(254).optional().meta({ description: "Kept as a keyed hash only" }),
      is_new: z.boolean().optional().meta({ description: "Worked out from earlier orders when it is missing" }),
    })
    .optional(),
  click_id: trackingId("clk", "The click that led here, as the link passed it on").optional(),
  visitor_id: trackingId("vis", "The browser, as the snippet knows it").optional(),
  subscription: z
    .strictObject({ id: shortText(200), renewal_number: z.number().int().min(0).max(100_000).optional() })
    .optional()
    .meta({ description: "The renewal number is how many paid orders came before; counted when it is missing" }),
  country: countrySchema.optional(),
  references: z
    .array(referenceSchema)
    .max(20)
    .default([])
    .meta({ description: "Other names of the order, by which a payment may mean it" }),
  metadata: metadataSchema.default({}).meta({ description: "Free fields; no personal data belongs here" }),
});

const conversionBody = conversionFields.superRefine((body, check) => {
  for (const fault of orderFaults(body)) check.addIssue({ code: "custom", path: [...fault.path], message: fault.message });
});

const outcomeSchema = z
  .enum(["created", "joined", "changed", "unchanged", "duplicate", "stale"])
  .meta({ description: "created: a new order; joined: another channel had brought it; duplicate: sent before, nothing was done again" });

const receiptFields = {
  id: idText("ord"),
  store_id: idText("sto"),
  external_id: z.string(),
  status: z.string(),
  version: z.number().int(),
};

/** What became of an order or adjustment that was sent. */
export const receiptSchema = z.strictObject({ outcome: outcomeSchema, ...receiptFields }).meta({ id: "ConversionReceipt" });

export const createConversion = endpoint({
  id: "createConversion",
  method: "POST",
  path: "/v1/conversions",
  tag: "Orders",
  summary: "Send an order, lead, sign-up, install, rsvp or booking",
  description:
    "One order is one row, whatever channels speak of it. The same body again is answered with `duplicate` and adds nothing; another body under the same id is refused with 409 and the places where they differ. What is taken back later is an adjustment.",
  access: "orders:write",
  creates: true,
  body: conversionBody,
  output: receiptSchema,
});

const refusalSchema = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    differences: z.array(z.unknown()).optional(),
  })
  .meta({ id: "ItemProblem" });

export const createConversions = endpoint({
  id: "createConversions",
  method: "POST",
  path: "/v1/conversions/batch",
  tag: "Orders",
  summary: "Send up to 1,000 orders at once",
  description:
    "Faults of shape refuse the whole batch, all of them listed. What can only be known order by order has its own outcome, in the order sent.",
  access: "orders:write",
  creates: true,
  maxBodyBytes: 8 * 1024 * 1024,
  body: z.strictObject({ conversions: z.array(conversionBody).min(1).max(1000, "must be at most 1,000 orders: send several batches") }),
  output: z.strictObject({
    data: z.array(
      z.union([receiptSchema, z.strictObject({ outcome: z.literal("refused"), external_id: z.string(), problem: refusalSchema })]),
    ),
  }),
});

const conversionSchema = z
  .strictObject({
    ...receiptFields,
    kind: z.enum(orderKinds),
    occurred_at: instantSchema,
    occurred_precision: z.enum(["ms", "s", "day"]),
    received_at: instantSchema,
    source: z.enum(orderSources),
    total: moneySchema,
    refunded: moneySchema,
    items: moneySchema,
    discount: moneySchema,
    tax: moneySchema,
    tax_included: z.boolean(),
    shipping: moneySchema,
    shipping_tax: moneySchema,
    tip: moneySchema,
    gift_card: moneySchema,
    codes: z.array(z.string()),
    flags: z.array(z.string()),
    customer_id: idText("cus").nullable(),
    is_new_customer: z.boolean().nullable(),
    novelty_reason: z.string(),
    click_id: idText("clk").nullable(),
    visitor_id: idText("vis").nullable(),
    country: z.string().nullable(),
    subscription_id: z.string().nullable(),
    renewal_number: z.number().int().nullable(),
    joined_into_id: idText("ord").nullable().meta({ description: "Set when this order turned out to be another one" }),
  })
  .meta({ id: "Conversion" });

export const listConversions = endpoint({
  id: "listConversions",
  method: "GET",
  path: "/v1/conversions",
  tag: "Orders",
  summary: "Orders, newest first",
  access: "orders:read",
  query: z.strictObject({
    ...pageQuery,
    store_id: idSchema("sto").optional(),
    status: z.enum(["pending", "paid", "cancelled", "test"]).optional(),
    kind: z.enum(orderKinds).optional(),
    customer_id: idSchema("cus").optional(),
    external_id: externalIdSchema
      .optional()
      .meta({ description: "The store's id of the order, or the number that the store prints on it" }),
    from: daySchema.optional().meta({ description: "Placed on this day or later, in the brand's zone" }),
    to: daySchema.optional().meta({ description: "Placed before this day" }),
  }),
  output: pageOf(conversionSchema),
});

const shownLine = z.strictObject({
  position: z.number().int(),
  external_id: z.string(),
  sku: z.string(),
  product: z.string(),
  category: z.string(),
  title: z.string(),
  quantity: z.string(),
  list_price: moneySchema,
  code_discount: moneySchema,
  other_discount: moneySchema,
  tax: moneySchema,
  is_gift_card: z.boolean(),
  unit_cost: moneySchema.nullable(),
});

export const getConversion = endpoint({
  id: "getConversion",
  method: "GET",
  path: "/v1/conversions/{id}",
  tag: "Orders",
  summary: "One order with its lines, its history and its other names",
  access: "orders:read",
  tables: { lines: "lines", statuses: "statuses" },
  params: z.strictObject({ id: idSchema("ord") }),
  output: conversionSchema.extend({
    lines: z.array(shownLine),
    statuses: z.array(z.strictObject({ status: z.string(), occurred_at: instantSchema, recorded_at: instantSchema, source: z.string() })),
    versions: z.array(
      z.strictObject({
        version: z.number().int(),
        source: z.string(),
        recorded_at: instantSchema,
        raw_payload_id: idText("raw").nullable(),
      }),
    ),
    references: z.array(z.strictObject({ kind: z.string(), value: z.string() })),
    metadata: z.record(z.string(), z.unknown()),
  }),
});

export const addConversionStatus = endpoint({
  id: "addConversionStatus",
  method: "POST",
  path: "/v1/conversions/{id}/statuses",
  tag: "Orders",
  summary: "Say that an order is now paid, pending or cancelled",
  description: "The history of statuses is kept. Only a paid order earns; a cancelled one may become paid later.",
  access: "orders:write",
  creates: true,
  params: z.strictObject({ id: idSchema("ord") }),
  body: z.strictObject({ status: z.enum(["pending", "paid", "cancelled"]), occurred_at: instantSchema }),
  output: receiptSchema,
});
