import { describe, expect, it } from "vitest";
import { answerError, answersOf } from "./known-answers.ts";

const off = (expected: number | number[], actual: number | number[], measure?: "absolute"): number =>
  answerError({ call: "", expected, actual: () => actual }, measure);

describe("the error of an answer", () => {
  it("is relative, unless the expected value is zero or it is asked for as absolute", () => {
    expect(off(200, 201)).toBe(0.005);
    expect(off(200, 201, "absolute")).toBe(1);
    expect(off(0, 0.25)).toBe(0.25);
  });

  it("is that of the worst element", () => {
    expect(off([1, 2, 4], [1, 2, 5])).toBe(0.25);
  });

  it("is infinite when the answer is no number, or has another length", () => {
    expect(off(1, Number.NaN)).toBe(Infinity);
    expect(off(1, Infinity)).toBe(Infinity);
    expect(off([1, 2], [1])).toBe(Infinity);
    expect(off(Infinity, Infinity)).toBe(0);
  });

  it("is found for each row of arguments", () => {
    const [row] = answersOf("power", (base = 0, exponent = 0) => base ** exponent, [[2, 3, 8]]);
    expect(row?.call).toBe("power(2, 3)");
    expect(row && answerError(row)).toBe(0);
  });
});
