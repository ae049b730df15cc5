import { describe, expect, test } from "vitest";
import { californiaPanel, geoLiftPanel } from "../../../../../test/reference-panels.ts";
import { referenceNumber } from "../../../../../test/reference-data.ts";
import { generatorOf, type Generator } from "../../random/generator.ts";
import { normalVariate } from "../../random/normal-variate.ts";
import type { Panel } from "../panel/panel.ts";
import { confidenceSet, type ConfidenceSet } from "./confidence-set.ts";
import { conformalTest, type ConformalOptions, type ConformalOutcome } from "./conformal.ts";
import { crossFittedEffect } from "./cross-fitted.ts";
import { jackknifePlus } from "./jackknife-plus.ts";
import { placeboInSpace } from "./placebo-space.ts";
import { placeboInTime } from "./placebo-time.ts";

const levels = { kind: "synthetic-control", fixedEffects: false } as const;
const even = { kind: "difference-in-differences" } as const;

function crossFittedFound(panel: Panel, level: number) {
  const found = crossFittedEffect(panel, { estimator: levels, level });
  if (found.kind !== "estimated") throw new RangeError(found.kind);
  return found;
}

interface World {
  readonly source: Generator;
  readonly units?: number;
  readonly periods?: number;
  readonly before?: number;
  readonly treated?: number;
  /** Of the error of a period with that of the period before. */
  readonly correlation?: number;
  readonly effect?: number;
}

/** Units of unequal level and noise around one common walk; the errors of each unit are serially correlated. */
function madeUp({ source, units = 9, periods = 26, before = 20, treated = 1, correlation = 0, effect = 0 }: World): Panel {
  let level = 0;
  const walk = Array.from({ length: periods }, () => (level += normalVariate(source)));
  const values = Array.from({ length: units }, (_, unit) => {
    const [base, noise] = [10 * source.uniform(), 0.5 + (unit % 3) / 2];
    let error = normalVariate(source);
    return walk.map((common, at) => {
      error = correlation * error + Math.sqrt(1 - correlation ** 2) * normalVariate(source);
      return base + common + noise * error + (unit < treated && at >= before ? effect : 0);
    });
  });
  return {
    units: values.map((_, at) => `unit ${at}`),
    periods: walk.map((_, at) => at),
    outcomes: { rows: units, columns: periods, values: Float64Array.from(values.flat()) },
    treatedFrom: Int32Array.from({ length: units }, (_, at) => (at < treated ? before : periods)),
  };
}

type Tested = Extract<ConformalOutcome, { kind: "tested" }>;

function tested(panel: Panel, options?: ConformalOptions): Tested {
  const outcome = conformalTest(panel, options);
  if (outcome.kind !== "tested") throw new RangeError(outcome.kind);
  return outcome;
}

const holds = (set: ConfidenceSet, value: number): boolean =>
  set.kind === "unbounded" || (set.kind === "interval" && set.lower <= value && value <= set.upper);
const share = (count: number, run: (at: number) => boolean): number =>
  Array.from({ length: count }, (_, at) => run(at)).filter(Boolean).length / count;

describe("the set of values that a test does not refuse", () => {
  const search = { alpha: 0.1, centre: 0, step: 0.3, also: 0 };

  test("its ends are where the test turns, on both sides", () => {
    const found = confidenceSet({ ...search, pValue: (value) => (value > -2 && value < 5.25 ? 0.2 : 0.05) });
    expect(found).toMatchObject({ kind: "interval", hasGaps: false });
    expect(found.kind === "interval" && found.lower).toBeCloseTo(-2, 4);
    expect(found.kind === "interval" && found.upper).toBeCloseTo(5.25, 4);
  });

  test("gaps are said, and a value that is known to be accepted is never left out", () => {
    const two = (value: number): number => (Math.abs(Math.abs(value) - 1) < 0.3 ? 1 : 0);
    expect(confidenceSet({ ...search, pValue: two })).toMatchObject({ kind: "interval", hasGaps: true });
    const islands = confidenceSet({
      ...search,
      also: 1_000,
      pValue: (value) => (Math.abs(value) < 1 || Math.abs(value - 1_000) < 1 ? 1 : 0),
    });
    expect(holds(islands, 0) && holds(islands, 1_000)).toBe(true);
  });

  test("nothing accepted is an empty set with the largest p; a narrow peak is looked for before that is said", () => {
    expect(confidenceSet({ ...search, pValue: (value) => 0.09 / (1 + (value - 1.2) ** 2) })).toMatchObject({ kind: "empty" });
    const peak = confidenceSet({ ...search, centre: 0.02, pValue: (value) => 1 / (1 + 1e4 * Math.abs(value - 0.031)) });
    expect(peak).toMatchObject({ kind: "interval" });
  });

  test("what nothing refuses is unbounded, on the side where it is", () => {
    expect(confidenceSet({ ...search, pValue: () => 1 })).toMatchObject({ kind: "unbounded" });
    const found = confidenceSet({ ...search, pValue: (value) => (value > -1 ? 1 : 0) });
    expect(found.kind === "unbounded" && Math.abs(found.searched[0]) < 10 && found.searched[1] > 1e4).toBe(true);
  });
});

describe("the conformal test", () => {
  test("GeoLift's walkthrough: every constant effect is refused at 10 %, which is an empty set and no interval", () => {
    for (const estimator of [undefined, levels]) {
      const { set, p } = tested(geoLiftPanel(), { ...(estimator && { estimator }) });
      expect(set.kind).toBe("empty");
      expect(set.kind === "empty" && set.largestP).toBeGreaterThanOrEqual(p);
      expect(set.kind === "empty" && set.largestP).toBeLessThanOrEqual(0.1);
    }
  });

  test("GeoLift's walkthrough: p of iid is that of 200,000 draws, within what 20,000 say", () => {
    for (const [part, fixedEffects] of [
      ["fixed_effects", true],
      ["no_fixed_effects", false],
    ] as const) {
      const arrangement = { kind: "iid", generator: generatorOf(5), draws: 20_000 } as const;
      const { p, method, arrangements } = tested(geoLiftPanel(), { estimator: { kind: "synthetic-control", fixedEffects }, arrangement });
      const wanted = referenceNumber(`geo.geolift_chicago_portland.${part}.p_conformal_iid`);
      expect(Math.abs(p - wanted)).toBeLessThan(4 * Math.sqrt((wanted * (1 - wanted)) / 20_000) + 1e-4);
      expect([method, arrangements]).toEqual(["conformal-iid", 20_001]);
    }
  });

  test("the interval holds exactly the effects whose own test is not refused", () => {
    const panel = madeUp({ source: generatorOf(3), effect: 4 });
    for (const estimator of [even, levels, { kind: "ridge-augmented", penalty: 2 } as const]) {
      const { set } = tested(panel, { estimator });
      if (set.kind !== "interval") throw new RangeError(set.kind);
      const width = set.upper - set.lower;
      for (const [effect, isIn] of [
        [set.lower, true],
        [set.upper, true],
        [set.lower - 0.001 * width, false],
        [set.upper + 0.001 * width, false],
      ] as const)
        expect(tested(panel, { estimator, effect }).p > 0.1).toBe(isIn);
    }
  });

  test("block p-values keep their level, and intervals of 80 % cover, with serial correlation too", () => {
    for (const correlation of [0, 0.6]) {
      const source = generatorOf(100 + 10 * correlation);
      const outcomes = Array.from({ length: 250 }, () =>
        tested(madeUp({ source, correlation, effect: 3 }), { estimator: even, level: 0.8, effect: 3 }),
      );
      // at most the level, by four deviations of sqrt(0.2 * 0.8 / 250); exact without correlation up to the steps of 1/26
      const refused = share(outcomes.length, (at) => (outcomes[at]?.p ?? 0) <= 0.2);
      expect(refused).toBeLessThan(0.2 + 4 * 0.0253);
      expect(refused).toBeGreaterThan(0.2 - 4 * 0.0253);
      expect(share(outcomes.length, (at) => holds(outcomes[at]?.set ?? { kind: "empty", largestP: 0, at: 0 }, 3))).toBeGreaterThan(
        0.8 - 4 * 0.0253,
      );
    }
  });

  test("iid keeps its level without serial correlation and is too eager with it, which is why block is the default", () => {
    const refusedShare = (correlation: number, kind: "block" | "iid"): number => {
      const source = generatorOf(7);
      return share(250, () => {
        const panel = madeUp({ source, correlation, periods: 40, before: 34 });
        const arrangement = kind === "block" ? ({ kind } as const) : ({ kind, generator: source, draws: 200 } as const);
        return tested(panel, { estimator: even, arrangement }).p <= 0.1;
      });
    };
    expect(Math.abs(refusedShare(0, "iid") - 0.1)).toBeLessThan(4 * 0.019);
    expect(refusedShare(0.8, "iid")).toBeGreaterThan(0.1 + 4 * 0.019);
    expect(refusedShare(0.8, "block")).toBeLessThan(0.1 + 4 * 0.019);
  });

  test("an effect of six deviations is found nearly always", () => {
    const source = generatorOf(8);
    expect(share(60, () => tested(madeUp({ source, effect: 4 }), { effect: 0 }).p <= 0.1)).toBeGreaterThan(0.9);
  });

  test("in proportion it is the test of units that were brought to one level by hand, with a ridge too", () => {
    const panel = madeUp({ source: generatorOf(27), effect: 2 });
    const raised = panel.outcomes.values.map((value) => value + 30);
    const mean = (unit: number): number => raised.subarray(26 * unit, 26 * unit + 26).reduce((sum, value) => sum + value, 0) / 26;
    const scaled = raised.map((value, at) => (value * mean(0)) / mean(Math.floor(at / 26)));
    const of = (values: Float64Array): Panel => ({ ...panel, outcomes: { ...panel.outcomes, values } });
    for (const estimator of [{ kind: "synthetic-control" }, { kind: "ridge-augmented", penalty: 5 }] as const) {
      const [own, byHand] = [tested(of(raised), { estimator: { ...estimator, proportional: true } }), tested(of(scaled), { estimator })];
      expect(own.p).toBe(byHand.p);
    }
  });

  test("so few periods that nothing could be refused give an unbounded set", () => {
    expect(tested(madeUp({ source: generatorOf(9), periods: 8, before: 6 })).set.kind).toBe("unbounded");
  });

  test("a perfect fit, and an effect that is the same everywhere, is an interval of that effect alone", () => {
    const panel = madeUp({ source: generatorOf(10) });
    const values = panel.outcomes.values.map((_, at) => (at % 26) + (at < 26 && at % 26 >= 20 ? 5 : 0));
    const { set } = tested({ ...panel, outcomes: { ...panel.outcomes, values } }, { estimator: even });
    expect(holds(set, 5)).toBe(true);
  });
});

describe("the jackknife+", () => {
  test("its intervals for single periods cover at their level, and those for the mean at least", () => {
    const source = generatorOf(11);
    let [single, average] = [0, 0];
    for (let run = 0; run < 300; run++) {
      const found = jackknifePlus(madeUp({ source, effect: 2, before: 24 }), levels, 0.8);
      if (found.kind !== "estimated") throw new RangeError(found.kind);
      if (holds({ kind: "interval", hasGaps: false, ...(found.periods[0] ?? { lower: 1, upper: 0 }) }, 2)) single++;
      if (holds({ kind: "interval", hasGaps: false, ...found.average }, 2)) average++;
    }
    expect(Math.abs(single / 300 - 0.8)).toBeLessThan(4 * 0.0231);
    expect(average / 300).toBeGreaterThan(0.8 - 4 * 0.0231);
  });

  test("a level that so few periods cannot reach is said, with how many it needs", () => {
    expect(jackknifePlus(madeUp({ source: generatorOf(12), before: 8 }))).toEqual({ kind: "level-out-of-reach", before: 8, needed: 9 });
    expect(jackknifePlus(madeUp({ source: generatorOf(12), before: 9 }))).toMatchObject({ kind: "estimated", method: "jackknife-plus" });
  });
});

describe("the jackknife+ in proportion", () => {
  test("leaves nothing open where the treated are in exact proportion to a donor", () => {
    const values = Float64Array.of(6, 9, 6, 12, 9, 6, 9, 12, 6, 9, 26, 2, 3, 2, 4, 3, 2, 3, 4, 2, 3, 7, 5, 4, 4, 5, 6, 4, 5, 4, 5, 6, 5);
    const outcomes = { rows: 3, columns: 11, values };
    const panel = { units: ["a", "b", "c"], periods: [...Array(11).keys()], outcomes, treatedFrom: Int32Array.of(10, 11, 11) };
    const found = jackknifePlus(panel, { kind: "synthetic-control", proportional: true });
    expect(found.kind === "estimated" && [found.average.lower, found.average.upper].map((end) => end.toFixed(9))).toEqual([
      "5.000000000",
      "5.000000000",
    ]);
  });
});

describe("the cross-fitted t-test", () => {
  test("its interval holds the mean of an effect that dies away at its level, and refuses no effect as often as promised", () => {
    const source = generatorOf(31);
    let [held, refused] = [0, 0];
    for (let run = 0; run < 400; run++) {
      const panel = madeUp({ source, periods: 40, before: 30, units: 12 });
      if (crossFittedFound(panel, 0.8).p <= 0.2) refused++;
      const treated = panel.outcomes.values.subarray(30, 40);
      treated.forEach((value, at) => (treated[at] = value + 6 * 0.7 ** at));
      const mean = (6 * (1 - 0.7 ** 10)) / (1 - 0.7) / 10;
      const { interval } = crossFittedFound(panel, 0.8);
      if (interval.lower <= mean && mean <= interval.upper) held++;
    }
    expect(Math.abs(held / 400 - 0.8)).toBeLessThan(4 * 0.02);
    expect(Math.abs(refused / 400 - 0.2)).toBeLessThan(4 * 0.02);
  });

  test("fewer periods than folds are said, and folds or a level that mean nothing are refused", () => {
    const short = madeUp({ source: generatorOf(32), before: 2 });
    expect(crossFittedEffect(short, { estimator: even })).toEqual({ kind: "too-short", before: 2, needed: 3 });
    expect(() => crossFittedEffect(short, { folds: 1 })).toThrow("folds");
    expect(() => crossFittedEffect(short, { level: 2 })).toThrow("level");
  });
});

describe("placebos in space", () => {
  test("the standard error of the published example is within a quarter of the published ones, which are random", () => {
    for (const [estimator, published] of [
      [even, 17.7],
      [levels, 9.9],
      [{ kind: "synthetic-difference-in-differences" } as const, 8.4],
    ] as const) {
      const found = placeboInSpace(californiaPanel(), { estimator });
      expect(found.kind === "compared" && Math.abs(found.standardError / published - 1)).toBeLessThan(0.25);
    }
  });

  test("the p-value keeps its level when the treated unit is like the others, and the normal interval covers", () => {
    const source = generatorOf(13);
    let [refused, covered] = [0, 0];
    for (let run = 0; run < 250; run++) {
      const panel = madeUp({ source, units: 20, periods: 16, before: 12, treated: run % 2 === 0 ? 1 : 3 });
      const found = placeboInSpace(panel, { estimator: even, generator: source, placebos: 60 });
      if (found.kind !== "compared") throw new RangeError(found.kind);
      if (found.p <= 0.2) refused++;
      if (found.interval.lower <= 0 && found.interval.upper >= 0) covered++;
    }
    expect(Math.abs(refused / 250 - 0.2)).toBeLessThan(4 * 0.0253);
    expect(covered / 250).toBeGreaterThan(0.9 - 4 * 0.019);
  });

  test("by weights the interval covers at its level with eight treated beside sixteen, and says the same as its p", () => {
    const source = generatorOf(16);
    const runs = 400;
    const covered = share(runs, () => {
      const panel = madeUp({ source, units: 24, periods: 16, before: 12, treated: 8 });
      const found = placeboInSpace(panel, { estimator: even, generator: source, placebos: 60, spread: "by-weights" });
      if (found.kind !== "compared") throw new RangeError(found.kind);
      const { lower, upper } = found.interval;
      expect(found.errorP < 0.1).toBe(lower > 0 || upper < 0);
      return lower <= 0 && upper >= 0;
    });
    expect(Math.abs(covered - 0.9)).toBeLessThan(4 * 0.015);
  });

  test("by weights the error is never below what independent periods make of the treated's own gaps", () => {
    const walk = [3, 6, 3, 9, 6, 9];
    const values = Float64Array.from([[4, 6, 5, 9, 9, 9], walk, walk, walk].flat());
    const panel: Panel = {
      units: ["a", "b", "c", "d"],
      periods: [...walk.keys()],
      outcomes: { rows: 4, columns: 6, values },
      treatedFrom: Int32Array.of(4, 6, 6, 6),
    };
    const found = placeboInSpace(panel, { estimator: even, spread: "by-weights" });
    if (found.kind !== "compared") throw new RangeError(found.kind);
    const gaps = [1, 0, 2, 0];
    const variance = gaps.reduce((sum, gap) => sum + (gap - 0.75) ** 2, 0) / 3;
    expect(found.standardError).toBeCloseTo(Math.sqrt(variance * (1 / 2 + 1 / 4)), 12);
    const flat = { ...panel, outcomes: { ...panel.outcomes, values: Float64Array.from([walk, walk, walk, walk].flat()) } };
    expect(placeboInSpace(flat, { estimator: even, spread: "by-weights" })).toMatchObject({ standardError: 0, errorP: 1 });
    const raised = { ...flat, outcomes: { ...flat.outcomes, values: flat.outcomes.values.map((value, at) => (at === 5 ? 12 : value)) } };
    expect(placeboInSpace(raised, { estimator: even, spread: "by-weights" })).toMatchObject({ standardError: 0, errorP: 0 });
    const short = { ...panel, treatedFrom: Int32Array.of(1, 6, 6, 6) };
    expect(placeboInSpace(short, { estimator: even, spread: "by-weights" })).toMatchObject({ kind: "compared", standardError: 0 });
  });

  test("by weights, even weights of one donor less make the published error smaller by what they count for", () => {
    const [drawn, weighed] = [undefined, "by-weights" as const].map((spread) =>
      placeboInSpace(californiaPanel(), { estimator: even, ...(spread === undefined ? {} : { spread }) }),
    );
    if (drawn?.kind !== "compared" || weighed?.kind !== "compared") throw new RangeError("not compared");
    expect(weighed.standardError / drawn.standardError).toBeCloseTo(Math.sqrt((1 + 1 / 38) / (1 + 1 / 37)), 12);
    expect([weighed.degreesOfFreedom, drawn.degreesOfFreedom]).toEqual([37, undefined]);
    expect(weighed.interval.upper - weighed.interval.lower).toBeGreaterThan(drawn.interval.upper - drawn.interval.lower);
  });

  test("staggered starts are given to the placebos too", () => {
    const panel = madeUp({ source: generatorOf(14), treated: 2, effect: 30 });
    const found = placeboInSpace(
      { ...panel, treatedFrom: Int32Array.from(panel.treatedFrom, (start, at) => (at === 0 ? 15 : start)) },
      { generator: generatorOf(1), placebos: 50 },
    );
    expect(found).toMatchObject({ kind: "compared", method: "placebo-in-space", failed: 0, p: 1 / 51 });
  });

  test("too few donors, and several treated without a generator, are outcomes", () => {
    const { kind } = placeboInSpace(madeUp({ source: generatorOf(15), treated: 3 }));
    expect(kind).toBe("needs-generator");
    const many = madeUp({ source: generatorOf(15), treated: 5 });
    expect(placeboInSpace(many, { generator: generatorOf(1) })).toEqual({ kind: "too-few-donors", donors: 4, treated: 5 });
    expect(placeboInSpace(madeUp({ source: generatorOf(15), units: 2 }))).toEqual({ kind: "too-few-donors", donors: 1, treated: 1 });
  });

  test("a fit without any gap before treatment has an infinite ratio, and one without any gap at all none", () => {
    const panel = madeUp({ source: generatorOf(16), units: 4 });
    const values = panel.outcomes.values.map((_, at) => (at % 26) + (at < 26 && at % 26 >= 20 ? 5 : 0));
    const found = placeboInSpace({ ...panel, outcomes: { ...panel.outcomes, values } }, { estimator: even });
    expect(found.kind === "compared" && [found.ratio, ...found.ratios]).toEqual([Infinity, 0, 0, 0]);
  });
});

describe("placebos in time", () => {
  test("a start is judged on what is told before treatment alone", () => {
    const panel = madeUp({ source: generatorOf(17) });
    const later = {
      ...panel,
      outcomes: { ...panel.outcomes, values: panel.outcomes.values.map((value, at) => (at % 26 < 20 ? value : 1e6)) },
    };
    const [one, other] = [placeboInTime(panel), placeboInTime(later)];
    expect(one.kind === "compared" && one.placebos).toEqual(other.kind === "compared" && other.placebos);
    expect(one.kind === "compared" && one.placebos.map(({ from }) => from)).toEqual([10, 11, 12, 13, 14]);
  });

  test("an effect as large as no start before it has the smallest p there can be", () => {
    const found = placeboInTime(madeUp({ source: generatorOf(18), effect: 50 }));
    expect(found.kind === "compared" && found.p).toBe(1 / 6);
  });

  test("too short a history is said, with what is needed", () => {
    const panel = madeUp({ source: generatorOf(19) });
    expect(placeboInTime(panel, { length: 11 })).toEqual({ kind: "too-short", before: 20, needed: 21 });
    expect(placeboInTime(panel, { history: 1 })).toEqual({ kind: "no-history", before: 1, needed: 2 });
  });
});

describe.each([
  ["conformal", (panel: Panel) => conformalTest(panel)],
  ["cross-fitted t-test", (panel: Panel) => crossFittedEffect(panel)],
  ["jackknife+", (panel: Panel) => jackknifePlus(panel)],
  ["placebo in time", (panel: Panel) => placeboInTime(panel)],
] as const)("%s", (_, run) => {
  test("staggered starts, nobody treated, no donors and no history are outcomes", () => {
    const panel = madeUp({ source: generatorOf(20), units: 3, treated: 2 });
    const from = (...treatedFrom: number[]): Panel => ({ ...panel, treatedFrom: Int32Array.from(treatedFrom) });
    expect(run(from(20, 21, 26))).toEqual({ kind: "staggered", cohorts: 2 });
    expect(run(from(26, 26, 26))).toEqual({ kind: "no-treated" });
    expect(run(from(20, 20, 20))).toEqual({ kind: "no-donors" });
    expect(run(from(1, 26, 26))).toEqual({ kind: "no-history", before: 1, needed: 2 });
  });
});

test.each<[string, () => unknown]>([
  ["a level above one", () => conformalTest(californiaPanel(), { level: 90 })],
  ["an effect of NaN", () => conformalTest(californiaPanel(), { effect: Number.NaN })],
  ["no draws", () => conformalTest(californiaPanel(), { arrangement: { kind: "iid", generator: generatorOf(1), draws: 0 } })],
  ["a ridge without penalty", () => conformalTest(californiaPanel(), { estimator: { kind: "ridge-augmented" } })],
  ["a jackknife of no level", () => jackknifePlus(californiaPanel(), even, 2)],
  ["one placebo", () => placeboInSpace(californiaPanel(), { placebos: 1 })],
  ["a placebo of no level", () => placeboInSpace(californiaPanel(), { level: -1 })],
  ["placebos of no length", () => placeboInTime(californiaPanel(), { length: 0 })],
  ["placebos of no history", () => placeboInTime(californiaPanel(), { history: 0 })],
])("%s is refused", (_, call) => {
  expect(call).toThrow(RangeError);
});
