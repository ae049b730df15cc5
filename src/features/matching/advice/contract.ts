import { z } from "zod";
import { platforms } from "../../../kernel/social/platform.ts";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { idSchema, idText, instantSchema } from "../../../platform/schema/vocabulary.ts";
import { productKinds } from "../profiles/profile.ts";
import { heldFields, settingFields } from "../rules/contract.ts";
import { goals } from "./platform-rules.ts";

const points = z.number().min(-10).max(10);
const age = z.int().min(13).max(120);
const ruleSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, "must be small letters, digits and _"),
    says: z.string().trim().min(1).max(300),
    source: z.string().trim().min(1).max(500),
    when: z
      .strictObject({
        goal: z.enum(goals).optional(),
        ages: z
          .strictObject({ from: age, to: age })
          .refine(({ from, to }) => to >= from, { path: ["to"], message: "must not be less than from" })
          .optional()
          .meta({ description: "Half of the profile's years or more lie in these" }),
        product: z.enum(productKinds).optional(),
        is_told: z.literal(true).optional().meta({ description: "The profile names platforms" }),
      })
      .meta({ description: "All that is named must hold; nothing named: it always speaks" }),
    points: z
      .partialRecord(z.enum([...platforms, "theirs"]), points)
      .meta({ description: "By platform; theirs: those that the profile names" }),
  })
  .meta({ id: "PlatformRule" });

/** Which platforms. */
export const getPlatformAdvice = endpoint({
  id: "getPlatformAdvice",
  method: "GET",
  path: "/v1/buyer-profiles/{id}/platform-advice",
  tag: "Matching",
  summary: "Which platforms the rules speak for, and which rule spoke",
  access: "creators:read",
  params: z.strictObject({ id: idSchema("buy") }),
  query: z.strictObject({ goal: z.enum(goals) }),
  output: z
    .strictObject({
      profile_id: idText("buy"),
      goal: z.enum(goals),
      rules_set_at: instantSchema.nullable(),
      advice: z.array(
        z.strictObject({
          platform: z.enum(platforms),
          points: z.number(),
          rules: z.array(z.strictObject({ id: z.string(), says: z.string(), source: z.string(), points: z.number() })),
        }),
      ),
      silent: z
        .array(z.strictObject({ id: z.string(), says: z.string(), why: z.string() }))
        .meta({ description: "Rules that did not speak" }),
    })
    .meta({ id: "PlatformAdvice" }),
});

const rulesOut = z.strictObject({ rules: z.array(ruleSchema), ...heldFields }).meta({ id: "PlatformRules" });

/** The rules. */
export const getPlatformRules = endpoint({
  id: "getPlatformRules",
  method: "GET",
  path: "/v1/platform-rules",
  tag: "Matching",
  summary: "The rules by which platforms are advised",
  access: "creators:read",
  output: rulesOut,
});

/** Sets the rules. */
export const setPlatformRules = endpoint({
  id: "setPlatformRules",
  method: "PUT",
  path: "/v1/platform-rules",
  tag: "Matching",
  summary: "Set the workspace's own rules; earlier ones stay on record",
  access: "creators:write",
  body: z
    .strictObject({ rules: z.array(ruleSchema).max(100), ...settingFields })
    .refine(({ rules }) => new Set(rules.map(({ id }) => id)).size === rules.length, {
      path: ["rules"],
      message: "each rule must have an id of its own",
    }),
  output: rulesOut,
});
