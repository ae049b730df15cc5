import { z } from "zod";
import { evidenceGrades } from "../../../kernel/social/evidence-grade.ts";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { daySchema, idSchema, idText, instantSchema, pageOf, pageQuery } from "../../../platform/schema/vocabulary.ts";
import { partKeys } from "../score/score-part.ts";

const points = z.int().min(0).max(100);
const unit = z.number().min(0).max(1);
const gradeSchema = z.enum(evidenceGrades);
const digest = z.string().meta({ description: "SHA-256 of the canonical JSON (RFC 8785), hexadecimal" });

const evidenceSchema = z.strictObject({
  kind: z.enum(["account", "follower_sample", "comment_sample", "post", "finding", "published"]),
  id: z.string().nullable().meta({ description: "The row that shows it; null: it is none of the workspace's" }),
  text: z.string(),
});

const partSchema = z
  .strictObject({
    key: z.enum(partKeys),
    name: z.string(),
    weight: z.int(),
    verdict: z.enum(["good", "fair", "poor", "unknown"]),
    value: unit.nullable().meta({ description: "How good it is, from 0 to 1; null: not known, which is neither" }),
    low: unit.nullable(),
    high: unit.nullable(),
    tenths: z.int().meta({ description: "What it moves the score by from 50, in tenths of a point" }),
    could_move_tenths: z.int().meta({ description: "By how many tenths it could move the score either way as long as it is not known" }),
    says: z.string(),
    grade: gradeSchema.nullable(),
    evidence: z.array(evidenceSchema),
  })
  .meta({ id: "ScorePart" });

const resultSchema = z
  .strictObject({
    format: z.literal("vouch-scorecard 1"),
    formula: z.string(),
    as_of: daySchema,
    account: z.strictObject({ id: idText("acc"), platform: z.string(), handle: z.string() }),
    score: points.nullable().meta({ description: "Null: less than 40 of 100 points are known, or neither audience nor engagement" }),
    low: points.meta({ description: "Ends of the range for what the evidence leaves open" }),
    high: points,
    least: points.meta({ description: "The same, with everything missing at its worst or best" }),
    most: points,
    known: z.int().meta({ description: "Points of 100 whose parts are known" }),
    grade: gradeSchema.nullable().meta({ description: "Half of the known weight is of this grade of evidence or better" }),
    parts: z.array(partSchema),
  })
  .meta({ id: "ScorecardResult" });

const summary = {
  id: idText("sco"),
  account_id: idText("acc"),
  formula: z.string(),
  score: points.nullable(),
  low: points,
  high: points,
  known: z.int(),
  made_at: instantSchema,
};

const scorecardSchema = z
  .strictObject({
    id: idText("sco"),
    account_id: idText("acc"),
    made_at: instantSchema,
    input_sha256: digest,
    result_sha256: digest,
    result: resultSchema,
  })
  .meta({ id: "Scorecard" });

const ofAccount = z.strictObject({ id: idSchema("cre"), account_id: idSchema("acc") });
const one = z.strictObject({ id: idSchema("sco") });

/** Makes a scorecard. */
export const makeScorecard = endpoint({
  id: "makeScorecard",
  method: "POST",
  path: "/v1/creators/{id}/accounts/{account_id}/scorecards",
  tag: "Vetting",
  summary: "Score an account from everything known of it now; what it is made from is frozen with it",
  access: "creators:write",
  status: 201,
  creates: true,
  params: ofAccount,
  output: scorecardSchema,
});

/** An account's scorecards. */
export const listScorecards = endpoint({
  id: "listScorecards",
  method: "GET",
  path: "/v1/creators/{id}/accounts/{account_id}/scorecards",
  tag: "Vetting",
  summary: "An account's scorecards, the last made first",
  access: "creators:read",
  params: ofAccount,
  query: z.strictObject(pageQuery),
  output: pageOf(z.strictObject(summary)),
});

/** One scorecard. */
export const getScorecard = endpoint({
  id: "getScorecard",
  method: "GET",
  path: "/v1/scorecards/{id}",
  tag: "Vetting",
  summary: "A scorecard with its parts, what is missing, and the evidence of each",
  access: "creators:read",
  params: one,
  tables: { parts: "result.parts" },
  output: scorecardSchema,
});

/** What a scorecard was made from. */
export const exportScorecardInput = endpoint({
  id: "exportScorecardInput",
  method: "GET",
  path: "/v1/scorecards/{id}/input",
  tag: "Vetting",
  summary: "What a scorecard was made from, as a file: `vouch score <file>` makes the same bytes of it anywhere",
  access: "creators:read",
  params: one,
  output: z.string(),
  download: { mediaTypes: ["application/json"] },
});

/** The formula. */
export const getScoreFormula = endpoint({
  id: "getScoreFormula",
  method: "GET",
  path: "/v1/score-formula",
  tag: "Vetting",
  summary: "The score's formula in use: parts, weights and curves, and the follower model, as data",
  access: "creators:read",
  output: z.strictObject({
    formula: z.string(),
    least_known: z.int(),
    parts: z.array(
      z.strictObject({
        key: z.enum(partKeys),
        name: z.string(),
        weight: z.int(),
        measure: z.string(),
        knots: z.array(z.strictObject({ at: z.number(), value: unit })),
        ground: z.string(),
      }),
    ),
    follower_model: z.strictObject({
      name: z.string(),
      version: z.int(),
      credit: z.string(),
      intercept: z.number(),
      weights: z.array(z.strictObject({ trait: z.string(), formula: z.string(), weight: z.number() })),
    }),
  }),
});
