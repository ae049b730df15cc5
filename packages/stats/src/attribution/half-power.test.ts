import fc from "fast-check";
import { expect, test } from "vitest";
import { halfPower } from "./half-power.ts";

test("whole half-lives are exact", () => {
  for (let power = 0; power <= 64; power++) expect(halfPower(power)).toBe(2 ** -power);
});

test.each([
  [0.5, 0.7071067811865476],
  [1 / 7, 0.9057236642639067],
  [2.25, 0.21022410381342863],
])("after %f half-lives %f is left", (x, left) => {
  expect(Math.abs(halfPower(x) / left - 1)).toBeLessThan(4e-16);
});

test("agrees with the machine's own power within two units in the last place", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 64, noNaN: true }), (x) => {
      expect(Math.abs(halfPower(x) / 2 ** -x - 1)).toBeLessThan(4.5e-16);
    }),
    { numRuns: 2_000 },
  );
});

test("nothing is left beyond 64 half-lives", () => {
  expect(halfPower(64.001)).toBe(0);
  expect(halfPower(Number.POSITIVE_INFINITY)).toBe(0);
});
