import type { FitPartKey } from "./fit-rules.ts";

/** A reason in words, with the data behind it. */
export interface FitReason {
  readonly text: string;
  /** What it counts, from 0 to 100; null: it only says something. */
  readonly score: number | null;
  readonly source: string;
  readonly observed_on: string | null;
  readonly grade: string | null;
  readonly quotes: readonly { readonly text: string; readonly post_id: string | null }[];
}

/** One thing that a profile asks: how well it is met, or that it is not known. */
export type Answer =
  | { readonly kind: "known"; readonly score: number; readonly offBy: number; readonly reason: Omit<FitReason, "score"> }
  | { readonly kind: "unknown"; readonly missing: string };

/** A part of a fit. */
export interface FitPart {
  readonly key: FitPartKey;
  readonly weight: number;
  readonly is_asked: boolean;
  /** The middle of the range; null: nothing of it is known, or it is not asked for. */
  readonly score: number | null;
  readonly low: number;
  readonly high: number;
  /** Of what is asked, the share that is known. */
  readonly known: number;
  readonly reasons: readonly FitReason[];
  readonly missing: readonly string[];
}

const clipped = (points: number): number => Math.min(100, Math.max(0, points));
/** Tenths: the same bytes everywhere. */
const tenths = (points: number): number => Math.round(points * 10) / 10;

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * A part from the answers to what is asked in it.
 *
 * @param answers one for each thing that the profile asks; none: the part is not asked for and does not count.
 * @example
 * import { fitPart } from "./part.ts";
 * const part = fitPart("tone", 0.1, [{ kind: "unknown", missing: "Posts." }]);
 * [part.score, part.low, part.high]; // => [null, 0, 100]
 */
export function fitPart(key: FitPartKey, weight: number, answers: readonly Answer[]): FitPart {
  const known = answers.filter((answer) => answer.kind === "known");
  const ends = answers.map((answer) =>
    answer.kind === "known" ? [clipped(answer.score - answer.offBy), clipped(answer.score + answer.offBy)] : [0, 100],
  );
  const [low, high] = answers.length === 0 ? [0, 100] : [meanOf(ends.map(([end]) => end!)), meanOf(ends.map(([, end]) => end!))];
  return {
    key,
    weight,
    is_asked: answers.length > 0,
    score: known.length === 0 ? null : tenths((low + high) / 2),
    low: tenths(low),
    high: tenths(high),
    known: answers.length === 0 ? 0 : known.length / answers.length,
    reasons: known.map(({ score, reason }) => ({ ...reason, score: tenths(score) })),
    missing: answers.flatMap((answer) => (answer.kind === "unknown" ? [answer.missing] : [])),
  };
}
