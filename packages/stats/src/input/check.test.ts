import { describe, expect, test } from "vitest";
import {
  checkCount,
  checkFinite,
  checkNotNegative,
  checkNumber,
  checkNumbers,
  checkOneOf,
  checkPositive,
  checkProbability,
  checkSameLength,
} from "./check.ts";

const infinity = Number.POSITIVE_INFINITY;

describe("input is refused with the parameter's name, what it must be and what it was", () => {
  test.each<[string, () => void]>([
    ["x must be a finite number: got NaN", () => checkFinite("x", NaN)],
    ["x must be a finite number: got -Infinity", () => checkFinite("x", -infinity)],
    ["x must be a finite number above zero: got 0", () => checkPositive("x", 0)],
    ["x must be a finite number above zero: got Infinity", () => checkPositive("x", infinity)],
    ["x must be a finite number of at least zero: got -1", () => checkNotNegative("x", -1)],
    ["x must be a number: got NaN", () => checkNumber("x", NaN)],
    ["x must be in [0, 1]: got 1.5", () => checkProbability("x", 1.5)],
    ["x must be in [0, 1]: got NaN", () => checkProbability("x", NaN)],
    ["x must be a whole number of at least 1: got 0", () => checkCount("x", 0, 1)],
    ["x must be a whole number of at least 0: got 9007199254740992", () => checkCount("x", 2 ** 53)],
    ["x must be a list of at least 2: got 1 of them", () => checkNumbers("x", [1], 2)],
    ["x[1] must be a finite number: got NaN", () => checkNumbers("x", Float64Array.of(1, NaN, NaN))],
    ["x must be one of a, b: got c", () => checkOneOf("x", "c", ["a", "b"])],
    ["x must be one of 1, 2: got 3", () => checkOneOf("x", 3, [1, 2])],
    ["x and y must be of one length: got 1 and 2", () => checkSameLength("x", [1], "y", [1, 2])],
  ])("%s", (message, check) => {
    expect(check).toThrow(new RangeError(message));
  });

  test("and passes when it is right", () => {
    checkFinite("x", -1);
    checkPositive("x", 5e-324);
    checkNotNegative("x", 0);
    checkNumber("x", -infinity);
    checkProbability("x", 0);
    checkProbability("x", 1);
    checkCount("x", 0);
    checkNumbers("x", [0]);
    checkNumbers("x", [], 0);
    expect(checkSameLength("x", [1], "y", Float64Array.of(2))).toBeUndefined();
  });
});
