import { z } from "zod";
import { endpoint } from "../../platform/schema/endpoint.ts";
import {
  currencySchema,
  daySchema,
  idSchema,
  idText,
  instantSchema,
  moneySchema,
  pageOf,
  pageQuery,
} from "../../platform/schema/vocabulary.ts";

const reportSchema = z.enum(["overview", "program", "creator", "campaign", "comparison"]);

/** Which report is meant, and what it is asked for. */
export const askedReportFields = {
  report: reportSchema,
  program_id: idSchema("prg").optional().meta({ description: "Of a program's report" }),
  creator_id: idSchema("cre").optional().meta({ description: "Of a creator's report" }),
  campaign_id: idSchema("cmp").optional().meta({ description: "Of a campaign's report" }),
  from: daySchema.optional().meta({ description: "First day; without days the report is always of the last 30" }),
  to: daySchema.optional().meta({ description: "The day after the last one" }),
  currency: currencySchema.optional().meta({ description: "Of a comparison; the brand's own unless said" }),
  model: z.string().max(60).optional().meta({ description: "Of a campaign's report; last_non_direct unless said" }),
};

/** How much of a report is shown outside. */
export const shownFields = {
  shows_names: z.boolean().meta({ description: "Creators by name; otherwise they are numbered" }),
  shows_money: z.boolean().meta({ description: "Amounts of money; otherwise only counts, shares and ratios" }),
};

const filtersSchema = z.strictObject({
  from: daySchema.optional(),
  to: daySchema.optional(),
  currency: currencySchema.optional(),
  model: z.string().optional(),
});

const shareSchema = z
  .strictObject({
    id: idText("shr"),
    report: reportSchema,
    subject_id: z.string().nullable(),
    subject_name: z.string(),
    filters: filtersSchema,
    ...shownFields,
    state: z.enum(["open", "expired", "revoked"]),
    created_by_name: z.string(),
    created_at: instantSchema,
    expires_at: instantSchema,
    revoked_at: instantSchema.nullable(),
    opened: z.int().meta({ description: "How often the report was shown" }),
    last_opened_at: instantSchema.nullable(),
  })
  .meta({ id: "Share" });

export const listShares = endpoint({
  id: "listShares",
  method: "GET",
  path: "/v1/shares",
  tag: "Sharing",
  summary: "Links to shared reports, newest first, with how often each was opened",
  access: "attribution:read",
  query: z.strictObject(pageQuery),
  output: pageOf(shareSchema),
});

export const createShare = endpoint({
  id: "createShare",
  method: "POST",
  path: "/v1/shares",
  tag: "Sharing",
  summary: "Share a report by a link that anybody can open who has it",
  description:
    "The link shows this one report, read only and with the figures of the moment at which it is opened. It is in this answer only: its secret is kept nowhere. A creation that is repeated makes a second link.",
  access: "attribution:write",
  status: 201,
  body: z.strictObject({
    ...askedReportFields,
    shows_names: shownFields.shows_names.default(false),
    shows_money: shownFields.shows_money.default(false),
    expires_in_days: z.int().min(1).max(365).default(30),
  }),
  output: shareSchema.extend({ url: z.string() }),
});

export const revokeShare = endpoint({
  id: "revokeShare",
  method: "POST",
  path: "/v1/shares/{id}/revoke",
  tag: "Sharing",
  summary: "Take a link back: from now on it shows nothing",
  access: "attribution:write",
  params: z.strictObject({ id: idSchema("shr") }),
  output: shareSchema,
});

/** What became of the newest mail of a report to one reader. */
export const mailFields = {
  last_state: z.enum(["waiting", "sending", "sent", "failed", "unknown"]).nullable().meta({
    description: "unknown: it may or may not have arrived, though it was sent twice, and is not sent again by itself; null: none yet",
  }),
  last_due_at: instantSchema.nullable(),
  last_problem: z.string().nullable(),
};

const list = <T extends z.ZodType>(item: T) => z.array(item).readonly();
const kindSchema = z.enum(["text", "creator", "count", "credit", "money", "ratio", "day", "span"]);
const valueSchema = z.union([z.string(), z.number(), list(moneySchema)]).nullable();

const sheetFields = {
  subject: z.string(),
  period: z.strictObject({ from: daySchema, to: daySchema, zone: z.string() }).nullable(),
  as_of: instantSchema,
  figures: list(z.strictObject({ label: z.string(), kind: kindSchema, value: valueSchema, formula: z.string(), source: z.string() })),
  charts: list(
    z.strictObject({
      title: z.string(),
      unit: z.string(),
      source: z.string(),
      kind: z.enum(["line", "bars"]),
      currency: currencySchema.nullable(),
      series: list(z.string()),
      points: list(z.strictObject({ label: z.string(), values: list(z.number().nullable()) })),
    }),
  ),
  tables: list(
    z.strictObject({
      title: z.string(),
      columns: list(z.strictObject({ title: z.string(), kind: kindSchema, formula: z.string().nullable() })),
      rows: list(list(valueSchema)),
    }),
  ),
  notes: list(z.string()),
};

export const makePaper = endpoint({
  id: "makePaper",
  method: "POST",
  path: "/v1/report-papers",
  tag: "Sharing",
  summary: "A report as a PDF, with the figures of this moment",
  description: "Tagged, so that it can be read aloud and searched; its last part says how each figure is counted.",
  access: "attribution:read",
  body: z.strictObject({
    ...askedReportFields,
    shows_names: shownFields.shows_names.default(true),
    shows_money: shownFields.shows_money.default(true),
  }),
  output: z.string(),
  download: { mediaTypes: ["application/pdf"] },
});

export const openShare = endpoint({
  id: "openShare",
  method: "GET",
  path: "/v1/shared/{token}",
  tag: "Sharing",
  summary: "What a link to a shared report shows",
  access: "public",
  perMinute: 60,
  params: z.strictObject({ token: z.string().max(200) }),
  output: z.strictObject({
    workspace_name: z.string(),
    report: reportSchema,
    ...shownFields,
    expires_at: instantSchema,
    sheet: z.strictObject(sheetFields).meta({ id: "Sheet" }),
  }),
});
