import { describe, expect, test } from "vitest";
import type { Panel } from "@vouch/stats";
import { geoMethods } from "../plan/geo-plan.ts";
import { methodEstimate } from "./method-estimate.ts";
import { isInProportion, movementOf, proportionNote } from "./movement.ts";

/** Two treated regions and three others, all in proportion to a demand, with bumps of their own; treated from the eleventh of fourteen days on. */
function panelOf(bump: number, change: (value: number, unit: number, day: number) => number = (value) => value): Panel {
  const demand = [5, 6, 7, 5, 6, 8, 5, 6, 7, 6, 9, 10, 9, 11];
  const values = [40, 20, 30, 10, 25].flatMap((size, unit) =>
    demand.map((share, day) => change(size * share + bump * size * (((day + 2) * (unit + 3)) % 5), unit, day)),
  );
  return {
    units: ["a", "b", "c", "d", "e"],
    periods: [...demand.keys()],
    outcomes: { rows: 5, columns: 14, values: Float64Array.from(values) },
    treatedFrom: Int32Array.of(10, 10, 14, 14, 14),
  };
}

describe("how treated and untreated regions go along with each other", () => {
  test("is told of days before treatment alone, so that no effect can choose the answer", () => {
    const raised = panelOf(1, (value, unit, day) => (unit < 2 && day >= 10 ? 9 * value : value));
    expect(movementOf(raised)).toEqual(movementOf(panelOf(1)));
    expect(movementOf(panelOf(0)).correlation).toBeCloseTo(1, 12);
  });

  test("regions that never change have no correlation, and those that sold nothing no level to be in proportion to", () => {
    expect(movementOf(panelOf(0, (value, unit) => (unit < 2 ? 7 : value)))).toEqual({ correlation: null, hasLevel: true });
    const silent = movementOf(panelOf(0, (value, unit) => (unit < 2 ? value : 0)));
    expect(silent).toEqual({ correlation: null, hasLevel: false });
    expect(geoMethods.some((method) => isInProportion(silent, method))).toBe(false);
  });

  test("one day before treatment shows no movement", () => {
    expect(movementOf({ ...panelOf(0), treatedFrom: Int32Array.of(1, 1, 14, 14, 14) }).correlation).toBeNull();
  });
});

test("where days are mostly chance, each method takes regions to move in proportion, and says so with what that costs if it is wrong", () => {
  const weak = panelOf(4);
  const r = movementOf(weak).correlation!;
  expect(r).toBeLessThan(0.9);
  for (const method of geoMethods) {
    const found = methodEstimate(weak, method, 0.5, 1);
    if (found.kind === "failed") throw new RangeError(found.reason);
    expect(found.flags[0]!.includes(`(correlation ${r.toFixed(2)}, below`)).toBe(method !== "sdid");
    expect(found.flags[0]).toContain("that 1 % of their sales would be taken for the effect");
    expect(found.flags.join(" ")).not.toContain("correlation below 0.8");
  }
  expect(proportionNote({ correlation: null, hasLevel: true }, "time-based-regression")).toBeUndefined();
  expect(proportionNote({ correlation: null, hasLevel: true }, "sdid")).toMatch(/^Regions are taken to rise and fall in proportion/);
});

test("where the history shows how regions move, a method learns it and says nothing; double differences stay in proportion", () => {
  const strong = panelOf(0.05);
  expect(movementOf(strong).correlation).toBeGreaterThan(0.95);
  for (const method of geoMethods) {
    const found = methodEstimate(strong, method, 0.5, 1);
    if (found.kind === "failed") throw new RangeError(found.reason);
    expect(found.flags.join(" ").includes("in proportion")).toBe(method === "sdid");
  }
});

test("regions that sold nothing before treatment are no ground for a line, in words", () => {
  const silent = panelOf(0, (value, unit, day) => (unit < 2 || day >= 10 ? value : 0));
  expect(methodEstimate(silent, "time-based-regression", 0.9, 1)).toMatchObject({ kind: "failed" });
});

const lineOf = (panel: ReturnType<typeof panelOf>) => {
  const found = methodEstimate(panel, "time-based-regression", 0.9, 1);
  if (found.kind === "failed" || found.interval === null) throw new RangeError("no interval");
  return { ...found, width: found.interval.upper! - found.interval.lower! };
};

test("where untreated regions grow unlike each other, the interval of a line is wider and says of what", () => {
  const unlike = lineOf(panelOf(4, (value, unit, day) => (day < 10 || unit < 2 ? value : value * (unit === 2 ? 3 : 1))));
  const alike = lineOf(panelOf(4, (value, unit, day) => (day < 10 || unit < 2 ? value : value * 1.6)));
  expect(unlike.interval_by).toMatch(/of days and of the \d+\.\d % by which untreated regions grow unlike each other beyond chance$/);
  expect(unlike.p_by).toBe(unlike.interval_by);
  expect(unlike.width).toBeGreaterThan(2 * alike.width);
});

test("too few untreated regions to show it are said beside the interval", () => {
  const { units, periods, outcomes } = panelOf(4);
  const rows = 4;
  const few = {
    units: units.slice(0, rows),
    periods,
    outcomes: { rows, columns: outcomes.columns, values: outcomes.values.slice(0, rows * outcomes.columns) },
    treatedFrom: Int32Array.of(10, 10, periods.length, periods.length),
  };
  expect(lineOf(few).interval_note).toContain("fewer than three untreated ones show it");
});
