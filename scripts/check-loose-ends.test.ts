import { describe, expect, it } from "vitest";
import { looseEndsIn } from "./check-loose-ends.ts";

const rulesIn = (text: string, file = "src/kernel/money.ts"): string[] => looseEndsIn(file, text).map((one) => one.rule);

describe("the search for loose ends", () => {
  it.each([
    ["nothing left to do", "// TODO round"],
    ["nothing left to do", "/* FIXME */"],
    ["no lone test", "it.only('x', run);"],
    ["no lone test", "describe.concurrent.only('x', run);"],
    ["no sleeping test", "test.skip('x', run);"],
    ["no sleeping test", "it.todo('x');"],
    ["no sleeping test", "xit('x', run);"],
    ["no silenced compiler", "// @ts-expect-error"],
    ["no silenced tool", "// oxlint-disable-next-line no-console"],
    ["no silenced tool", "/* v8 ignore next */"],
  ])("finds `%s` in: %s", (rule, text) => {
    expect(rulesIn(text)).toEqual([rule]);
  });

  it("lets a test be skipped for a reason, and leaves words and other methods alone", () => {
    expect(rulesIn("it.skipIf(!data)('reads the log (skipped: no reference data)', run);\nrows.skip(3); todoList; 'todo';")).toEqual([]);
  });

  it("names the line", () => {
    expect(looseEndsIn("docs/architecture.md", "one\ntwo\nTODO")).toMatchObject([{ path: "docs/architecture.md", line: 3 }]);
  });
});
