import { studentTDistribution } from "@vouch/stats";
import { expect, test } from "vitest";
import { doseRecord } from "../../../../test/dose-business.ts";

const businesses = process.env["VOUCH_NIGHTLY"] === undefined ? 12 : 200;
const level = 0.9;
/** As rare as three standard errors are where the error is known; here it is told by the businesses themselves. */
const errors = studentTDistribution(businesses - 1).upperQuantile(0.00135);

test(`over ${businesses} businesses of the simulator, whose posts go everywhere, the design by audience is unbiased within its error, and its intervals hold what they promise`, () => {
  const { bias, standardError, coverage, meanCaused } = doseRecord(businesses, 0.4);
  expect(Math.abs(bias)).toBeLessThan(errors * standardError);
  expect(standardError * Math.sqrt(businesses)).toBeLessThan(0.5 * meanCaused);
  expect(coverage).toBeGreaterThan(level - 3 * Math.sqrt((level * (1 - level)) / businesses));
});
