import { z } from "zod";
import { platforms } from "../../../kernel/social/platform.ts";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import {
  countrySchema,
  idSchema,
  idText,
  instantSchema,
  nameSchema,
  pageOf,
  pageQuery,
  positiveMoneySchema,
} from "../../../platform/schema/vocabulary.ts";
import { genders, priceLevels, productKinds, toneLevels } from "./profile.ts";

const age = z.int().min(13).max(120);
const termsSchema = (what: string) => z.array(z.string().trim().min(2).max(80)).max(30).default([]).meta({ description: what });
const tone = (what: string) => z.enum(toneLevels).nullable().default(null).meta({ description: what });
const list = <T extends z.ZodType>(item: T, most: number) => z.array(item).max(most).default([]);

const profileFields = {
  ages: z
    .strictObject({ from: age, to: age })
    .nullable()
    .default(null)
    .meta({ description: "Years, both ends included; null: of any age" }),
  genders: list(z.enum(genders), 3),
  countries: list(countrySchema, 50),
  languages: list(z.string().regex(/^[a-z]{2,3}$/, "must be a language of ISO 639 such as de"), 20),
  platforms: list(z.enum(platforms), platforms.length).meta({ description: "Where they spend their time" }),
  interests: termsSchema("What they care about: a word or a few each"),
  problems: termsSchema("What they want to be rid of, in their own words"),
  price_band: z
    .strictObject({ low: positiveMoneySchema, high: positiveMoneySchema })
    .nullable()
    .default(null)
    .meta({ description: "What an order usually comes to" }),
  price_level: z.enum(priceLevels).nullable().default(null).meta({ description: "How dear it is beside others of its kind" }),
  values: termsSchema("What the brand stands for"),
  avoid: termsSchema("What it does not want to stand beside"),
  competitors: termsSchema("Names as they stand in posts"),
  tone: z
    .strictObject({
      energy: tone("Exclamation marks and emoji"),
      depth: tone("Length of captions"),
      dialogue: tone("Questions to the audience"),
    })
    .prefault({}),
  product_kinds: list(z.enum(productKinds), productKinds.length),
};

const profileAsked = z.strictObject(profileFields);

/** A profile as the API gives it. */
export const profileSchema = z
  .strictObject({
    id: idText("buy"),
    name: z.string(),
    version: z.int(),
    is_default: z.boolean(),
    profile: z.strictObject(profileFields).meta({ id: "BuyerProfileDocument" }),
    written_at: instantSchema,
    created_at: instantSchema,
    archived_at: instantSchema.nullable(),
  })
  .meta({ id: "BuyerProfile" });

const one = z.strictObject({ id: idSchema("buy") });

/** Writes down whom the brand wants to reach. */
export const createBuyerProfile = endpoint({
  id: "createBuyerProfile",
  method: "POST",
  path: "/v1/buyer-profiles",
  tag: "Matching",
  summary: "Write down whom the brand wants to reach",
  description: "The first one becomes the default. What is left out is not asked of creators.",
  access: "creators:write",
  status: 201,
  creates: true,
  body: z.strictObject({ name: nameSchema(120), profile: profileAsked }),
  output: profileSchema,
});

/** The profiles. */
export const listBuyerProfiles = endpoint({
  id: "listBuyerProfiles",
  method: "GET",
  path: "/v1/buyer-profiles",
  tag: "Matching",
  summary: "The buyer profiles of the workspace, newest first",
  access: "creators:read",
  query: z.strictObject({ ...pageQuery, archived: z.enum(["true", "false"]).default("false") }),
  output: pageOf(profileSchema),
});

/** One profile. */
export const getBuyerProfile = endpoint({
  id: "getBuyerProfile",
  method: "GET",
  path: "/v1/buyer-profiles/{id}",
  tag: "Matching",
  summary: "One buyer profile, as it is now or as it was in a version",
  access: "creators:read",
  params: one,
  query: z.strictObject({ version: z.coerce.number().int().min(1).max(1_000_000).optional() }),
  output: profileSchema,
});

/** A new version. */
export const changeBuyerProfile = endpoint({
  id: "changeBuyerProfile",
  method: "PUT",
  path: "/v1/buyer-profiles/{id}",
  tag: "Matching",
  summary: "Write a new version of a buyer profile; earlier ones stay",
  access: "creators:write",
  params: one,
  body: z.strictObject({
    name: nameSchema(120),
    profile: profileAsked,
    version: z.int().min(1).meta({ description: "The version that was read: somebody else's change in between is refused" }),
  }),
  output: profileSchema,
});

/** The one that is meant where none is named. */
export const chooseBuyerProfile = endpoint({
  id: "chooseBuyerProfile",
  method: "POST",
  path: "/v1/buyer-profiles/{id}/default",
  tag: "Matching",
  summary: "Make a buyer profile the one that is meant where none is named",
  access: "creators:write",
  params: one,
  output: profileSchema,
});

/** Puts a profile away. */
export const archiveBuyerProfile = endpoint({
  id: "archiveBuyerProfile",
  method: "POST",
  path: "/v1/buyer-profiles/{id}/archive",
  tag: "Matching",
  summary: "Put a buyer profile away; of the others none becomes the default by itself",
  access: "creators:write",
  params: one,
  output: profileSchema,
});
