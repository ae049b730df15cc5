import { z } from "zod";
import { endpoint } from "../../platform/schema/endpoint.ts";
import { daySchema, idSchema, idText, instantSchema } from "../../platform/schema/vocabulary.ts";
import { seriesKinds } from "./series-kind.ts";

const seriesFields = {
  id: idText("dly"),
  name: z.string(),
  kind: z.enum(seriesKinds),
  unit: z.string().meta({ description: "What is counted, in the plural" }),
  creator_id: idText("cre").nullable().meta({ description: "Whose followers these are; null: of another kind" }),
  creator_name: z.string().nullable(),
  first_on: daySchema.nullable(),
  last_on: daySchema.nullable(),
  days: z.number().int().meta({ description: "How many days are known" }),
  missing_days: z.number().int().meta({ description: "How many days between the first and the last are not known" }),
  created_at: instantSchema,
};

/** The path of one series. */
export const oneSeries = z.strictObject({ id: idSchema("dly") });

/** The series. */
export const listDailySeries = endpoint({
  id: "listDailySeries",
  method: "GET",
  path: "/v1/daily-series",
  tag: "Series",
  summary: "Series by day from elsewhere: branded searches, direct traffic, followers",
  description: "Import them as a CSV file of day and number: POST /v1/imports?kind=daily_series.",
  access: "attribution:read",
  output: z.strictObject({ data: z.array(z.strictObject(seriesFields).meta({ id: "DailySeries" })) }),
});

/** One series. */
export const getDailySeries = endpoint({
  id: "getDailySeries",
  method: "GET",
  path: "/v1/daily-series/{id}",
  tag: "Series",
  summary: "One series day by day, with the posts of its days",
  access: "attribution:read",
  params: oneSeries,
  output: z.strictObject({
    ...seriesFields,
    values: z.array(
      z.strictObject({ on: daySchema, value: z.string().nullable().meta({ description: "A whole number; null: not known" }) }),
    ),
    posts: z
      .array(z.strictObject({ post_id: idText("pos"), name: z.string(), posted_on: daySchema }))
      .meta({ description: "Posts of its days, the last 500; of a series of followers those of its creator" }),
  }),
});
