import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "./app.ts";
import { must } from "./builders.ts";
import { openReportWorld, type ReportWorld } from "./report-world.ts";

let t: TestApp;
let w: TestWorkspace;
let world: ReportWorld;

beforeAll(async () => {
  t = await openTestApp();
  t.clock.set("2026-05-10T10:00:00Z");
  w = await t.makeWorkspace({ zone: "Europe/Berlin" });
  world = await openReportWorld(t, w);
});
afterAll(() => t.close());

const parquet = "application/vnd.apache.parquet";
const get = (url: string, accept: string) => t.app.inject({ method: "GET", url, headers: { authorization: `Bearer ${w.key}`, accept } });

async function csv(url: string): Promise<Record<string, string>[]> {
  const reply = await get(url, "text/csv");
  expect(reply.headers["content-type"]).toBe("text/csv; charset=utf-8");
  return parse(reply.rawPayload, { bom: true, columns: true });
}

async function bytes(url: string): Promise<ArrayBuffer> {
  const { rawPayload, headers } = await get(url, parquet);
  expect(headers["content-type"]).toBe(parquet);
  return rawPayload.buffer.slice(rawPayload.byteOffset, rawPayload.byteOffset + rawPayload.byteLength) as ArrayBuffer;
}
const parquetRows = async (url: string): Promise<Record<string, unknown>[]> => parquetReadObjects({ file: await bytes(url) });

interface Day {
  readonly on: string;
  readonly orders: number;
  readonly clicks: number;
  readonly revenue: readonly { readonly amount: string; readonly currency: string }[];
}
const may = "from=2026-05-01&to=2026-06-01";

test("the days of the overview are the same figures as JSON, as CSV and as Parquet, a column for each currency", async () => {
  const { days } = await must<{ days: Day[] }>(w, "GET", `/v1/reports/overview?${may}`);
  const amount = (day: Day, currency: string) => day.revenue.find((each) => each.currency === currency)?.amount ?? "0";
  const shown = days.map((day) => [day.on, `${day.orders}`, `${day.clicks}`, amount(day, "EUR"), amount(day, "USD")]);
  const fromCsv = await csv(`/v1/reports/overview?${may}&table=days`);
  expect(Object.keys(fromCsv[0]!)).toEqual(["on", "orders", "clicks", "revenue_minor_eur", "revenue_minor_usd"]);
  expect(fromCsv.map((row) => Object.values(row))).toEqual(shown);
  const fromParquet = await parquetRows(`/v1/reports/overview?${may}&table=days`);
  expect(
    fromParquet.map((row) => Object.values(row).map((value) => (value instanceof Date ? value.toISOString().slice(0, 10) : String(value)))),
  ).toEqual(shown);
});

test("orders come with all their columns, typed, and what is not known stays empty", async () => {
  const { data } = await must<{ data: Record<string, unknown>[] }>(w, "GET", "/v1/conversions?status=paid");
  const fromCsv = await csv("/v1/conversions?status=paid");
  expect(fromCsv.map((row) => row["id"])).toEqual(data.map(({ id }) => id));
  expect(fromCsv[0]).toMatchObject({ total_minor: "20000", total_currency: "USD", customer_id: "", is_new_customer: "" });
  const fromParquet = await parquetRows("/v1/conversions?status=paid");
  expect(fromParquet[0]).toMatchObject({ total_minor: 20_000n, total_currency: "USD", renewal_number: null, is_new_customer: null });
  expect(fromParquet.map((row) => (row["occurred_at"] as Date).toISOString())).toEqual(data.map((row) => row["occurred_at"]));
});

test("a list is whole in its file, however it is read page by page on screen, and keeps the filters", async () => {
  expect(await csv("/v1/conversions?limit=2")).toHaveLength(6);
  expect(await csv("/v1/conversions?limit=2&status=pending")).toHaveLength(1);
  expect(await parquetRows("/v1/conversions?status=cancelled")).toEqual([]);
});

test("a name that a spreadsheet would run as a formula is kept from it, and a negative sum is a number", async () => {
  await must(w, "POST", "/v1/creators", { name: "=HYPERLINK(0)" });
  const rows = await csv("/v1/creators");
  expect(rows.map(({ name }) => name)).toContain("'=HYPERLINK(0)");
  const rowsOfResults = await csv(`/v1/reports/programs/${world.publicProgramId}?${may}&table=creators`);
  expect(rowsOfResults.find(({ name }) => name === "Ben")).toMatchObject({ revenue_minor_eur: "7500", revenue_minor_usd: "20000" });
  await must(w, "POST", `/v1/programs/${world.publicProgramId}/costs`, {
    kind: "fee",
    amount: { amount: "90000", currency: "EUR" },
    creator_id: world.ana.publicId,
    incurred_on: "2026-05-02",
  });
  const again = await csv(`/v1/reports/programs/${world.publicProgramId}?${may}&table=creators`);
  expect(again.find(({ name }) => name === "Ana")?.["return_roi"]).toMatch(/^-0\.9\d+$/);
});

test("exact shares are decimals in Parquet, and the file says what its columns and its report are", async () => {
  const url = `/v1/attribution/comparison?${may}&currency=EUR&table=credits`;
  const credits = (await parquetRows(url)).filter((row) => row["kind"] === "creator" && row["name"] === "Ana");
  expect(credits.find(({ model }) => model === "linear")).toMatchObject({ orders: 1.5, revenue_minor: 8_751n, revenue_currency: "EUR" });
  const notes = parquetMetadata(await bytes(url)).key_value_metadata ?? [];
  const note = (key: string): unknown => JSON.parse(notes.find((each) => each.key === key)?.value ?? "null");
  expect(note("vouch.columns")).toContainEqual(expect.objectContaining({ name: "revenue_minor", unit: "minor units" }));
  expect(note("vouch.report")).toMatchObject({ from: "2026-05-01", to: "2026-06-01", currency: "EUR", zone: "Europe/Berlin" });
});

test("what is refused is refused as a problem before a file begins", async () => {
  const problem = async (url: string) => {
    const reply = await get(url, "text/csv");
    return { status: reply.statusCode, body: reply.json<{ errors?: { pointer: string; detail: string }[] }>() };
  };
  expect(await problem(`/v1/reports/overview?table=weeks`)).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/table", detail: 'table must be one of figures, days, creators, found "weeks"' }] },
  });
  expect(await problem("/v1/conversions?status=odd")).toMatchObject({ status: 422, body: { errors: [{ pointer: "/status" }] } });
  expect(await problem("/v1/conversions?cursor=nonsense")).toMatchObject({ status: 422 });
  expect((await w.call("GET", "/v1/reports/overview?table=days")).status).toBe(422);
  const other = await t.makeWorkspace();
  const url = `/v1/reports/programs/${world.publicProgramId}?table=creators`;
  expect(await other.call("GET", url, undefined, { accept: "text/csv" })).toMatchObject({ status: 404 });
});
