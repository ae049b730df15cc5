import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { californiaPanel, geoLiftPanel } from "../../../../test/reference-panels.ts";
import { referenceNumber } from "../../../../test/reference-data.ts";
import { generatorOf } from "../random/generator.ts";
import { normalVariate } from "../random/normal-variate.ts";
import type { Estimator } from "./estimate/estimator.ts";
import { noiseLevel } from "./estimate/fit.ts";
import { syntheticEffect, type SyntheticEffectOutcome } from "./estimate/synthetic-effect.ts";
import { cohortsOf, columnsOf } from "./panel/cohort.ts";
import { panelOf, type Panel } from "./panel/panel.ts";

type Estimated = Extract<SyntheticEffectOutcome, { kind: "estimated" }>;

function estimated(panel: Panel, estimator?: Estimator): Estimated {
  const outcome = syntheticEffect(panel, estimator);
  if (outcome.kind !== "estimated") throw new RangeError(outcome.kind);
  return outcome;
}

const estimators: readonly (readonly [string, Estimator])[] = [
  ["synthetic control with fixed effects", { kind: "synthetic-control" }],
  ["synthetic control of levels", { kind: "synthetic-control", fixedEffects: false }],
  ["ridge with a given penalty", { kind: "ridge-augmented", penalty: 3 }],
  ["ridge with a chosen penalty", { kind: "ridge-augmented" }],
  ["differences in differences", { kind: "difference-in-differences" }],
  ["synthetic differences in differences", { kind: "synthetic-difference-in-differences" }],
  ["synthetic control in proportion", { kind: "synthetic-control", proportional: true }],
  ["ridge in proportion", { kind: "ridge-augmented", proportional: true }],
  ["double differences with spread periods", { kind: "synthetic-difference-in-differences", spreadPeriods: true, proportional: true }],
];

/** Units that follow two common walks, each in its own mix, with noise; the first are treated from different periods on. */
function madeUp(seed: number, { units = 8, periods = 14, starts = [10], effect = 0 } = {}): Panel {
  const source = generatorOf(seed);
  const walks = [0, 1].map(() => {
    let level = 0;
    return Array.from({ length: periods }, () => (level += normalVariate(source)));
  });
  const treatedFrom = Int32Array.from({ length: units }, (_, at) => starts[at] ?? periods);
  const values = Array.from({ length: units }, (_, unit) => {
    const [base, one, other] = [20 * source.uniform(), source.uniform(), source.uniform()];
    return Array.from({ length: periods }, (_, at) => {
      const followed = one * (walks[0]?.[at] ?? 0) + other * (walks[1]?.[at] ?? 0);
      return base + followed + 0.5 * normalVariate(source) + (at >= (treatedFrom[unit] ?? periods) ? effect : 0);
    });
  });
  return {
    units: values.map((_, at) => `unit ${at}`),
    periods: Array.from({ length: periods }, (_, at) => at),
    outcomes: { rows: units, columns: periods, values: Float64Array.from(values.flat()) },
    treatedFrom,
  };
}

const changed = (panel: Panel, change: (value: number, unit: number, period: number) => number): Panel => ({
  ...panel,
  outcomes: {
    ...panel.outcomes,
    values: panel.outcomes.values.map((value, at) => change(value, Math.floor(at / panel.outcomes.columns), at % panel.outcomes.columns)),
  },
});

describe("a panel", () => {
  const cells = ["b", "a"].flatMap((unit) => [10, 9, 11].map((period) => ({ unit, period, value: period + (unit === "a" ? 0.5 : 0) })));

  test("a panel has its cells where unit and period say, whatever order they come in", () => {
    expect(panelOf(cells, new Map([["a", 10]]))).toEqual({
      kind: "panel",
      panel: {
        units: ["b", "a"],
        periods: [9, 10, 11],
        outcomes: { rows: 2, columns: 3, values: Float64Array.of(9, 10, 11, 9.5, 10.5, 11.5) },
        treatedFrom: Int32Array.of(3, 1),
      },
    });
    const one = panelOf(cells.toReversed());
    expect(one.kind === "panel" && one.panel.periods).toEqual([9, 10, 11]);
  });

  test("missing cells are listed, and nothing is filled in", () => {
    const holes = [...cells.slice(1, -1), { unit: "a", period: 11, value: Number.NaN }];
    expect(panelOf(holes)).toEqual({
      kind: "missing-cells",
      missing: [
        { unit: "b", period: 10 },
        { unit: "a", period: 11 },
      ],
    });
  });

  test.each<[string, () => unknown]>([
    ["a cell told twice", () => panelOf([...cells, ...cells.slice(0, 1)])],
    ["an infinite outcome", () => panelOf([{ unit: "a", period: 1, value: Infinity }])],
    ["a treated unit that is not there", () => panelOf(cells, new Map([["c", 10]]))],
    ["a start that is no period", () => panelOf(cells, new Map([["a", 12]]))],
    ["a matrix of another size", () => syntheticEffect({ ...madeUp(1), units: ["a"] })],
    ["starts for other units", () => syntheticEffect({ ...madeUp(1), treatedFrom: Int32Array.of(1) })],
    ["a start beyond the periods", () => syntheticEffect({ ...madeUp(1), treatedFrom: new Int32Array(8).fill(15) })],
    ["a negative start", () => syntheticEffect({ ...madeUp(1), treatedFrom: new Int32Array(8).fill(-1) })],
    ["a cell of NaN", () => syntheticEffect(changed(madeUp(1), (value, unit) => (unit === 2 ? Number.NaN : value)))],
    ["a penalty of nothing", () => syntheticEffect(madeUp(1), { kind: "ridge-augmented", penalty: 0 })],
    ["a penalty below rounding", () => syntheticEffect(madeUp(1), { kind: "ridge-augmented", penalty: 1e-30 })],
  ])("%s is refused", (_, call) => {
    expect(call).toThrow(RangeError);
  });
});

describe.each(estimators)("%s", (_, estimator) => {
  test("weights sum to one, and stay on the simplex where they must", () => {
    for (let seed = 0; seed < 20; seed++) {
      for (const { weights, periodWeights } of estimated(madeUp(seed, { starts: [10, 8] }), estimator).cohorts) {
        expect(weights.reduce((total, weight) => total + weight, 0)).toBeCloseTo(1, 10);
        expect(periodWeights.reduce((total, weight) => total + weight, 0)).toBeCloseTo(1, 10);
        const least = estimator.kind === "ridge-augmented" ? -Infinity : 0;
        expect(Math.min(...weights, ...periodWeights)).toBeGreaterThanOrEqual(least);
      }
    }
  });

  test("the order of units makes no difference, and money in cents gives cents", () => {
    const panel = madeUp(3, { starts: [10, 10, 7] });
    const order = [5, 2, 7, 0, 1, 6, 4, 3];
    const turned: Panel = {
      ...panel,
      units: order.map((at) => panel.units[at] ?? ""),
      treatedFrom: Int32Array.from(order, (at) => panel.treatedFrom[at] ?? 0),
      outcomes: {
        ...panel.outcomes,
        values: Float64Array.from(order.flatMap((at) => [...panel.outcomes.values.subarray(at * 14, at * 14 + 14)])),
      },
    };
    const [one, other] = [estimated(panel, estimator), estimated(turned, estimator)];
    expect(other.att).toBeCloseTo(one.att, 8);
    if (estimator.kind === "ridge-augmented" && estimator.penalty !== undefined) return;
    const cents = estimated(
      changed(panel, (value) => 1e10 * value),
      estimator,
    );
    expect(cents.att / 1e10).toBeCloseTo(one.att, 7);
    expect(cents.lift).toBeCloseTo(one.lift ?? 0, 7);
  });

  test("an effect that is added to the treated is found on top of what was there", () => {
    const panel = madeUp(5, { starts: [9, 11] });
    const more = changed(panel, (value, unit, period) => (period >= (panel.treatedFrom[unit] ?? 14) ? value + 7 : value));
    expect(estimated(more, estimator).att).toBeCloseTo(estimated(panel, estimator).att + 7, 9);
    expect(estimated(more, estimator).incremental).toBeCloseTo(estimated(more, estimator).att * (5 + 3), 9);
  });

  test("no donors, nobody treated, and too short a history are outcomes", () => {
    const { periods, ...rest } = madeUp(1);
    expect(syntheticEffect({ ...rest, periods, treatedFrom: new Int32Array(8).fill(10) }, estimator)).toEqual({
      from: 10,
      kind: "no-donors",
    });
    expect(syntheticEffect({ ...rest, periods, treatedFrom: new Int32Array(8).fill(14) }, estimator)).toEqual({ kind: "no-treated" });
    expect(syntheticEffect(madeUp(1, { starts: [0] }), estimator)).toMatchObject({ kind: "no-history", before: 0, from: 0 });
  });
});

describe("what the treated lie above the donors", () => {
  test.each(estimators.filter(([, { kind }]) => kind !== "ridge-augmented"))(
    "%s: a level changes nothing where there is an intercept",
    (_, estimator) => {
      const panel = madeUp(6);
      const higher = changed(panel, (value, unit) => (unit === 0 ? value + 100 : value));
      const [one, other] = [estimated(panel, estimator), estimated(higher, estimator)];
      const isByLevel = estimator.kind === "synthetic-control" && estimator.fixedEffects === false;
      const isLevel = isByLevel || estimator.proportional === true;
      expect(Math.abs(one.att - other.att) < 1e-9).toBe(!isLevel);
    },
  );

  test("gaps before treatment are those of the optimum: no other weights on the simplex come nearer", () => {
    const property = fc.property(
      fc.nat(500),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 7, maxLength: 7 }),
      (seed, raw) => {
        const panel = madeUp(seed);
        const [cohort] = estimated(panel, { kind: "synthetic-control", fixedEffects: false }).cohorts;
        const total = raw.reduce((sum, weight) => sum + weight, 0) || 1;
        const [{ outcomes, target } = { outcomes: panel.outcomes, target: new Float64Array(0) }] = cohortsOf(panel);
        const squares = Array.from({ length: 10 }, (_, at) => {
          const synthetic = raw.reduce((sum, weight, unit) => sum + (weight / total) * (outcomes.values[unit * 14 + at] ?? 0), 0);
          return ((target[at] ?? 0) - synthetic) ** 2;
        });
        expect((cohort?.l2 ?? 9e9) ** 2).toBeLessThanOrEqual(squares.reduce((sum, square) => sum + square, 0) * (1 + 1e-9));
      },
    );
    fc.assert(property, { seed: 1 });
  });

  test("a large penalty leaves the weights of the synthetic control, a small one fits what came before", () => {
    const panel = madeUp(7, { units: 25 });
    const l2 = (estimator: Estimator): number => estimated(panel, estimator).cohorts[0]?.l2 ?? 0;
    expect(l2({ kind: "ridge-augmented", penalty: 1e12 })).toBeCloseTo(l2({ kind: "synthetic-control" }), 8);
    expect(l2({ kind: "ridge-augmented", penalty: 1e-8 })).toBeLessThan(1e-6);
  });

  test("the ridge of double differencing is that of the published example", () => {
    const [{ outcomes, before } = { outcomes: californiaPanel().outcomes, before: 0 }] = cohortsOf(californiaPanel());
    const level = noiseLevel(columnsOf(outcomes, 0, before));
    expect(level).toBeCloseTo(5.494401, 6);
    expect(12 ** 0.25 * level).toBeCloseTo(referenceNumber("geo.prop99.zeta_omega"), 12);
  });

  test("the published weights of the walkthrough's cities: thirteen of them, Cincinnati first", () => {
    const { cohorts } = estimated(geoLiftPanel());
    const weights = [...(cohorts[0]?.weights ?? [])].filter((weight) => weight > 1e-9).sort((a, b) => b - a);
    expect(weights.map((weight) => weight.toFixed(7)).slice(0, 3)).toEqual(["0.2271782", "0.2027698", "0.1335372"]);
    expect(weights).toHaveLength(13);
  });
});

/** Outcomes of units in proportion to their sizes, the first of them treated, with noise. */
function alike(sizes: readonly number[], demand: readonly number[], noise: () => number): Panel {
  const before = demand.length - 4;
  return {
    units: sizes.map((_, at) => `unit ${at}`),
    periods: [...demand.keys()],
    outcomes: {
      rows: sizes.length,
      columns: demand.length,
      values: Float64Array.from(sizes.flatMap((size) => demand.map((share) => size * share + Math.sqrt(size) * noise()))),
    },
    treatedFrom: Int32Array.from(sizes, (_, at) => (at === 0 ? before : demand.length)),
  };
}

describe("units in proportion", () => {
  test("their effect is that of donors brought to the treated's level by hand", () => {
    const panel = changed(madeUp(9), (value) => value + 30);
    const mean = (unit: number): number => panel.outcomes.values.subarray(14 * unit, 14 * unit + 10).reduce((sum, value) => sum + value, 0);
    const scaled = changed(panel, (value, unit) => (value * mean(0)) / mean(unit));
    for (const kind of ["synthetic-control", "ridge-augmented", "difference-in-differences"] as const) {
      const [own, byHand] = [estimated(panel, { kind, proportional: true }), estimated(scaled, { kind })];
      expect(own.att).toBeCloseTo(byHand.att, 8);
      expect(own.cohorts[0]?.scaledL2).toBeCloseTo(byHand.cohorts[0]?.scaledL2 ?? Number.NaN, 6);
      expect(own.cohorts[0]?.flags).toEqual(byHand.cohorts[0]?.flags);
      expect(own.cohorts[0]?.scales?.[2]).toBeCloseTo(mean(0) / mean(3), 12);
    }
  });

  test("a rise of all is no effect, which a large unit beside small ones shows by levels", () => {
    const panel = alike([9, 1, 2, 3, 2], [2, 3, 2, 3, 2, 3, 2, 3, 4, 5, 4, 5], () => 0);
    const even = { kind: "difference-in-differences" } as const;
    expect(estimated(panel, { ...even, proportional: true }).att).toBeCloseTo(0, 12);
    expect(estimated(panel, even).att).toBeCloseTo(14, 12);
  });

  test("double differencing of mere noise weighs large donors more than small ones, and by levels does not", () => {
    const demand = Array.from({ length: 44 }, () => 9);
    const [sums, seeds] = [{ levels: 0, proportional: 0 }, 40];
    for (let seed = 0; seed < seeds; seed++) {
      const source = generatorOf(seed);
      const panel = alike([30, 20, 40, 60, 25, 35], demand, () => 3 * normalVariate(source));
      for (const [name, proportional] of [["levels", false] as const, ["proportional", true] as const]) {
        const [cohort] = estimated(panel, { kind: "synthetic-difference-in-differences", proportional }).cohorts;
        sums[name] += (cohort?.weights[2] ?? 0) / seeds;
      }
    }
    expect(sums.proportional).toBeGreaterThan(0.26);
    expect(sums.levels).toBeLessThan(0.2);
  });

  test("units without a level above zero are taken as they are", () => {
    const panel = alike([9, 1, 2, 3, 2], [2, 3, 2, 3, 2, 3, 2, 3, 4, 5, 4, 5], () => 0);
    const even = { kind: "difference-in-differences", proportional: true } as const;
    const empty = changed(panel, (value, unit) => (unit === 1 ? 0 : value));
    expect([...(estimated(empty, even).cohorts[0]?.scales ?? [])]).toEqual([1, 4.5, 3, 4.5]);
    const negative = changed(panel, (value, unit) => (unit === 0 ? -value : value));
    expect(estimated(negative, even).cohorts[0]?.scales).toBeUndefined();
  });

  test("weights of published double differencing choose few periods of mere noise; kept spread, they take nearly all", () => {
    const source = generatorOf(12);
    const panel = alike(
      [30, 20, 40, 30, 25, 35],
      Array.from({ length: 44 }, () => 1),
      () => normalVariate(source),
    );
    const taken = (spreadPeriods: boolean): number => {
      const [cohort] = estimated(panel, { kind: "synthetic-difference-in-differences", spreadPeriods }).cohorts;
      return 1 / (cohort?.periodWeights.reduce((sum, weight) => sum + weight * weight, 0) ?? 0);
    };
    expect(taken(false)).toBeLessThan(10);
    expect(taken(true)).toBeGreaterThan(28);
  });
});

describe("flags", () => {
  const flags = (panel: Panel, estimator?: Estimator): readonly string[] => estimated(panel, estimator).cohorts[0]?.flags ?? [];

  test("constant series, weights that are not the only ones, and a poor fit are said", () => {
    const panel = madeUp(2, { units: 5 });
    expect(flags(panel)).toEqual([]);
    expect(flags(changed(panel, (value, unit, at) => (unit === 0 && at < 10 ? 4 : value)))).toContain("constant-target");
    expect(flags(changed(panel, (value, unit) => (unit === 2 ? 4 : value)))).toContain("constant-donors");
    const twins = changed(panel, (value, unit, at) =>
      unit === 0 || unit > 2 ? (panel.outcomes.values[14 * 2 + at] ?? 0) + (unit === 0 ? 1 : 0) : value,
    );
    expect(flags(twins)).toContain("not-the-only-weights");
    const far = changed(panel, (value, unit) => (unit === 0 ? value + 1e4 : value));
    expect(flags(far, { kind: "synthetic-control", fixedEffects: false })).toContain("poor-fit");
  });

  test("donors that do not differ leave nothing to a ridge, and an exact fit of even weights has no scaled gap", () => {
    const alike = changed(madeUp(2), (_, unit, at) => (unit === 0 ? at * at : at));
    expect(flags(alike, { kind: "ridge-augmented" })).toContain("donors-alike");
    const exact = estimated(changed(madeUp(2), (_, unit, at) => at + (unit === 0 && at >= 10 ? 3 : 0)));
    expect(exact.cohorts[0]).not.toHaveProperty("scaledL2");
    expect(exact.att).toBeCloseTo(3, 9);
    expect(estimated(changed(madeUp(2), () => 0))).not.toHaveProperty("lift");
  });

  test("double differencing of two periods and one donor has no noise to measure, and still differences", () => {
    const outcomes = { rows: 2, columns: 3, values: Float64Array.of(5, 6, 9, 1, 2, 3) };
    const panel = { units: ["a", "b"], periods: [1, 2, 3], outcomes, treatedFrom: Int32Array.of(2, 3) };
    expect(estimated(panel, { kind: "synthetic-difference-in-differences" }).att).toBeCloseTo(2, 12);
  });
});

test("several treated units are one series, their mean; the sum counts each of them", () => {
  const panel = madeUp(9, { starts: [10, 10, 10], effect: 2 });
  const { att, incremental, cohorts } = estimated(panel);
  expect(cohorts.map(({ treated }) => treated)).toEqual([["unit 0", "unit 1", "unit 2"]]);
  expect(cohorts[0]?.observed[3]).toBeCloseTo(
    [0, 1, 2].reduce((sum, unit) => sum + (panel.outcomes.values[14 * unit + 3] ?? 0) / 3, 0),
    12,
  );
  expect(incremental).toBeCloseTo(att * 3 * 4, 10);
});
