import { localPeriod, startOfLocalDay } from "../../kernel/zone.ts";

/** Instants from one up to but without another, milliseconds since 1970. */
export interface Span {
  readonly fromMs: number;
  readonly beforeMs: number;
}

/** From the beginning of 1970 to the end of 9999, as one period. */
export const allTimeMs: readonly number[] = [0, Date.UTC(9999, 11, 31)];

const hourMs = 3_600_000;
/** Further back than three years and a half nothing is kept in sums: a report covers at most 400 days. */
const furthestMs = 1_300 * 86_400_000;

function hoursFrom(fromMs: number, untilMs: number): Span[] {
  const count = Math.max(0, Math.floor((untilMs - fromMs) / hourMs));
  return Array.from({ length: count }, (_, index) => ({ fromMs: fromMs + index * hourMs, beforeMs: fromMs + (index + 1) * hourMs }));
}

function daysFrom(firstMs: number, untilMs: number, zone: string): Span[] {
  const days: Span[] = [];
  for (let fromMs = startOfLocalDay(firstMs, zone); fromMs < untilMs;) {
    const beforeMs = localPeriod(fromMs, "day", zone).toMs;
    days.push({ fromMs, beforeMs });
    fromMs = beforeMs;
  }
  return days;
}

/**
 * The spans whose figures are to be kept: each day that is over by the clocks of a zone, or all of them as one, and each full hour of today.
 *
 * @param of `firstMs` is the earliest row, undefined where there is none; `length` says whether each day has a sum or all of them have one
 * @returns in the order of time; they meet without gap or overlap, and none reaches past now
 * @example
 * import { wantedSpans } from "./spans.ts";
 * const nowMs = Date.UTC(2026, 2, 3, 2, 30);
 * wantedSpans({ zone: "UTC", firstMs: Date.UTC(2026, 2, 1, 12), nowMs, length: "day" }).length; // => 4
 */
export function wantedSpans(of: {
  readonly zone: string;
  readonly firstMs: number | undefined;
  readonly nowMs: number;
  readonly length: "day" | "all";
}): Span[] {
  const { zone, firstMs, nowMs, length } = of;
  if (firstMs === undefined || firstMs >= nowMs) return [];
  const todayMs = startOfLocalDay(nowMs, zone);
  const hours = hoursFrom(todayMs, nowMs);
  if (firstMs >= todayMs) return hours;
  if (length === "all") return [{ fromMs: startOfLocalDay(firstMs, zone), beforeMs: todayMs }, ...hours];
  return [...daysFrom(Math.max(firstMs, nowMs - furthestMs), todayMs, zone), ...hours];
}

/** Whether some hour that begins at one of the instants, in ascending order, has a part in a span. */
function isMarked({ fromMs, beforeMs }: Span, hoursMs: readonly number[]): boolean {
  let [low, high] = [0, hoursMs.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (hoursMs[middle]! + hourMs > fromMs) high = middle;
    else low = middle + 1;
  }
  return low < hoursMs.length && hoursMs[low]! < beforeMs;
}

/** What is kept of a subject: spans without overlap, and the hours, in ascending order, of which the sums count for nothing. */
export interface Kept {
  readonly spans: readonly Span[];
  readonly markedHoursMs: readonly number[];
}

/** Which kept sums a report may use, and which spans it has to read from the rows. */
export interface Cover {
  readonly clean: readonly Span[];
  readonly gaps: readonly Span[];
}

const inOrder = (spans: readonly Span[]): Span[] => spans.toSorted((a, b) => a.fromMs - b.fromMs);

/**
 * Covers periods by kept sums, and what is left by gaps.
 *
 * A sum is used only where no hour of it is marked and all of it lies within one period: a change of zone makes sums useless, never wrong.
 *
 * @param kept what there is
 * @param startsMs where the periods begin, and last where the last one ends, in ascending order
 * @returns sums and gaps that together are exactly the periods, each within one of them, in the order of time
 * @example
 * import { cover } from "./spans.ts";
 * const kept = { spans: [{ fromMs: 0, beforeMs: 10 }], markedHoursMs: [] };
 * cover(kept, [0, 10, 20]).gaps; // => [{ fromMs: 10, beforeMs: 20 }]
 */
export function cover({ spans, markedHoursMs }: Kept, startsMs: readonly number[]): Cover {
  const sums = inOrder(spans).filter((span) => !isMarked(span, markedHoursMs));
  const [clean, gaps]: [Span[], Span[]] = [[], []];
  let next = 0;
  for (let period = 0; period + 1 < startsMs.length; period++) {
    let atMs = startsMs[period]!;
    const endMs = startsMs[period + 1]!;
    for (; next < sums.length && sums[next]!.fromMs < endMs; next++) {
      const sum = sums[next]!;
      if (sum.fromMs < atMs || sum.beforeMs > endMs) continue;
      if (sum.fromMs > atMs) gaps.push({ fromMs: atMs, beforeMs: sum.fromMs });
      clean.push(sum);
      atMs = sum.beforeMs;
    }
    if (atMs < endMs) gaps.push({ fromMs: atMs, beforeMs: endMs });
  }
  return { clean, gaps };
}

/** What to do next: sums to make, sums to take away first, and marks that then say nothing any more. */
export interface Step {
  readonly make: readonly Span[];
  readonly remove: readonly Span[];
  readonly unmarkMs: readonly number[];
  /** Whether there is more to make afterwards. */
  readonly hasMore: boolean;
}

const isSame = (one: Span, other: Span | undefined): boolean => one.fromMs === other?.fromMs && one.beforeMs === other.beforeMs;
const overlap = (one: Span, other: Span): boolean => one.fromMs < other.beforeMs && other.fromMs < one.beforeMs;

/**
 * The next step towards sums of all wanted spans: the newest that are missing or marked.
 *
 * A mark goes when no sum is left that was made before it was seen; also one that lies in no sum, since whatever sum is made later sees the row.
 *
 * @param kept what there is
 * @param wanted from {@link wantedSpans}
 * @param most how many sums one step makes
 */
export function nextStep(kept: Kept, wanted: readonly Span[], most: number): Step {
  const known = new Map(kept.spans.map((span) => [span.fromMs, span]));
  const due = wanted.filter((span) => !isSame(span, known.get(span.fromMs)) || isMarked(span, kept.markedHoursMs));
  const make = due.slice(-most);
  const isStale = makeStale(wanted);
  const remove = kept.spans.filter((span) => make.some((made) => overlap(made, span)) || (make.length === due.length && isStale(span)));
  const removed = new Set(remove);
  const left = inOrder(kept.spans.filter((span) => !removed.has(span)));
  const unmarkMs = kept.markedHoursMs.filter((hour) => !left.some((span) => overlap(span, { fromMs: hour, beforeMs: hour + hourMs })));
  return { make, remove, unmarkMs, hasMore: make.length < due.length };
}

function makeStale(wanted: readonly Span[]): (span: Span) => boolean {
  const byStart = new Map(wanted.map((span) => [span.fromMs, span]));
  return (span) => !isSame(span, byStart.get(span.fromMs));
}
