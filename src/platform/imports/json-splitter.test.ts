import fc from "fast-check";
import { expect, test } from "vitest";
import { openJsonSplitter, type JsonRecord } from "./json-splitter.ts";

function split(pieces: readonly string[], longest = 1000): { records: JsonRecord[]; fault: string | undefined } {
  const splitter = openJsonSplitter(longest);
  const records = pieces.flatMap((piece) => [...splitter.add(piece)]);
  return { records, fault: splitter.fault() };
}
const textsOf = (pieces: readonly string[]) =>
  split(pieces, 1_000_000).records.map((record) => (record.kind === "record" ? record.text : "too long"));

test("any objects come back from a list, from lines and alone, wherever the text is cut", () => {
  const value = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 5 }), fc.boolean(), fc.nat(30), (values, isList, cut) => {
      const text = isList ? JSON.stringify(values, null, 1) : values.map((each) => JSON.stringify(each)).join("\n");
      const pieces = Array.from({ length: Math.ceil(text.length / (cut + 1)) }, (_, at) =>
        text.slice(at * (cut + 1), (at + 1) * (cut + 1)),
      );
      expect(split(pieces, 1_000_000).fault).toBeUndefined();
      expect(textsOf(pieces).map((each) => JSON.parse(each) as unknown)).toEqual(JSON.parse(JSON.stringify(values)));
    }),
    { numRuns: 200 },
  );
});

test("an object beyond the limit is told and skipped, and those after it stand", () => {
  const { records, fault } = split(['[{"a":"', "x".repeat(2000), '"},{"b":1}]'], 100);
  expect(records).toEqual([
    { kind: "too_long", number: 1 },
    { kind: "record", number: 2, text: '{"b":1}' },
  ]);
  expect(fault).toBeUndefined();
});

test("a text that is cut off, and one that is no JSON, are faults; what was whole before them stands", () => {
  expect(split(['[{"a":1},{"b":'])).toMatchObject({ records: [{ number: 1 }], fault: "not_closed" });
  expect(split(['[{"a":1}'])).toMatchObject({ fault: "not_closed" });
  expect(split(['{"a":1}\nhello\n{"b":2}'])).toMatchObject({ records: [{ number: 1 }], fault: "no_json" });
  expect(split([" \n"])).toMatchObject({ fault: "no_json" });
});
