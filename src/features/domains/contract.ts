import { z } from "zod";
import { endpoint } from "../../platform/schema/endpoint.ts";
import { countrySchema, idSchema, idText, instantSchema } from "../../platform/schema/vocabulary.ts";

const consentMode = z.enum(["never_required", "by_country", "always_required"]).meta({
  description:
    "When a visitor must agree before anything is stored with them: never, in the listed countries, or always. Without consent a click is recorded and no cookie is set.",
});
const clickParam = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_-]{0,31}$/, "must begin with a letter and have at most 32 letters, digits, _ and -");
const urlText = z.string().min(1).max(4000);

/** A short domain as the API shows it. */
export const domainSchema = z
  .strictObject({
    id: idText("dom"),
    host: z.string(),
    click_param: z.string(),
    fallback_url: z.string().nullable(),
    consent_mode: consentMode,
    consent_countries: z.array(z.string()),
    created_at: instantSchema,
  })
  .meta({ id: "Domain" });

export const listDomains = endpoint({
  id: "listDomains",
  method: "GET",
  path: "/v1/domains",
  tag: "Domains",
  summary: "The short domains of the workspace",
  access: "links:read",
  output: z.strictObject({ data: z.array(domainSchema) }),
});

export const createDomain = endpoint({
  id: "createDomain",
  method: "POST",
  path: "/v1/domains",
  tag: "Domains",
  summary: "Add a short domain of one's own",
  description: "Point the domain's DNS at the edge. A host belongs to one workspace.",
  access: "workspace:write",
  status: 201,
  creates: true,
  body: z.strictObject({
    host: z.string().min(1).max(253).meta({ example: "go.brand.example" }),
    store_id: idSchema("sto").optional(),
    click_param: clickParam.default("vclid"),
    fallback_url: urlText.nullable().default(null).meta({ description: "Where an unknown or ended link leads; missing: a plain page" }),
    consent_mode: consentMode.default("by_country"),
    consent_countries: z
      .array(countrySchema)
      .max(250)
      .default([])
      .meta({ description: "Empty: the EEA, the United Kingdom and Switzerland" }),
  }),
  output: domainSchema,
});

export const updateDomain = endpoint({
  id: "updateDomain",
  method: "PATCH",
  path: "/v1/domains/{id}",
  tag: "Domains",
  summary: "Change a domain's settings; edges follow within a second",
  access: "workspace:write",
  params: z.strictObject({ id: idSchema("dom") }),
  body: z.strictObject({
    click_param: clickParam.optional(),
    fallback_url: urlText.nullable().optional(),
    consent_mode: consentMode.optional(),
    consent_countries: z.array(countrySchema).max(250).optional(),
  }),
  output: domainSchema,
});
