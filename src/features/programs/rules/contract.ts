import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import {
  countrySchema,
  idSchema,
  idText,
  instantSchema,
  moneySchema,
  nameSchema,
  rateSchema,
} from "../../../platform/schema/vocabulary.ts";
import type { RuleDocument } from "./rule-document.ts";
import { ruleFaults } from "./rule-faults.ts";

const payValue = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("percent"), rate: rateSchema }),
    z.strictObject({ kind: z.literal("fixed"), money: moneySchema }).meta({ description: "Once a line or once an order, by the level" }),
    z.strictObject({ kind: z.literal("none") }),
  ])
  .meta({ id: "PayValue" });

const payValues = z
  .strictObject({ new_customer: payValue, returning_customer: payValue })
  .meta({ id: "PayValues", description: "A customer of unknown novelty counts as returning" });

const texts = z.array(z.string().trim().min(1).max(200)).min(1).max(500);

const payConditions = z
  .strictObject({
    skus: texts.optional(),
    products: texts.optional(),
    categories: texts.optional(),
    codes: texts.optional(),
    countries: z.array(countrySchema).min(1).max(250).optional(),
    kinds: z
      .array(z.enum(["order", "lead", "sign_up", "install", "rsvp", "booking"]))
      .min(1)
      .optional(),
    customer: z.enum(["new", "returning"]).optional(),
    renewals: z
      .strictObject({ from: z.number().int().min(0).max(10_000), before: z.number().int().min(1).max(10_001).optional() })
      .optional()
      .meta({ description: "Renewal numbers; the first payment of a subscription has number 0" }),
  })
  .meta({ id: "PayConditions", description: "All conditions given must hold; a list holds when one of its entries does" });

const dayCount = (least: number) => z.number().int().min(least).max(3650);

const documentSchema = z
  .strictObject({
    level: z.enum(["order", "line"]).meta({ description: "Whether each line finds its own group and amount, or the order as a whole" }),
    base: z
      .strictObject({
        discount: z.enum(["before", "after"]),
        tax: z.boolean(),
        shipping: z.boolean(),
        tip: z.boolean(),
        gift_card_payment: z.boolean().meta({ description: "Whether the part paid with a gift card counts" }),
        gift_card_items: z.boolean().meta({ description: "Whether lines that are gift cards count" }),
      })
      .meta({ description: "What a percentage is of; true: the part counts" }),
    groups: z
      .array(
        z.strictObject({
          id: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, "must be 1 to 40 lower-case letters, digits, - and _"),
          name: nameSchema(100),
          conditions: payConditions,
          values: payValues,
        }),
      )
      .max(100)
      .meta({ description: "Exceptions in order of precedence: the first that matches applies" }),
    otherwise: payValues.meta({ description: "What applies where no group does" }),
    recurrence: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("all") }),
      z.strictObject({ kind: z.literal("first_orders"), count: z.number().int().min(1).max(10_000) }),
      z.strictObject({ kind: z.literal("months"), count: z.number().int().min(1).max(600) }),
    ]),
    window_days: z
      .strictObject({ link: dayCount(0), code: dayCount(0), visit: dayCount(0) })
      .meta({ description: "For how many calendar days after it a touch of each kind can be paid" }),
    hold_days: dayCount(0),
    cap: z
      .strictObject({ money: moneySchema, per: z.enum(["day", "month", "year", "all"]) })
      .nullable()
      .meta({ description: "The most that one creator earns in the program in a period" }),
    after_end: z
      .enum(["earlier_touches_pay", "nothing_pays"])
      .meta({ description: "Whether a touch made while enrolled still pays for an order placed after the end" }),
  })
  .superRefine((document, check) => {
    for (const { path, message } of ruleFaults(document)) check.addIssue({ code: "custom", path: [...path], message });
  })
  .meta({ id: "PayRuleDocument" }) satisfies z.ZodType<RuleDocument>;

const ruleSchema = z
  .strictObject({
    id: idText("rul"),
    program_id: idText("prg"),
    version: z.number().int(),
    effective_at: instantSchema,
    created_at: instantSchema,
    summary: z.string().meta({ description: "The rule in one sentence" }),
    document: documentSchema,
  })
  .meta({ id: "PayRule" });

const oneProgram = z.strictObject({ id: idSchema("prg") });

/** Publishes a version of a program's pay rule. */
export const publishPayRule = endpoint({
  id: "publishPayRule",
  method: "POST",
  path: "/v1/programs/{id}/pay-rules",
  tag: "Programs",
  summary: "Publish a new version of the pay rule",
  description:
    "An order is decided by the newest version that has taken effect at its time; a version replaces every older one from its instant on, scheduled ones too. The first may take effect in the past, so that orders imported later can earn; a later one takes effect now or later. Nothing that was published changes.",
  access: "programs:write",
  status: 201,
  creates: true,
  params: oneProgram,
  body: z.strictObject({
    document: documentSchema,
    effective_at: instantSchema.optional().meta({
      description:
        "Missing means now. A first version may begin in the past: orders that are here already and pay nobody are then decided by it",
    }),
  }),
  output: ruleSchema,
});

/** Says what a rule would mean. */
export const previewPayRule = endpoint({
  id: "previewPayRule",
  method: "POST",
  path: "/v1/programs/{id}/pay-rules/preview",
  tag: "Programs",
  summary: "Say in one sentence what a pay rule means, without publishing it",
  access: "programs:read",
  params: oneProgram,
  body: z.strictObject({ document: documentSchema }),
  output: z.strictObject({ summary: z.string() }),
});

/** Every version of a program's pay rule. */
export const listPayRules = endpoint({
  id: "listPayRules",
  method: "GET",
  path: "/v1/programs/{id}/pay-rules",
  tag: "Programs",
  summary: "Every version of the pay rule, newest first",
  access: "programs:read",
  params: oneProgram,
  output: z.strictObject({ data: z.array(ruleSchema) }),
});

/** The version in force. */
export const getCurrentPayRule = endpoint({
  id: "getCurrentPayRule",
  method: "GET",
  path: "/v1/programs/{id}/pay-rules/current",
  tag: "Programs",
  summary: "The version of the pay rule that is in force now",
  access: "programs:read",
  params: oneProgram,
  output: ruleSchema,
});

/** One version. */
export const getPayRule = endpoint({
  id: "getPayRule",
  method: "GET",
  path: "/v1/programs/{id}/pay-rules/{rule_id}",
  tag: "Programs",
  summary: "One version of the pay rule",
  access: "programs:read",
  params: z.strictObject({ id: idSchema("prg"), rule_id: idSchema("rul") }),
  output: ruleSchema,
});
