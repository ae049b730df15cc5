import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { must } from "../../../test/builders.ts";
import { fixtureText } from "../../../test/reference-data.ts";
import { seriesNamed, takeSales } from "../../../test/region-sales.ts";

let t: TestApp;
let w: TestWorkspace;
beforeAll(async () => {
  t = await openTestApp();
});
beforeEach(async () => {
  w = await t.makeWorkspace();
});
afterAll(() => t.close());

const faults = async (id: string) =>
  (await must<{ data: { row: number; field: string; message: string }[] }>(w, "GET", `/v1/imports/${id}/refusals`)).data;

interface Gate {
  is_open: boolean;
  checks: { check: string; is_ok: boolean; sentence: string; examples: string[] }[];
}
const failing = ({ checks }: Gate) => checks.filter(({ is_ok }) => !is_ok);

describe("sales by region", () => {
  test("of GeoLift's forty cities are read as they come, and are enough to plan on", async () => {
    const done = await takeSales(w, { text: fixtureText("geo/geolift-test.csv"), name: "cities.csv" });
    expect(done).toMatchObject({ status: "done", rows: 4_200, taken: 4_200, refused: 0 });
    const series = await seriesNamed(w, "cities");
    expect(series).toMatchObject({
      unit: "count",
      regions: 40,
      rows: 4_200,
      first_on: "2021-01-01",
      last_on: "2021-04-15",
      has_spend: false,
    });
    const one = await must<{ region_list: { region: string; days: number; sales: string }[] }>(w, "GET", `/v1/sales-series/${series.id}`);
    expect(one.region_list).toHaveLength(40);
    expect(one.region_list.find(({ region }) => region === "new york")?.days).toBe(105);
    const gate = await must<Gate>(w, "GET", `/v1/sales-series/${series.id}/gate?from_on=2021-04-01`);
    expect(gate.is_open).toBe(true);
    expect(gate.checks[0]).toMatchObject({ check: "few-periods", sentence: "90 days before treatment; at least 25 are asked for." });
  });

  test("with spend keep every cent", async () => {
    await takeSales(w, { text: fixtureText("geo/salesandcost.csv"), name: "geo test.csv" });
    const series = await seriesNamed(w, "geo test");
    expect(series).toMatchObject({ unit: "EUR", regions: 100, has_spend: true });
    const one = await must<{ region_list: { region: string; sales: string }[] }>(w, "GET", `/v1/sales-series/${series.id}`);
    const cents = fixtureText("geo/salesandcost.csv")
      .split("\n")
      .filter((line) => line.split(",")[1] === '"100"')
      .reduce((sum, line) => sum + Math.round(100 * Number(line.split(",")[2])), 0);
    expect(one.region_list.find(({ region }) => region === "100")?.sales).toBe(String(cents));
  });

  test("whose rows name a currency are read in it, whole numbers too", async () => {
    const text = "region,day,sales,currency\na,2026-05-01,5,USD\nb,2026-05-01,7,USD\n";
    expect(await takeSales(w, { text, name: "dollars.csv" })).toMatchObject({ status: "done", taken: 2, refused: 0 });
    expect(await seriesNamed(w, "dollars")).toMatchObject({ unit: "USD", regions: 2 });
    const mixed = await takeSales(w, { text: text.replace("7,USD", "7,EUR"), name: "mixed.csv" });
    expect(mixed).toMatchObject({ status: "failed", taken: 1, refused: 1 });
  });

  test("take the unit of an earlier file only where its columns are the very ones, and else it is asked for", async () => {
    const columns = { region: "region", sold_on: "day", sales: "revenue" };
    const rows = "a,2026-05-01,5";
    const first = { text: `region,day,revenue\n${rows}\n`, name: "first.csv" };
    expect(await takeSales(w, { ...first, columns, options: { series: "first", unit: "CHF" } })).toMatchObject({ status: "done" });
    const preview = async (text: string) => {
      const { id } = await w
        .call("POST", "/v1/imports?kind=sales&file_name=next.csv", text, { "content-type": "text/csv" })
        .then(({ body }) => body as { id: string });
      return must<{ mapping: { options: Record<string, string> }; notes: string[] }>(w, "GET", `/v1/imports/${id}/preview`);
    };
    const same = await preview(first.text);
    expect(same.mapping.options["unit"]).toBe("CHF");
    expect(same.notes.at(-1)).toBe("Sales are read in CHF, as those of the last file with these columns were.");
    expect(await takeSales(w, { ...first, name: "second.csv" })).toMatchObject({ status: "done", taken: 1 });
    expect(await seriesNamed(w, "second")).toMatchObject({ unit: "CHF" });

    const wider = `region,day,revenue,shop\n${rows},7\n`;
    const asked = await preview(wider);
    expect(asked.mapping).toMatchObject({ columns });
    expect(asked.mapping.options["unit"]).toBeUndefined();
    expect(asked.notes.at(-1)).toContain("The unit is open");
    await expect(takeSales(w, { text: wider, name: "third.csv" })).rejects.toMatchObject({
      errors: [{ pointer: "/options/unit" }],
    });
    const told = { text: `region,day,revenue,currency\n${rows},USD\n`, name: "fourth.csv" };
    expect(await takeSales(w, told)).toMatchObject({ status: "done", taken: 1 });
    expect(await seriesNamed(w, "fourth")).toMatchObject({ unit: "USD" });
  });

  test("written in several currencies are refused, and counts that carry a currency's sign", async () => {
    const mixed = "region,day,sales\na,2026-05-01,€10.00\nb,2026-05-01,$5.00\nc,2026-05-01,3.00 GBP\nd,2026-05-01,4.00\n";
    const refused = await takeSales(w, { text: mixed, name: "signs.csv" });
    expect(refused).toMatchObject({ status: "failed", taken: 2, refused: 2 });
    expect((await faults(refused.id)).map(({ row, message }) => [row, message])).toEqual([
      [3, "is written with $, but the file is read in EUR: one series has one unit, found $5.00"],
      [4, "is written with GBP, but the file is read in EUR: one series has one unit, found 3.00 GBP"],
    ]);
    const counted = { text: "region,day,sales\na,2026-05-01,€10\nb,2026-05-01,5\n", name: "counted.csv" };
    const columns = { region: "region", sold_on: "day", sales: "sales" };
    expect(await takeSales(w, { ...counted, columns, options: { unit: "count", series: "counted" } })).toMatchObject({
      status: "failed",
      taken: 1,
      refused: 1,
    });
    expect((await must<{ data: unknown[] }>(w, "GET", "/v1/sales-series")).data).toEqual([]);
  });

  test("the same file again changes nothing; a corrected one changes what it corrects", async () => {
    const text = "Region;Tag;Umsatz\nHessen;01.05.2026;1.234,50\nBayern;01.05.2026;99,00\nHessen;02.05.2026;7,10\n";
    expect(await takeSales(w, { text })).toMatchObject({ status: "done", taken: 3, unchanged: 0 });
    expect(await takeSales(w, { text })).toMatchObject({ status: "done", taken: 0, unchanged: 3 });
    expect(await takeSales(w, { text: text.replace("99,00", "98,00") })).toMatchObject({ status: "done", taken: 1, unchanged: 2 });
    const series = await seriesNamed(w, "sales");
    const one = await must<{ unit: string; region_list: object[] }>(w, "GET", `/v1/sales-series/${series.id}`);
    expect(one).toMatchObject({
      unit: "EUR",
      region_list: [
        { region: "Bayern", days: 1, sales: "9800" },
        { region: "Hessen", days: 2, sales: "124160" },
      ],
    });
  });

  test("every faulty row is named at once, and nothing is half imported", async () => {
    const text = [
      "region,date,sales,spend,currency",
      "Hesse,2026-05-01,10.00,1.00,EUR",
      "Hesse,2026-05-01,11.00,1.00,EUR",
      "Berlin,2026-05-01,-5.00,,EUR",
      "Berlin,2026-05-02,,,EUR",
      "Bremen,2026-02-30,1.00,,EUR",
      "HESSE,2026-05-02,1.00,,EUR",
      ",2026-05-02,1.00,,EUR",
      "Bremen,2026-05-02,1.00,-1,USD",
      "Bremen,2026-05-03,ten,,EUR",
    ].join("\n");
    const done = await takeSales(w, { text });
    expect(done).toMatchObject({ status: "failed", rows: 9, refused: 8 });
    expect((await faults(done.id)).map(({ row, field }) => `${row} ${field}`)).toEqual([
      "3 sold_on",
      "4 sales",
      "5 sales",
      "6 sold_on",
      "7 region",
      "8 region",
      "9 spend",
      "9 currency",
      "10 sales",
    ]);
    expect((await must<{ data: unknown[] }>(w, "GET", "/v1/sales-series")).data).toEqual([]);
    expect(await takeSales(w, { text, skipFaulty: true })).toMatchObject({ status: "done", taken: 1, refused: 8 });
  });

  test("in another unit do not join a series, and spend without a currency is refused", async () => {
    await takeSales(w, { text: "region,date,sales\nHesse,2026-05-01,10.00\n" });
    const columns = { region: "region", sold_on: "date", sales: "sales" };
    const other = await takeSales(w, {
      text: "region,date,sales\nHesse,2026-05-02,10\n",
      columns,
      options: { series: "SALES", unit: "USD" },
    });
    expect(other).toMatchObject({ status: "failed", taken: 0 });
    expect(other.problem).toContain("holds sales in EUR, and this file is read in USD");
    await expect(
      takeSales(w, {
        text: "region,date,sales,spend\nHesse,2026-05-02,1,1\n",
        columns: { ...columns, spend: "spend" },
        options: { unit: "count" },
      }),
    ).rejects.toMatchObject({ message: expect.stringContaining("spend is money") as string });
    await expect(takeSales(w, { text: "a\n1\n", columns: { region: "a" }, options: {} })).rejects.toMatchObject({
      errors: [{ pointer: "/columns/sold_on" }, { pointer: "/columns/sales" }, { pointer: "/options/unit" }],
    });
  });

  test("that are too few, have gaps or one region that is all are told in words", async () => {
    const day = (at: number) => `2026-05-${String(at).padStart(2, "0")}`;
    const rows = [1, 2, 3, 4, 8, 9].flatMap((at) => [`Hesse,${day(at)},${at * 100}.00`, `Bremen,${day(at)},5.00`]);
    await takeSales(w, { text: ["region,date,sales", ...rows.slice(0, -1)].join("\n") });
    const { id } = await seriesNamed(w, "sales");
    const gate = await must<Gate>(w, "GET", `/v1/sales-series/${id}/gate`);
    expect(gate.is_open).toBe(false);
    expect(failing(gate).map(({ check }) => check)).toEqual([
      "few-periods",
      "few-regions",
      "missing-cells",
      "breaks",
      "constant-regions",
      "dominant-region",
    ]);
    expect(failing(gate)[2]?.examples).toEqual(["Bremen on 2026-05-09"]);
    expect(failing(gate)[3]?.examples).toEqual(["between 2026-05-04 and 2026-05-08"]);
  });
});
