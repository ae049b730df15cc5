import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { daySchema, instantSchema, moneySchema } from "../../../platform/schema/vocabulary.ts";
import { creatorFields, decimalSchema, figureFields, modelSchema, moneyListSchema, periodFields, periodQuery } from "../contract.ts";

const countFigure = z.strictObject({ value: z.int(), ...figureFields }).meta({ id: "CountFigure" });
const moneyFigure = z.strictObject({ value: moneyListSchema, ...figureFields }).meta({ id: "MoneyFigure" });

/** The brand's figures at a glance. */
export const overview = endpoint({
  id: "getOverview",
  method: "GET",
  path: "/v1/reports/overview",
  tag: "Reports",
  summary: "Orders, revenue, clicks and commissions of a period, each with its formula, source and time",
  access: "attribution:read",
  tables: { figures: "figures", days: "days", creators: "top_creators" },
  query: z.strictObject(periodQuery),
  output: z.strictObject({
    ...periodFields,
    as_of: instantSchema,
    model: modelSchema.meta({ description: "The model behind credited revenue" }),
    figures: z.strictObject({
      orders: countFigure,
      other_conversions: countFigure.meta({ description: "Leads, sign-ups, installs, bookings and the like" }),
      new_customers: countFigure
        .extend({ unknown: z.int().meta({ description: "Orders of which it is not known" }) })
        .meta({ id: "NewCustomersFigure" }),
      revenue: moneyFigure,
      refunded: moneyFigure,
      credited_revenue: moneyFigure.meta({ description: "What the model gives to creators" }),
      clicks: countFigure,
      commission: moneyFigure,
      pending: moneyFigure,
      payable: moneyFigure,
      owed_pending: moneyFigure.meta({ description: "Of all time, at this moment" }),
      owed_payable: moneyFigure,
    }),
    days: z.array(z.strictObject({ on: daySchema, orders: z.int(), clicks: z.int(), revenue: moneyListSchema })),
    top_creators: z
      .array(
        z.strictObject({
          ...creatorFields,
          credited_orders: decimalSchema,
          credited_revenue: moneySchema,
          paid_orders: z.int(),
          commission: moneyListSchema,
        }),
      )
      .meta({ description: "By credited revenue in the brand's own currency, at most eight" }),
  }),
});
