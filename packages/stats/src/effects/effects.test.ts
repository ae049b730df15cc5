import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matrixOf } from "../linear/matrix.ts";
import { generatorOf, type Generator } from "../random/generator.ts";
import { normalVariate } from "../random/normal-variate.ts";
import { formulaPanel, mainPanel, wholePanel } from "./effects-panels.answers.ts";
import * as effects from "./exports.ts";
import { cellsOf } from "./panel/cells.ts";
import { leaveOutRows } from "./variance/leave-out-set.ts";

const { connectedSets, effectPredictors, effectVariances, factorOf, twoWayEffects } = effects;
type EffectsPanel = effects.EffectsPanel;

const many = <T>(count: number, draw: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => draw(at));

interface World {
  readonly creators: Float64Array;
  readonly offers: Float64Array;
  readonly panel: EffectsPanel;
}

/** Creators of 2 to 20 rows who get offers like themselves, errors that differ by creator. */
function worldOf(source: Generator, { size = 40, spread = 0.6, noise = (_creator: number): number => 1 }): World {
  const creators = Float64Array.from({ length: size }, () => spread * normalVariate(source));
  const offers = Float64Array.from({ length: 8 }, () => 0.5 * normalVariate(source));
  const rows = many(size, (creator) =>
    many(2 + 3 * (creator % 7), () => {
      const offer = source.below(8);
      return { creator, offer, y: 3 + (creators[creator] ?? 0) + (offers[offer] ?? 0) + noise(creator) * normalVariate(source) };
    }),
  ).flat();
  const panel = {
    outcome: rows.map(({ y }) => y),
    creator: factorOf(rows.map(({ creator }) => creator)),
    offer: factorOf(rows.map(({ offer }) => offer)),
  };
  return { creators, offers, panel };
}

/** The variance over rows of the true effects of creators. */
function trueVariance({ creators, panel }: World): number {
  const values = Array.from(panel.creator.codes, (code) => creators[panel.creator.levels[code] as number] ?? 0);
  const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const errorOfMean = (values: readonly number[]): number => {
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1) / values.length);
};

describe("calibration on panels of unequal creators", () => {
  test("both corrections are right in the mean where errors are alike, and the plug-in variance is far too large", () => {
    const source = generatorOf(401);
    const gaps = many(300, () => {
      const world = worldOf(source, {});
      const [one, other] = (["homoskedastic", "leave-out"] as const).map((correction) => effectVariances(world.panel, { correction }));
      if (one?.kind !== "estimated" || other?.kind !== "estimated") throw new RangeError("the panel must have variances");
      const truth = trueVariance(world);
      return {
        plugIn: one.plugIn.creator - truth,
        homoskedastic: one.corrected.creator - truth,
        leaveOut: other.corrected.creator - truth,
      };
    });
    for (const name of ["homoskedastic", "leaveOut"] as const) {
      const list = gaps.map((gap) => gap[name]);
      expect(Math.abs(mean(list))).toBeLessThan(4 * errorOfMean(list));
    }
    expect(mean(gaps.map(({ plugIn }) => plugIn))).toBeGreaterThan(0.08);
  });

  test("leave-out is right in the mean also where small creators have large errors, and the homoskedastic correction is not", () => {
    const source = generatorOf(402);
    const gaps = many(300, () => {
      const world = worldOf(source, { noise: (creator) => (creator % 7 < 2 ? 2.5 : 0.5) });
      const [one, other] = (["homoskedastic", "leave-out"] as const).map((correction) => effectVariances(world.panel, { correction }));
      if (one?.kind !== "estimated" || other?.kind !== "estimated") throw new RangeError("the panel must have variances");
      const truth = trueVariance(world);
      return { homoskedastic: one.corrected.creator - truth, leaveOut: other.corrected.creator - truth };
    });
    const leaveOut = gaps.map((gap) => gap.leaveOut);
    const alike = gaps.map((gap) => gap.homoskedastic);
    expect(Math.abs(mean(leaveOut))).toBeLessThan(4 * errorOfMean(leaveOut));
    expect(mean(alike)).toBeGreaterThan(4 * errorOfMean(alike));
  });

  test("predictors lie within two standard errors of the true effects 95 times in 100, and nearer to them than fixed effects do", () => {
    const source = generatorOf(403);
    let [covered, asked, drawn, raw] = [0, 0, 0, 0];
    for (let run = 0; run < 60; run++) {
      const { creators, offers, panel } = worldOf(source, {});
      const [outcome, fixed] = [effectPredictors(panel), twoWayEffects(panel)];
      if (outcome.kind !== "estimated" || fixed.kind !== "estimated") throw new RangeError("the panel must have effects");
      const level = mean(Array.from(fixed.creators, (effect, at) => effect - (creators[panel.creator.levels[at] as number] ?? 0)));
      panel.creator.levels.forEach((name, at) => {
        const truth = creators[name as number] ?? 0;
        const gap = (outcome.creators.effects[at] ?? 0) - truth;
        asked++;
        if (Math.abs(gap) <= 1.96 * (outcome.creators.standardErrors[at] ?? 0)) covered++;
        drawn += gap ** 2;
        raw += ((fixed.creators[at] ?? 0) - level - truth) ** 2;
      });
      expect(offers.length).toBe(8);
    }
    expect(Math.abs(covered / asked - 0.95)).toBeLessThan(0.02);
    expect(drawn).toBeLessThan(0.85 * raw);
  });

  test("the coefficient's interval covers 95 % where the covariate goes with creators and offers", () => {
    const source = generatorOf(404);
    let covered = 0;
    const runs = 400;
    for (let run = 0; run < runs; run++) {
      const { creators, panel } = worldOf(source, { size: 20 });
      const x = Array.from(
        panel.creator.codes,
        (code) => 2 * (creators[panel.creator.levels[code] as number] ?? 0) + normalVariate(source),
      );
      const outcome = Array.from(panel.outcome, (y, row) => y + 0.3 * (x[row] ?? 0));
      const found = twoWayEffects({ ...panel, outcome, covariates: matrixOf(x.map((value) => [value])) });
      if (found.kind !== "estimated") throw new RangeError("the panel must have effects");
      if (Math.abs((found.coefficients[0] ?? 0) - 0.3) <= 1.98 * (found.standardErrors[0] ?? 0)) covered++;
    }
    expect(Math.abs(covered / runs - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / runs));
  });
});

describe("random projections and conjugate gradients", () => {
  test("forms by projections agree with the exact ones within the standard errors that they state", () => {
    const exact = effectVariances(mainPanel());
    if (exact.kind !== "estimated") throw new RangeError("the panel must have variances");
    const gaps = many(8, (seed) => {
      const outcome = effectVariances(mainPanel(), { mostDirect: 0, draws: 100, generator: generatorOf(seed) });
      if (outcome.kind !== "estimated" || outcome.forms.kind !== "projected") throw new RangeError("the panel must be projected");
      const { corrected, forms } = outcome;
      return (["creator", "offer", "covariance"] as const).map(
        (name) => (corrected[name] - exact.corrected[name]) / forms.standardErrors[name],
      );
    }).flat();
    expect(Math.max(...gaps.map(Math.abs))).toBeLessThan(5);
    expect(Math.sqrt(mean(gaps.map((gap) => gap ** 2)))).toBeLessThan(2);
  });

  test("conjugate gradients give the effects that the factor gives, and say how far they came", () => {
    const [direct, iterated] = [twoWayEffects(formulaPanel()), twoWayEffects(formulaPanel(), { mostDirect: 0 })];
    if (direct.kind !== "estimated" || iterated.kind !== "estimated") throw new RangeError("the panel must have effects");
    expect(iterated.solver).toMatchObject({ kind: "conjugate-gradients", isConverged: true });
    expect(iterated.solver.residual).toBeLessThan(1e-10);
    direct.creators.forEach((effect, at) => expect(iterated.creators[at]).toBeCloseTo(effect, 8));
    direct.formats.forEach((effect, at) => expect(iterated.formats[at]).toBeCloseTo(effect, 8));
  });
});

describe("laws", () => {
  const label = fc.integer({ min: 0, max: 9 });
  const rows = fc.array(fc.tuple(label, label), { minLength: 1, maxLength: 60 });

  test("sets are those of a plain search from creator to creator", () => {
    fc.assert(
      fc.property(rows, (pairs) => {
        const [creator, offer] = [factorOf(pairs.map(([c]) => c)), factorOf(pairs.map(([, o]) => o))];
        const { creatorSet, offerSet, sets } = connectedSets(creator, offer);
        const seen = new Set([pairs[0]?.[0]]);
        for (let grown = 0; grown < seen.size;) {
          grown = seen.size;
          const met = new Set(pairs.filter(([c]) => seen.has(c)).map(([, o]) => o));
          for (const [c, o] of pairs) if (met.has(o)) seen.add(c);
        }
        const own = creatorSet[0];
        creator.levels.forEach((level, at) => expect(creatorSet[at] === own).toBe(seen.has(level as number)));
        pairs.forEach((_, row) => expect(creatorSet[creator.codes[row] ?? 0]).toBe(offerSet[offer.codes[row] ?? 0]));
        expect(sets.reduce((sum, set) => sum + set.rows, 0)).toBe(pairs.length);
        expect(sets.every((set, at) => at === 0 || set.rows <= (sets[at - 1]?.rows ?? 0))).toBe(true);
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  test("what is kept for leaving out stays connected without any one row, and no larger set of its kind does", () => {
    fc.assert(
      fc.property(rows, (pairs) => {
        const panelOf = (kept: readonly (readonly [number, number])[]) => ({
          outcome: [],
          creator: factorOf(kept.map(([c]) => c)),
          offer: factorOf(kept.map(([, o]) => o)),
        });
        const isWhole = (kept: readonly (readonly [number, number])[], levels: number): boolean => {
          const { creator, offer } = panelOf(kept);
          return connectedSets(creator, offer).sets.length === 1 && creator.levels.length + offer.levels.length === levels;
        };
        const used = Array.from(leaveOutRows(cellsOf(panelOf(pairs))), (row) => pairs[row] ?? ([0, 0] as [number, number]));
        if (used.length === 0) return;
        const { creator, offer } = panelOf(used);
        const levels = creator.levels.length + offer.levels.length;
        used.forEach((_, at) =>
          expect(
            isWhole(
              used.filter((_row, other) => other !== at),
              levels,
            ),
          ).toBe(true),
        );
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  test("the order of rows and which factor is which do not matter, and scaling money scales effects", () => {
    const panel = formulaPanel();
    const plain = twoWayEffects(panel);
    const turned = twoWayEffects({ outcome: Array.from(panel.outcome, (y) => 1e12 * y), creator: panel.offer, offer: panel.creator });
    const straight = twoWayEffects({ outcome: panel.outcome, creator: panel.creator, offer: panel.offer });
    const order = many(60, (at) => (at * 37) % 60);
    const mixed = twoWayEffects({
      outcome: order.map((row) => panel.outcome[row] ?? 0),
      creator: factorOf(order.map((row) => panel.creator.levels[panel.creator.codes[row] ?? 0] ?? "")),
      offer: factorOf(order.map((row) => panel.offer.levels[panel.offer.codes[row] ?? 0] ?? "")),
    });
    if (plain.kind !== "estimated" || turned.kind !== "estimated") throw new RangeError("the panel must have effects");
    if (straight.kind !== "estimated" || mixed.kind !== "estimated") throw new RangeError("the panel must have effects");
    const spread = (values: Float64Array): number[] => Array.from(values, (value) => value - (values[0] ?? 0));
    spread(straight.offers).forEach((gap, at) => expect((spread(turned.creators)[at] ?? 0) / 1e12).toBeCloseTo(gap, 9));
    expect(mixed.residualVariance).toBeCloseTo(straight.residualVariance, 9);
    expect(turned.residualVariance / 1e24).toBeCloseTo(straight.residualVariance, 9);
  });

  test("REML of a balanced table is its analysis of variance", () => {
    const [creator, offer] = [factorOf(["a", "a", "b", "b", "c", "c"]), factorOf(["x", "y", "x", "y", "x", "y"])];
    const outcome = effectPredictors({ outcome: [10, 14, 13, 18, 21, 24], creator, offer });
    if (outcome.kind !== "estimated") throw new RangeError("the table must have predictors");
    expect(outcome.residualVariance).toBeCloseTo(0.5, 8);
    expect(outcome.creators.variance).toBeCloseTo((57.1666666666667 - 0.5) / 2, 6);
    expect(outcome.offers.variance).toBeCloseTo((24 - 0.5) / 3, 6);
  });

  test("predictors of each kind sum to nothing, and moving or scaling the outcome moves and scales them", () => {
    const panel = formulaPanel();
    const [plain, large] = [
      effectPredictors(panel),
      effectPredictors({ ...panel, outcome: Array.from(panel.outcome, (y) => 1e10 * (y + 5)) }),
    ];
    if (plain.kind !== "estimated" || large.kind !== "estimated") throw new RangeError("the panel must have predictors");
    expect(plain.creators.effects.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 8);
    plain.creators.effects.forEach((effect, at) => expect((large.creators.effects[at] ?? 0) / 1e10).toBeCloseTo(effect, 5));
    expect((large.fixed[0] ?? 0) / 1e10).toBeCloseTo((plain.fixed[0] ?? 0) + 5, 5);
  });
});

describe("what data can be", () => {
  const [creator, offer] = [factorOf(["a", "a", "b", "b", "c", "c"]), factorOf(["x", "y", "x", "y", "x", "y"])];
  const outcome = [10, 14, 13, 18, 21, 24];

  test("creators of an island are flagged, and their offers have a zero of their own", () => {
    const panel = wholePanel();
    const found = twoWayEffects(panel);
    if (found.kind !== "estimated") throw new RangeError("the panel must have effects");
    expect(found.sets.map(({ creators }) => creators)).toEqual([80, 3]);
    for (const set of [0, 1]) {
      let [sum, count] = [0, 0];
      panel.offer.codes.forEach((code) => {
        if (found.offerSet[code] !== set) return;
        sum += found.offers[code] ?? 0;
        count++;
      });
      expect(sum / count).toBeCloseTo(0, 10);
    }
  });

  test("a covariate or a format that creators say already is named, and its coefficient is zero", () => {
    const ofCreator = matrixOf([1, 1, 4, 4, 9, 9].map((value, at) => [value, [2, 7, 1, 8, 2, 9][at] ?? 0]));
    const found = twoWayEffects({ outcome, creator, offer, covariates: ofCreator, format: factorOf(["r", "r", "s", "s", "s", "s"]) });
    if (found.kind !== "estimated") throw new RangeError("the panel must have effects");
    expect(found.dependent).toEqual({ covariates: [0], formats: ["s"] });
    expect(found.coefficients[0]).toBe(0);
    expect(effectPredictors({ outcome, creator, offer, covariates: matrixOf(outcome.map(() => [1])) })).toEqual({
      kind: "rank-deficient",
      dependent: [0],
    });
  });

  test("as many effects as rows, a constant, and too many levels are told apart", () => {
    const small = { outcome: [1, 2, 3], creator: factorOf(["a", "a", "b"]), offer: factorOf(["x", "y", "x"]) };
    expect(twoWayEffects(small)).toEqual({ kind: "saturated", rows: 3 });
    expect(effectVariances(small, { correction: "homoskedastic" })).toEqual({ kind: "saturated" });
    expect(effectVariances(small)).toEqual({ kind: "no-leave-out-set" });
    expect(effectPredictors({ outcome: [2, 2, 2, 2, 2, 2], creator, offer })).toEqual({ kind: "constant" });
    expect(effectPredictors({ outcome: [1, 2], creator: factorOf(["a", "b"]), offer: factorOf(["x", "x"]) })).toEqual({
      kind: "saturated",
    });
    expect(effectPredictors({ outcome, creator, offer }, 1)).toEqual({ kind: "too-many-levels", levels: 2 });
    expect(
      effectPredictors({
        outcome: [1, 2, 4],
        creator: factorOf([1, 2, 3]),
        offer: factorOf([1, 1, 1]),
        covariates: matrixOf([
          [1, 0],
          [2, 1],
          [4, 0],
        ]),
      }),
    ).toEqual({ kind: "saturated" });
  });

  test("a row that only its own covariate explains has no error to tell", () => {
    const covariates = matrixOf([[1], [0], [0], [0], [0], [0], [0], [0]]);
    const panel = {
      outcome: [...outcome, 11, 15],
      creator: factorOf("a a b b c c a a".split(" ")),
      offer: factorOf("x y x y x y x y".split(" ")),
      covariates,
    };
    expect(effectVariances(panel)).toEqual({ kind: "leverage-one", rows: 1 });
  });

  test("effects that the data do not show are zero", () => {
    const flat = many(40, (at) => [1, -1, -1, 1][at % 4] ?? 0);
    const found = effectPredictors({
      outcome: flat,
      creator: factorOf(many(40, (at) => Math.floor(at / 4))),
      offer: factorOf(many(40, (at) => at % 2)),
    });
    expect(found).toMatchObject({ kind: "estimated", creators: { variance: 0 }, offers: { variance: 0 } });
  });

  test("one creator, one row a creator, and creators with an offer of their own cannot be told apart from the rest", () => {
    const y = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8];
    const [alone, each] = [factorOf(y.map(() => "a")), factorOf(y.map((_, at) => at))];
    const [three, four] = [factorOf(y.map((_, at) => at % 3)), factorOf(y.map((_, at) => (at * 7) % 4))];
    expect(effectPredictors({ outcome: y, creator: alone, offer: three })).toEqual({ kind: "not-identified" });
    expect(effectPredictors({ outcome: y, creator: each, offer: three })).toEqual({ kind: "not-identified" });
    const apart = y.map((value, at) => value + 20 * (at % 3));
    expect(effectPredictors({ outcome: apart, creator: three, offer: three })).toEqual({ kind: "not-identified" });
    expect(effectPredictors({ outcome: apart, creator: three, offer: four }).kind).toBe("estimated");
    const fixed = twoWayEffects({ outcome: y, creator: alone, offer: three });
    expect(fixed).toMatchObject({ kind: "estimated", degreesOfFreedom: 9, sets: [{ creators: 1, offers: 3, rows: 12 }] });
  });

  test("what does not fit together is refused by name", () => {
    expect(() => twoWayEffects({ outcome: [1], creator, offer })).toThrow("creator.codes must have a code for each of 1 rows: got 6");
    expect(() => twoWayEffects({ outcome, creator: { ...creator, levels: ["a", "b", "c", "d"] }, offer })).toThrow(
      "creator.levels[3] must have a row",
    );
    expect(() => twoWayEffects({ outcome, creator, offer: { ...offer, levels: ["x"] } })).toThrow("offer.codes[1] must be below 1: got 1");
    expect(() => twoWayEffects({ outcome: [1, 2, 3, Number.NaN, 5, 6], creator, offer })).toThrow("outcome[3]");
    expect(() => twoWayEffects({ outcome, creator, offer, covariates: matrixOf([[1]]) })).toThrow(
      "covariates must have a row for each of 6 rows: got 1",
    );
    expect(() => effectVariances({ outcome, creator, offer }, { mostDirect: 0 })).toThrow("generator must be given");
    expect(() => effectVariances({ outcome, creator, offer }, { draws: 5 })).toThrow("draws");
  });
});
