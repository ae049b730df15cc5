import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { generatorOf, type Generator } from "../../random/generator.ts";
import { normalVariate } from "../../random/normal-variate.ts";
import { conformalTest } from "../../synthetic/inference/conformal.ts";
import { columnsOf } from "../../synthetic/panel/cohort.ts";
import type { RegionHistory } from "./history.ts";
import { powerStudy, type PowerStudyOptions, type PowerStudyOutcome } from "./power-study.ts";

type Simulated = Extract<PowerStudyOutcome, { kind: "simulated" }>;

function studied(history: RegionHistory, options: PowerStudyOptions): Simulated {
  const found = powerStudy(history, options);
  if (found.kind !== "simulated") throw new RangeError(found.kind);
  return found;
}

/** Regions whose sizes differ thirtyfold, around one common walk, with serially correlated errors. */
function regions(source: Generator, periods: number, { units = 7, correlation = 0.5, noise = 0.02 } = {}): RegionHistory {
  let level = 0;
  const walk = Array.from({ length: periods }, () => (level += 0.01 * normalVariate(source)));
  const values = Array.from({ length: units }, () => {
    const size = 100 * Math.exp(normalVariate(source));
    let error = normalVariate(source);
    return walk.map((common) => {
      error = correlation * error + Math.sqrt(1 - correlation ** 2) * normalVariate(source);
      return size * (1 + common + noise * error);
    });
  });
  return {
    units: values.map((_, at) => `region ${at}`),
    periods: walk.map((_, at) => at),
    outcomes: { rows: units, columns: periods, values: Float64Array.from(values.flat()) },
  };
}

const even = { kind: "difference-in-differences" } as const;
const averageOf = (list: readonly number[]): number => list.reduce((total, value) => total + value, 0) / list.length;

describe("a power study", () => {
  test("every window says what the conformal test says of it", () => {
    const history = regions(generatorOf(1), 34);
    for (const estimator of [even, { kind: "synthetic-control" }, { kind: "ridge-augmented", penalty: 50 }] as const) {
      const { durations } = studied(history, { treated: ["region 2", "region 5"], durations: [4], effects: [0.06], estimator });
      let found = 0;
      for (let end = 29; end <= 34; end++) {
        const values = columnsOf(history.outcomes, 0, end).values.map((value, at) =>
          at % end >= end - 4 && [2, 5].includes(Math.floor(at / end)) ? value * 1.06 : value,
        );
        const treatedFrom = Int32Array.from(history.units, (_, at) => ([2, 5].includes(at) ? end - 4 : end));
        const panel = {
          units: history.units,
          periods: history.periods.slice(0, end),
          outcomes: { rows: 7, columns: end, values },
          treatedFrom,
        };
        const tested = conformalTest(panel, { estimator });
        if (tested.kind === "tested" && tested.p <= 0.1) found++;
      }
      expect(durations[0]?.starts).toBe(6);
      expect(durations[0]?.cells).toEqual([{ effect: 0.06, power: found / 6 }]);
    }
  });

  test("effects are not found where there are none more often than alpha, with serial correlation and unequal regions", () => {
    const source = generatorOf(2);
    const alarms = Array.from({ length: 60 }, () => {
      const { durations } = studied(regions(source, 60), { treated: ["region 0"], durations: [5], effects: [0.1], estimator: even });
      return durations[0]?.falseAlarms ?? 1;
    });
    // windows of one history overlap, so that the standard error is of the 60 histories
    const error = Math.sqrt(averageOf(alarms.map((value) => value ** 2)) - averageOf(alarms) ** 2) / Math.sqrt(60);
    expect(averageOf(alarms)).toBeLessThan(0.1 + 4 * error);
    expect(averageOf(alarms)).toBeGreaterThan(0.1 - 4 * error - 0.03);
  });

  test("the power that is foretold is the share of later experiments that find the effect", () => {
    const source = generatorOf(3);
    const foretold: number[] = [];
    const found: number[] = [];
    for (let world = 0; world < 150; world++) {
      const whole = regions(source, 65, { noise: 0.01 });
      const history = { ...whole, periods: whole.periods.slice(0, 60), outcomes: columnsOf(whole.outcomes, 0, 60) };
      const options = { treated: ["region 0"], durations: [5], effects: [0.04], estimator: even, history: 40 };
      foretold.push(studied(history, options).durations[0]?.cells[0]?.power ?? -1);
      const values = whole.outcomes.values.map((value, at) => (at >= 60 && at < 65 ? value * 1.04 : value));
      const treatedFrom = Int32Array.from(whole.units, (_, at) => (at === 0 ? 60 : 65));
      const tested = conformalTest({ ...whole, outcomes: { ...whole.outcomes, values }, treatedFrom }, { estimator: even });
      found.push(tested.kind === "tested" && tested.p <= 0.1 ? 1 : 0);
    }
    const share = averageOf(found);
    expect(share).toBeGreaterThan(0.5);
    expect(share).toBeLessThan(0.97);
    expect(Math.abs(averageOf(foretold) - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / 150));
  });

  test("the least effect is the one from which on all that were tried are found, gains and losses apart", () => {
    const history = regions(generatorOf(4), 60);
    const effects = [0.5, -0.5, 0.01, 0.2, -0.01];
    const [duration] = studied(history, { treated: ["region 1"], durations: [6], effects }).durations;
    expect(duration?.cells.map(({ effect }) => effect)).toEqual(effects);
    const enough = (sign: number): number[] =>
      (duration?.cells ?? []).filter((cell) => cell.effect * sign > 0 && cell.power >= 0.8).map(({ effect }) => effect);
    expect(duration?.leastGain).toBe(Math.min(...enough(1)));
    expect(duration?.leastLoss).toBe(Math.max(...enough(-1)));
    const nothing = studied(history, { treated: ["region 1"], durations: [6], effects: [0.0001] }).durations[0];
    expect(nothing && "leastGain" in nothing).toBe(false);
  });

  test("the unit of the outcomes and the order of the regions do not matter", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), fc.double({ min: 1e-3, max: 1e10, noNaN: true }), (seed, by) => {
        const history = regions(generatorOf(seed), 32);
        const options = { treated: ["region 3"], durations: [3], effects: [0.05], estimator: even };
        const turned = {
          units: history.units.toReversed(),
          periods: history.periods,
          outcomes: {
            ...history.outcomes,
            values: Float64Array.from(
              history.units.toReversed().flatMap((name) => {
                const row = history.units.indexOf(name) * 32;
                return [...history.outcomes.values.subarray(row, row + 32)].map((value) => value * by);
              }),
            ),
          },
        };
        const [one, other] = [studied(history, options).durations[0], studied(turned, options).durations[0]];
        expect(other?.cells).toEqual(one?.cells);
        expect((other?.outcome ?? 0) / by / (one?.outcome ?? 1)).toBeCloseTo(1, 9);
        expect(other?.placeboLift?.size).toBeCloseTo(one?.placeboLift?.size ?? 0, 9);
      }),
      { numRuns: 30 },
    );
  });

  test("draws in any order give much the same power as blocks where periods are independent, by the same seed always the same", () => {
    const history = regions(generatorOf(6), 60, { correlation: 0 });
    const options = { treated: ["region 1"], durations: [6], effects: [0.03, 0.06], estimator: even };
    const iid = (): Simulated => studied(history, { ...options, arrangement: { kind: "iid", generator: generatorOf(9), draws: 300 } });
    expect(iid()).toEqual(iid());
    const power = (study: Simulated): number => study.durations[0]?.cells[1]?.power ?? 0;
    expect(Math.abs(power(iid()) - power(studied(history, options)))).toBeLessThan(0.3);
  });

  test("regions left out are no donors", () => {
    const history = regions(generatorOf(7), 30);
    const wild = {
      ...history,
      outcomes: { ...history.outcomes, values: history.outcomes.values.map((value, at) => (at < 30 ? value * (at % 3) : value)) },
    };
    const options = { treated: ["region 1"], durations: [2], effects: [0.5], estimator: even };
    const [whole, part] = [studied(wild, options), studied(wild, { ...options, left: ["region 0"] })];
    expect(part.durations[0]?.placeboLift?.size).toBeLessThan((whole.durations[0]?.placeboLift?.size ?? 0) / 2);
  });

  test("a history in which effects are found that nobody made is flagged, and so are few windows", () => {
    const history = regions(generatorOf(8), 60, { correlation: 0 });
    const values = history.outcomes.values.map((value, at) => (at < 60 && at % 60 > 40 && at % 60 < 50 ? value * 1.5 : value));
    const jumped = { ...history, outcomes: { ...history.outcomes, values } };
    const arrangement = { kind: "iid", generator: generatorOf(1) } as const;
    const [long, short] = studied(jumped, {
      treated: ["region 0"],
      durations: [8, 2],
      effects: [0.1],
      estimator: even,
      arrangement,
    }).durations;
    expect(long?.flags).toContain("few-windows");
    expect(short?.flags).toEqual(["too-eager"]);
  });

  test("regions that sell nothing have no lift, and nothing is found in them", () => {
    const history = regions(generatorOf(11), 30);
    const none = { ...history, outcomes: { ...history.outcomes, values: new Float64Array(history.outcomes.values.length) } };
    const [duration] = studied(none, { treated: ["region 0"], durations: [2], effects: [0.5] }).durations;
    expect(duration && "placeboLift" in duration).toBe(false);
    expect([duration?.outcome, duration?.cells[0]?.power, duration?.falseAlarms]).toEqual([0, 0, 0]);
  });

  test("no donors, too short a history and a level out of reach are outcomes", () => {
    const history = regions(generatorOf(9), 30, { units: 2 });
    expect(powerStudy(history, { treated: ["region 0", "region 1"], durations: [2] })).toEqual({ kind: "no-donors" });
    expect(powerStudy(history, { treated: ["region 0"], durations: [2, 7] })).toEqual({
      kind: "too-short",
      duration: 7,
      periods: 30,
      needed: 32,
    });
    expect(powerStudy(history, { treated: ["region 0"], durations: [2], alpha: 0.01 })).toEqual({
      kind: "level-out-of-reach",
      arrangements: 27,
      needed: 100,
    });
  });

  test("what cannot be is refused by name", () => {
    const history = regions(generatorOf(10), 30);
    const good = { treated: ["region 0"], durations: [2] };
    for (const [wrong, message] of [
      [{ treated: [] }, "treated must name at least one region"],
      [{ treated: ["nowhere"] }, "must be regions of the history: got nowhere"],
      [{ left: ["region 0"] }, "must name each region once"],
      [{ durations: [] }, "durations must be a list of at least 1"],
      [{ durations: [1.5] }, "durations[0] must be a whole number of at least 1"],
      [{ effects: [-1] }, "1 + effects[0] must be a finite number above zero"],
      [{ alpha: 1 }, "alpha must be in (0, 1)"],
      [{ power: 80 }, "power must be in (0, 1)"],
      [{ history: 1 }, "history must be a whole number of at least 2"],
      [{ estimator: { kind: "ridge-augmented" } }, "penalty must be given"],
    ] as const)
      expect(() => powerStudy(history, { ...good, ...(wrong as Partial<PowerStudyOptions>) })).toThrow(message);
    expect(() => powerStudy({ ...history, periods: [1] }, good)).toThrow("outcomes must be 7 x 1");
  });
});
