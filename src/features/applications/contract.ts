import { z } from "zod";
import { platforms } from "../../kernel/social/platform.ts";
import { endpoint } from "../../platform/schema/endpoint.ts";
import { idSchema, idText, instantSchema, nameSchema, pageOf, pageQuery } from "../../platform/schema/vocabulary.ts";
import { applicationStates, pageLanguages } from "./application-state.ts";

const stateSchema = z.enum(applicationStates);
const titleSchema = nameSchema(200);
const introSchema = z.string().trim().max(5_000).meta({ description: "Plain text; an empty line begins a paragraph" });
const consentSchema = z.string().trim().min(10).max(2_000).meta({
  description:
    "The sentence that applicants agree to; another one is another version, and what was agreed to is kept with each application",
});
const languageSchema = z.enum(pageLanguages).meta({ description: "Of the page's own words" });

const pageSchema = z
  .strictObject({
    id: idText("apg"),
    program_id: idText("prg"),
    program_name: z.string(),
    title: z.string(),
    intro: z.string(),
    consent: z.string(),
    consent_version: z.number().int(),
    language: languageSchema,
    is_open: z.boolean(),
    url: z.string().meta({ description: "Where creators apply; nobody has to sign in" }),
    counts: z.strictObject({ new: z.number().int(), verified: z.number().int(), approved: z.number().int(), refused: z.number().int() }),
    created_at: instantSchema,
  })
  .meta({ id: "ApplicationPage" });

export const listPages = endpoint({
  id: "listApplicationPages",
  method: "GET",
  path: "/v1/application-pages",
  tag: "Applications",
  summary: "The pages on which creators apply, one a program",
  access: "creators:read",
  output: z.strictObject({ data: z.array(pageSchema) }),
});

export const createPage = endpoint({
  id: "createApplicationPage",
  method: "POST",
  path: "/v1/application-pages",
  tag: "Applications",
  summary: "Let creators apply for a program",
  access: "programs:write",
  status: 201,
  creates: true,
  body: z.strictObject({
    program_id: idSchema("prg"),
    title: titleSchema,
    intro: introSchema.default(""),
    consent: consentSchema,
    language: languageSchema.default("en"),
  }),
  output: pageSchema,
});

export const updatePage = endpoint({
  id: "updateApplicationPage",
  method: "PATCH",
  path: "/v1/application-pages/{id}",
  tag: "Applications",
  summary: "Change an application page, close it or open it again",
  access: "programs:write",
  params: z.strictObject({ id: idSchema("apg") }),
  body: z.strictObject({
    title: titleSchema.optional(),
    intro: introSchema.optional(),
    consent: consentSchema.optional(),
    language: languageSchema.optional(),
    is_open: z.boolean().optional(),
  }),
  output: pageSchema,
});

const accountSchema = z
  .strictObject({
    id: idText("apa"),
    platform: z.enum(platforms),
    handle: z.string(),
    url: z.string().nullable(),
    code: z.string().meta({ description: "What the applicant was asked to put into the account's bio" }),
    verified_at: instantSchema.nullable(),
    verified_by: z
      .enum(["platform", "person", "sign_in"])
      .nullable()
      .meta({ description: "By platform or person: the code is in the bio; by sign-in: the applicant signed in to the account" }),
    checked_at: instantSchema.nullable(),
    check_said: z.string().meta({ description: "What came of the last look" }),
    can_ask: z.boolean().meta({ description: "Whether the platform is connected, so that it can be asked for the bio" }),
    held_by: z
      .strictObject({ creator_id: idText("cre"), name: z.string() })
      .nullable()
      .meta({ description: "The creator here who has this profile already; where it is not verified it is left out of what is approved" }),
  })
  .meta({ id: "ApplicationAccount" });

const applicationSchema = z
  .strictObject({
    id: idText("apl"),
    program_id: idText("prg"),
    program_name: z.string(),
    name: z.string(),
    email: z.string(),
    country: z.string().nullable(),
    message: z.string(),
    consent: z.string(),
    consent_version: z.number().int(),
    state: stateSchema,
    accounts: z.array(accountSchema),
    known: z
      .array(
        z.strictObject({
          creator_id: idText("cre"),
          name: z.string(),
          why: z.string(),
          by: z.enum(["profile", "email"]).meta({ description: "A verified profile is theirs, or only the e-mail address is the same" }),
        }),
      )
      .meta({ description: "Creators here who may be the same person; a profile that is not verified makes nobody one" }),
    creator_id: idText("cre").nullable().meta({ description: "Who the applicant became" }),
    reason: z.string().meta({ description: "Why it was refused" }),
    applied_at: instantSchema,
    decided_at: instantSchema.nullable(),
  })
  .meta({ id: "Application" });

export const listApplications = endpoint({
  id: "listApplications",
  method: "GET",
  path: "/v1/applications",
  tag: "Applications",
  summary: "Applications, newest first",
  access: "creators:read",
  query: z.strictObject({ ...pageQuery, state: stateSchema.optional(), program_id: idSchema("prg").optional() }),
  output: pageOf(applicationSchema),
});

const oneApplication = z.strictObject({ id: idSchema("apl") });

export const getApplication = endpoint({
  id: "getApplication",
  method: "GET",
  path: "/v1/applications/{id}",
  tag: "Applications",
  summary: "One application with its accounts, and who it may be",
  access: "creators:read",
  params: oneApplication,
  output: applicationSchema,
});

export const verifyAccount = endpoint({
  id: "verifyApplicationAccount",
  method: "POST",
  path: "/v1/applications/{id}/accounts/{account_id}/verify",
  tag: "Applications",
  summary: "Say that an account is the applicant's, or have the platform asked",
  description: "By platform: the bio is looked up through the connection and must hold the code. By person: you have seen the code there.",
  access: "creators:write",
  params: z.strictObject({ id: idSchema("apl"), account_id: idSchema("apa") }),
  body: z.strictObject({ by: z.enum(["platform", "person"]) }),
  output: applicationSchema,
});

export const approveApplication = endpoint({
  id: "approveApplication",
  method: "POST",
  path: "/v1/applications/{id}/approve",
  tag: "Applications",
  summary: "Take an applicant as a creator of the program",
  description:
    "Makes the creator with the verified accounts, or adds them to the one that is named, and enrolls that creator. Doing it again changes nothing.",
  access: "creators:write",
  params: oneApplication,
  body: z
    .strictObject({
      creator_id: idSchema("cre").optional().meta({ description: "Who the applicant is here already" }),
      is_new: z.boolean().default(false).meta({ description: "That it is somebody new, though somebody here has the same e-mail address" }),
    })
    .refine(({ creator_id, is_new }) => creator_id === undefined || !is_new, {
      path: ["is_new"],
      message: "name a creator or say that it is somebody new, not both",
    }),
  output: applicationSchema,
});

export const refuseApplication = endpoint({
  id: "refuseApplication",
  method: "POST",
  path: "/v1/applications/{id}/refuse",
  tag: "Applications",
  summary: "Refuse an application",
  access: "creators:write",
  params: oneApplication,
  body: z.strictObject({ reason: z.string().trim().max(2_000).default("").meta({ description: "For your own records; it is not sent" }) }),
  output: applicationSchema,
});
