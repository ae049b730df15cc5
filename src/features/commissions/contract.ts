import { z } from "zod";
import { endpoint } from "../../platform/schema/endpoint.ts";
import { idSchema, idText, instantSchema, moneySchema, pageOf, pageQuery } from "../../platform/schema/vocabulary.ts";
import { commissionStates } from "./shown-commission.ts";

const stateSchema = z.enum(commissionStates).meta({
  description: "on_hold: earned, not due yet; payable: past its hold; reversed: all taken back; replaced: a later decision took its place",
});

/** A commission with where its money is and why it is paid. */
export const commissionSchema = z
  .strictObject({
    id: idText("com"),
    conversion_id: idText("ord"),
    order_external_id: z.string().meta({ description: "The order's id in its store" }),
    creator_id: idText("cre"),
    program_id: idText("prg"),
    state: stateSchema,
    amount: moneySchema.meta({ description: "What was earned at first, before anything was taken back" }),
    reversed: moneySchema.meta({ description: "What refunds, cancellations and disputes took back so far" }),
    pending: moneySchema.meta({ description: "What of it is on hold" }),
    payable: moneySchema.meta({ description: "What of it is past its hold" }),
    reason_code: z.string(),
    reason_text: z.string().meta({ description: "Why this creator is paid, in words" }),
    order_at: instantSchema,
    earned_at: instantSchema,
    hold_until: instantSchema,
  })
  .meta({ id: "Commission" });

/** The commissions of the workspace. */
export const listCommissions = endpoint({
  id: "listCommissions",
  method: "GET",
  path: "/v1/commissions",
  tag: "Commissions",
  summary: "Commissions with their state and reason, those of the newest orders first",
  access: "ledger:read",
  query: z.strictObject({
    ...pageQuery,
    program_id: idSchema("prg").optional(),
    creator_id: idSchema("cre").optional(),
    state: stateSchema.optional(),
  }),
  output: pageOf(commissionSchema),
});

const commissionLineSchema = z.strictObject({
  line: z.string().nullable().meta({ description: "The order's line by its place; null: the order as a whole" }),
  base: moneySchema.meta({ description: "What the rate is of, in the order's currency" }),
  value: z.record(z.string(), z.unknown()).meta({ description: "The rate or the fixed amount, as the rule had it" }),
  amount: moneySchema,
});

/** One commission. */
export const getCommission = endpoint({
  id: "getCommission",
  method: "GET",
  path: "/v1/commissions/{id}",
  tag: "Commissions",
  summary: "One commission with its lines, its terms and what was taken back",
  access: "ledger:read",
  params: z.strictObject({ id: idSchema("com") }),
  output: commissionSchema.extend({
    lines: z.array(commissionLineSchema),
    terms: z
      .record(z.string(), z.unknown())
      .meta({ description: "The rule as it stood: version, base, windows, hold, cap, rates of exchange" }),
    reversals: z.array(z.strictObject({ amount: moneySchema, reason: z.string(), recorded_at: instantSchema })),
  }),
});

const claimSchema = z
  .strictObject({
    id: z.string(),
    conversion_id: idText("ord"),
    creator_id: idText("cre"),
    kind: z.enum(["late_evidence", "manual"]),
    reason: z.string(),
    created_at: instantSchema,
  })
  .meta({ id: "Claim" });

/** What people should look at: evidence that came after a commission could still be moved. */
export const listClaims = endpoint({
  id: "listClaims",
  method: "GET",
  path: "/v1/claims",
  tag: "Commissions",
  summary: "Claims for people to judge, newest first",
  description: "A commission that has matured is never moved. Evidence that comes later and names somebody else makes a claim.",
  access: "ledger:read",
  query: z.strictObject(pageQuery),
  output: pageOf(claimSchema),
});
