import { expect, test } from "vitest";
import { sqlStatements } from "./sql-statements.ts";

const texts = (sql: string): string[] => sqlStatements(sql).map((statement) => statement.text);

test("statements end at semicolons and the last one needs none", () => {
  expect(texts("select 1; select 2;\n select 3")).toEqual(["select 1", "select 2", "select 3"]);
});

test("a semicolon in a string, a quoted name, a comment or a dollar quote ends nothing", () => {
  const sql = `select 'it''s; one', ";x;", e'\\';' -- a; b\n, /* c; */ $$;$$, $fn$ ; $$ ; $fn$`;
  expect(texts(sql)).toEqual([sql]);
});

test("a statement's line is that of its first word, after comments and empty lines", () => {
  expect(sqlStatements("-- head\n\nselect 1;\n\n/* two\nlines */\nselect 2;").map((s) => s.line)).toEqual([3, 7]);
});

test("an apostrophe in a comment opens no string", () => {
  expect(texts("-- don't\nselect 1; select 2")).toEqual(["select 1", "select 2"]);
});

test("comments alone are no statement", () => {
  expect(texts("-- nothing\n/* here */ ;")).toEqual([]);
});

test("a dollar sign in a parameter or a name is no quote", () => {
  expect(texts("select $1, a$b; select 2")).toEqual(["select $1, a$b", "select 2"]);
});
