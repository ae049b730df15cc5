import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { idSchema, idText, instantSchema, pageOf, pageQuery } from "../../../platform/schema/vocabulary.ts";

const enrollmentSchema = z
  .strictObject({
    id: idText("enr"),
    program_id: idText("prg"),
    program_name: z.string(),
    creator_id: idText("cre"),
    creator_name: z.string(),
    started_at: instantSchema,
    ended_at: instantSchema.nullable(),
    created_at: instantSchema,
  })
  .meta({ id: "Enrollment" });

/** Lets creators take part in a program. */
export const enrollCreators = endpoint({
  id: "enrollCreators",
  method: "POST",
  path: "/v1/programs/{id}/enrollments",
  tag: "Programs",
  summary: "Enroll creators in a program",
  description: "One who takes part already stays as enrolled; one whose earlier part has ended gets a new one.",
  access: "programs:write",
  status: 201,
  creates: true,
  params: z.strictObject({ id: idSchema("prg") }),
  body: z.strictObject({
    creator_ids: z.array(idSchema("cre")).min(1).max(500),
    started_at: instantSchema.optional().meta({ description: "Missing means now; a time in the past lets earlier orders earn" }),
  }),
  output: z.strictObject({ data: z.array(enrollmentSchema) }),
});

/** Who takes part in what. */
export const listEnrollments = endpoint({
  id: "listEnrollments",
  method: "GET",
  path: "/v1/enrollments",
  tag: "Programs",
  summary: "Who takes part in which program, the latest begun first",
  access: "programs:read",
  query: z.strictObject({
    ...pageQuery,
    program_id: idSchema("prg").optional(),
    creator_id: idSchema("cre").optional(),
    active: z.enum(["true"]).optional().meta({ description: "Only those that hold now" }),
  }),
  output: pageOf(enrollmentSchema),
});

/** Ends a creator's part. */
export const endEnrollment = endpoint({
  id: "endEnrollment",
  method: "POST",
  path: "/v1/programs/{id}/enrollments/{enrollment_id}/end",
  tag: "Programs",
  summary: "End a creator's part in a program, now or at an instant",
  description: "The end is the first instant at which the creator no longer takes part. What was earned before stays earned.",
  access: "programs:write",
  params: z.strictObject({ id: idSchema("prg"), enrollment_id: idSchema("enr") }),
  body: z.strictObject({ ended_at: instantSchema.optional().meta({ description: "Missing means now" }) }),
  output: enrollmentSchema,
});
