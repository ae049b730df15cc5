import fc from "fast-check";
import { expect, test } from "vitest";
import { comparableNames, followerName, type FollowerName } from "./follower-names.ts";
import { followerRows } from "./follower-rows.ts";

const plain = (text: string): string | null => (/^@?[\w.]{1,30}$/.test(text) ? text.replace(/^@/, "").toLowerCase() : null);
const kept = (names: readonly FollowerName[]) => comparableNames(names, plain);
const handles = (texts: readonly string[]) => kept(texts.map((handle) => ({ handle, id: null }))).handle;
const ids = (texts: readonly string[]) => kept(texts.map((id) => ({ handle: null, id }))).id;
const ten = Array.from({ length: 10 }, (_, at) => at);

test.each([
  ["a handle", { handle: " @Anna.S " }, { handle: "@Anna.S", id: null }],
  ["a display name", { handle: "Anna Smith" }, { handle: null, id: null }],
  ["a name that was made unreadable", { handle: "an***" }, { handle: null, id: null }],
  ["a word for nobody", { handle: "Hidden", id: "unknown" }, { handle: null, id: null }],
  ["a cell of a megabyte", { handle: "x".repeat(1_000_000), id: "9".repeat(1_000_000) }, { handle: null, id: null }],
  ["a row's number", { id: "19999" }, { handle: null, id: null }],
  ["a number that a table program rounded", { id: "1.78E+16" }, { handle: null, id: null }],
  ["an id with an apostrophe before it", { id: "'178412345678901" }, { handle: null, id: "178412345678901" }],
  ["an id that was read as a fraction", { id: "178412345.0" }, { handle: null, id: "178412345" }],
  ["a channel", { id: "UCabcdefghijklmnopqrstuv" }, { handle: null, id: "UCabcdefghijklmnopqrstuv" }],
  ["a formula", { handle: "=HYPERLINK(1)", id: "=1+1+1+1" }, { handle: "=HYPERLINK(1)", id: null }],
])("%s is read for whom it names", (_name, cells, expected) => {
  expect(followerName(cells)).toEqual(expected);
});

test("each follower is kept once, in normal form, and what is no handle of the platform is not", () => {
  expect(handles(["@Anna.S", "anna.s", "=HYPERLINK(1)", "zoë", "ben"])).toEqual(["anna.s", "ben"]);
});

test("labels of rows are no handles, and numbers that are counted up are no ids", () => {
  expect(handles(ten.map((at) => `user${at}`))).toEqual([]);
  expect(handles(ten.map((at) => (at < 5 ? `user${at}` : `anna.${"abcdefghij"[at]}`)))).toHaveLength(10);
  expect(ids(ten.map((at) => `${100_000 + at}`))).toEqual([]);
  expect(ids(ten.map((at) => `${100_000 + 77 * at}`))).toHaveLength(10);
});

test("whatever stands in a list, nothing is kept twice or in a form that the platform does not have", () => {
  const cell = fc.oneof(
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.string({ maxLength: 12 }),
    fc.constantFrom("@Ann", "ann", "9000001", "user1", ""),
  );
  fc.assert(
    fc.property(fc.array(fc.record({ handle: cell, id: cell }), { maxLength: 20 }), (rows) => {
      const { handle, id } = kept(rows.map(followerName));
      expect(new Set(handle).size).toBe(handle.length);
      expect(new Set(id).size).toBe(id.length);
      expect(handle.every((name) => plain(name) === name)).toBe(true);
      expect(id.every((name) => /^[\w.:-]{6,128}$/.test(name))).toBe(true);
    }),
  );
});

test("a column of display names beside one of user names does not stand for it, and a row that is left out names nobody", () => {
  const read = followerRows([
    ["Name", "Username", "User ID", "Followers"],
    ["Anna Smith", "anna.s", "178412345678901", "12"],
    ["Ben", "ben", "178412345678902", "many"],
    ["Cy", "", "", "7"],
  ]);
  expect(read.kind === "read" && read.names).toEqual([
    { handle: "anna.s", id: "178412345678901" },
    { handle: null, id: null },
  ]);
  const nameless = followerRows([
    ["Name", "Followers"],
    ["anna", "12"],
  ]);
  expect(nameless.kind === "read" && nameless.names).toEqual([{ handle: null, id: null }]);
});
