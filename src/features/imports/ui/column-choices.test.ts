import { expect, test } from "vitest";
import { columnsLeftOut, fieldsInSight, valueNames, withColumn, withHeader, withinFile } from "./column-choices.ts";

const mapping = { format: "table", has_header: true, columns: { name: "Who", email: "Mail" }, options: {} };
const columns = [
  { reference: "Who", example: "Ana" },
  { reference: "Mail", example: "ana@creators.example" },
  { reference: "#3", example: "" },
];
const field = (name: string, required = false) => ({ name, label: name, required });

test("a field is read from another column, or from none", () => {
  expect(withColumn(mapping, "name", "#3").columns).toEqual({ name: "#3", email: "Mail" });
  expect(withColumn(mapping, "name", "").columns).toEqual({ email: "Mail" });
});

test("a column that the file does not have is not asked for", () => {
  expect(withinFile({ ...mapping, columns: { name: "Who", email: "Gone" } }, columns).columns).toEqual({ name: "Who" });
});

test("the columns that nothing is read from are told", () => {
  expect(columnsLeftOut(mapping, columns)).toEqual(["#3"]);
});

test("saying that the first row is no header keeps the chosen columns, by their numbers", () => {
  expect(withHeader(mapping, false, columns)).toMatchObject({ has_header: false, columns: { name: "#1", email: "#2" } });
});

test("saying that the first row is a header names the columns by its texts, where these are unique", () => {
  const numbered = ["Who", "Mail", "Mail"].map((example, at) => ({ reference: `#${at + 1}`, example }));
  const before = { ...mapping, has_header: false, columns: { name: "#1", email: "#2" } };
  expect(withHeader(before, true, numbered)).toMatchObject({ has_header: true, columns: { name: "Who", email: "#2" } });
});

test("fields that must be there or are there are in sight", () => {
  const fields = [field("id"), field("name"), field("total", true)];
  expect([...fieldsInSight({ fields }, mapping)]).toEqual(["name", "total"]);
});

test("whose figures they are is asked for although no header was understood", () => {
  const fields = [field("name"), field("handle"), field("notes")];
  expect([...fieldsInSight({ fields }, mapping)]).toEqual(["name", "handle"]);
});

test("the values of a preview stand in the order of the fields, what is made of several last", () => {
  const rows = [{ row: 2, values: { accounts: "x", email: "y", name: "z" }, faults: [] }];
  expect(valueNames({ fields: [field("name"), field("email"), field("notes")], rows })).toEqual(["name", "email", "accounts"]);
});
