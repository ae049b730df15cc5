import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { idSchema, idText, instantSchema, nameSchema, pageOf, pageQuery } from "../../../platform/schema/vocabulary.ts";

const oneList = z.strictObject({ id: idSchema("lst") });
const excludingSchema = z
  .boolean()
  .meta({ description: "Whom nobody wants to find: the screen leaves these creators out of a search unless told otherwise" });

const listSchema = z
  .strictObject({
    id: idText("lst"),
    name: z.string(),
    is_excluding: excludingSchema,
    creators: z.int(),
    created_at: instantSchema,
    archived_at: instantSchema.nullable(),
  })
  .meta({ id: "CreatorList" });

const creatorIds = z.array(idSchema("cre")).min(1).max(500);

/** Makes a list. */
export const createCreatorList = endpoint({
  id: "createCreatorList",
  method: "POST",
  path: "/v1/creator-lists",
  tag: "Finding creators",
  summary: "Make a list of creators",
  access: "creators:write",
  status: 201,
  creates: true,
  body: z.strictObject({
    name: nameSchema(120),
    is_excluding: excludingSchema.default(false),
    creator_ids: z.array(idSchema("cre")).max(500).default([]),
  }),
  output: listSchema,
});

/** The lists. */
export const listCreatorLists = endpoint({
  id: "listCreatorLists",
  method: "GET",
  path: "/v1/creator-lists",
  tag: "Finding creators",
  summary: "The lists of creators, newest first",
  access: "creators:read",
  query: z.strictObject(pageQuery),
  output: pageOf(listSchema),
});

/** One list. */
export const getCreatorList = endpoint({
  id: "getCreatorList",
  method: "GET",
  path: "/v1/creator-lists/{id}",
  tag: "Finding creators",
  summary: "One list of creators",
  access: "creators:read",
  params: oneList,
  output: listSchema,
});

/** Changes a list's name or kind. */
export const updateCreatorList = endpoint({
  id: "updateCreatorList",
  method: "PATCH",
  path: "/v1/creator-lists/{id}",
  tag: "Finding creators",
  summary: "Rename a list, or have it leave its creators out of searches",
  access: "creators:write",
  params: oneList,
  body: z.strictObject({ name: nameSchema(120).optional(), is_excluding: excludingSchema.optional() }),
  output: listSchema,
});

/** Puts a list away. */
export const archiveCreatorList = endpoint({
  id: "archiveCreatorList",
  method: "POST",
  path: "/v1/creator-lists/{id}/archive",
  tag: "Finding creators",
  summary: "Put a list away; nobody is found by it any more",
  access: "creators:write",
  params: oneList,
  output: listSchema,
});

/** Scores everybody on a list. */
export const scoreCreatorList = endpoint({
  id: "scoreCreatorList",
  method: "POST",
  path: "/v1/creator-lists/{id}/scorecards",
  tag: "Finding creators",
  summary: "Score every account of the creators on a list, at most 1,000 creators",
  description: "Runs in the background like the scoring of chosen creators: follow computation_id.",
  access: "creators:write",
  status: 201,
  creates: true,
  params: oneList,
  output: z.strictObject({ computation_id: idText("job"), creators: z.int() }),
});

/** Adds creators to a list. */
export const addToCreatorList = endpoint({
  id: "addToCreatorList",
  method: "POST",
  path: "/v1/creator-lists/{id}/members",
  tag: "Finding creators",
  summary: "Add creators to a list; who is on it already stays",
  access: "creators:write",
  params: oneList,
  body: z.strictObject({ creator_ids: creatorIds }),
  output: z.strictObject({ added: z.int(), list: listSchema }),
});

/** Takes creators off a list. */
export const takeFromCreatorList = endpoint({
  id: "takeFromCreatorList",
  method: "POST",
  path: "/v1/creator-lists/{id}/members/remove",
  tag: "Finding creators",
  summary: "Take creators off a list",
  access: "creators:write",
  params: oneList,
  body: z.strictObject({ creator_ids: creatorIds }),
  output: z.strictObject({ removed: z.int(), list: listSchema }),
});
