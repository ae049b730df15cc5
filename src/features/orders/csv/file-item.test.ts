import { expect, test } from "vitest";
import { wholeId } from "./file-item.ts";

test("an id that a spreadsheet has cut short is none", () => {
  expect(["5.01234E+12", "5E12", "4,5E+15", ""].map(wholeId)).toEqual([undefined, undefined, undefined, undefined]);
  expect(["5012340000001", "E12", "5E", "#1001", "1E2F3"].map(wholeId)).toEqual(["5012340000001", "E12", "5E", "#1001", "1E2F3"]);
});
