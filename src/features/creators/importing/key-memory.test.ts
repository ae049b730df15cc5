import { expect, test } from "vitest";
import { contentOf, openKeyMemory } from "./key-memory.ts";

test("of 200,000 keys each is found with its first row, and none that was not kept", () => {
  const memory = openKeyMemory();
  for (let row = 1; row <= 200_000; row++) memory.keep(`account instagram creator_${row}`, { rowNumber: row, content: row * 7 });
  memory.keep("account instagram creator_5", { rowNumber: 9, content: 9 });
  for (let row = 1; row <= 200_000; row++)
    if (memory.find(`account instagram creator_${row}`)?.rowNumber !== row) throw new Error(`row ${row} is not found`);
  expect(memory.find("account instagram creator_5")).toEqual({ rowNumber: 5, content: 35 });
  for (let row = 1; row <= 200_000; row++) if (memory.find(`account tiktok creator_${row}`) !== undefined) throw new Error(`row ${row}`);
});

test("texts that differ in one sign, in order or in length have other fingerprints", () => {
  const texts = ["", "a", "b", "ab", "ba", "abc", "acb", "aab", "a\0", "\0a", "é", "e\u0301"];
  expect(new Set(texts.map(contentOf)).size).toBe(texts.length);
});
