import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { idSchema, idText, instantSchema, nameSchema, pageOf, pageQuery } from "../../../platform/schema/vocabulary.ts";
import { searchFields } from "../contract.ts";

const oneSearch = z.strictObject({ id: idSchema("fnd") });
const alertingSchema = z
  .boolean()
  .meta({ description: "The worker looks again every five minutes and tells the workspace whom it finds that was not found before" });

const savedSchema = z
  .strictObject({
    id: idText("fnd"),
    name: z.string(),
    text: z.string().nullable(),
    where: z.record(z.string(), z.unknown()).nullable(),
    sort: z.strictObject({ by: z.string(), direction: z.enum(["asc", "desc"]), currency: z.string().optional() }),
    is_alerting: alertingSchema,
    found: z.int().nullable().meta({ description: "Creators that were found so far; null: nobody looked, as there is no alert" }),
    found_since: z.int().nullable().meta({ description: "Of them, those who were not found when the alert began" }),
    looked_at: instantSchema.nullable(),
    created_at: instantSchema,
    archived_at: instantSchema.nullable(),
  })
  .meta({ id: "SavedSearch" });

const findSchema = z
  .strictObject({
    creator_id: idText("cre"),
    name: z.string(),
    found_at: instantSchema,
    is_new: z.boolean().meta({ description: "False: found already when the alert began" }),
  })
  .meta({ id: "SearchFind" });

/** Keeps a search. */
export const saveSearch = endpoint({
  id: "saveCreatorSearch",
  method: "POST",
  path: "/v1/creator-searches",
  tag: "Finding creators",
  summary: "Keep a search, and be told whom it finds from now on",
  access: "creators:write",
  status: 201,
  creates: true,
  body: z.strictObject({ name: nameSchema(120), ...searchFields, is_alerting: alertingSchema.default(false) }),
  output: savedSchema,
});

/** The kept searches. */
export const listSearches = endpoint({
  id: "listCreatorSearches",
  method: "GET",
  path: "/v1/creator-searches",
  tag: "Finding creators",
  summary: "The searches that are kept, newest first",
  access: "creators:read",
  query: z.strictObject(pageQuery),
  output: pageOf(savedSchema),
});

/** Changes a kept search. */
export const updateSearch = endpoint({
  id: "updateCreatorSearch",
  method: "PATCH",
  path: "/v1/creator-searches/{id}",
  tag: "Finding creators",
  summary: "Rename a kept search, or begin or end its alert",
  access: "creators:write",
  params: oneSearch,
  body: z.strictObject({ name: nameSchema(120).optional(), is_alerting: alertingSchema.optional() }),
  output: savedSchema,
});

/** Puts a kept search away. */
export const archiveSearch = endpoint({
  id: "archiveCreatorSearch",
  method: "POST",
  path: "/v1/creator-searches/{id}/archive",
  tag: "Finding creators",
  summary: "Put a kept search away; its alert ends",
  access: "creators:write",
  params: oneSearch,
  output: savedSchema,
});

/** Whom a kept search found. */
export const listFinds = endpoint({
  id: "listCreatorSearchFinds",
  method: "GET",
  path: "/v1/creator-searches/{id}/finds",
  tag: "Finding creators",
  summary: "Whom a kept search has found and since when, the latest first",
  access: "creators:read",
  params: oneSearch,
  query: z.strictObject(pageQuery),
  output: pageOf(findSchema),
});
