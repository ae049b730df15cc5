import { describe, expect, it } from "vitest";
import { copiedRuns, essenceOf } from "./check-copies.ts";

const rows = (count: number, from = 0): string => Array.from({ length: count }, (_, at) => `step(${from + at});`).join("\n");

const runsIn = (...sources: string[]) => copiedRuns(sources.map((source, at) => essenceOf(`src/${at}.ts`, source)));

describe("the search for copies", () => {
  it("finds ten equal lines in two files, and says where both are", () => {
    expect(runsIn(`first();\n${rows(10)}`, `${rows(10)}\nlast();`)).toEqual([
      { rule: "written once", path: "src/1.ts", line: 1, message: "10 lines are those of src/0.ts:2" },
    ]);
  });

  it("finds a copy within one file", () => {
    expect(runsIn(`${rows(12)}\nbetween();\n${rows(12)}`)).toMatchObject([{ line: 14, message: "12 lines are those of src/0.ts:1" }]);
  });

  it("counts one long run once, and every further copy again", () => {
    expect(runsIn(rows(25), rows(25), rows(25))).toHaveLength(2);
  });

  it("leaves nine equal lines alone", () => {
    expect(runsIn(rows(9), rows(9))).toEqual([]);
  });

  it("looks through spacing, blank lines, comments and imports", () => {
    const spread = `import { step } from "./step.ts";\n${rows(10).replaceAll("\n", "\n\n  // next\n  ")}`;
    expect(runsIn(rows(10), spread)).toHaveLength(1);
    const imports = Array.from({ length: 12 }, (_, at) => `import { a${at} } from "./a.ts";`).join("\n");
    expect(runsIn(imports, imports)).toEqual([]);
  });

  it("does not take a row of equal lines for a copy of itself", () => {
    expect(runsIn(Array.from({ length: 12 }, () => "same();").join("\n"))).toEqual([]);
  });
});
