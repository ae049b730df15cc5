import fc from "fast-check";
import { expect, test } from "vitest";
import { openRowSplitter } from "./row-splitter.ts";

const split = (pieces: readonly string[], delimiter = ","): string[][] => {
  const splitter = openRowSplitter(delimiter, 1000);
  return pieces.flatMap((piece, at) => [...splitter.add(piece, at === pieces.length - 1)]);
};

test.each([
  [
    "a,b\n1,2",
    [
      ["a", "b"],
      ["1", "2"],
    ],
  ],
  [
    "a,b\r\n1,2\r\n",
    [
      ["a", "b"],
      ["1", "2"],
    ],
  ],
  ["a\rb\r", [["a"], ["b"]]],
  ["", []],
  ["\n\n", [[""], [""]]],
  [
    "a,\n,b",
    [
      ["a", ""],
      ["", "b"],
    ],
  ],
  ['"a,\r\n""b""",c\nd', [['a,\r\n"b"', "c"], ["d"]]],
  ['"",""\n', [["", ""]]],
  ['"a"b,c\n', [["ab", "c"]]],
  ['a"b",c\n', [['a"b"', "c"]]],
  ['"a"\n"b"', [["a"], ["b"]]],
  ['"a",', [["a", ""]]],
])("%j gives its rows", (text, rows) => {
  expect(split([text])).toEqual(rows);
});

test("wherever a text is cut, its rows are the same", () => {
  const sign = fc.constantFrom("a", "b", ",", '"', "\n", "\r", "é", "");
  const pieces = fc.array(
    fc.array(sign, { maxLength: 5 }).map((signs) => signs.join("")),
    { minLength: 1, maxLength: 12 },
  );
  fc.assert(
    fc.property(pieces, (cut) => {
      expect(split(cut)).toEqual(split([cut.join("")]));
    }),
    { numRuns: 5000 },
  );
});

test("every text with even quotes at cells' edges loses no sign but quotes, delimiters and line breaks", () => {
  const cell = fc.array(fc.constantFrom("x", '"', ",", "\n", "\r\n"), { maxLength: 6 }).map((signs) => signs.join(""));
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 4 }), (rows) => {
      const text = rows.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(",")).join("\r\n");
      expect(split([text])).toEqual(rows);
    }),
  );
});

test("a quote that is never closed and a row without end are faults, and the rows before them stand", () => {
  const open = openRowSplitter(",", 1000);
  expect([...open.add('a\n"b', true)]).toEqual([["a"]]);
  expect(open.fault()).toBe("open_quote");
  const long = openRowSplitter(",", 10);
  expect([...long.add(`a\n${"b".repeat(11)}`, false)]).toEqual([["a"]]);
  expect(long.fault()).toBe("too_long");
});
