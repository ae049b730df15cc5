import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { idSchema, idText, instantSchema, moneySchema, pageOf, pageQuery } from "../../../platform/schema/vocabulary.ts";
import { adjustmentKinds } from "./refund-total.ts";

const externalId = z.string().trim().min(1).max(200);

const lineBody = z
  .strictObject({
    external_id: externalId.optional(),
    position: z.number().int().min(1).max(10_000).optional(),
    quantity: z.number().int().min(0).max(1_000_000).optional(),
    amount: moneySchema.optional(),
  })
  .refine(
    (line) => (line.external_id === undefined) !== (line.position === undefined),
    "must name its line by external_id or by position, by one of them",
  );

const adjustmentBody = z
  .strictObject({
    store_id: idSchema("sto").optional().meta({ description: "The workspace's first store when it is missing" }),
    conversion_external_id: externalId.meta({ description: "The order's id in the store; the order may come later" }),
    kind: z.enum(adjustmentKinds),
    external_id: externalId.meta({
      description:
        "The adjustment's own id; the same one counts once. What a dispute comes to is told under its opening's id up to the last colon (dp_1:opened, dp_1:won); under any other id it is about the order's oldest open dispute. That a refund failed is told under the refund's id and a part after a colon (re_1:failed)",
    }),
    occurred_at: instantSchema,
    amount: moneySchema
      .optional()
      .meta({ description: "When it is missing: what the named lines came to, or without lines the whole order" }),
    lines: z
      .array(lineBody)
      .max(500)
      .default([])
      .meta({ description: "Which lines came back, each at its own rate; spread over all when it is empty" }),
  })
  .superRefine((body, check) => {
    if (body.kind === "refund_failed" && !/^.+:[^:]+$/.test(body.external_id))
      check.addIssue({
        code: "custom",
        path: ["external_id"],
        message: "must be the refund's id and a part after a colon, such as re_1:failed",
      });
    const placed = [
      { path: ["amount"], money: body.amount },
      ...body.lines.map((line, index) => ({ path: ["lines", index, "amount"], money: line.amount })),
    ];
    const currency = placed.find((each) => each.money !== undefined)?.money?.currency;
    for (const { path, money } of placed) {
      if (money?.amount.startsWith("-")) check.addIssue({ code: "custom", path: [...path, "amount"], message: "must not be negative" });
      if (money !== undefined && money.currency !== currency)
        check.addIssue({ code: "custom", path: [...path, "currency"], message: `must be ${currency}` });
    }
  });

/** An adjustment as the API shows it. */
export const adjustmentSchema = z
  .strictObject({
    id: idText("adj"),
    store_id: idText("sto"),
    conversion_id: idText("ord").nullable().meta({ description: "Null while the order has not come" }),
    conversion_external_id: z.string(),
    kind: z.enum(adjustmentKinds),
    external_id: z.string(),
    occurred_at: instantSchema,
    recorded_at: instantSchema,
    amount: moneySchema
      .nullable()
      .meta({ description: "As the sender stated it; null: what its lines came to, or without lines the whole order" }),
    is_cumulative: z.boolean().meta({ description: "The amount is all that was refunded so far" }),
    source: z.string(),
  })
  .meta({ id: "Adjustment" });

export const createAdjustment = endpoint({
  id: "createAdjustment",
  method: "POST",
  path: "/v1/adjustments",
  tag: "Orders",
  summary: "Take something back of an order: a refund and its failure, a cancellation, a dispute",
  description:
    "An adjustment may come before its order: it waits for it. The same body again adds nothing; another body under the same id is refused with 409. A cancellation without an amount and lines cancels the order. What was refunded in all is the most that any one channel reports, so that a store and its payment provider may both report one refund.",
  access: "orders:write",
  creates: true,
  body: adjustmentBody,
  output: z
    .strictObject({
      outcome: z.enum(["created", "early", "duplicate", "unchanged"]),
      id: idText("adj"),
      conversion_id: idText("ord").nullable(),
    })
    .meta({ id: "AdjustmentReceipt" }),
});

export const listAdjustments = endpoint({
  id: "listAdjustments",
  method: "GET",
  path: "/v1/adjustments",
  tag: "Orders",
  summary: "What was taken back, newest first",
  access: "orders:read",
  query: z.strictObject({
    ...pageQuery,
    store_id: idSchema("sto").optional(),
    kind: z.enum(adjustmentKinds).optional(),
    conversion_id: idSchema("ord").optional(),
  }),
  output: pageOf(adjustmentSchema),
});
