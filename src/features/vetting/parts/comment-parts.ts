import type { SignShare } from "../comments/comment-sample.ts";
import type { ScoreInput } from "../score/score-input.ts";
import { measuredPart, type Evidence, type Part } from "../score/score-part.ts";

/** Fewer comments than this say too little. */
const LEAST = 20;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

type Sample = NonNullable<ScoreInput["comment_sample"]>;
type Of = Pick<ScoreInput, "comment_sample">;

const evidenceOf = (sample: Sample, ...shares: readonly (SignShare | null)[]): Evidence[] => [
  { kind: "comment_sample", id: sample.id, text: `${sample.reading.comments} comments from ${sample.source}, ${sample.on}` },
  ...shares.flatMap((share) => share?.quotes ?? []).map((text): Evidence => ({ kind: "comment_sample", id: sample.id, text })),
];

const missingOf = ({ comment_sample: sample }: Of): string | undefined => {
  if (sample === null) return "no sample of comments";
  return sample.reading.comments < LEAST ? `${sample.reading.comments} comments were sampled, and ${LEAST} are needed` : undefined;
};

/**
 * How many comments are in the writer's own words: neither generic nor repeated nor from one circle.
 *
 * @example
 * import { commentsPart } from "./comment-parts.ts";
 * commentsPart({ comment_sample: null }); // => { missing: "no sample of comments" }
 */
export function commentsPart(of: Of): Part {
  const [missing, sample] = [missingOf(of), of.comment_sample];
  if (missing !== undefined || sample === null) return { missing: missing ?? "no sample of comments" };
  const { own_words: own, signs } = sample.reading;
  const parts = [
    ["generic", signs.generic],
    ["repeated", signs.duplicate],
    ["from one circle", signs.circle],
    ["in another language", signs.other_language],
  ] as const;
  const told = parts.flatMap(([name, share]) => (share === null ? [] : [`${percent(share.share)} ${name}`])).join(", ");
  const says = `${percent(own!.share)} of comments are in the writer’s own words: ${told}.`;
  const evidence = evidenceOf(sample, signs.generic, signs.duplicate);
  return measuredPart("comments", { at: own!.share, low: own!.low, high: own!.high }, { says, grade: sample.grade, evidence });
}

/**
 * How many comments ask something or show a wish to buy: what a brand pays for.
 *
 * @example
 * import { interestPart } from "./comment-parts.ts";
 * interestPart({ comment_sample: null }); // => { missing: "no sample of comments" }
 */
export function interestPart(of: Of): Part {
  const [missing, sample] = [missingOf(of), of.comment_sample];
  if (missing !== undefined || sample === null) return { missing: missing ?? "no sample of comments" };
  const { question, purchase_intent: intent } = sample.reading.signs;
  const end = (at: "share" | "low" | "high"): number => question![at] + intent![at] / 2;
  const says = `${percent(question!.share)} of comments ask something, ${percent(intent!.share)} show a wish to buy.`;
  const evidence = evidenceOf(sample, intent, question);
  return measuredPart("interest", { at: end("share"), low: end("low"), high: end("high") }, { says, grade: sample.grade, evidence });
}

/**
 * The mood of comments in English.
 *
 * @example
 * import { moodPart } from "./comment-parts.ts";
 * moodPart({ comment_sample: null }); // => { missing: "no sample of comments" }
 */
export function moodPart(of: Of): Part {
  const [missing, sample] = [missingOf(of), of.comment_sample];
  if (missing !== undefined || sample === null) return { missing: missing ?? "no sample of comments" };
  const { negative } = sample.reading.signs;
  if (negative === null || negative.of < LEAST)
    return { missing: `fewer than ${LEAST} comments are in English, the one language whose mood is read` };
  const says = `${percent(negative.share)} of ${negative.of} English comments are negative.`;
  return measuredPart(
    "mood",
    { at: negative.share, low: negative.low, high: negative.high },
    { says, grade: sample.grade, evidence: evidenceOf(sample, negative) },
  );
}
