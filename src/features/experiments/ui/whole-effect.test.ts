import fc from "fast-check";
import { expect, test } from "vitest";
import { endsInAll, endsOfLift } from "./whole-effect.ts";

const amount = fc.double({ min: 0.1, max: 1e6, noNaN: true });
const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
const near = (found: number | null | undefined, wanted: number): boolean =>
  Math.abs((found ?? Infinity) - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted));

test("the interval of the sum is as many times that of the effect as the sum is times the effect", () => {
  fc.assert(
    fc.property(amount, amount, share, share, (effect, times, less, more) => {
      const ends = endsInAll({ effect, total: effect * times }, { lower: effect * less, upper: effect / more });
      return near(ends?.lower, effect * less * times) && near(ends?.upper, (effect / more) * times);
    }),
  );
});

test("an effect of zero has no factor, and an open end stays open", () => {
  expect(endsInAll({ effect: 0, total: 0 }, { lower: -1, upper: 1 })).toBeUndefined();
  expect(endsInAll({ effect: -2, total: -20 }, { lower: null, upper: 1 })).toEqual({ lower: null, upper: 10 });
});

test("each end of the lift is what it would be if that much had been caused of what was sold", () => {
  fc.assert(
    fc.property(amount, share, share, (sold, caused, end) => {
      const found = { total: sold * caused, lift: caused / (1 - caused) };
      const ends = endsOfLift(found, { lower: sold * end, upper: sold * 1.01 });
      return Math.abs(ends.lower! / (end / (1 - end)) - 1) < 1e-6 && ends.upper === null;
    }),
  );
  expect(endsOfLift({ total: 0, lift: 0 }, { lower: null, upper: null })).toEqual({ lower: null, upper: null });
});
