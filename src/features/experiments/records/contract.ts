import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { currencySchema, daySchema, nameSchema } from "../../../platform/schema/vocabulary.ts";
import { oneSeriesSchema } from "../sales/contract.ts";

/** What of the workspace's own records a series counts. */
export const measures = ["orders", "net_sales", "clicks"] as const;

/** Takes a series from the workspace's own records. */
export const takeRecords = endpoint({
  id: "takeRecords",
  method: "POST",
  path: "/v1/sales-series/records",
  tag: "Experiments",
  summary: "Take a series by creator and day from the workspace's own orders or clicks, or take it anew",
  description:
    "Orders count for each creator who was seen on the way to them, by link or code. A day on which there was none is zero; today is not over and is left out. Asked again under the same name the series goes on to yesterday, and earlier days are corrected, such as by refunds.",
  access: "attribution:write",
  body: z.strictObject({
    name: nameSchema(200),
    measure: z.enum(measures).meta({ description: "net_sales: without tax, shipping and tip, in one currency" }),
    currency: currencySchema.nullable().default(null).meta({ description: "Of net_sales; null for the others" }),
    from_on: daySchema.nullable().default(null).meta({ description: "The first day; null: that of the first record" }),
  }),
  output: z.strictObject({
    series: oneSeriesSchema,
    other_currency_orders: z
      .number()
      .int()
      .meta({ description: "Orders of these days in another currency, which net_sales does not count" }),
  }),
});
