import type { Scorecard } from "./scorecard.ts";

/** Whom an alert speaks of. */
export interface Whom {
  readonly name: string;
  readonly handle: string;
  /** What was decided last; null: nothing. */
  readonly decision: string | null;
}

/** What a new score brought. */
export interface ScoreChange {
  readonly before: number | null;
  readonly after: Pick<Scorecard, "score" | "parts">;
  readonly added: readonly { readonly kind: "safety" | "conflict"; readonly category: string; readonly quote: string }[];
}

/** A score that fell by less than this fell by chance, or nearly. */
const LEAST_FALL = 5;

const decided: Readonly<Record<string, string>> = {
  approve: "You approved them. ",
  watch: "You watch them. ",
  reject: "You rejected them. ",
};

/**
 * What a workspace is told after an account was scored anew: that the score fell by five points or more, and what was found.
 *
 * @returns none, one or two notices, in words.
 * @example
 * import { scoreAlerts } from "./score-alerts.ts";
 * const whom = { name: "Ana", handle: "ana", decision: "approve" };
 * scoreAlerts(whom, { before: 70, after: { score: 61, parts: [] }, added: [] }).map(({ kind }) => kind); // => ["score_fell"]
 * scoreAlerts(whom, { before: 70, after: { score: 69, parts: [] }, added: [] }); // => []
 */
export function scoreAlerts({ name, handle, decision }: Whom, { before, after, added }: ScoreChange): { kind: string; message: string }[] {
  const who = `${name} (${handle})`;
  const said = decided[decision ?? ""] ?? "";
  const worst = after.parts.toSorted((a, b) => a.tenths - b.tenths)[0];
  const why = worst === undefined || worst.tenths >= 0 ? "" : ` ${worst.says}`;
  const hasFallen = before !== null && after.score !== null && before - after.score >= LEAST_FALL;
  const fell = hasFallen
    ? [{ kind: "score_fell", message: `The quality score of ${who} fell from ${before} to ${after.score}. ${said}${why.trim()}`.trim() }]
    : [];
  const quotes = added.slice(0, 3).map(({ category, quote }) => `${category}: “${quote}”`);
  const more = added.length > 3 ? `, and ${added.length - 3} more` : "";
  const found =
    added.length === 0 ? [] : [{ kind: "finding", message: `New in what ${who} wrote: ${quotes.join("; ")}${more}. ${said}`.trim() }];
  return [...fell, ...found];
}
