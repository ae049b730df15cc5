import { z } from "zod";
import { platforms } from "../../kernel/social/platform.ts";
import { endpoint } from "../../platform/schema/endpoint.ts";
import { idText, instantSchema, moneySchema } from "../../platform/schema/vocabulary.ts";

/** Customers who create. */
export const listAdvocates = endpoint({
  id: "listAdvocates",
  method: "GET",
  path: "/v1/advocates",
  tag: "Creators",
  summary: "Customers who create: by a handle that an order names, or by a creator's own e-mail address",
  description:
    "A handle is read from a field of the order's metadata whose name has a platform in it, such as instagram or tiktok_handle. Orders are paid ones; value is what was kept after refunds, by currency. At most 500, those with most orders first.",
  access: "creators:read",
  tables: { customers: "data" },
  output: z.strictObject({
    data: z.array(
      z.strictObject({
        found_by: z.enum(["handle", "email"]),
        account: z.strictObject({ platform: z.enum(platforms), handle: z.string(), url: z.string().nullable() }).nullable(),
        creator: z
          .strictObject({ id: idText("cre"), name: z.string() })
          .nullable()
          .meta({ description: "Null: not a creator here yet" }),
        orders: z.number().int(),
        value: z.array(moneySchema),
        first_order_at: instantSchema,
        last_order_at: instantSchema,
      }),
    ),
  }),
});
