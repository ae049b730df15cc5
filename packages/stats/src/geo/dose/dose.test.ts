import { describe, expect, test } from "vitest";
import { matrixOf, zeroMatrix } from "../../linear/matrix.ts";
import { generatorOf, type Generator } from "../../random/generator.ts";
import { normalVariate } from "../../random/normal-variate.ts";
import { permutation } from "../../random/order.ts";
import { doseEffect, dosePower, permutedDoses, type DosePanel } from "../exports.ts";

const [regions, before, after] = [12, 10, 6];

/** Regions of unlike size with a season by size and shocks of their own that last; sales rise by the dose. */
function world(source: Generator, slope: number): DosePanel {
  const season = Array.from({ length: before + after }, () => 0.2 * normalVariate(source));
  const bases = Array.from({ length: regions }, () => 20 * Math.exp(0.6 * normalVariate(source)));
  const rows = bases.map((base) => {
    const strength = source.uniform();
    let shock = 0;
    return season.map((common, at) => {
      shock = 0.6 * shock + normalVariate(source);
      const dose = at >= before ? base * strength : 0;
      return { dose, outcome: base * (1 + common) + slope * dose + 0.7 * Math.sqrt(base) * shock };
    });
  });
  return {
    outcomes: matrixOf(rows.map((row) => row.map(({ outcome }) => outcome))),
    doses: matrixOf(rows.map((row) => row.map(({ dose }) => dose))),
    bases,
  };
}

const estimated = (panel: DosePanel) => {
  const found = doseEffect(panel, { level: 0.9 });
  if (found.kind !== "estimated") throw new Error(found.kind);
  return found;
};

const within = (rate: number, runs: number): number => 4 * Math.sqrt((rate * (1 - rate)) / runs);

describe("doses that differ between regions", () => {
  test("give their slope without bias, and intervals that hold it nine times in ten, where shocks last and regions are unlike", () => {
    const [source, runs] = [generatorOf(11), 600];
    const found = Array.from({ length: runs }, () => estimated(world(source, 0.5)));
    const errors = found.map(({ slope }) => slope - 0.5);
    const bias = errors.reduce((sum, error) => sum + error, 0) / runs;
    const spread = Math.sqrt(errors.reduce((sum, error) => sum + (error - bias) ** 2, 0) / runs);
    expect(Math.abs(bias)).toBeLessThan((4 * spread) / Math.sqrt(runs));
    const covered = found.filter(({ low, high }) => low <= 0.5 && 0.5 <= high).length / runs;
    expect(Math.abs(covered - 0.9)).toBeLessThan(within(0.9, runs));
  });

  test("dealing out anew is the same as estimating anew, dealing by dealing", () => {
    const panel = world(generatorOf(5), 0.3);
    const observed = estimated(panel);
    const [source, draws] = [generatorOf(8), 60];
    const columns = before + after;
    let count = 0;
    for (let draw = 0; draw < draws; draw++) {
      const order = permutation(source, regions);
      const doses = zeroMatrix(regions, columns);
      order.forEach((from, region) => {
        const row = panel.doses.values.subarray(from * columns, (from + 1) * columns);
        doses.values.set(
          row.map((dose) => (dose * panel.bases[region]!) / panel.bases[from]!),
          region * columns,
        );
      });
      const found = estimated({ ...panel, doses });
      if (Math.abs(found.slope / found.standardError) >= Math.abs(observed.slope / observed.standardError)) count++;
    }
    expect(permutedDoses(generatorOf(8), panel, { draws }).p).toBeCloseTo((1 + count) / (1 + draws), 12);
  });

  test("power grows with the effect, and without one about alpha is found", () => {
    const source = generatorOf(3);
    const { doses, bases } = world(source, 0);
    const planned = matrixOf(Array.from({ length: regions }, (_, row) => [...doses.values.subarray(row * 16 + before, (row + 1) * 16)]));
    const rows = Array.from(bases as number[], (base) => Array.from({ length: 120 }, () => base + Math.sqrt(base) * normalVariate(source)));
    const found = dosePower(generatorOf(2), matrixOf(rows), { doses: planned, bases, before }, { effects: [0.02, 0.1, 0.5], trials: 300 });
    if (found.kind !== "simulated") throw new Error(found.kind);
    const shares = found.cells.map(({ power }) => power);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares[2]).toBe(1);
    expect(Math.abs(found.falseAlarms - 0.1)).toBeLessThan(within(0.1, 300));
    expect(found.separate).toBe(7);
  });

  test("that are the same by what is usual, or of one region alone, or of two, give no slope", () => {
    const outcomes = matrixOf([
      [4, 5],
      [8, 11],
      [2, 3],
    ]);
    const kindOf = (doses: number[][], bases = [4, 8, 2]) => doseEffect({ outcomes, doses: matrixOf(doses), bases }).kind;
    expect(
      kindOf([
        [0, 4],
        [0, 8],
        [0, 2],
      ]),
    ).toBe("no-variation");
    expect(
      doseEffect({
        outcomes: matrixOf([
          [4, 5],
          [8, 9],
        ]),
        doses: matrixOf([
          [0, 1],
          [0, 0],
        ]),
        bases: [1, 1],
      }).kind,
    ).toBe("few-regions");
    expect(
      doseEffect({
        outcomes: zeroMatrix(3, 2),
        doses: matrixOf([
          [0, 1],
          [0, 0],
          [0, 0],
        ]),
        bases: [1, 1, 1],
      }).kind,
    ).toBe("one-region");
    expect(() =>
      kindOf([
        [0, -1],
        [0, 0],
        [0, 0],
      ]),
    ).toThrow("at least zero");
    expect(() =>
      kindOf(
        [
          [0, 1],
          [0, 0],
          [0, 0],
        ],
        [4, 0, 2],
      ),
    ).toThrow("bases[1]");
  });

  test("of sources that may be unlike have wider intervals, which hold zero exactly where p says so, and none with ends where they may be anything", () => {
    const panel = world(generatorOf(21), 0.4);
    const columns = before + after;
    const part = (isFirst: boolean) => ({
      ...panel.doses,
      values: panel.doses.values.map((dose, at) => (at < 3 * columns === isFirst ? dose : 0)),
    });
    const sources = [part(true), part(false)];
    const of = (sourceSpread: number, level = 0.9) => {
      const found = doseEffect(panel, { level, sources, sourceSpread });
      if (found.kind !== "estimated") throw new Error(found.kind);
      return found;
    };
    expect(of(0).high - of(0).low).toBeLessThan(of(0.4).high - of(0.4).low);
    const { p } = of(0);
    for (const level of [1 - 1.01 * p, 1 - 0.99 * p]) {
      const { low, high } = of(0.5, level);
      expect(low <= 0 && 0 <= high).toBe(1 - level < p);
    }
    expect(of(50)).toMatchObject({ low: -Infinity, high: Infinity });
  });
});
