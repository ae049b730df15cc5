import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wrongExamples } from "./check-examples.ts";

let root: string;

beforeAll(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), "examples-"));
});
afterAll(() => fs.rmSync(root, { recursive: true }));

/** A tree with one module whose only function doubles a number and carries the example. */
function treeWith(example: string): string {
  const tree = fs.mkdtempSync(path.join(root, "tree-"));
  const rows = ["Doubles.", "", "@example", ...example.split("\n")].map((row) => ` * ${row}`).join("\n");
  fs.mkdirSync(path.join(tree, "src/kernel"), { recursive: true });
  fs.writeFileSync(
    path.join(tree, "src/kernel/double.ts"),
    `/**\n${rows}\n */\nexport function double(n) {\n  if (n < 0) throw new RangeError("negative");\n  return 2 * n;\n}\n`,
  );
  return tree;
}

const start = 'import { double } from "./double.ts";\n';

async function messages(example: string): Promise<string[]> {
  const { examples, wrong } = await wrongExamples(treeWith(example));
  expect(examples).toBe(1);
  return wrong.map((one) => one.message);
}

describe("the examples in docstrings", () => {
  it.each([
    ["an expression", "double(2); // => 4"],
    ["an awaited one", "await Promise.resolve(double(2)); // => 4"],
    ["a constant", "const four = double(2); // => 4\ndouble(four); // => 8"],
    ["an object, whatever the order of its keys", "({ a: double(1), b: 1n }); // => { b: 1n, a: 2 }"],
    ["the first digits of a number", "double(1 / 3); // => 0.6666..."],
    ["an error by its name", "double(-1); // => throws RangeError"],
    ["one among fences", "```ts\ndouble(2); // => 4\n```"],
    ["a call over several rows", "double(\n  2,\n); // => 4"],
  ])("hold when they state %s", async (_, example) => {
    expect(await messages(example.startsWith("```") ? example.replace("\n", `\n${start}`) : start + example)).toEqual([]);
  });

  it.each([
    ["another value", "double(2); // => 5", ["double: gives 4, stated 5"]],
    ["a number where text comes", "String(double(2)); // => 4", ["double: gives '4', stated 4"]],
    ["other digits", "double(1 / 3); // => 0.67...", ["double: gives 0.6666666666666666, stated 0.67..."]],
    ["another error", "double(-1); // => throws TypeError", ["double: throws RangeError, stated to throw TypeError"]],
    ["an error where none is", "double(1); // => throws RangeError", ["double: gives 2, stated to throw RangeError"]],
    ["no value", "double(2);", ["double: the example states no value: write `// => value` behind an expression"]],
    [
      "a value that is no expression",
      "double(2); // => about four",
      ["double: SyntaxError: the stated value is no expression: about four"],
    ],
    ["a value behind nothing", "// => 4\ndouble(2);", ["double: SyntaxError: no statement ends on the line of: 4"]],
    ["an error that they do not state", "double(-1); // => -2", ["double: RangeError: negative"]],
  ])("are reported when they state %s", async (_, example, expected) => {
    expect(await messages(start + example)).toEqual(expected);
  });

  it("are reported when they use what they do not import", async () => {
    expect(await messages("double(2); // => 4")).toEqual(["double: ReferenceError: double is not defined"]);
  });

  it("leave nothing behind", async () => {
    const tree = treeWith(`${start}double(2); // => 4`);
    await wrongExamples(tree);
    expect(fs.readdirSync(path.join(tree, ".cache"))).toEqual([]);
  });
});
