import { describe, expect, test } from "vitest";
import { fixtureText, referenceNumber, tableRows } from "../../../../test/reference-data.ts";
import type { GeoPlan } from "../plan/geo-plan.ts";
import { walkthrough, walkthroughSales } from "../../../../test/geo-walkthrough.ts";
import { looksOf } from "../plan/looks.ts";
import { geoAnalysis, type GeoAnalysis } from "./geo-analysis.ts";
import type { SalesCell } from "./geo-panel.ts";
import type { MethodEstimate } from "./method-estimate.ts";

function analysed(cells: readonly SalesCell[], plan: GeoPlan, unit = "count", report: (share: number) => void = () => {}): GeoAnalysis {
  const found = geoAnalysis({ cells, plan, unit, seed: 7 }, report);
  if (found.kind === "refused") throw new RangeError(found.reason);
  return found.analysis;
}

function estimate({ methods }: GeoAnalysis, method: string): MethodEstimate {
  const found = methods.find((each) => each.method === method);
  if (found?.kind !== "estimated") throw new RangeError(`${method} has no estimate`);
  return found;
}

describe("GeoLift's walkthrough", () => {
  const shares: number[] = [];
  const analysis = analysed(walkthroughSales(), walkthrough, "count", (share) => shares.push(share));

  test("gives its effect, lift and increment, without and with a ridge", () => {
    const plain = estimate(analysis, "synthetic-control");
    expect(plain.effect).toBeCloseTo(155.555687, 5);
    expect(plain.lift).toBeCloseTo(0.05423187, 7);
    expect(plain.total).toBeCloseTo(4666.670607, 4);
    expect(plain.weights.slice(0, 3).map(({ region }) => region)).toEqual(["cincinnati", "miami", "baton rouge"]);
    expect(plain.weights[0]?.weight).toBeCloseTo(0.2271782, 6);
    const ridge = estimate(analysis, "augmented-synthetic-control");
    expect(ridge.effect).toBeCloseTo(156.80513, 3);
    expect(ridge.total).toBeCloseTo(4704.1539, 1);
  });

  test("has p by blocks, and an interval of the mean effect by a test that lets the effect change from day to day", () => {
    const plain = estimate(analysis, "synthetic-control");
    expect(plain.p).toBeCloseTo(5 / 105, 12);
    expect(plain.p_by).toBe("conformal test over 105 shifts in blocks");
    expect(plain.interval_by).toBe("t-test over 3 fits, each without a block of days before treatment");
    expect(plain.interval?.lower).toBeCloseTo(76.54535604, 6);
    expect(plain.interval?.upper).toBeCloseTo(264.00637562, 6);
    expect(plain.interval_note).toBe("");
    expect(analysis.verdict.outcome).toBe("shown");
    expect(analysis.verdict.headline).toBe("The effect is shown: +5.4 %");
    expect(analysis.verdict.sentence).toContain(
      "155.56 a region and day more than expected, 4,666.67 in all (p 0.048, asked: at most 0.1)",
    );
    expect(analysis.verdict.sentence).toContain("The 90 % interval of the effect a region and day is 76.55 to 264.01, by t-test");
  });

  test("learns how cities move where its weights can, and takes them to move in proportion where a line cannot", () => {
    for (const method of ["synthetic-control", "augmented-synthetic-control"])
      expect(estimate(analysis, method).flags.join(" ")).not.toContain("in proportion");
    expect(estimate(analysis, "time-based-regression").flags[0]).toContain("(correlation 0.93, below 0.95)");
    expect(estimate(analysis, "sdid").p_by).toBe(
      "Student's t with 37 degrees of freedom and the spread of 200 placebos in untreated regions",
    );
  });

  test("is decided by the locked rule alone: at 0.04 the same numbers show nothing", () => {
    const strict = analysed(walkthroughSales(), { ...walkthrough, alpha: "0.04" });
    expect(estimate(strict, "synthetic-control").effect).toBe(estimate(analysis, "synthetic-control").effect);
    expect(strict.verdict.outcome).toBe("not-shown");
    expect(analysed(walkthroughSales(), { ...walkthrough, direction: "loss" }).verdict.outcome).toBe("opposite");
  });

  test("has its days, a band after treatment began, a placebo, and says why there is no return", () => {
    expect([analysis.regions, analysis.days_before, analysis.days_treated, analysis.days.length]).toEqual([40, 90, 15, 105]);
    const treated = analysis.days.slice(90);
    const gap = treated.reduce((sum, { observed, expected }) => sum + observed - expected, 0) / 15;
    expect(gap).toBeCloseTo(155.555687, 5);
    expect(treated.every(({ lower, upper, expected }) => (lower ?? 0) < expected && expected < (upper ?? Infinity))).toBe(true);
    expect(analysis.days[0]).toMatchObject({ day: "2021-01-01", lower: null, upper: null });
    expect(analysis.placebo?.starts).toHaveLength(31);
    expect(analysis.return_on_spend).toBeNull();
    expect(analysis.return_note).toBe("The file of sales tells no spend by region.");
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });

  test("is the same whatever the order of the rows", () => {
    const turned = analysed(walkthroughSales().toReversed(), walkthrough);
    for (const { method } of analysis.methods) expect(estimate(turned, method).effect).toBeCloseTo(estimate(analysis, method).effect, 6);
  });
});

test("salesandcost gives its return on spend by time-based regression, with a hundred regions and days that are missing", () => {
  const groups = new Map(tableRows(fixtureText("geo/geoassignment.csv")).map(([geo = "", group = ""]) => [geo, group]));
  const cells = tableRows(fixtureText("geo/salesandcost.csv")).map(([day = "", region = "", sales, cost]) => ({
    region,
    day,
    sales: Math.round(100 * Number(sales)),
    spend: Math.round(100 * Number(cost)),
  }));
  const plan: GeoPlan = {
    ...walkthrough,
    treated: [...groups].filter(([, group]) => group === "2").map(([geo]) => geo),
    from_on: "2015-02-16",
    to_on: "2015-03-16",
    method: "time-based-regression",
    missing: "zero",
  };
  const analysis = analysed(cells, plan, "USD");
  const found = estimate(analysis, "time-based-regression");
  expect(found.total / 100).toBeCloseTo(147_337.12168, 4);
  expect(found.p_by).toBe("Student's t with 40 degrees of freedom");
  expect(found.flags.join(" ")).not.toContain("in proportion");
  const cellsTreated = plan.treated.length * 28;
  expect(((found.interval?.lower ?? 0) * cellsTreated) / 100).toBeCloseTo(139_548.44583, 4);
  expect(((found.interval?.upper ?? 0) * cellsTreated) / 100).toBeCloseTo(155_125.79754, 4);
  expect(analysis.return_on_spend?.estimate).toBeCloseTo(referenceNumber("geo.tbr.iroas"), 8);
  expect(analysis.methods.map((each) => [each.method, each.kind])).toEqual([
    ["time-based-regression", "estimated"],
    ["synthetic-control", "estimated"],
    ["augmented-synthetic-control", "estimated"],
    ["sdid", "estimated"],
  ]);
});

test("a look after the first of fifteen days asks for a p that nothing has, and says that it is too early instead of failing", () => {
  const plan = { ...walkthrough, looks: 1 };
  const look = looksOf(plan, ["2021-04-01"])[0]!;
  expect(look).toMatchObject({ is_planned: false, last_on: "2021-04-01" });
  expect(look.bound_p).toBeLessThan(1e-9);
  const found = geoAnalysis({ cells: walkthroughSales(), plan, unit: "count", seed: 7, look }, () => {});
  if (found.kind === "refused") throw new RangeError(found.reason);
  expect(found.analysis).toMatchObject({ may_be_told: false, days_treated: 1, verdict: { outcome: "open" } });
  expect(found.analysis.methods.every(({ kind }) => kind === "estimated")).toBe(true);
});

describe("what cannot be analysed is refused in words", () => {
  const refused = (cells: readonly SalesCell[], plan: GeoPlan): string => {
    const found = geoAnalysis({ cells, plan, unit: "count", seed: 7 }, () => {});
    return found.kind === "refused" ? found.reason : "analysed";
  };

  test("a treatment that is not over, so that nobody peeks", () => {
    expect(refused(walkthroughSales(), { ...walkthrough, to_on: "2021-05-01" })).toBe(
      "Treatment ends on 2021-04-30, and sales are known up to 2021-04-15. Looking early finds effects that are not there: import the rest, then ask again.",
    );
  });

  test("a treatment without sales, a treated region without any, and missing days", () => {
    expect(refused(walkthroughSales(), { ...walkthrough, from_on: "2021-06-01", to_on: "2021-06-03" })).toContain(
      "no sales of the treatment",
    );
    expect(refused(walkthroughSales(), { ...walkthrough, treated: ["atlantis"] })).toContain("No sales of atlantis");
    const holed = walkthroughSales().filter(({ region, day }) => !(region === "miami" && day === "2021-02-01"));
    expect(refused(holed, walkthrough)).toContain("miami on 2021-02-01");
    expect(refused(holed, { ...walkthrough, missing: "zero" })).toBe("analysed");
    expect(refused(holed, { ...walkthrough, left_out: ["miami"] })).toBe("analysed");
  });
});
