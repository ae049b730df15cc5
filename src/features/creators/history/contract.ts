import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { idSchema, instantSchema, pageOf, pageQuery } from "../../../platform/schema/vocabulary.ts";
import { creatorStatuses } from "../creator-status.ts";

const statusSchema = z.enum(creatorStatuses).meta({ description: "Only an active creator earns" });
const oneCreator = z.strictObject({ id: idSchema("cre") });

const statusChangeSchema = z
  .strictObject({ status: statusSchema, effective_at: instantSchema, reason: z.string(), recorded_at: instantSchema })
  .meta({ id: "CreatorStatusChange" });

/** Changes a creator's status from an instant on. */
export const changeCreatorStatus = endpoint({
  id: "changeCreatorStatus",
  method: "POST",
  path: "/v1/creators/{id}/statuses",
  tag: "Creators",
  summary: "Activate, pause or ban a creator from an instant on",
  description: "The history is kept: an order is decided by the status at its own time, so what was earned before a ban stays earned.",
  access: "creators:write",
  status: 201,
  creates: true,
  params: oneCreator,
  body: z.strictObject({
    status: statusSchema,
    effective_at: instantSchema.optional().meta({ description: "Missing means now; past and future are both possible" }),
    reason: z.string().max(500).default(""),
  }),
  output: statusChangeSchema,
});

/** A creator's changes of status. */
export const listCreatorStatuses = endpoint({
  id: "listCreatorStatuses",
  method: "GET",
  path: "/v1/creators/{id}/statuses",
  tag: "Creators",
  summary: "The history of a creator's status, in the order in which it takes effect",
  access: "creators:read",
  params: oneCreator,
  output: z.strictObject({ data: z.array(statusChangeSchema) }),
});

/** What happened to a creator. */
export const listTimeline = endpoint({
  id: "listCreatorTimeline",
  method: "GET",
  path: "/v1/creators/{id}/timeline",
  tag: "Creators",
  summary: "What happened to a creator, newest first",
  access: "creators:read",
  params: oneCreator,
  query: z.strictObject(pageQuery),
  output: pageOf(
    z
      .strictObject({
        at: instantSchema,
        kind: z
          .string()
          .meta({ description: "Such as creator_added, status_changed, account_added, enrolled, link_made, code_made, commission_earned" }),
        subject_id: z.string().meta({ description: "The id of the thing it happened to" }),
        detail: z.record(z.string(), z.unknown()),
      })
      .meta({ id: "TimelineEvent" }),
  ),
});
