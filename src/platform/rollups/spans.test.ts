import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { localDay } from "../../kernel/zone.ts";
import { cover, nextStep, wantedSpans, type Kept, type Span } from "./spans.ts";

const hour = 3_600_000;
const meet = (spans: readonly Span[]): boolean => spans.slice(1).every((span, index) => span.fromMs === spans[index]!.beforeMs);
const byTime = (a: Span, b: Span): number => a.fromMs - b.fromMs;
const sum = (span: readonly [number, number]): Span => ({ fromMs: span[0], beforeMs: span[1] });

/** Spans of some hours one after the other, with some left out. */
const anySpans = fc.array(fc.record({ hours: fc.integer({ min: 1, max: 30 }), isThere: fc.boolean() }), { maxLength: 20 }).map((parts) => {
  let atMs = 0;
  return parts.flatMap(({ hours, isThere }) => {
    const span = { fromMs: atMs, beforeMs: (atMs += hours * hour) };
    return isThere ? [span] : [];
  });
});
const anyHours = fc
  .uniqueArray(fc.integer({ min: 0, max: 500 }), { maxLength: 10 })
  .map((hours) => hours.toSorted((a, b) => a - b).map((each) => each * hour));
const anyKept: fc.Arbitrary<Kept> = fc.record({ spans: anySpans, markedHoursMs: anyHours });
const anyStarts = fc
  .uniqueArray(fc.integer({ min: -50, max: 600 }), { minLength: 2, maxLength: 12 })
  .map((starts) => starts.toSorted((a, b) => a - b).map((each) => each * hour));
const touches = (span: Span, hourMs: number): boolean => hourMs < span.beforeMs && hourMs + hour > span.fromMs;

describe("wanted spans", () => {
  test("are the days that are over and the full hours of today, one after the other", () => {
    const nowMs = Date.UTC(2026, 2, 30, 9, 59);
    const spans = wantedSpans({ zone: "Europe/Berlin", firstMs: Date.UTC(2026, 2, 27, 12), nowMs, length: "day" });
    expect(meet(spans)).toBe(true);
    expect(spans[0]!.fromMs).toBe(Date.UTC(2026, 2, 26, 23));
    expect(spans.slice(0, 3).map((span) => (span.beforeMs - span.fromMs) / hour)).toEqual([24, 24, 23]); // the clocks went forward on the 29th
    expect(spans.slice(3).map((span) => (span.beforeMs - span.fromMs) / hour)).toEqual(Array.from({ length: 11 }, () => 1));
    expect(spans.at(-1)!.beforeMs).toBe(Date.UTC(2026, 2, 30, 9));
  });

  test.each(["Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Apia"])(
    "meet at the midnights of %s, whatever its offset",
    (zone) => {
      const spans = wantedSpans({ zone, firstMs: Date.UTC(2011, 11, 20), nowMs: Date.UTC(2012, 10, 1, 15), length: "day" });
      expect(meet(spans)).toBe(true);
      for (const { fromMs, beforeMs } of spans) expect(localDay(fromMs, zone)).toBe(localDay(beforeMs - 1, zone));
      const days = spans.filter(({ fromMs, beforeMs }) => beforeMs - fromMs > hour);
      expect(days.map(({ fromMs }) => localDay(fromMs - 1, zone) < localDay(fromMs, zone))).toEqual(days.map(() => true));
    },
  );

  test("are one for all days together where asked, and none before anything happened", () => {
    const of = { zone: "UTC", firstMs: Date.UTC(2020, 0, 5, 7), nowMs: Date.UTC(2026, 0, 1, 2), length: "all" as const };
    const day = Date.UTC(2026, 0, 1);
    expect(wantedSpans(of)).toEqual([sum([Date.UTC(2020, 0, 5), day]), sum([day, day + hour]), sum([day + hour, day + 2 * hour])]);
    expect(wantedSpans({ ...of, firstMs: undefined })).toEqual([]);
    expect(wantedSpans({ ...of, firstMs: of.nowMs + 1 })).toEqual([]);
  });
});

describe("a cover", () => {
  test("is exactly its periods, uses no marked sum, and no part of it lies in two periods", () => {
    fc.assert(
      fc.property(anyKept, anyStarts, (kept, starts) => {
        const { clean, gaps } = cover(kept, starts);
        const parts = [...clean, ...gaps].toSorted(byTime);
        expect(meet(parts)).toBe(true);
        expect([parts[0]!.fromMs, parts.at(-1)!.beforeMs]).toEqual([starts[0], starts.at(-1)]);
        for (const part of parts) expect(starts.filter((at) => at > part.fromMs && at < part.beforeMs)).toEqual([]);
        for (const each of clean) {
          expect(kept.spans).toContainEqual(each);
          expect(kept.markedHoursMs.filter((at) => touches(each, at))).toEqual([]);
        }
      }),
    );
  });

  test("leaves no sum unused that it may use", () => {
    fc.assert(
      fc.property(anyKept, anyStarts, (kept, starts) => {
        const usable = kept.spans.filter(
          (span) =>
            starts.slice(1).some((end, index) => span.fromMs >= starts[index]! && span.beforeMs <= end) &&
            !kept.markedHoursMs.some((at) => touches(span, at)),
        );
        expect(cover(kept, starts).clean).toEqual(usable);
      }),
    );
  });
});

describe("the next step", () => {
  const take = (
    { spans, markedHoursMs }: Kept,
    wanted: readonly Span[],
    most: number,
  ): { kept: Kept; hasMore: boolean; unmarked: readonly number[] } => {
    const step = nextStep({ spans, markedHoursMs }, wanted, most);
    const [removed, unmarked] = [new Set(step.remove), new Set(step.unmarkMs)];
    const left = [...spans.filter((span) => !removed.has(span)), ...step.make].toSorted(byTime);
    return {
      kept: { spans: left, markedHoursMs: markedHoursMs.filter((at) => !unmarked.has(at)) },
      hasMore: step.hasMore,
      unmarked: step.unmarkMs,
    };
  };

  test("leads to all wanted sums without marks, never with an overlap", () => {
    fc.assert(
      fc.property(anyKept, anySpans, fc.integer({ min: 2, max: 5 }), (before, wanted, most) => {
        let state = take(before, wanted, most);
        for (let steps = 0; state.hasMore && steps < 200; steps++) {
          expect(state.kept.spans.slice(1).every((span, index) => span.fromMs >= state.kept.spans[index]!.beforeMs)).toBe(true);
          state = take(state.kept, wanted, most);
        }
        expect(state.kept).toEqual({ spans: wanted, markedHoursMs: [] });
      }),
    );
  });

  test("keeps a mark as long as a sum stands that was made before it was seen", () => {
    fc.assert(
      fc.property(anyKept, anySpans, (before, wanted) => {
        const step = nextStep(before, wanted, 2);
        const removed = new Set(step.remove);
        for (const span of before.spans.filter((each) => !removed.has(each)))
          expect(step.unmarkMs.filter((at) => touches(span, at))).toEqual([]);
      }),
    );
  });
});
