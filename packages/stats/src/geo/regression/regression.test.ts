import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { poissonVariate } from "../../random/count-variate.ts";
import { generatorOf, type Generator } from "../../random/generator.ts";
import { normalVariate } from "../../random/normal-variate.ts";
import { groupTotals } from "./group-totals.ts";
import { incrementalReturn, type IncrementalReturnOutcome } from "./incremental-return.ts";
import { timeBasedRegression, type TimeBasedRegression } from "./time-based-regression.ts";
import type { GroupSeries } from "./group-series.ts";

type Returned = Extract<IncrementalReturnOutcome, { kind: "estimated" }>;

function regressed(series: GroupSeries, level?: number): TimeBasedRegression {
  const found = timeBasedRegression(series, level);
  if (found.kind !== "estimated") throw new RangeError(found.kind);
  return found;
}

function returned(response: GroupSeries, cost: GroupSeries, level?: number): Returned {
  const found = incrementalReturn({ response, cost }, level);
  if (found.kind !== "estimated") throw new RangeError(found.kind);
  return found;
}

interface World {
  readonly source: Generator;
  readonly before?: number;
  readonly after?: number;
  /** Of the treated group's misses with those of the period before. */
  readonly correlation?: number;
  readonly effect?: number;
}

/** A control group five times the treated one, both with a weekly swing; the treated group's misses are serially correlated. */
function groups({ source, before = 42, after = 28, correlation = 0, effect = 0 }: World): GroupSeries {
  let miss = normalVariate(source);
  const control = Array.from(
    { length: before + after },
    (_, at) => 500 + 80 * Math.sin((2 * Math.PI * at) / 7) + 20 * normalVariate(source),
  );
  const treated = control.map((value, at) => {
    miss = correlation * miss + Math.sqrt(1 - correlation ** 2) * normalVariate(source);
    return 12 + 0.2 * value + 3 * miss + (at >= before ? effect : 0);
  });
  return { treated, control, before };
}

const covers = ({ lower, upper }: { lower: number; upper: number }, value: number): boolean => lower <= value && value <= upper;
const share = (count: number, run: () => boolean): number => Array.from({ length: count }, run).filter(Boolean).length / count;
/** Four deviations of the share of a thousand that an interval of 90 % covers. */
const FOUR = 4 * Math.sqrt((0.9 * 0.1) / 1_000);

describe("time-based regression", () => {
  test("intervals of 90 % cover nine times in ten with groups of unequal size, few periods or many", () => {
    for (const [before, after] of [
      [42, 28],
      [8, 14],
    ] as const) {
      const source = generatorOf(before);
      const covered = share(1_000, () => covers(regressed(groups({ source, before, after, effect: 2 })), 2 * after));
      expect(Math.abs(covered - 0.9)).toBeLessThan(FOUR);
    }
  });

  test("every running sum has its own interval of the same coverage, and the last one is the effect", () => {
    const source = generatorOf(5);
    const covered = share(1_000, () => covers(regressed(groups({ source })).cumulative[6] ?? { lower: 1, upper: 0 }, 0));
    expect(Math.abs(covered - 0.9)).toBeLessThan(FOUR);
    const { cumulative, effect, lower, upper } = regressed(groups({ source }));
    const last = cumulative.at(-1);
    expect([last?.effect, last?.lower, last?.upper].map((value) => value?.toFixed(6))).toEqual(
      [effect, lower, upper].map((value) => value.toFixed(6)),
    );
  });

  test("serially correlated misses make the interval too narrow, as its docstring says, and most such answers are flagged", () => {
    const source = generatorOf(6);
    let flagged = 0;
    const covered = share(1_000, () => {
      const found = regressed(groups({ source, correlation: 0.5 }));
      if (found.flags.includes("serial-correlation")) flagged++;
      return covers(found, 0);
    });
    expect(Math.abs(covered - 0.67)).toBeLessThan(4 * Math.sqrt((0.67 * 0.33) / 1_000));
    expect(flagged / 1_000).toBeGreaterThan(0.75);
  });

  test("independent misses are seldom flagged", () => {
    const source = generatorOf(7);
    expect(share(500, () => regressed(groups({ source })).flags.includes("serial-correlation"))).toBeLessThan(0.08);
  });

  test("p below alpha says the same as an interval without zero", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000 }), fc.double({ min: 0.05, max: 0.95, noNaN: true }), (seed, level) => {
        const found = regressed(groups({ source: generatorOf(seed), before: 10, after: 5, effect: 3 }), level);
        expect(found.p < 1 - level).toBe(!covers(found, 0));
      }),
    );
  });

  test("money in cents up to 10^12 gives the digits of money in thousands", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000 }), (seed) => {
        const series = groups({ source: generatorOf(seed) });
        const scaled = (by: number, to: number): GroupSeries => ({
          before: series.before,
          treated: Float64Array.from(series.treated, (value) => by * value + to),
          control: Float64Array.from(series.control, (value) => by * value + to),
        });
        const [one, other] = [regressed(series), regressed(scaled(1e6, 1e12))];
        for (const name of ["effect", "lower", "upper", "standardError"] as const) expect(other[name] / 1e6 / one[name]).toBeCloseTo(1, 4);
        expect(other.slope).toBeCloseTo(one.slope, 6);
      }),
    );
  });

  test("what is left out after `until` changes nothing", () => {
    const series = groups({ source: generatorOf(8) });
    const longer = { ...series, treated: [...Array.from(series.treated), 1e9], control: [...Array.from(series.control), -1e9], until: 70 };
    expect(regressed(longer)).toEqual(regressed(series));
  });

  test("an exact line, a control that moves far away and one that does not go along are flagged", () => {
    const exact = regressed({ treated: [2, 4, 6, 8, 23], control: [1, 2, 3, 4, 10], before: 4 });
    expect([exact.effect, exact.lower, exact.upper, exact.p, exact.autocorrelation]).toEqual([3, 3, 3, 0, 0]);
    expect(exact.flags).toEqual(["exact-fit", "beyond-history"]);
    const none = regressed({ treated: [2, 4, 6, 8, 10], control: [1, 2, 3, 4, 5], before: 4 });
    expect([none.effect, none.p]).toEqual([0, 1]);
    expect(regressed({ treated: [3, 1, 4, 1, 5, 9], control: [1, 2, 1, 2, 2, 1], before: 5 }).flags).toContain("weak-control");
    expect(regressed({ treated: [7, 7, 7, 9], control: [1, 2, 3, 2], before: 3 }).flags).toEqual(["exact-fit", "weak-control"]);
  });

  test("a control that stays where it was is not said to be beyond its history", () => {
    const source = generatorOf(9);
    expect(share(200, () => regressed(groups({ source })).flags.includes("beyond-history"))).toBe(0);
  });

  test("a lift is left out where the treated would have had nothing without the effect", () => {
    expect(regressed({ treated: [3, 1, 4, 1, 5, 9], control: [1, 2, 1, 2, 2, 1], before: 5 }, 0.99).lift).toBeUndefined();
  });

  test("too few periods and a control that does not change are outcomes", () => {
    expect(timeBasedRegression({ treated: [1, 2, 3], control: [1, 2, 3], before: 2 })).toEqual({
      kind: "too-few-periods",
      before: 2,
      needed: 3,
    });
    expect(timeBasedRegression({ treated: [1, 2, 3, 4], control: [5, 5, 5, 6], before: 3 })).toEqual({ kind: "constant-control" });
  });

  test("counts that rise flatten a fitted line, whose intervals then seldom hold; one in proportion is unbiased and holds nine times in ten", () => {
    const source = generatorOf(31);
    const [runs, before, after, caused] = [600, 60, 21, 50];
    const [held, errors] = [
      { fitted: 0, proportional: 0 },
      { fitted: 0, proportional: 0 },
    ];
    for (let run = 0; run < runs; run++) {
      const demand = Array.from({ length: before + after }, (_, at) => (1 + 0.1 * Math.sin((2 * Math.PI * at) / 7)) * (1 + at / 200));
      const counts = (mean: number) => demand.map((share) => poissonVariate(source, mean * share));
      const treated = counts(20).map((count, at) => count + (at === before ? caused : 0));
      const series = { treated, control: counts(45), before };
      for (const line of ["fitted", "proportional"] as const) {
        const found = timeBasedRegression(series, 0.9, line);
        if (found.kind !== "estimated") throw new RangeError(found.kind);
        if (covers(found, caused)) held[line]++;
        errors[line] += (found.effect - caused) / runs;
      }
    }
    expect(Math.abs(held.proportional / runs - 0.9)).toBeLessThan(4 * Math.sqrt((0.9 * 0.1) / runs));
    expect(held.fitted / runs).toBeLessThan(0.6);
    expect(errors.fitted).toBeGreaterThan(0.05 * 20 * after);
    expect(Math.abs(errors.proportional)).toBeLessThan(5);
  });

  test("a line in proportion needs a level and three periods, and its last running sum is the effect", () => {
    const series = { treated: [2, 3, 1, 9], control: [1, 2, 1, 3], before: 3 };
    const found = timeBasedRegression(series, 0.9, "proportional");
    if (found.kind !== "estimated") throw new RangeError(found.kind);
    const [last] = found.cumulative;
    for (const name of ["effect", "lower", "upper"] as const) expect(last?.[name]).toBeCloseTo(found[name], 12);
    expect(found).toMatchObject({ slope: 1.5, intercept: 0, degreesOfFreedom: 2, effect: 4.5 });
    expect(timeBasedRegression({ ...series, before: 2 }, 0.9, "proportional")).toEqual({ kind: "too-few-periods", before: 2, needed: 3 });
    expect(timeBasedRegression({ ...series, control: [0, 0, 0, 3] }, 0.9, "proportional")).toEqual({ kind: "no-level" });
    expect(timeBasedRegression({ ...series, control: [1, 2, 1, -3] }, 0.9, "proportional")).toMatchObject({ kind: "estimated" });
  });

  test("series that do not fit together are refused by name", () => {
    const good = { treated: [1, 2, 3, 4], control: [1, 2, 3, 4], before: 3 };
    for (const [wrong, message] of [
      [{ control: [1, 2, 3] }, "must be of one length: got 4 and 3"],
      [{ treated: [1, 2, Number.NaN, 4] }, "series.treated[2] must be a finite number"],
      [{ before: 4 }, "series.until must be a whole number of at least 5"],
      [{ until: 5 }, "series.until must be at most 4"],
      [{ before: 2.5 }, "series.before must be a whole number"],
    ] as const)
      expect(() => timeBasedRegression({ ...good, ...wrong })).toThrow(message);
    expect(() => timeBasedRegression(good, 1)).toThrow("level must be in (0, 1)");
  });
});

/** Spend of both groups, whose misses follow those of another series in part. */
function spendOf(
  { before, treated }: GroupSeries,
  source: Generator,
  { added, shared = 0 }: { added: number; shared?: number },
): GroupSeries {
  const control = Array.from(treated, () => 100 + 10 * normalVariate(source));
  const own = control.map((value, at) => {
    const along = shared * ((treated[at] as number) - 112);
    return 20 + 0.3 * value + along / 16 + 2 * normalVariate(source) + (at >= before ? added : 0);
  });
  return { treated: own, control, before };
}

describe("the incremental return", () => {
  test("its interval covers nine times in ten where both effects are uncertain, also when they err together", () => {
    for (const shared of [0, 1]) {
      const source = generatorOf(20 + shared);
      const covered = share(1_000, () => {
        const clean = groups({ source });
        const cost = spendOf(clean, source, { added: 2, shared });
        const response = { ...clean, treated: Array.from(clean.treated, (value, at) => value + (at >= clean.before ? 6 : 0)) };
        const { set } = returned(response, cost);
        return set.kind === "unbounded" || covers(set, 3);
      });
      expect(Math.abs(covered - 0.9)).toBeLessThan(FOUR);
    }
  });

  test("spend that may not have changed gives no interval, and spend that did not change no return", () => {
    const source = generatorOf(22);
    const response = groups({ source, effect: 5 });
    expect(returned(response, spendOf(response, source, { added: 0 })).set).toEqual({ kind: "unbounded" });
    const zeros = Array.from(response.control, () => 0);
    expect(incrementalReturn({ response, cost: { treated: zeros, control: zeros, before: 42 } })).toEqual({ kind: "no-cost-effect" });
  });

  test("scaling response and spend scales the return and its interval", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.double({ min: 0.01, max: 1e8, noNaN: true }), (seed, by) => {
        const source = generatorOf(seed);
        const response = groups({ source, effect: 6 });
        const cost = spendOf(response, source, { added: 9 });
        const scaled = { ...response, treated: Float64Array.from(response.treated, (value) => value * by) };
        const [one, other] = [returned(response, cost), returned(scaled, cost)];
        expect(other.estimate / by / one.estimate).toBeCloseTo(1, 9);
        if (one.set.kind !== "interval" || other.set.kind !== "interval") throw new RangeError(one.set.kind);
        expect(other.set.lower / by / one.set.lower).toBeCloseTo(1, 7);
      }),
    );
  });

  test("effects of a billion standard errors still have an interval around the return", () => {
    const response = { treated: [3, 5.000001, 7, 9, 1011], control: [1, 2, 3, 4, 5], before: 4 };
    const cost = { treated: [6, 8, 10, 12.000001, 514], control: [1, 2, 3, 4, 5], before: 4 };
    const { estimate, set } = returned(response, cost);
    expect(set.kind === "interval" && set.lower < estimate && set.upper > estimate && set.upper - set.lower < 1e-6).toBe(true);
  });

  test("with the response in proportion it is that effect by the one on spend, and says when there is no level", () => {
    const response = groups({ source: generatorOf(26), effect: 5 });
    const zeros = Array.from(response.control, () => 0);
    const cost = { control: zeros, treated: zeros.map((_, at) => (at < 42 ? 0 : 2)), before: 42 };
    const [found, alone] = [incrementalReturn({ response, cost }, 0.9, "proportional"), timeBasedRegression(response, 0.9, "proportional")];
    if (found.kind !== "estimated" || found.set.kind !== "interval" || alone.kind !== "estimated") throw new RangeError(found.kind);
    expect([found.estimate, found.set.lower, found.set.upper].map((value) => value.toFixed(9))).toEqual(
      [alone.effect, alone.lower, alone.upper].map((value) => (value / 56).toFixed(9)),
    );
    const none = { ...response, control: zeros };
    expect(incrementalReturn({ response: none, cost }, 0.9, "proportional")).toEqual({ of: "response", kind: "no-level" });
  });

  test("spend that falls gives a return of the right sign, its interval around it", () => {
    const source = generatorOf(23);
    const response = groups({ source, effect: -6 });
    const zeros = Array.from(response.control, () => 0);
    const { estimate, set, cost } = returned(response, { control: zeros, treated: zeros.map((_, at) => (at < 42 ? 3 : 1)), before: 42 });
    expect(cost).toBe("known");
    expect(Math.abs(estimate - 3)).toBeLessThan(1);
    expect(set.kind === "interval" && covers(set, estimate)).toBe(true);
  });

  test("treatment's spend may end before its effect does", () => {
    const source = generatorOf(24);
    const response = groups({ source, effect: 6 });
    const cost = spendOf(response, source, { added: 9 });
    const [whole, part] = [returned(response, cost), returned(response, { ...cost, until: 56 })];
    expect(part.responseEffect).toBe(whole.responseEffect);
    expect(part.costEffect).toBeLessThan(0.6 * whole.costEffect);
  });

  test("a line that cannot be drawn says of which series, and series of different history are refused", () => {
    const response = groups({ source: generatorOf(25) });
    const flat = Array.from(response.control, () => 4);
    expect(incrementalReturn({ response: { ...response, control: flat }, cost: response })).toMatchObject({ of: "response" });
    const later = { ...response, control: flat.map((value, at) => (at < 42 ? value : at)) };
    expect(incrementalReturn({ response, cost: later })).toEqual({ of: "cost", kind: "constant-control" });
    expect(() => incrementalReturn({ response, cost: { ...response, before: 41 } })).toThrow("must be one number: got 42 and 41");
  });
});

describe("group totals", () => {
  const cells = [
    { unit: "a", period: 1, value: 5 },
    { unit: "a", period: 2, value: 6 },
    { unit: "b", period: 1, value: Number.NaN },
    { unit: "b", period: 2, value: 2 },
    { unit: "c", period: 3, value: 9 },
  ];

  test("a missing cell is told and not taken for nothing, unless nothing is what it means", () => {
    const groups = { treated: new Set(["a"]), control: new Set(["b"]) };
    expect(groupTotals(cells, groups)).toEqual({ kind: "missing-cells", missing: [{ unit: "b", period: 1 }] });
    expect(groupTotals(cells, { ...groups, missing: "zero" })).toEqual({
      kind: "totals",
      periods: [1, 2],
      treated: Float64Array.of(5, 6),
      control: Float64Array.of(0, 2),
    });
  });

  test("an empty group, a stranger and a region in both are refused", () => {
    for (const [treated, control, message] of [
      [[], ["b"], "treated must name at least one region"],
      [["a"], ["z"], "control must name regions of the cells: got z"],
      [["a"], ["a", "b"], "a region must be in one group: got a in both"],
    ] as const)
      expect(() => groupTotals(cells, { treated: new Set<string>(treated), control: new Set<string>(control) })).toThrow(message);
  });
});
