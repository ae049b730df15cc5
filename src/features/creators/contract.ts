import { z } from "zod";
import { endpoint } from "../../platform/schema/endpoint.ts";
import {
  countrySchema,
  daySchema,
  idSchema,
  idText,
  instantSchema,
  metadataSchema,
  nameSchema,
  pageOf,
  pageQuery,
} from "../../platform/schema/vocabulary.ts";
import { creatorStatuses } from "./creator-status.ts";
import { handleFault, parseHandle } from "./handle.ts";
import { platforms, type Platform } from "../../kernel/social/platform.ts";

const platformSchema = z.enum(platforms);
const statusSchema = z.enum(creatorStatuses).meta({ description: "Only an active creator earns" });
const emailSchema = z.email("must be an e-mail address").max(254);
const notesSchema = z.string().max(10_000);
const sourceSchema = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .meta({ description: "Where the creator comes from, such as manual or a system's name" });
const externalIdSchema = z.string().trim().min(1).max(200).meta({ description: "The id in the source; unique within it" });
const followersSchema = z
  .number()
  .int()
  .min(0)
  .max(Number.MAX_SAFE_INTEGER)
  .nullable()
  .meta({ description: "Null: unknown, which is not zero" });

const followersShown = z
  .strictObject({ count: followersSchema, observed_on: daySchema, source: z.string() })
  .meta({ id: "Followers", description: "The newest number known, with its day and source" });

const accountSchema = z
  .strictObject({
    id: idText("acc"),
    platform: platformSchema,
    handle: z.string(),
    url: z.string().nullable(),
    external_id: z.string().nullable(),
    followers: followersShown.nullable(),
    created_at: instantSchema,
    archived_at: instantSchema.nullable(),
  })
  .meta({ id: "CreatorAccount" });

const creatorSchema = z
  .strictObject({
    id: idText("cre"),
    name: z.string(),
    email: z.string().nullable(),
    country: z.string().nullable(),
    status: statusSchema,
    notes: z.string(),
    source: z.string(),
    external_id: z.string().nullable(),
    metadata: metadataSchema,
    accounts: z.array(accountSchema),
    created_at: instantSchema,
    updated_at: instantSchema,
    archived_at: instantSchema.nullable(),
  })
  .meta({ id: "Creator" });

const handleText = z
  .string()
  .max(1000)
  .meta({ description: "A handle with or without @, or the address of the account's page", example: "@anna" });

function refuseHandle(value: { platform: Platform; handle: string }, check: z.RefinementCtx): void {
  const parsed = parseHandle(value.platform, value.handle);
  if (!parsed.ok) check.addIssue({ code: "custom", path: ["handle"], message: handleFault(parsed.problem, value.platform, value.handle) });
}

const newAccount = z
  .strictObject({
    platform: platformSchema,
    handle: handleText,
    url: z
      .url({ protocol: /^https?$/, error: "must be an http or https address" })
      .max(1000)
      .optional(),
    external_id: externalIdSchema.optional(),
    followers: followersSchema.optional(),
    observed_on: daySchema.optional().meta({ description: "The day of the number of followers; missing means today" }),
  })
  .superRefine(refuseHandle)
  .meta({ id: "NewCreatorAccount" });

const oneCreator = z.strictObject({ id: idSchema("cre") });
const oneAccount = z.strictObject({ id: idSchema("cre"), account_id: idSchema("acc") });

/** Adds a creator, with accounts when they are known. */
export const createCreator = endpoint({
  id: "createCreator",
  method: "POST",
  path: "/v1/creators",
  tag: "Creators",
  summary: "Add a creator",
  access: "creators:write",
  status: 201,
  creates: true,
  body: z.strictObject({
    name: nameSchema(200),
    email: emailSchema.nullable().default(null),
    country: countrySchema.nullable().default(null),
    notes: notesSchema.default(""),
    source: sourceSchema.default("manual"),
    external_id: externalIdSchema.nullable().default(null),
    metadata: metadataSchema.default({}),
    accounts: z.array(newAccount).max(30).default([]),
  }),
  output: creatorSchema,
});

/** The creators of the workspace. */
export const listCreators = endpoint({
  id: "listCreators",
  method: "GET",
  path: "/v1/creators",
  tag: "Creators",
  summary: "The creators of the workspace, newest first",
  access: "creators:read",
  query: z.strictObject({
    ...pageQuery,
    q: z.string().trim().max(200).optional().meta({ description: "Part of a name or of a handle" }),
    platform: platformSchema.optional(),
    status: statusSchema.optional(),
    program_id: idSchema("prg").optional(),
    archived: z.enum(["true", "false"]).default("false"),
  }),
  output: pageOf(creatorSchema),
});

/** Every creator as a file that can be imported again. */
export const exportCreators = endpoint({
  id: "exportCreators",
  method: "GET",
  path: "/v1/creators/export.csv",
  tag: "Creators",
  summary: "Every creator as CSV, in the columns that an import reads",
  description: "Cells that a spreadsheet would take for a formula begin with an apostrophe, which an import takes off again.",
  access: "creators:read",
  download: { mediaTypes: ["text/csv"] },
  output: z.string(),
});

/** One creator. */
export const getCreator = endpoint({
  id: "getCreator",
  method: "GET",
  path: "/v1/creators/{id}",
  tag: "Creators",
  summary: "One creator with all accounts",
  access: "creators:read",
  params: oneCreator,
  output: creatorSchema,
});

/** Changes what is named. */
export const updateCreator = endpoint({
  id: "updateCreator",
  method: "PATCH",
  path: "/v1/creators/{id}",
  tag: "Creators",
  summary: "Change what is known about a creator",
  access: "creators:write",
  params: oneCreator,
  body: z.strictObject({
    name: nameSchema(200).optional(),
    email: emailSchema.nullable().optional(),
    country: countrySchema.nullable().optional(),
    notes: notesSchema.optional(),
    external_id: externalIdSchema.nullable().optional(),
    metadata: metadataSchema.optional(),
  }),
  output: creatorSchema,
});

/** Takes a creator out of the lists. */
export const archiveCreator = endpoint({
  id: "archiveCreator",
  method: "POST",
  path: "/v1/creators/{id}/archive",
  tag: "Creators",
  summary: "Put a creator away; nothing that was earned changes",
  access: "creators:write",
  params: oneCreator,
  output: creatorSchema,
});

/** Brings an archived creator back. */
export const restoreCreator = endpoint({
  id: "restoreCreator",
  method: "POST",
  path: "/v1/creators/{id}/restore",
  tag: "Creators",
  summary: "Bring an archived creator back",
  access: "creators:write",
  params: oneCreator,
  output: creatorSchema,
});

/** Adds a platform account. */
export const addAccount = endpoint({
  id: "addCreatorAccount",
  method: "POST",
  path: "/v1/creators/{id}/accounts",
  tag: "Creators",
  summary: "Add an account on a platform",
  access: "creators:write",
  status: 201,
  creates: true,
  params: oneCreator,
  body: newAccount,
  output: accountSchema,
});

/** Changes an account's handle or address. */
export const updateAccount = endpoint({
  id: "updateCreatorAccount",
  method: "PATCH",
  path: "/v1/creators/{id}/accounts/{account_id}",
  tag: "Creators",
  summary: "Change an account's handle, address or id",
  access: "creators:write",
  params: oneAccount,
  body: z.strictObject({
    handle: handleText.optional(),
    url: z
      .url({ protocol: /^https?$/ })
      .max(1000)
      .nullable()
      .optional(),
    external_id: externalIdSchema.nullable().optional(),
  }),
  output: accountSchema,
});

/** Gives an account up. */
export const archiveAccount = endpoint({
  id: "archiveCreatorAccount",
  method: "POST",
  path: "/v1/creators/{id}/accounts/{account_id}/archive",
  tag: "Creators",
  summary: "Put an account away; its handle is free again",
  access: "creators:write",
  params: oneAccount,
  output: accountSchema,
});
