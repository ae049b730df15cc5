import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { idText } from "../../../platform/schema/vocabulary.ts";
import { platforms } from "../../../kernel/social/platform.ts";

/** Which account a pasted text names, and who has it or may have it already. */
export const recogniseAccount = endpoint({
  id: "recogniseAccount",
  method: "GET",
  path: "/v1/creators/recognise",
  tag: "Creators",
  summary: "Which account an address or handle names, and which creators are or may be the same",
  description: "Nothing is written. An address says its platform by itself; a handle needs one.",
  access: "creators:read",
  query: z.strictObject({
    text: z.string().trim().min(1).max(1000).meta({ description: "The address of an account's page, or a handle" }),
    platform: z.enum(platforms).optional().meta({ description: "Where a handle is; an address says it by itself" }),
    email: z.string().trim().max(254).optional(),
    name: z.string().trim().max(200).optional(),
  }),
  output: z.strictObject({
    account: z.strictObject({ platform: z.enum(platforms), handle: z.string(), url: z.string().nullable() }).nullable(),
    problem: z.string().nullable().meta({ description: "Why the text names no account" }),
    known: z.array(
      z.strictObject({
        id: idText("cre"),
        name: z.string(),
        is_archived: z.boolean(),
        reason: z.enum(["account", "handle", "email", "name"]).meta({ description: "account: this very one; the others may be" }),
      }),
    ),
  }),
});
