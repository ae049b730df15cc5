import { z } from "zod";
import { platforms } from "../../../kernel/social/platform.ts";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { idSchema, idText, instantSchema } from "../../../platform/schema/vocabulary.ts";
import { heldFields, settingFields } from "../rules/contract.ts";
import { fitParts, shareKinds } from "./fit-rules.ts";

const reasonSchema = z
  .strictObject({
    text: z.string(),
    score: z.number().nullable().meta({ description: "What it counts, from 0 to 100" }),
    source: z.string(),
    observed_on: z.string().nullable(),
    grade: z.string().nullable().meta({ description: "Grade of evidence, A to E" }),
    quotes: z.array(z.strictObject({ text: z.string(), post_id: idText("pos").nullable() })),
  })
  .meta({ id: "FitReason" });

const partSchema = z
  .strictObject({
    key: z.enum(fitParts),
    weight: z.number(),
    is_asked: z.boolean().meta({ description: "False: the profile asks nothing of it, and it does not count" }),
    score: z.number().nullable().meta({ description: "The middle of the range; null: nothing of it is known" }),
    low: z.number(),
    high: z.number(),
    known: z.number().meta({ description: "Of what is asked the share that is known" }),
    reasons: z.array(reasonSchema),
    missing: z.array(z.string()).meta({ description: "What would have to be known" }),
  })
  .meta({ id: "FitPart" });

const rangeFields = {
  score: z.number().nullable().meta({ description: "The middle of the range, from 0 to 100; null: nothing that counts is asked" }),
  low: z.number(),
  high: z.number(),
  known: z.number().meta({ description: "Of what is asked, by weight, the share that is known" }),
};

const basisFields = {
  profile_id: idText("buy"),
  profile_name: z.string(),
  profile_version: z.int(),
  formula_version: z.int(),
  rules_set_at: instantSchema.nullable().meta({ description: "Null: the program's own rules" }),
  formulas: z.record(z.string(), z.string()),
};

const accountFields = { account_id: idText("acc"), platform: z.enum(platforms), handle: z.string() };
const warningSchema = z.strictObject({
  competitor: z.string(),
  posts: z.array(z.strictObject({ text: z.string(), post_id: idText("pos") })),
});

/** A creator's fit. */
export const getCreatorFit = endpoint({
  id: "getCreatorFit",
  method: "GET",
  path: "/v1/creators/{id}/fit",
  tag: "Matching",
  summary: "How well a creator fits a buyer profile, part by part with the reasons",
  description:
    "Each account by itself, the one that fits best first. What is not known widens the range and is listed under missing; it is never zero.",
  access: "creators:read",
  params: z.strictObject({ id: idSchema("cre") }),
  query: z.strictObject({ profile_id: idSchema("buy").optional().meta({ description: "The default profile unless said" }) }),
  output: z
    .strictObject({
      creator_id: idText("cre"),
      ...basisFields,
      accounts: z.array(
        z
          .strictObject({ ...accountFields, ...rangeFields, parts: z.array(partSchema), warnings: z.array(warningSchema) })
          .meta({ id: "AccountFit" }),
      ),
    })
    .meta({ id: "CreatorFit" }),
});

/** Creators in order of fit. */
export const rankCreators = endpoint({
  id: "rankCreators",
  method: "POST",
  path: "/v1/creator-rankings",
  tag: "Matching",
  summary: "Chosen creators in the order in which they fit a buyer profile",
  description: "Of each creator the account that fits best. Creators without an account are counted and left out. Nothing is kept.",
  access: "creators:read",
  body: z
    .strictObject({
      profile_id: idSchema("buy").optional(),
      creator_ids: z.array(idSchema("cre")).min(1).max(500).optional(),
      program_id: idSchema("prg").optional().meta({ description: "Everybody who takes part in it now, besides creator_ids" }),
    })
    .refine(({ creator_ids, program_id }) => creator_ids !== undefined || program_id !== undefined, {
      path: ["creator_ids"],
      message: "name creators, a program, or both",
    }),
  output: z
    .strictObject({
      ...basisFields,
      without_account: z.int(),
      is_cut: z.boolean().meta({ description: "The program has more creators than are ranked at once, 500: the newest are here" }),
      data: z.array(
        z
          .strictObject({
            creator_id: idText("cre"),
            name: z.string(),
            ...accountFields,
            ...rangeFields,
            parts: z.array(
              z.strictObject({
                key: z.enum(fitParts),
                is_asked: z.boolean(),
                score: z.number().nullable(),
                low: z.number(),
                high: z.number(),
              }),
            ),
            best_reason: z.string().nullable(),
            missing: z.array(z.string()),
            competitors: z.array(z.string()).meta({ description: "Of whom the account speaks" }),
          })
          .meta({ id: "RankedCreator" }),
      ),
    })
    .meta({ id: "CreatorRanking" }),
});

const share = z.number().min(0).max(1);
const fullShare = z.number().min(0.01).max(1);
const rulesFields = {
  weights: z
    .strictObject({ audience: share, theme: share, price_point: share, values: share, tone: share, quality: share.default(0) })
    .refine((weights) => Object.values(weights).some((weight) => weight > 0), "at least one weight must be above zero"),
  full_shares: z
    .strictObject(Object.fromEntries(shareKinds.map((key) => [key, fullShare])) as { [K in (typeof shareKinds)[number]]: typeof fullShare })
    .meta({ description: "From this share of an audience on there are full marks" }),
};
const formulaFields = { formula_version: z.int(), formulas: z.record(z.string(), z.string()) };
const rulesOut = z.strictObject({ ...rulesFields, ...heldFields, ...formulaFields }).meta({ id: "FitRules" });

/** The weights. */
export const getFitRules = endpoint({
  id: "getFitRules",
  method: "GET",
  path: "/v1/fit-rules",
  tag: "Matching",
  summary: "The weights and full marks by which fits are worked out",
  access: "creators:read",
  output: rulesOut,
});

/** Sets the weights. */
export const setFitRules = endpoint({
  id: "setFitRules",
  method: "PUT",
  path: "/v1/fit-rules",
  tag: "Matching",
  summary: "Set the weights and full marks of the workspace; earlier ones stay on record",
  access: "creators:write",
  body: z.strictObject({ ...rulesFields, ...settingFields }),
  output: rulesOut,
});
