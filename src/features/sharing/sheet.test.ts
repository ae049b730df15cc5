import fc from "fast-check";
import { expect, test } from "vitest";
import { withoutMoney, withoutNames, type Sheet, type SheetKind } from "./sheet.ts";

const kinds: readonly SheetKind[] = ["text", "creator", "count", "credit", "money", "ratio", "day", "span"];
const column = (kind: SheetKind) => ({ title: kind, kind, formula: null });

test("without money nothing of it is left, and every other value stays under its own column", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...kinds)), (chosen) => {
      const secret = { amount: "424242", currency: "EUR" };
      const value = (kind: SheetKind, index: number) => (kind === "money" ? [secret] : `${kind} ${index}`);
      const sheet: Sheet = {
        subject: "s",
        period: null,
        as_of: "",
        figures: chosen.map((kind, index) => ({ label: `${index}`, kind, value: value(kind, index), formula: "", source: "" })),
        charts: [
          { title: "m", unit: "", source: "", kind: "line", currency: "EUR", series: ["a"], points: [{ label: "d", values: [424_242] }] },
          { title: "c", unit: "", source: "", kind: "line", currency: null, series: ["a"], points: [] },
        ],
        tables: [{ title: "t", columns: chosen.map(column), rows: [chosen.map(value)] }],
        notes: [],
      };
      const shown = withoutMoney(sheet);
      expect(JSON.stringify(shown)).not.toContain("424242");
      const [table] = shown.tables;
      expect(table!.rows[0]).toEqual(chosen.map(value).filter((_each, index) => chosen[index] !== "money"));
      expect(table!.columns.map(({ kind }) => kind)).toEqual(chosen.filter((kind) => kind !== "money"));
      expect(shown.charts.map(({ title }) => title)).toEqual(["c"]);
    }),
  );
});

test("without money the order of rows tells nothing of it, and days stay in theirs", () => {
  const money = (amount: string) => [{ amount, currency: "EUR" }];
  const table = (kind: SheetKind, rows: Sheet["tables"][number]["rows"]) => ({
    title: "t",
    columns: [column(kind), column("money"), column("count")],
    rows,
  });
  const byRevenue = table("creator", [
    ["Cem", money("900"), 3],
    ["Ana", money("500"), 17],
    ["Ben", money("100"), 3],
    ["Dana", money("50"), null],
  ]);
  const byDay = table("day", [
    ["2026-05-01", money("1"), 1],
    ["2026-05-02", money("2"), 2],
  ]);
  const bySpan = table("span", [
    ["Campaign’s days", money("1"), 1],
    ["Lifetime", money("2"), 2],
  ]);
  const tables = [byRevenue, byDay, bySpan];
  const sheet: Sheet = { subject: "s", period: null, as_of: "", figures: [], charts: [], tables, notes: [] };
  const [creators, days, spans] = withoutMoney(sheet).tables;
  expect(creators!.rows.map(([name]) => name)).toEqual(["Ana", "Ben", "Cem", "Dana"]);
  expect(days!.rows.map(([day]) => day)).toEqual(["2026-05-01", "2026-05-02"]);
  expect(spans!.rows.map(([span]) => span)).toEqual(["Campaign’s days", "Lifetime"]);
});

test("without names a creator has the same number in every list, and other names stay", () => {
  const answer = {
    creators: [
      { creator_id: "cre_2", name: "Ben" },
      { creator_id: "cre_1", name: "Ana", parts: [{ creator_id: "cre_2", name: "Ben" }] },
    ],
    rows: [
      { creator_id: null, name: "Direct visits" },
      { creator_id: "cre_1", name: "Ana" },
    ],
    program: { name: "Spring" },
  };
  const shown = JSON.stringify(withoutNames(answer));
  expect(shown).not.toMatch(/Ana|Ben/);
  expect(withoutNames(answer)).toMatchObject({
    creators: [{ name: "Creator 2" }, { name: "Creator 1", parts: [{ name: "Creator 2" }] }],
    rows: [{ name: "Direct visits" }, { name: "Creator 1" }],
    program: { name: "Spring" },
  });
});
