import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { heldOut, referenceNumber, tableRows } from "../../../../../test/reference-data.ts";
import { matrixOf, type Matrix } from "../../linear/matrix.ts";
import { generatorOf } from "../../random/generator.ts";
import { normalVariate } from "../../random/normal-variate.ts";
import { panelOf, type Panel } from "../panel/panel.ts";
import { predictorControl, type PredictorControlOutcome } from "./predictor-control.ts";

type Estimated = Extract<PredictorControlOutcome, { kind: "estimated" }>;

function estimated(outcome: PredictorControlOutcome): Estimated {
  if (outcome.kind !== "estimated") throw new RangeError(outcome.kind);
  return outcome;
}

const meanOf = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length;
const yearsFrom = (first: number, last: number, step = 1): number[] =>
  Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, at) => first + at * step);

/** The documented example of the R package Synth: regions of Spain, the predictors as it prepares them. */
function basque(): { panel: Panel; predictors: Matrix } {
  const rows = tableRows(readFileSync(heldOut.path("geo/basque.csv"), "utf8")).filter(([region]) => region !== "1");
  const cells = rows.map(([, unit = "", year, gdp]) => ({ unit, period: Number(year), value: Number(gdp) }));
  const outcome = panelOf(cells, new Map([[cells.find(({ unit }) => unit.startsWith("Basque"))?.unit ?? "", 1970]]));
  if (outcome.kind !== "panel") throw new RangeError(outcome.kind);
  const average = (region: string, column: number, years: readonly number[]): number =>
    meanOf(
      rows
        .filter((cells) => cells[1] === region && years.includes(Number(cells[2])) && cells[column] !== "NA")
        .map((cells) => Number(cells[column])),
    );
  const predictors = outcome.panel.units.map((region) => {
    const [illiterate = 0, primary = 0, medium = 0, high = 0, higher = 0] = yearsFrom(10, 14).map((column) =>
      average(region, column, yearsFrom(1964, 1969)),
    );
    const schooling = [illiterate, primary, medium, high + higher];
    return [
      ...schooling.map((share) => share / meanOf(schooling)),
      average(region, 16, yearsFrom(1964, 1969)),
      average(region, 3, yearsFrom(1960, 1969)),
      ...yearsFrom(4, 9).map((column) => average(region, column, yearsFrom(1961, 1969, 2))),
      average(region, 15, [1969]),
    ];
  });
  return { panel: outcome.panel, predictors: matrixOf(predictors) };
}

/** Outcomes follow two predictors over time; the third is noise of its own, and the treated, whose noise no donor has, are half and half of two donors. */
function madeUp(seed: number): { panel: Panel; predictors: Matrix } {
  const source = generatorOf(seed);
  const [units, periods] = [12, 14];
  const traits = Array.from({ length: units }, () => [5 * source.uniform(), 5 * source.uniform()] as const);
  const mixed = ([0, 1] as const).map((trait) => ((traits[1]?.[trait] ?? 0) + (traits[2]?.[trait] ?? 0)) / 2);
  traits[0] = [mixed[0] ?? 0, mixed[1] ?? 0];
  const walk = Array.from({ length: periods }, () => [normalVariate(source), normalVariate(source)] as const);
  return {
    panel: {
      units: traits.map((_, at) => `unit ${at}`),
      periods: walk.map((_, at) => at),
      outcomes: matrixOf(traits.map(([a, b]) => walk.map(([one, other], at) => a * (1 + at / 5 + one) + b * (2 + other)))),
      treatedFrom: Int32Array.from(traits, (_, at) => (at === 0 ? 9 : periods)),
    },
    predictors: matrixOf(traits.map(([a, b], at) => [a, b, at === 0 ? 400 : 100 * normalVariate(source)])),
  };
}

describe.skipIf(heldOut.isMissing)(`the documented example of Synth${heldOut.note}`, () => {
  test("Catalonia and Madrid have the published weights, and the loss and the mean gap are the published ones", () => {
    const { panel, predictors } = basque();
    const { donors, weights, outcomeLoss, att } = estimated(predictorControl(panel, predictors, { fitFrom: 5 }));
    const of = (name: string): number => weights[donors.findIndex((donor) => donor.startsWith(name))] ?? 0;
    expect(Math.abs(of("Catal") - referenceNumber("geo.basque_synth.weights.Cataluna"))).toBeLessThan(1e-3);
    expect(Math.abs(of("Madrid") - referenceNumber("geo.basque_synth.weights.Madrid"))).toBeLessThan(1e-3);
    expect(outcomeLoss).toBeLessThan(referenceNumber("geo.basque_synth.loss_v") * (1 + 1e-4));
    expect(Math.abs(att - referenceNumber("geo.basque_synth.mean_gap_1970_1997"))).toBeLessThan(1e-4);
  });
});

describe("a synthetic control with predictors", () => {
  test("predictors that lead to outcomes are found to count, and what only makes noise is not", () => {
    for (const seed of [1, 2, 3, 4]) {
      const { panel, predictors } = madeUp(seed);
      const evenly = estimated(predictorControl(panel, predictors, { predictorWeights: [1, 1, 1] }));
      const found = estimated(predictorControl(panel, predictors));
      expect(found.outcomeLoss).toBeLessThan(1e-3 * evenly.outcomeLoss);
      expect(found.predictorWeights[2]).toBeLessThan(0.02);
      expect(Math.abs(found.att)).toBeLessThan(0.05);
      expect(found.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
      expect(found.predictorWeights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    }
  });

  test("units of predictors make no difference", () => {
    const { panel, predictors } = madeUp(5);
    const other = { ...predictors, values: predictors.values.map((value, at) => value * ([1e6, 1e-3, 1][at % 3] ?? 1) + (at % 3)) };
    const given = { predictorWeights: [2, 1, 1] };
    const [one, two] = [estimated(predictorControl(panel, predictors, given)), estimated(predictorControl(panel, other, given))];
    expect(two.att).toBeCloseTo(one.att, 8);
  });

  test("a predictor that is the same for all is named and counts for nothing", () => {
    const { panel, predictors } = madeUp(6);
    const wide = matrixOf(panel.units.map((_, unit) => [...predictors.values.subarray(3 * unit, 3 * unit + 3), 7]));
    const found = estimated(predictorControl(panel, wide, { predictorWeights: [1, 1, 1, 1] }));
    expect(found.constant).toEqual([3]);
    expect(found.att).toBeCloseTo(estimated(predictorControl(panel, predictors, { predictorWeights: [1, 1, 1] })).att, 9);
    const alike = { ...predictors, values: predictors.values.map(() => 1) };
    expect(estimated(predictorControl(panel, alike)).constant).toEqual([0, 1, 2]);
  });

  test("only the periods from a place on are brought near", () => {
    const { panel, predictors } = madeUp(7);
    const { gaps, outcomeLoss } = estimated(predictorControl(panel, predictors, { fitFrom: 6, predictorWeights: [1, 2, 3] }));
    expect(outcomeLoss).toBeCloseTo(meanOf([...gaps.subarray(6, 9)].map((gap) => gap * gap)), 12);
  });

  test("staggered starts, no donors and no history are outcomes", () => {
    const { panel, predictors } = madeUp(8);
    const from = (...starts: number[]): PredictorControlOutcome =>
      predictorControl({ ...panel, treatedFrom: panel.treatedFrom.map((start, at) => starts[at] ?? start) }, predictors);
    expect(from(9, 10)).toEqual({ kind: "staggered", cohorts: 2 });
    expect(from(14)).toEqual({ kind: "no-treated" });
    expect(from(0)).toEqual({ kind: "no-history", before: 0, needed: 1 });
    expect(from(...panel.units.map(() => 9))).toEqual({ kind: "no-donors" });
  });

  test.each<[string, (panel: Panel, predictors: Matrix) => unknown]>([
    ["a row too few", (panel) => predictorControl(panel, matrixOf([[1]]))],
    [
      "a predictor of NaN",
      (panel, { rows, columns, values }) => predictorControl(panel, { rows, columns, values: values.map(() => Number.NaN) }),
    ],
    ["a weight too few", (panel, predictors) => predictorControl(panel, predictors, { predictorWeights: [1, 1] })],
    ["a negative weight", (panel, predictors) => predictorControl(panel, predictors, { predictorWeights: [1, 1, -1] })],
    ["weights of nothing", (panel, predictors) => predictorControl(panel, predictors, { predictorWeights: [0, 0, 0] })],
    ["a fit from treatment on", (panel, predictors) => predictorControl(panel, predictors, { fitFrom: 9 })],
  ])("%s is refused", (_, call) => {
    const { panel, predictors } = madeUp(9);
    expect(() => call(panel, predictors)).toThrow(RangeError);
  });
});
