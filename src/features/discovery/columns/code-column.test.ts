import { expect, test } from "vitest";
import { CodeColumn } from "./code-column.ts";

test("every row keeps its text, also the one with which codes need another byte", () => {
  const rows = 66_000; // more texts than one byte and than two tell apart
  const column = new CodeColumn(rows);
  for (let row = 0; row < rows; row++) column.write(row, row % 7 === 0 ? null : `text ${row}`);
  const wrong = Array.from({ length: rows }, (_, row) => row).filter((row) => column.read(row) !== (row % 7 === 0 ? null : `text ${row}`));
  expect(wrong).toEqual([]);
});
