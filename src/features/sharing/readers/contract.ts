import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { idSchema, idText, instantSchema } from "../../../platform/schema/vocabulary.ts";
import { mailFields, shownFields } from "../contract.ts";

/** Somebody outside who is to be asked; unless it is said, they see neither names nor amounts. */
export const invitedReader = z.strictObject({
  email: z.email("must be an e-mail address").max(254),
  shows_names: shownFields.shows_names.default(false),
  shows_money: shownFields.shows_money.default(false),
});

/** Somebody outside who gets a report, or was asked whether they want it. */
export const outsideReader = z
  .strictObject({
    id: idText("rdr"),
    email: z.string(),
    ...shownFields,
    state: z.enum(["invited", "expired", "confirmed", "declined", "stopped", "bounced"]).meta({
      description:
        "invited: asked, no answer yet; expired: the invitation was not answered in time; stopped: wanted it, then no more; bounced: the mail server says that there is no such address. Only a confirmed reader gets mails",
    }),
    invited_at: instantSchema,
    expires_at: instantSchema,
    answered_at: instantSchema.nullable(),
    problem: z.string().nullable().meta({ description: "Why the invitation was not mailed, where it was not" }),
    ...mailFields,
  })
  .meta({ id: "OutsideReader" });

export const inviteReader = endpoint({
  id: "inviteReportReader",
  method: "POST",
  path: "/v1/report-schedules/{id}/readers",
  tag: "Sharing",
  summary: "Ask somebody outside the workspace whether they want a report by e-mail",
  description:
    "They get one mail that asks, and no report before they say yes on the page it leads to. An address whose owner once said no to the workspace gets no mail; the answer does not tell. The same address again is asked again, by a new link. At most 20 invitations in 24 hours, and 3 to one address in 30 days.",
  access: "attribution:write",
  status: 201,
  creates: true,
  params: z.strictObject({ id: idSchema("sch") }),
  body: invitedReader,
  output: outsideReader,
});

export const removeReader = endpoint({
  id: "removeReportReader",
  method: "DELETE",
  path: "/v1/report-readers/{id}",
  tag: "Sharing",
  summary: "Mail somebody outside no more, and forget their address",
  description: "That they once wanted no mails is still known by the keyed hash of the address, from which nobody can be recognised.",
  access: "attribution:write",
  params: z.strictObject({ id: idSchema("rdr") }),
  output: z.strictObject({}),
});
