import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { idSchema, idText, instantSchema, pageOf, pageQuery } from "../../../platform/schema/vocabulary.ts";
import { askedReportFields, mailFields, shownFields } from "../contract.ts";
import { invitedReader, outsideReader } from "../readers/contract.ts";

const ruleFields = {
  every: z.enum(["day", "week", "month"]).meta({ description: "The report is of the day, the seven days or the calendar month before" }),
  on_day: z.int().min(1).max(28).meta({ description: "Of the week, Monday is 1, or of the month; 1 for every day" }),
  at_hour: z.int().min(0).max(23).meta({ description: "By the workspace's clock" }),
};

const scheduleSchema = z
  .strictObject({
    id: idText("sch"),
    report: askedReportFields.report,
    subject_id: z.string().nullable(),
    subject_name: z.string(),
    ...ruleFields,
    ...shownFields,
    next_due_at: instantSchema,
    recipients: z.array(z.strictObject({ name: z.string(), opted_out: z.boolean(), ...mailFields })).meta({ description: "Members" }),
    outside_readers: z.array(outsideReader).meta({ description: "People outside the workspace, by their consent" }),
    created_at: instantSchema,
  })
  .meta({ id: "ReportSchedule" });

export const listSchedules = endpoint({
  id: "listReportSchedules",
  method: "GET",
  path: "/v1/report-schedules",
  tag: "Sharing",
  summary: "Reports that are mailed by the calendar, with what became of the newest mail to each reader",
  access: "attribution:read",
  query: z.strictObject(pageQuery),
  output: pageOf(scheduleSchema),
});

const { from: _from, to: _to, ...reportFields } = askedReportFields;

export const createSchedule = endpoint({
  id: "createReportSchedule",
  method: "POST",
  path: "/v1/report-schedules",
  tag: "Sharing",
  summary: "Mail a report as a PDF every day, week or month",
  description:
    "Readers are members, and people outside who are asked first and get nothing before they say yes. Each can end the mails by a link in them. A mail of which nobody can say whether it arrived is sent once more, under the same Message-ID, and never a third time.",
  access: "attribution:write",
  status: 201,
  creates: true,
  body: z.strictObject({
    ...reportFields,
    ...ruleFields,
    shows_names: shownFields.shows_names.default(true),
    shows_money: shownFields.shows_money.default(true),
    member_ids: z.array(idSchema("mem")).max(50).default([]),
    outside: z.array(invitedReader).max(20).default([]).meta({ description: "People outside who are asked whether they want it" }),
  }),
  output: scheduleSchema,
});

export const stopSchedule = endpoint({
  id: "stopReportSchedule",
  method: "POST",
  path: "/v1/report-schedules/{id}/stop",
  tag: "Sharing",
  summary: "Mail a report no more",
  access: "attribution:write",
  params: z.strictObject({ id: idSchema("sch") }),
  output: z.strictObject({}),
});

export const sendNow = endpoint({
  id: "sendReportNow",
  method: "POST",
  path: "/v1/report-schedules/{id}/send-now",
  tag: "Sharing",
  summary: "Mail a report now, besides the times at which it is due",
  access: "attribution:write",
  status: 202,
  params: z.strictObject({ id: idSchema("sch") }),
  output: z.strictObject({}),
});

export const optOut = endpoint({
  id: "stopReportMails",
  method: "POST",
  path: "/v1/report-mails/stop",
  tag: "Sharing",
  summary: "End the mails to oneself, by the token of the link in one of them",
  description: "To a member the mails of that one report end; to somebody outside everything that the workspace mails.",
  access: "public",
  perMinute: 60,
  body: z.strictObject({ token: z.string().max(200) }),
  output: z.strictObject({}),
});
