import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { idText, instantSchema, pageOf, pageQuery } from "../../../platform/schema/vocabulary.ts";
import { countSchema, gradeSchema, newSnapshot, ofEachMetric, onePost } from "../contract.ts";

const snapshotSchema = z
  .strictObject({
    id: idText("sna"),
    ...ofEachMetric(countSchema),
    observed_at: instantSchema,
    observed_precision: z.enum(["ms", "s", "day"]),
    source: z.string(),
    evidence: z.string(),
    grade: gradeSchema,
    import_id: idText("imp").nullable(),
    recorded_at: instantSchema,
  })
  .meta({ id: "PostSnapshot" });

/** Adds numbers of a post. */
export const addPostSnapshot = endpoint({
  id: "addPostSnapshot",
  method: "POST",
  path: "/v1/posts/{id}/snapshots",
  tag: "Posts",
  summary: "Record what a post had reached at some time",
  description: "Numbers are only added. The same numbers of the same time and source are kept once; other numbers of it correct them.",
  access: "creators:write",
  status: 201,
  creates: true,
  params: onePost,
  body: newSnapshot,
  output: snapshotSchema,
});

/** A post's numbers. */
export const listPostSnapshots = endpoint({
  id: "listPostSnapshots",
  method: "GET",
  path: "/v1/posts/{id}/snapshots",
  tag: "Posts",
  summary: "What a post had reached, the last recorded first",
  access: "creators:read",
  params: onePost,
  query: z.strictObject(pageQuery),
  output: pageOf(snapshotSchema),
});
