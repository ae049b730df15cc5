import { expect, test } from "vitest";
import { z } from "zod";
import { routes } from "../../app/routes.ts";
import { daySchema, instantSchema, moneySchema } from "../schema/vocabulary.ts";
import { tableShape, tablesWithin } from "./table-shape.ts";

const answer = z.strictObject({
  as_of: instantSchema,
  rows: z.array(
    z.strictObject({
      name: z.string(),
      on: daySchema,
      fee: moneySchema.nullable().meta({ description: "null: not known" }),
      earned: z.array(moneySchema),
      share: z.string().regex(/^-?\d+(\.\d+)?$/),
      is_new: z.boolean().nullable(),
      inner: z.strictObject({ at: instantSchema, codes: z.array(z.string()) }).nullable(),
      parts: z.array(z.strictObject({ kind: z.string(), count: z.int().nullable() })),
    }),
  ),
});
const named = (place: string, places: readonly string[]) =>
  tableShape(answer, place, places).columns.map(({ name, type, level }) => `${level} ${name} ${type}`);

test("a row's fields become columns with their types: money an amount beside its currency, an inner object's fields under both names", () => {
  expect(named("rows", ["rows", "rows.parts"])).toEqual([
    "0 name text",
    "0 on day",
    "0 fee_minor integer",
    "0 fee_currency text",
    "0 earned integer",
    "0 share decimal",
    "0 is_new yes_no",
    "0 inner_at instant",
    "0 inner_codes text",
  ]);
  const fee = tableShape(answer, "rows", ["rows"]).columns.find(({ name }) => name === "fee_minor");
  expect(fee).toMatchObject({ unit: "minor units", description: "null: not known" });
});

test("a list within a row is a table of its own, whose rows say whose they are", () => {
  expect(named("rows.parts", ["rows", "rows.parts"])).toEqual(["0 name text", "1 kind text", "1 count integer"]);
});

const tables = routes.flatMap(({ endpoint }) => {
  const places = tablesWithin(endpoint);
  return [...places].map(([name, place]) => [`${endpoint.id} ${name}`, tableShape(endpoint.output, place, [...places.values()])] as const);
});

test.each(tables)("the table %s has columns, each with a name of its own", (_name, { columns }) => {
  const names = columns.map(({ name }) => name);
  expect(names.length).toBeGreaterThan(1);
  expect(names).not.toContain("");
  expect(new Set(names).size).toBe(names.length);
});

test("a list that is read page by page holds no list of amounts: its columns are known before its rows", () => {
  const lists = tables.filter(([name]) => name.endsWith(" rows"));
  expect(lists.length).toBeGreaterThan(20);
  expect(lists.flatMap(([, { columns }]) => columns.filter(({ isMoneyList }) => isMoneyList === true))).toEqual([]);
});
