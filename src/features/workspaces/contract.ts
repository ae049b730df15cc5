import { z } from "zod";
import { endpoint } from "../../platform/schema/endpoint.ts";
import { currencySchema, idText, instantSchema, nameSchema, zoneSchema } from "../../platform/schema/vocabulary.ts";

const nothing = z.strictObject({});

/** A workspace as the API shows it to one of its members. */
export const workspaceSchema = z
  .strictObject({
    id: idText("ws"),
    name: z.string(),
    slug: z.string(),
    zone: z.string(),
    currency: z.string(),
    is_sample: z.boolean(),
    role: z.string(),
    created_at: instantSchema,
  })
  .meta({ id: "Workspace" });

export const getMe = endpoint({
  id: "getMe",
  method: "GET",
  path: "/v1/me",
  tag: "Workspaces",
  summary: "Who is signed in, and their workspaces",
  access: "signed-in",
  output: z.strictObject({
    kind: z.enum(["user", "api_key"]),
    id: z.string(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    workspaces: z.array(workspaceSchema),
  }),
});

export const createWorkspace = endpoint({
  id: "createWorkspace",
  method: "POST",
  path: "/v1/workspaces",
  tag: "Workspaces",
  summary: "Start a workspace of one's own, with its first store",
  access: "signed-in",
  status: 201,
  body: z.strictObject({
    name: nameSchema(200),
    slug: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{1,38}[a-z0-9])$/, "must be 3 to 40 lower-case letters, digits and dashes"),
    zone: zoneSchema,
    currency: currencySchema,
    store_kind: z.enum(["shopify", "stripe", "custom"]).default("custom"),
  }),
  output: workspaceSchema,
});

export const updateWorkspace = endpoint({
  id: "updateWorkspace",
  method: "PATCH",
  path: "/v1/workspace",
  tag: "Workspaces",
  summary: "Rename the workspace",
  description: "Zone and currency stay as they are: days, months and sums already booked rest on them.",
  access: "workspace:write",
  body: z.strictObject({ name: nameSchema(200) }),
  output: nothing,
});
