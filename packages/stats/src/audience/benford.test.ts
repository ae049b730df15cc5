import fs from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { heldOut, referenceNumber, tableRows } from "../../../../test/reference-data.ts";
import { generatorOf } from "../random/generator.ts";
import { benfordDiagnostic } from "./exports.ts";

test("the chi-square keeps its level on numbers that obey the law, and refuses numbers that are even", () => {
  const source = generatorOf(61);
  const [runs, size] = [1_500, 400];
  let refused = 0;
  for (let run = 0; run < runs; run++) {
    const outcome = benfordDiagnostic(Array.from({ length: size }, () => 10 ** (6 * source.uniform())));
    if (outcome.kind === "diagnosed" && outcome.p <= 0.05) refused++;
  }
  expect(Math.abs(refused / runs - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / runs) + 0.005);
  const even = benfordDiagnostic(Array.from({ length: size }, (_, at) => 1 + (at % 9)));
  expect(even).toMatchObject({ kind: "diagnosed", n: size });
  expect(even.kind === "diagnosed" && even.p).toBeLessThan(1e-6);
});

test("the first digit is that of the number as it is written", () => {
  const written = fc.oneof(fc.double({ min: 5e-324, max: 1e308, noNaN: true }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }));
  fc.assert(
    fc.property(fc.array(written, { minLength: 1, maxLength: 20 }), (values) => {
      const outcome = benfordDiagnostic(values, 1);
      const digits = values.map((value) => Number(/[1-9]/.exec(String(value))?.[0]));
      expect(outcome.kind === "diagnosed" && Array.from(outcome.counts)).toEqual(
        [1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => digits.filter((one) => one === digit).length),
      );
    }),
  );
});

test("too few numbers are told, zeros are left out, and what is no count is refused", () => {
  expect(benfordDiagnostic([0, 0, 5])).toEqual({ kind: "too-few", n: 1, needed: 110 });
  expect(benfordDiagnostic([])).toEqual({ kind: "too-few", n: 0, needed: 110 });
  expect(() => benfordDiagnostic([1, -1])).toThrow(new RangeError("values[1] must be a finite number of at least zero: got -1"));
});

test.skipIf(heldOut.isMissing)(`followers of 115 accounts have the first digits of the reference${heldOut.note}`, () => {
  const rows = tableRows(fs.readFileSync(heldOut.path("audience/srf_followers_random10k_anon.csv"), "utf8"));
  const outcome = benfordDiagnostic(rows.filter(([count]) => count !== "").map(([count]) => Number(count)));
  const expected = [3174, 1706, 1196, 873, 703, 613, 560, 471, 454];
  expect(outcome.kind === "diagnosed" && Array.from(outcome.counts)).toEqual(expected);
  expect(outcome.kind === "diagnosed" && outcome.chiSquare).toBeCloseTo(referenceNumber("audience.benford_random10k_followers.chi2"), 4);
});
