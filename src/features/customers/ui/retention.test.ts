import { expect, test } from "vitest";
import { curveFinding } from "./retention.tsx";

const cohort = (name: string, curve: [number, number][]) =>
  ({ cohort: name, came_back_by: curve.map(([week, estimate]) => ({ week, estimate, low: null, high: null })) }) as never;

test("where there is nothing to compare, the title says how many came back", () => {
  const all = cohort("all", [
    [1, 0.06],
    [13, 0.292],
  ]);
  expect(curveFinding({ cohorts: [all, cohort("creators", [])], difference: null })).toBe("29 % came back within 13 weeks");
  expect(curveFinding({ cohorts: [cohort("all", [])], difference: null })).toBe("When customers come back for the first time");
});

test("two curves are told apart only where luck alone could hardly do it", () => {
  const cohorts = [cohort("creators", [[13, 0.4]]), cohort("others", [[13, 0.3]])];
  expect(curveFinding({ cohorts, difference: { p: 0.01 } as never })).toBe("Customers of creators come back faster than others");
  expect(curveFinding({ cohorts, difference: { p: 0.5 } as never })).toMatch(/^Customers of creators come back no faster/);
});
