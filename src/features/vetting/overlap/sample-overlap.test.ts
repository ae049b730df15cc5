import fc from "fast-check";
import { expect, test } from "vitest";
import { sampleOverlap, sampleOverlaps, type NamedSample, type SampledAccount, type SampledPair } from "./sample-overlap.ts";

const sample = (changes: Partial<NamedSample> = {}): NamedSample => ({
  ...{ id: "s", takenOn: "2026-05-01", source: "a test", drawn: "at_random", listed: 400, named: { handle: 400, id: 0 } },
  followers: { count: 4_000, on: "2026-05-03" },
  ...changes,
});
const account = (accountId: string, kept: NamedSample | null = sample(), platform = "instagram"): SampledAccount => ({
  ...{ accountId, platform, sample: kept },
});
const pair = (a: SampledAccount, b: SampledAccount, handle = 10, id = 0): SampledPair => ({ accounts: [a, b], matches: { handle, id } });
const estimated = (of: SampledPair) => {
  const told = sampleOverlap(of);
  if (told.kind !== "estimated") throw new Error(told.reason);
  return told;
};

test("ten matches among a tenth of each audience are a thousand people, with an interval, of the smaller a quarter", () => {
  const told = estimated(
    pair(account("a"), account("b", sample({ followers: { count: 8_000, on: "2026-05-01" }, named: { handle: 800, id: 0 } }))),
  );
  expect(told.shared.estimate).toBe(1_000);
  expect(told.ofSmaller.estimate).toBe(0.25);
  expect([told.shared.low > 480, told.shared.low < 560, told.shared.high > 1_750, told.shared.high < 1_850]).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect([told.by, told.matches, told.warnings]).toEqual(["handle", 10, []]);
});

test.each([
  ["other_platform", [account("a"), account("b", sample(), "tiktok")], ["a", "b"]],
  ["no_sample", [account("a"), account("b", null)], ["b"]],
  ["no_ids", [account("a", sample({ named: { handle: 0, id: 0 } })), account("b")], ["a"]],
  ["other_kind", [account("a"), account("b", sample({ named: { handle: 0, id: 300 } }))], ["a", "b"]],
  ["followers_unknown", [account("a"), account("b", sample({ followers: null }))], ["b"]],
] as const)("it is not known where there is %s, and said of whom", (reason, [a, b], accountIds) => {
  expect(sampleOverlap(pair(a, b))).toEqual({ kind: "not_known", reason, accountIds });
});

test("lists of all followers need no other number, and tell exactly who follows both", () => {
  const all = sample({ drawn: "all", listed: 500, named: { handle: 500, id: 0 }, followers: null });
  const told = estimated(pair(account("a", all), account("b", all), 37));
  expect(told.shared).toEqual({ estimate: 37, low: 37, high: 37 });
  expect(told.sides[0]).toMatchObject({ followers: 500, followersOn: "2026-05-01" });
});

test("samples that name in both ways are compared by the one in which they name more", () => {
  const both = sample({ named: { handle: 300, id: 400 } });
  expect(estimated(pair(account("a", both), account("b", both), 3, 9))).toMatchObject({ by: "id", matches: 9 });
  const more = sample({ named: { handle: 400, id: 20 } });
  expect(estimated(pair(account("a", both), account("b", more), 3, 9))).toMatchObject({ by: "handle", matches: 3 });
});

test("what speaks against an estimate is said: not drawn at random, apart in time, more names than followers", () => {
  const warningsOf = (changes: Partial<NamedSample>) => estimated(pair(account("a"), account("b", sample(changes)))).warnings;
  expect(warningsOf({ drawn: null })).toEqual(["drawing_not_said"]);
  expect(warningsOf({ drawn: "newest" })).toEqual(["newest_first"]);
  expect(warningsOf({ drawn: "newest", followers: { count: 400, on: "2026-05-01" } })).toEqual([]);
  expect(warningsOf({ takenOn: "2026-06-02" })).toEqual(["days_apart"]);
  expect(warningsOf({ takenOn: "2026-06-01" })).toEqual([]);
  expect(warningsOf({ followers: { count: 390, on: "2026-05-01" } })).toEqual(["more_named_than_followers"]);
});

/** What comes of work in steps. */
function finished<R>(work: Generator<undefined, R>): R {
  for (let step = work.next(); ; step = work.next()) if (step.done === true) return step.value;
}

test("of five creators no step of the work has more than one interval, so that others have their turn between any two", () => {
  const five = ["a", "b", "c", "d", "e"].map((id) => account(id));
  const pairs = five.flatMap((one, at) => five.slice(at + 1).map((other) => pair(one, other, 10 + at)));
  expect([...sampleOverlaps(pairs)]).toHaveLength(2 * pairs.length);
});

test("of several pairs the joint intervals are wider and hold the single ones; of one they are the same", () => {
  const pairs = [pair(account("a"), account("b")), pair(account("a"), account("c"), 25), pair(account("b"), account("c", null))];
  const told = finished(sampleOverlaps(pairs));
  for (const { overlap, joint } of told.slice(0, 2)) {
    expect(joint!.low).toBeLessThan((overlap as { shared: { low: number } }).shared.low);
    expect(joint!.high).toBeGreaterThan((overlap as { shared: { high: number } }).shared.high);
  }
  expect(told[2]).toMatchObject({ overlap: { kind: "not_known" }, joint: undefined });
  const [only] = finished(sampleOverlaps(pairs.slice(0, 1)));
  expect(only!.joint).toEqual((only!.overlap as { shared: object }).shared);
});

test("whatever samples say, who follows both are at least the matches and at most the smaller audience, in whole people", () => {
  const kept = fc.record({
    named: fc.integer({ min: 1, max: 400 }),
    followers: fc.integer({ min: 1, max: 5_000 }),
    drawn: fc.constantFrom("all", "newest", "at_random", null),
  });
  fc.assert(
    fc.property(kept, kept, fc.nat(), (a, b, some) => {
      const of = ({ named, followers, drawn }: typeof a) =>
        sample({
          drawn: drawn as NamedSample["drawn"],
          named: { handle: named, id: 0 },
          followers: { count: followers, on: "2026-05-01" },
        });
      const matches = some % (1 + Math.min(a.named, b.named));
      const { shared, sides } = estimated(pair(account("a", of(a)), account("b", of(b)), matches));
      const ends = [shared.low, shared.estimate, shared.high];
      expect(ends.every(Number.isInteger)).toBe(true);
      expect(Math.min(...ends)).toBeGreaterThanOrEqual(matches);
      expect(Math.max(...ends)).toBeLessThanOrEqual(Math.min(sides[0].followers, sides[1].followers));
      expect(shared.low).toBeLessThanOrEqual(shared.high);
    }),
    { numRuns: 300, examples: [[{ named: 323, followers: 1, drawn: "all" }, { named: 323, followers: 1_639, drawn: "all" }, 317]] },
  );
});
