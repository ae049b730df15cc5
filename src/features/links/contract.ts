import { z } from "zod";
import { endpoint } from "../../platform/schema/endpoint.ts";
import { idSchema, idText, instantSchema, pageOf, pageQuery } from "../../platform/schema/vocabulary.ts";

const precedence = z.enum(["destination_incoming_link", "destination_link_incoming", "destination_link"]).meta({
  description:
    "Whose utm parameters count when several name the same one. The destination's own always come first; then those that come in with the click, then the link's template (or the other way round, or none of the incoming).",
});
const utmTemplate = z.string().max(200);
const utmRuleSchema = z
  .strictObject({
    utm_source: utmTemplate.optional(),
    utm_medium: utmTemplate.optional(),
    utm_campaign: utmTemplate.optional(),
    utm_term: utmTemplate.optional(),
    utm_content: utmTemplate.optional(),
    utm_id: utmTemplate.optional(),
  })
  .meta({
    description: "A template for each parameter, with the placeholders {creator} {link} {program} {campaign} {code} {platform}",
    example: { utm_source: "instagram", utm_content: "{creator}.{link}" },
  });
const presetSchema = z.enum(["ga4_influencer", "ga4_affiliate", "triple_whale"]);
const urlText = z.string().min(1).max(4000);

const linkSchema = z
  .strictObject({
    id: idText("lnk"),
    url: z.string().meta({ description: "The short address" }),
    domain_id: idText("dom"),
    key: z.string(),
    creator_id: idText("cre").nullable(),
    program_id: idText("prg").nullable(),
    destination: z.string(),
    utm: utmRuleSchema,
    utm_precedence: precedence,
    fallback_url: z.string().nullable(),
    expires_at: instantSchema.nullable(),
    disabled_at: instantSchema.nullable(),
    created_at: instantSchema,
    archived_at: instantSchema.nullable(),
  })
  .meta({ id: "Link" });

const clickCountSchema = z
  .strictObject({
    human: z.number().int().min(0).meta({
      description: "Clicks of visitor class human or unknown: those that can be a touch of an order by themselves, as attribution counts",
    }),
    other: z.number().int().min(0).meta({
      description: "Declared bots, prefetches, previews, HEAD requests, and hosting networks: a touch only where an order names the click",
    }),
    since: instantSchema.meta({ description: "Clicks from this instant on are counted, 30 days before the answer" }),
    is_capped: z.boolean().meta({
      description:
        "Counting stopped at the newest clicks, 5,000 of each link in a list or 100,000 of one link alone: both counts are the least they can be",
    }),
  })
  .meta({ id: "ClickCount", description: "A link's clicks of the last 30 days that have reached the database" });

const countedLinkSchema = linkSchema.extend({ clicks: clickCountSchema }).meta({ id: "LinkWithClicks" });

export const listLinks = endpoint({
  id: "listLinks",
  method: "GET",
  path: "/v1/links",
  tag: "Links",
  summary: "Links, newest first",
  access: "links:read",
  query: z.strictObject({
    ...pageQuery,
    creator_id: idSchema("cre").optional(),
    program_id: idSchema("prg").optional(),
    search: z.string().trim().min(1).max(200).optional(),
  }),
  output: pageOf(countedLinkSchema),
});

export const getLink = endpoint({
  id: "getLink",
  method: "GET",
  path: "/v1/links/{id}",
  tag: "Links",
  summary: "One link",
  access: "links:read",
  params: z.strictObject({ id: idSchema("lnk") }),
  output: countedLinkSchema,
});

export const createLink = endpoint({
  id: "createLink",
  method: "POST",
  path: "/v1/links",
  tag: "Links",
  summary: "Make a link",
  description: "The destination is stored as it re-parses or refused; no parameter of a click can ever replace it.",
  access: "links:write",
  status: 201,
  creates: true,
  body: z.strictObject({
    domain_id: idSchema("dom"),
    key: z.string().min(1).max(200).meta({ example: "anna" }),
    destination: urlText.meta({ example: "https://shop.example/summer?size=m" }),
    creator_id: idSchema("cre").optional(),
    program_id: idSchema("prg").optional(),
    utm: utmRuleSchema.optional(),
    utm_preset: presetSchema.optional().meta({ description: "A ready template; `utm` then changes single parameters of it" }),
    utm_precedence: precedence.default("destination_incoming_link"),
    fallback_url: urlText.nullable().default(null),
    expires_at: instantSchema.nullable().default(null),
  }),
  output: linkSchema,
});

export const updateLink = endpoint({
  id: "updateLink",
  method: "PATCH",
  path: "/v1/links/{id}",
  tag: "Links",
  summary: "Change where a link leads, or switch it off; every edge follows within a second",
  access: "links:write",
  params: z.strictObject({ id: idSchema("lnk") }),
  body: z.strictObject({
    destination: urlText.optional(),
    utm: utmRuleSchema.optional(),
    utm_precedence: precedence.optional(),
    fallback_url: urlText.nullable().optional(),
    expires_at: instantSchema.nullable().optional(),
    disabled: z.boolean().optional(),
  }),
  output: linkSchema,
});

export const archiveLink = endpoint({
  id: "archiveLink",
  method: "DELETE",
  path: "/v1/links/{id}",
  tag: "Links",
  summary: "Archive a link; its clicks still count, its key is not given away",
  access: "links:write",
  params: z.strictObject({ id: idSchema("lnk") }),
  output: z.strictObject({}),
});

export const getLinkQr = endpoint({
  id: "getLinkQr",
  method: "GET",
  path: "/v1/links/{id}/qr",
  tag: "Links",
  summary: "The link as a QR code, SVG or PNG",
  access: "links:read",
  params: z.strictObject({ id: idSchema("lnk") }),
  query: z.strictObject({
    format: z.enum(["svg", "png"]).default("svg"),
    size: z.coerce.number().int().min(64).max(2048).default(512).meta({ description: "Pixels of a side, PNG" }),
    margin: z.coerce.number().int().min(0).max(16).default(4).meta({ description: "Quiet zone in modules; the standard asks for 4" }),
  }),
  output: z.unknown(),
  download: { mediaTypes: ["image/svg+xml", "image/png"] },
});
