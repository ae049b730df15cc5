import { describe, expect, it } from "vitest";
import { statisticsPage, unvouched, type Statistics } from "./statistics-page.ts";

const known = { call: "mean([1, 2])", expected: 1.5, actual: () => 1.5 };
const one: Statistics = {
  functions: [{ family: "summary", name: "mean", docstring: "The arithmetic mean: the sum | by the count.\n\nMore." }],
  answers: [{ of: "mean", reference: "R 4.2, mean(1:2)", tolerance: 1e-14, answers: [known] }],
  speed: { "mean of 10 M numbers": { of: "mean", asked: "< 50", measured: 12, unit: "ms" } },
  tests: 'test("the order does not matter", run);',
};

describe("the page of statistics", () => {
  it("has a row a function, with its first sentence, its reference and the tolerance reached", () => {
    expect(statisticsPage(one)).toContain(
      "## summary\n\n| Function | Gives | Agrees with | Speed |\n|---|---|---|---|\n" +
        "| `mean` | The arithmetic mean. | R 4.2, mean(1:2): 1e-14, 1 value | mean of 10 M numbers: 12 ms (asked < 50) |\n",
    );
  });

  it("names the part, the data and the measure where they are told", () => {
    const group = {
      of: "mean",
      part: "weighted",
      data: "a.csv",
      reference: "R",
      tolerance: 0.5,
      measure: "absolute",
      isRounded: true,
    } as const;
    expect(statisticsPage({ ...one, answers: [{ ...group, answers: [known, { ...known, expected: [1, 2] }] }] })).toContain(
      "weighted: R, on a.csv: 5e-1 (absolute, rounded), 3 values",
    );
  });

  it("is refused while a function has nothing that vouches for it", () => {
    expect(unvouched({ ...one, answers: [] })).toEqual(["mean has no known answer and no test that holds it"]);
    expect(unvouched(one)).toEqual([]);
  });

  it("is refused when it speaks of functions or tests that are not there", () => {
    const held = { of: "mean", heldBy: "the order does not matter" };
    expect(unvouched({ ...one, answers: [held] })).toEqual([]);
    expect(unvouched({ ...one, tests: "", answers: [held] })).toHaveLength(1);
    expect(unvouched({ ...one, functions: [] })).toHaveLength(2);
  });
});
