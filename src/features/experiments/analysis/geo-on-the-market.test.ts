import { describe, expect, test } from "vitest";
import { methodRecords } from "../../../../test/geo-business.ts";

const isNightly = process.env["VOUCH_NIGHTLY"] !== undefined;
const businesses = isNightly ? 200 : 16;
const level = 0.9;
const coverageError = Math.sqrt((level * (1 - level)) / businesses);

describe(`geo tests on ${businesses} businesses of the simulator, whose truth is known`, () => {
  test("where demand is steady every method is unbiased within its error, and its intervals hold what they promise", () => {
    for (const { method, bias, standardError, coverage, meanCaused } of methodRecords(businesses, "steady", level)) {
      expect(Math.abs(bias), method).toBeLessThan(3 * standardError);
      expect(standardError * Math.sqrt(businesses), method).toBeLessThan(0.3 * meanCaused);
      expect(coverage, method).toBeGreaterThan(level - 3 * coverageError);
    }
  });

  test("where demand rises synthetic controls lean by little and hold; a regression on the sum leans further, and warns each time", () => {
    const records = methodRecords(businesses, "rising", level);
    for (const { method, bias, standardError, coverage, meanCaused } of records.filter((each) => each.method !== "time-based-regression")) {
      expect(Math.abs(bias), method).toBeLessThan(0.04 * meanCaused + 3 * standardError);
      expect(coverage, method).toBeGreaterThan(level - 3 * coverageError);
    }
    const regression = records.find(({ method }) => method === "time-based-regression")!;
    expect(regression.bias).toBeGreaterThan(3 * regression.standardError);
    expect(regression.flagged).toBe(1);
  });
});
