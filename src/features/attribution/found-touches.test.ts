import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foundTouches, type ClickEvidence, type TouchEvidence, type VisitEvidence } from "./found-touches.ts";

const orderAt = Date.UTC(2026, 2, 8, 12);
const click = (of: Partial<ClickEvidence> = {}): ClickEvidence => ({
  id: "click",
  atMs: orderAt - 1000,
  linkId: "link",
  creatorId: "ana",
  visitorClass: "human",
  ...of,
});
const visit = (of: Partial<VisitEvidence> = {}): VisitEvidence => ({
  id: "visit",
  atMs: orderAt - 500,
  channel: "email",
  clickId: null,
  visitorClass: "human",
  ...of,
});
const found = (of: Partial<TouchEvidence>) =>
  foundTouches({
    order: { atMs: orderAt, precision: "ms" },
    zone: "America/New_York",
    clicks: [],
    namedClickIds: new Set(),
    visits: [],
    codes: [],
    answer: null,
    ...of,
  });
const idsOf = (of: Partial<TouchEvidence>): string[] => found(of).map((touch) => touch.sourceId);

describe("what counts", () => {
  test("a click on a creator's link is the creator's, one on a link of nobody's a referral", () => {
    expect(found({ clicks: [click(), click({ id: "other", atMs: 1, creatorId: null })] }).map((touch) => touch.channel)).toEqual([
      "referral",
      "creator",
    ]);
  });

  test("a visit that a counted click led to is the same contact; one whose click does not count stands by itself", () => {
    const visits = [visit({ clickId: "click" })];
    expect(idsOf({ clicks: [click()], visits })).toEqual(["click"]);
    expect(idsOf({ clicks: [click({ visitorClass: "head" })], visits })).toEqual(["visit"]);
    expect(idsOf({ clicks: [], visits })).toEqual(["visit"]);
  });

  test.each(["declared_bot", "prefetch", "preview", "head"])("%s is never a touch, named by the order or not", (visitorClass) => {
    const namedClickIds = new Set(["click"]);
    expect(idsOf({ clicks: [click({ visitorClass })], visits: [visit({ visitorClass })], namedClickIds })).toEqual([]);
  });

  test("what came from a hosting network counts only where the order names the click", () => {
    const clicks = [click({ visitorClass: "hosting" })];
    expect(idsOf({ clicks, visits: [visit({ visitorClass: "hosting" })] })).toEqual([]);
    expect(idsOf({ clicks, namedClickIds: new Set(["click"]) })).toEqual(["click"]);
  });

  test("the instant of the order itself does not precede it, the same second or local day of one that is stated so does", () => {
    const clicks = [click({ atMs: orderAt + 999 })];
    const late = [click({ atMs: Date.UTC(2026, 2, 9, 4) - 1 })]; // on that day clocks went forward in New York
    expect(idsOf({ clicks: [click({ atMs: orderAt })] })).toEqual([]);
    expect(idsOf({ clicks, order: { atMs: orderAt, precision: "s" } })).toEqual(["click"]);
    expect(idsOf({ clicks: late, order: { atMs: orderAt, precision: "day" } })).toEqual(["click"]);
    expect(idsOf({ clicks: [click({ atMs: Date.UTC(2026, 2, 9, 4) })], order: { atMs: orderAt, precision: "day" } })).toEqual([]);
  });

  test("a code on an order of which only the day is known stands after a click of that day, at its time", () => {
    const touches = found({
      order: { atMs: Date.UTC(2026, 2, 8, 5), precision: "day" },
      clicks: [click()],
      codes: [{ id: "code", creatorId: "ben" }],
    });
    expect(touches.map(({ sourceId, atMs }) => [sourceId, orderAt - atMs])).toEqual([
      ["click", 1000],
      ["code", 1000],
    ]);
  });

  test("codes come last, in their order on the order, at its own time", () => {
    const codes = [
      { id: "z", creatorId: "ben" },
      { id: "a", creatorId: "ana" },
    ];
    expect(found({ clicks: [click()], codes }).map(({ sourceId, atMs }) => [sourceId, orderAt - atMs])).toEqual([
      ["click", 1000],
      ["z", 0],
      ["a", 0],
    ]);
  });
});

const anyClass = fc.constantFrom("human", "hosting", "declared_bot", "unknown");
const anyId = fc.constantFrom("a", "b", "c", "d", "e", "f", "g");
const anyEvidence = fc.record({
  clicks: fc.uniqueArray(fc.record({ id: anyId, atMs: fc.integer({ min: orderAt - 3, max: orderAt + 1 }), visitorClass: anyClass }), {
    selector: (each) => each.id,
  }),
  visits: fc.uniqueArray(
    fc.record({
      id: anyId,
      atMs: fc.integer({ min: orderAt - 3, max: orderAt + 1 }),
      visitorClass: anyClass,
      clickId: fc.option(anyId, { nil: null }),
    }),
    { selector: (each) => each.id },
  ),
  namedClickIds: fc.array(anyId).map((ids) => new Set(ids)),
  seed: fc.array(fc.nat(), { minLength: 14, maxLength: 14 }),
});
const mixed = <T>(items: readonly T[], seed: readonly number[]): T[] =>
  [...items, ...items.filter((_, index) => seed[index]! % 2 === 0)]
    .map((item, index) => ({ item, at: seed[index % seed.length]! * (index + 1) }))
    .sort((a, b) => (a.at % 101) - (b.at % 101))
    .map(({ item }) => item);

test("neither the order of what was recorded nor repeats change anything, and touches are told by time, then id, each once", () => {
  fc.assert(
    fc.property(anyEvidence, ({ clicks, visits, namedClickIds, seed }) => {
      const [allClicks, allVisits] = [clicks.map(click), visits.map(visit)];
      const touches = found({ clicks: allClicks, visits: allVisits, namedClickIds });
      expect(found({ clicks: mixed(allClicks, seed), visits: mixed(allVisits, seed), namedClickIds })).toEqual(touches);
      const keys = touches.map((touch) => `${touch.atMs - orderAt + 9} ${touch.sourceId} ${touch.kind}`);
      expect(keys).toEqual([...new Set(keys)].sort((a, b) => (a < b ? -1 : 1)));
    }),
  );
});

describe("what the customer said", () => {
  const answer = { id: "answer", atMs: orderAt + 86_400_000, creatorId: "ana", channel: "creator" };

  test("counts for the order that it answers though it comes after it, and stands last", () => {
    const touches = found({ clicks: [click()], codes: [{ id: "code", creatorId: "ben" }], answer });
    expect(touches.map(({ kind }) => kind)).toEqual(["click", "code", "survey"]);
    expect(touches.at(-1)).toEqual({
      kind: "survey",
      atMs: answer.atMs,
      channel: "creator",
      creatorId: "ana",
      linkId: null,
      codeId: null,
      sourceId: "answer",
    });
  });

  test("E23 said before the order's recorded time, it still stands after everything that was seen", () => {
    const order = { atMs: orderAt, precision: "day" as const };
    const touches = found({ order, clicks: [click({ atMs: orderAt + 5 })], answer: { ...answer, atMs: orderAt - 9 } });
    expect(touches.map(({ kind, atMs }) => [kind, atMs])).toEqual([
      ["click", orderAt + 5],
      ["survey", orderAt + 5],
    ]);
  });
});
