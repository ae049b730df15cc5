import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { daySchema, idSchema, idText, instantSchema } from "../../../platform/schema/vocabulary.ts";

const seriesFields = {
  id: idText("ser"),
  name: z.string(),
  measure: z.enum(["orders", "net_sales", "clicks"]).nullable().meta({
    description: "What of the workspace's own records it counts by creator; null: imported, see POST /v1/sales-series/records",
  }),
  sold_by: z.enum(["region", "creator"]).meta({
    description: "creator: taken from own records, or used by an experiment on creators. Experiments by region leave such series out",
  }),
  unit: z.string().meta({ description: "A currency of ISO 4217, whose minor units sales are; or count" }),
  regions: z.number().int(),
  rows: z.number().int().meta({ description: "How many days of regions are known" }),
  has_spend: z.boolean().meta({ description: "Whether spend in the region is known for any of them" }),
  first_on: daySchema.nullable(),
  last_on: daySchema.nullable(),
  created_at: instantSchema,
};

/** A series in an answer. */
export const oneSeriesSchema = z.strictObject(seriesFields).meta({ id: "SalesSeries" });

const oneSeries = z.strictObject({ id: idSchema("ser") });

/** The series of sales. */
export const listSalesSeries = endpoint({
  id: "listSalesSeries",
  method: "GET",
  path: "/v1/sales-series",
  tag: "Experiments",
  summary: "Sales by region and day, as they were imported; the newest first",
  description: "Import them as a CSV file of region, day and sales: POST /v1/imports?kind=sales.",
  access: "attribution:read",
  output: z.strictObject({ data: z.array(oneSeriesSchema) }),
});

/** One series. */
export const getSalesSeries = endpoint({
  id: "getSalesSeries",
  method: "GET",
  path: "/v1/sales-series/{id}",
  tag: "Experiments",
  summary: "One series with its regions",
  access: "attribution:read",
  tables: { regions: "region_list" },
  params: oneSeries,
  output: z.strictObject({
    ...seriesFields,
    region_list: z.array(
      z.strictObject({
        region: z.string(),
        days: z.number().int(),
        sales: z.string().meta({ description: "In all: minor units or a count, as text" }),
      }),
    ),
  }),
});

const checkSchema = z
  .strictObject({
    check: z.enum(["few-periods", "few-regions", "missing-cells", "breaks", "constant-regions", "dominant-region"]),
    is_ok: z.boolean(),
    sentence: z.string().meta({ description: "What was asked, what was found, and what to do where it is too little" }),
    examples: z.array(z.string()).meta({ description: "At most twenty of what is wrong" }),
  })
  .meta({ id: "DataGateCheck" });

/** Whether a series is enough. */
export const checkSalesSeries = endpoint({
  id: "checkSalesSeries",
  method: "GET",
  path: "/v1/sales-series/{id}/gate",
  tag: "Experiments",
  summary: "Whether a series is enough to plan an experiment by region on",
  description:
    "Asks for at least 25 days before treatment and 20 regions, as the makers of GeoLift do, and names days that are missing, regions that never change and a region that is half of everything.",
  access: "attribution:read",
  params: oneSeries,
  query: z.strictObject({
    from_on: daySchema.optional().meta({ description: "The first day of the treatment; missing: all days lie before it" }),
  }),
  output: z.strictObject({ is_open: z.boolean(), checks: z.array(checkSchema) }),
});
