import type { Span } from "./spans.ts";

/** Campaigns whose sums are kept together: what is kept of them, without overlap, and what is wanted. */
export interface KeptPart {
  readonly key: string;
  readonly kept: readonly Span[];
  readonly wanted: readonly Span[];
}

/** A span of a part. */
export interface PartSpan extends Span {
  readonly part: string;
}

/** What to do next. */
export interface NextSums {
  readonly make: readonly PartSpan[];
  readonly remove: readonly PartSpan[];
  readonly hasMore: boolean;
}

const overlap = (one: Span, other: Span): boolean => one.fromMs < other.beforeMs && other.fromMs < one.beforeMs;

/**
 * The next sums to make: the newest spans that some part lacks, each for all parts that lack it, since their orders are looked at once.
 *
 * @param parts spans that two of them want either are the same or do not overlap
 * @param most how many different spans
 * @returns what is kept already and overlaps a span that is made is to be removed, such as the hours of a day that is over
 * @example
 * import { nextSums } from "./next-sums.ts";
 * const wanted = [{ fromMs: 0, beforeMs: 10 }, { fromMs: 10, beforeMs: 20 }];
 * nextSums([{ key: "a", kept: [wanted[1]], wanted }], 5).make; // => [{ fromMs: 0, beforeMs: 10, part: "a" }]
 */
export function nextSums(parts: readonly KeptPart[], most: number): NextSums {
  const due = parts.map(({ key, kept, wanted }) => {
    const known = new Map(kept.map((span) => [span.fromMs, span.beforeMs]));
    return { key, kept, lacks: wanted.filter((span) => known.get(span.fromMs) !== span.beforeMs) };
  });
  const starts = [...new Set(due.flatMap(({ lacks }) => lacks.map((span) => span.fromMs)))].toSorted((a, b) => b - a);
  const chosen = new Set(starts.slice(0, most));
  const make = due.flatMap(({ key, lacks }) => lacks.filter((span) => chosen.has(span.fromMs)).map((span) => ({ ...span, part: key })));
  const remove = due.flatMap(({ key, kept }) =>
    kept.filter((span) => make.some((made) => made.part === key && overlap(made, span))).map((span) => ({ ...span, part: key })),
  );
  return { make, remove, hasMore: starts.length > chosen.size };
}

/** The gaps of a part. */
export interface PartGaps {
  readonly key: string;
  readonly gaps: readonly Span[];
}

/**
 * Cuts the gaps of several parts into pieces that do not overlap, so that no order is looked at twice.
 *
 * @param parts each with gaps that do not overlap
 * @returns each piece, in the order of time, with the parts of which it is in a gap
 * @example
 * import { piecesOf } from "./next-sums.ts";
 * const parts = [{ key: "a", gaps: [{ fromMs: 0, beforeMs: 10 }] }, { key: "b", gaps: [{ fromMs: 5, beforeMs: 10 }] }];
 * piecesOf(parts).map(({ parts }) => parts.length); // => [1, 2]
 */
export function piecesOf(parts: readonly PartGaps[]): (Span & { readonly parts: readonly string[] })[] {
  const ends = new Set(parts.flatMap(({ gaps }) => gaps.flatMap((gap) => [gap.fromMs, gap.beforeMs])));
  const inOrder = [...ends].toSorted((a, b) => a - b);
  return inOrder.slice(0, -1).flatMap((fromMs, at) => {
    const beforeMs = inOrder[at + 1]!;
    const within = parts.filter(({ gaps }) => gaps.some((gap) => gap.fromMs <= fromMs && beforeMs <= gap.beforeMs)).map(({ key }) => key);
    return within.length === 0 ? [] : [{ fromMs, beforeMs, parts: within }];
  });
}
