import { z } from "zod";
import { endpoint } from "../../platform/schema/endpoint.ts";

/** Buys something in the sample brand's shop. */
export const placeSampleOrder = endpoint({
  id: "placeSampleOrder",
  method: "POST",
  path: "/sample-shop/orders",
  tag: "Sample shop",
  summary: "Buy in the sample brand's shop",
  description:
    "What a shop's own server does after a checkout: it reads the click id from the hidden form field and the code from the basket, and reports the order. There is no shop where the sample brand was not loaded.",
  access: "public",
  status: 201,
  body: z.strictObject({
    sku: z.enum(["TENT-2", "PACK-30", "MUG-TI", "SOCK-M"]),
    quantity: z.number().int().min(1).max(9),
    code: z.string().trim().max(64).optional(),
    email: z.email("must be an e-mail address").max(254),
    vclid: z.string().max(64).optional().meta({ description: "The click id, as the snippet put it into the form" }),
  }),
  output: z.strictObject({ order: z.string(), total: z.string() }),
});
