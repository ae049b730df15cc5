import { powerStudy } from "@vouch/stats";
import { expect, test } from "vitest";
import { geoLiftPanel } from "../../../../test/reference-panels.ts";
import { walkthrough, walkthroughSales } from "../../../../test/geo-walkthrough.ts";
import { geoPower, type GeoPower } from "./geo-power.ts";

function studied(changes: Partial<typeof walkthrough> = {}): GeoPower {
  const found = geoPower({ cells: walkthroughSales(), plan: { ...walkthrough, ...changes }, unit: "count" }, () => {});
  if (found.kind === "refused") throw new RangeError(found.reason);
  return found.study;
}

test("the power of a plan is that of the study on the ninety days before it, whatever was sold in its own days", () => {
  const { units, periods, outcomes } = geoLiftPanel();
  const days = 90;
  const values = Float64Array.from(units.flatMap((_, row) => [...outcomes.values.subarray(row * 105, row * 105 + days)]));
  const history = { units, periods: periods.slice(0, days), outcomes: { rows: units.length, columns: days, values } };
  const effects = [0.02, 0.04, 0.06, 0.08, 0.1, 0.12, 0.14, 0.16, 0.18, 0.2];
  const own = powerStudy(history, { treated: ["chicago", "portland"], durations: [15], effects, alpha: 0.1 });
  if (own.kind !== "simulated") throw new RangeError(own.kind);
  const found = studied().durations.find((each) => each.days === 15);
  expect(found?.cells.map(({ power }) => power)).toEqual(own.durations[0]?.cells.map(({ power }) => power));
  expect(found?.least_lift).toBe(own.durations[0]?.leastGain ?? null);
});

test("a larger lift is found as often or more, and longer than history allows is refused in words", () => {
  const [week] = studied({ to_on: "2021-04-08" }).durations;
  expect(week?.days).toBe(7);
  expect(week?.cells.at(-1)?.power).toBeGreaterThanOrEqual(week?.cells[0]?.power ?? 1);
  const long = geoPower({ cells: walkthroughSales(), plan: { ...walkthrough, to_on: "2021-07-01" }, unit: "count" }, () => {});
  expect(long).toEqual({
    kind: "refused",
    reason: "116 days of history are needed for a treatment of 91; there are 90. Import earlier days, or plan a shorter treatment.",
  });
});

test("a hypothesis of less is studied with losses, and another method's plan says whose power it is", () => {
  const study = studied({ direction: "loss", method: "sdid", to_on: "2021-04-08" });
  expect(study.durations[0]?.cells.every(({ lift }) => lift < 0)).toBe(true);
  expect(study.note).toContain("synthetic difference in differences, which decides");
});
