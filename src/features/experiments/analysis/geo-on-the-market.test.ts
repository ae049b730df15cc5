import { describe, expect, test } from "vitest";
import { methodRecords } from "../../../../test/geo-business.ts";

const isNightly = process.env["VOUCH_NIGHTLY"] !== undefined;
const businesses = isNightly ? 200 : 16;
const level = 0.9;
const coverageError = Math.sqrt((level * (1 - level)) / businesses);

describe(`geo tests on ${businesses} businesses of the simulator, whose truth is known`, () => {
  test.each(["steady", "rising"] as const)(
    "where demand is %s every method is unbiased within its error, its intervals hold as often as they promise, and it says what it takes for granted",
    (demand) => {
      for (const { method, bias, standardError, coverage, meanCaused, flagged } of methodRecords(businesses, demand, level)) {
        expect(Math.abs(bias), method).toBeLessThan((isNightly ? 2 : 3) * standardError);
        expect(standardError * Math.sqrt(businesses), method).toBeLessThan(0.3 * meanCaused);
        expect(Math.abs(coverage - level), method).toBeLessThan((isNightly ? 2 : 3) * coverageError);
        expect(flagged, method).toBe(1);
      }
    },
    30_000 * businesses,
  );
});
