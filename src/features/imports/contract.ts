import { z } from "zod";
import { endpoint } from "../../platform/schema/endpoint.ts";
import { idSchema, idText, instantSchema, nameSchema, pageOf, pageQuery } from "../../platform/schema/vocabulary.ts";
import { importKindNames, importStatuses } from "./import-state.ts";

const kindSchema = z.enum(importKindNames);
const shortText = z.string().max(200);

const mappingSchema = z
  .strictObject({
    format: z.string().min(1).max(40).meta({ description: "One of the formats that the preview names" }),
    has_header: z.boolean().meta({ description: "Whether the first row names the columns" }),
    columns: z
      .record(z.string().max(60), shortText)
      .meta({ description: "Field to column: the header where it is unique, else # and the column's number from 1" }),
    options: z.record(z.string().max(60), shortText).default({}),
  })
  .meta({ id: "ImportMapping" });

const importSchema = z
  .strictObject({
    id: idText("imp"),
    kind: kindSchema,
    status: z.enum(importStatuses),
    file_name: z.string(),
    size_bytes: z.number().int(),
    store_id: idText("sto").nullable(),
    mapping: mappingSchema.nullable().meta({ description: "Null: none was chosen yet" }),
    rows: z.number().int().nullable().meta({ description: "How many rows were read so far; null before the first check or run" }),
    taken: z.number().int().meta({ description: "Rows that made or changed something; after a check: that would" }),
    unchanged: z.number().int().meta({ description: "Rows that said nothing new" }),
    refused: z.number().int().meta({ description: "Rows with faults; see the refusals" }),
    progress_bytes: z.number().int(),
    problem: z.string().nullable().meta({ description: "Why it failed" }),
    notes: z.array(z.string()).meta({ description: "What one should know of how the file was read, such as what is never imported" }),
    created_at: instantSchema,
    finished_at: instantSchema.nullable(),
  })
  .meta({ id: "Import" });

const oneImport = z.strictObject({ id: idSchema("imp") });
const refusalSchema = z
  .strictObject({ row: z.number().int().meta({ description: "As a spreadsheet numbers it" }), field: z.string(), message: z.string() })
  .meta({ id: "ImportRefusal" });

/** Takes a file in. */
export const uploadImport = endpoint({
  id: "uploadImport",
  method: "POST",
  path: "/v1/imports",
  tag: "Imports",
  summary: "Upload a file; nothing is read yet",
  description: "The body is the file itself. Look at the preview next, choose the columns, check, then run.",
  access: "imports:write",
  status: 201,
  creates: true,
  rawBody: {
    maxBytes: 1024 * 1024 * 1024,
    mediaTypes: [
      "text/csv",
      "text/plain",
      "text/tab-separated-values",
      "application/octet-stream",
      "application/vnd.ms-excel",
      "application/json",
    ],
    keep: true,
  },
  query: z.strictObject({
    kind: kindSchema,
    file_name: z.string().trim().min(1).max(255).default("upload.csv"),
    store_id: idSchema("sto").optional().meta({ description: "Whose orders these are; missing means the first store" }),
  }),
  output: importSchema,
});

/** The imports of the workspace. */
export const listImports = endpoint({
  id: "listImports",
  method: "GET",
  path: "/v1/imports",
  tag: "Imports",
  summary: "The imports of the workspace, newest first",
  access: "imports:read",
  query: z.strictObject({ ...pageQuery, kind: kindSchema.optional() }),
  output: pageOf(importSchema),
});

/** One import. */
export const getImport = endpoint({
  id: "getImport",
  method: "GET",
  path: "/v1/imports/{id}",
  tag: "Imports",
  summary: "One import: how far it is and how it ended",
  access: "imports:read",
  params: oneImport,
  output: importSchema,
});

/** The beginning of a file as it would be read. */
export const previewImport = endpoint({
  id: "previewImport",
  method: "GET",
  path: "/v1/imports/{id}/preview",
  tag: "Imports",
  summary: "The first rows as they would be read, under the chosen columns or under guessed ones",
  description: "A guess follows the columns chosen for an earlier file of this kind where they fit, else the headers.",
  access: "imports:read",
  params: oneImport,
  output: z.strictObject({
    mapping: mappingSchema,
    is_guessed: z.boolean(),
    formats: z.array(z.strictObject({ name: z.string(), label: z.string() })),
    fields: z.array(z.strictObject({ name: z.string(), label: z.string(), required: z.boolean() })),
    columns: z.array(z.strictObject({ reference: z.string(), example: z.string() })),
    rows: z.array(
      z.strictObject({
        row: z.number().int(),
        values: z.record(z.string(), z.string()),
        faults: z.array(z.strictObject({ field: z.string(), message: z.string() })),
      }),
    ),
    notes: z.array(z.string()),
  }),
});

/** Chooses the columns. */
export const setImportMapping = endpoint({
  id: "setImportMapping",
  method: "PUT",
  path: "/v1/imports/{id}/mapping",
  tag: "Imports",
  summary: "Choose which column holds what",
  access: "imports:write",
  params: oneImport,
  body: mappingSchema,
  output: importSchema,
});

/** Reads every row and writes nothing. */
export const checkImport = endpoint({
  id: "checkImport",
  method: "POST",
  path: "/v1/imports/{id}/check",
  tag: "Imports",
  summary: "Read every row and list all faults; nothing is written",
  description: "Runs in the background: ask for the import until its status is checked or failed. Without chosen columns the guess holds.",
  access: "imports:write",
  status: 202,
  params: oneImport,
  output: importSchema,
});

/** Reads every row and writes. */
export const runImport = endpoint({
  id: "runImport",
  method: "POST",
  path: "/v1/imports/{id}/run",
  tag: "Imports",
  summary: "Import the file",
  description:
    "Runs in the background: ask for the import until its status is done or failed. A file is taken whole or, when a row is faulty, not at all, unless faulty rows are to be left out. Creators from a file above 64 MB are written batch by batch, and after an interruption it goes on where it was. The same file again changes nothing.",
  access: "imports:write",
  status: 202,
  params: oneImport,
  body: z.strictObject({ skip_faulty: z.boolean().default(false).meta({ description: "Leave faulty rows out and take the others" }) }),
  output: importSchema,
});

/** What was refused. */
export const listImportRefusals = endpoint({
  id: "listImportRefusals",
  method: "GET",
  path: "/v1/imports/{id}/refusals",
  tag: "Imports",
  summary: "Every fault of the last check or run, in the order of the file",
  description: "At most 100,000 are kept; the import's count of refused rows is always exact.",
  access: "imports:read",
  params: oneImport,
  query: z.strictObject(pageQuery),
  output: pageOf(refusalSchema),
});

const presetSchema = z
  .strictObject({ id: idText("ips"), kind: kindSchema, name: z.string(), mapping: mappingSchema, created_at: instantSchema })
  .meta({ id: "ImportPreset" });

/** Columns that were chosen once and kept under a name. */
export const listPresets = endpoint({
  id: "listImportPresets",
  method: "GET",
  path: "/v1/import-presets",
  tag: "Imports",
  summary: "Choices of columns that were kept under a name",
  access: "imports:read",
  query: z.strictObject({ kind: kindSchema }),
  output: z.strictObject({ data: z.array(presetSchema) }),
});

/** Keeps a choice of columns under a name. */
export const savePreset = endpoint({
  id: "saveImportPreset",
  method: "POST",
  path: "/v1/import-presets",
  tag: "Imports",
  summary: "Keep a choice of columns under a name, for files of the same making",
  description: "A preset of the same kind and name is replaced.",
  access: "imports:write",
  status: 201,
  creates: true,
  body: z.strictObject({ kind: kindSchema, name: nameSchema(80), mapping: mappingSchema }),
  output: presetSchema,
});

/** Takes a preset away. */
export const deletePreset = endpoint({
  id: "deleteImportPreset",
  method: "DELETE",
  path: "/v1/import-presets/{id}",
  tag: "Imports",
  summary: "Take a preset away; files that were read with it stay as they are",
  access: "imports:write",
  params: z.strictObject({ id: idSchema("ips") }),
  output: presetSchema,
});
