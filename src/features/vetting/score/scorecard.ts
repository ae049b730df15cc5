import { evidenceGrades } from "../../../kernel/social/evidence-grade.ts";
import { audiencePart } from "../parts/audience-part.ts";
import { commentsPart, interestPart, moodPart } from "../parts/comment-parts.ts";
import { engagementPart, likesToCommentsPart } from "../parts/engagement-part.ts";
import { growthPart } from "../parts/growth-part.ts";
import { consistencyPart, sponsoredPerformancePart, sponsoredSharePart } from "../parts/posting-parts.ts";
import { conflictsPart, safetyPart } from "../parts/safety-parts.ts";
import type { Grade, ScoreInput } from "./score-input.ts";
import { partRules, type Evidence, type Part, type PartKey, type PartRule } from "./score-part.ts";

/** The formula's name and version: another formula is another version, and says so on every score. */
export const formula = "vouch-quality 1";

/** Less known weight than this makes no score. */
export const leastKnown = 40;

/** How a part is judged in a word. */
export type Verdict = "good" | "fair" | "poor" | "unknown";

/** One part of a scorecard. */
export interface ScoredPart {
  readonly key: PartKey;
  readonly name: string;
  readonly weight: number;
  readonly verdict: Verdict;
  /** In [0, 1]; null: not known. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** What it moves the score by from 50, in tenths of a point; 0 where it is not known. */
  readonly tenths: number;
  /** By how many tenths it could move the score either way as long as it is not known. */
  readonly could_move_tenths: number;
  /** What was found, or what is missing. */
  readonly says: string;
  readonly grade: Grade | null;
  readonly evidence: readonly Evidence[];
}

/** A score with everything that it is made of. */
export interface Scorecard {
  readonly format: "vouch-scorecard 1";
  readonly formula: string;
  readonly as_of: string;
  readonly account: ScoreInput["account"];
  /** From 0 to 100; null: too little is known. */
  readonly score: number | null;
  /** The ends for what the evidence of the known parts leaves open. */
  readonly low: number;
  readonly high: number;
  /** The same, also for what is missing. */
  readonly least: number;
  readonly most: number;
  /** Points of 100 whose parts are known. */
  readonly known: number;
  /** At least half of the known weight is of this grade or better. */
  readonly grade: Grade | null;
  readonly parts: readonly ScoredPart[];
}

type Judge = (input: ScoreInput) => Part;

const judges: Readonly<Record<PartKey, Judge>> = {
  audience: audiencePart,
  engagement: engagementPart,
  likes_to_comments: likesToCommentsPart,
  growth: growthPart,
  comments: commentsPart,
  interest: interestPart,
  mood: moodPart,
  consistency: consistencyPart,
  sponsored_share: sponsoredSharePart,
  sponsored_performance: sponsoredPerformancePart,
  safety: safetyPart,
  conflicts: conflictsPart,
};

function scored({ key, name, weight }: PartRule, part: Part): ScoredPart {
  if ("missing" in part) {
    const unknown = {
      verdict: "unknown",
      value: null,
      low: null,
      high: null,
      tenths: 0,
      could_move_tenths: weight * 5,
      grade: null,
      evidence: [],
    } as const;
    return { key, name, weight, ...unknown, says: `Not known: ${part.missing}.` };
  }
  const verdict = part.value >= 0.7 ? "good" : part.value >= 0.4 ? "fair" : "poor";
  return { key, name, weight, verdict, ...part, tenths: Math.round(weight * (part.value - 0.5) * 10), could_move_tenths: 0 };
}

/** Half-up, within what a score can be. */
const pointsOf = (tenths: number): number => Math.min(100, Math.max(0, Math.floor((tenths + 5) / 10)));

/** Parts err each for themselves, so their distances add up as squares do. */
const distance = (parts: readonly ScoredPart[], side: "low" | "high"): number =>
  Math.sqrt(
    parts.reduce(
      (sum, { weight, value, [side]: end }) => sum + (value === null || end === null ? 0 : (weight * 10 * (value - end)) ** 2),
      0,
    ),
  );

function gradeOf(known: readonly ScoredPart[]): Grade | null {
  const total = known.reduce((sum, { weight }) => sum + weight, 0);
  const upTo = (last: number): number =>
    known.filter(({ grade }) => evidenceGrades.indexOf(grade!) <= last).reduce((sum, { weight }) => sum + weight, 0);
  return known.length === 0 ? null : evidenceGrades.find((_, at) => upTo(at) * 2 >= total)!;
}

/**
 * The quality score of an account, from 0 to 100, with what each part adds to it.
 *
 * It begins at 50. Each part has a value in [0, 1] from a published curve, and adds its weight times the value less one half; a part of which
 * nothing is known adds nothing and says by how much it could move the score. The interval adds the parts' own ends as squares, since they err
 * each for themselves; `least` and `most` add all that is missing. Of the same input every machine makes the same bytes: no clock, no
 * randomness that is not seeded, sums in one order, and every figure rounded.
 *
 * @param input everything that it is made from; see {@link ScoreInput}.
 * @returns a score of null where less than 40 of 100 points are known, or neither audience nor engagement is.
 */
export function scorecardOf(input: ScoreInput): Scorecard {
  const parts = partRules.map((rule) => scored(rule, judges[rule.key](input)));
  const known = parts.filter(({ value }) => value !== null);
  const weight = known.reduce((sum, part) => sum + part.weight, 0);
  const hasCore = known.some(({ key }) => key === "audience" || key === "engagement");
  const tenths = parts.reduce((sum, part) => sum + part.tenths, 500);
  const [down, up] = [distance(known, "low"), distance(known, "high")];
  const missing = parts.reduce((sum, part) => sum + part.could_move_tenths, 0);
  return {
    format: "vouch-scorecard 1",
    formula,
    as_of: input.as_of,
    account: input.account,
    score: weight >= leastKnown && hasCore ? pointsOf(tenths) : null,
    low: pointsOf(Math.floor(tenths - down)),
    high: pointsOf(Math.ceil(tenths + up)),
    least: pointsOf(Math.floor(tenths - down - missing)),
    most: pointsOf(Math.ceil(tenths + up + missing)),
    known: weight,
    grade: gradeOf(known),
    parts,
  };
}
