import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { must } from "../../../../test/builders.ts";

let t: TestApp;
let w: TestWorkspace;
beforeAll(async () => {
  t = await openTestApp();
  t.clock.set("2026-05-10T10:00:00Z");
  w = await t.makeWorkspace();
});
afterAll(() => t.close());

const path = "/v1/sales-series/records";
const asked = { name: "Orders by creator", measure: "orders", from_on: "2026-05-01" };

interface Taken {
  series: { id: string; measure: string; unit: string; regions: number; rows: number; last_on: string };
  other_currency_orders: number;
}
const regionsOf = async (id: string) =>
  (await must<{ region_list: { region: string; days: number; sales: string }[] }>(w, "GET", `/v1/sales-series/${id}`)).region_list;

async function makeCreators(): Promise<void> {
  const begin = "2026-04-01T00:00:00Z";
  const program = await must<{ id: string }>(w, "POST", "/v1/programs", { name: "Spring", kind: "influencer" });
  for (const [name, handle] of [
    ["Ana", "ana"],
    ["Ben", "ben"],
    ["ana", "other"],
  ]) {
    const creator = await must<{ id: string }>(w, "POST", "/v1/creators", { name, accounts: [{ platform: "instagram", handle }] });
    await must(w, "POST", `/v1/programs/${program.id}/enrollments`, { creator_ids: [creator.id], started_at: begin });
    await must(w, "POST", "/v1/codes", { code: `${handle}10`, valid_from: begin, creator_id: creator.id, program_id: program.id });
  }
}

const order = (external_id: string, at: string, code: string, currency = "EUR") =>
  must(w, "POST", "/v1/conversions", {
    external_id,
    occurred_at: at,
    codes: [code],
    lines: [{ list_price: { amount: "10000", currency } }],
  });

test("own records become a series by creator and day: days without are zero, today is left out, and taken anew it goes on", async () => {
  expect((await w.call("POST", path, asked)).body).toMatchObject({
    status: 422,
    errors: [{ pointer: "/from_on", detail: "from_on: 2026-05-01 lies before the records of orders; there are none yet" }],
  });
  await makeCreators();
  await order("1", "2026-05-01T09:00:00Z", "ANA10");
  await order("2", "2026-05-03T09:00:00Z", "ANA10");
  await order("3", "2026-05-03T10:00:00Z", "BEN10", "USD");
  await order("4", "2026-05-04T10:00:00Z", "OTHER10");
  await order("5", "2026-05-10T09:00:00Z", "BEN10");
  await t.settle();
  const { series } = await must<Taken>(w, "POST", path, asked);
  expect(series).toMatchObject({ measure: "orders", unit: "count", regions: 3, rows: 27, last_on: "2026-05-09" });
  const found = await regionsOf(series.id);
  expect(found.map(({ days, sales }) => [days, sales])).toEqual(
    expect.arrayContaining([
      [9, "2"],
      [9, "1"],
      [9, "1"],
    ]),
  );
  expect(found.find(({ region }) => region === "Ben")).toMatchObject({ sales: "1" });
  expect(found.filter(({ region }) => /^ana [0-9a-f]{6}$/i.test(region))).toHaveLength(2);
  t.clock.set("2026-05-12T10:00:00Z");
  expect((await must<Taken>(w, "POST", path, asked)).series).toMatchObject({ id: series.id, rows: 33, last_on: "2026-05-11" });
  expect((await regionsOf(series.id)).find(({ region }) => region === "Ben")).toMatchObject({ days: 11, sales: "2" });
});

test("money is of one currency, and says how many orders are not in it; one name is one series", async () => {
  const money = { ...asked, name: "Sales", measure: "net_sales", currency: "EUR" };
  const taken = await must<Taken>(w, "POST", path, money);
  expect(taken).toMatchObject({ series: { unit: "EUR" }, other_currency_orders: 1 });
  expect((await regionsOf(taken.series.id)).reduce((sum, { sales }) => sum + Number(sales), 0)).toBe(40_000);
  for (const [body, pointer] of [
    [{ ...money, currency: null }, "/currency"],
    [{ ...asked, currency: "EUR" }, "/currency"],
    [{ ...asked, from_on: "2026-04-01" }, "/from_on"],
  ] as const)
    expect((await w.call("POST", path, body)).body).toMatchObject({ status: 422, errors: [{ pointer }] });
  expect((await must<Taken>(w, "POST", path, { ...asked, name: "From the first", from_on: null })).series).toMatchObject({ rows: 33 });
  expect((await w.call("POST", path, { ...money, currency: "USD" })).body).toMatchObject({
    status: 409,
    type: expect.stringContaining("series-differs") as string,
  });
  expect((await w.call("POST", path, { ...asked, name: "Clicks", measure: "clicks" })).status).toBe(422);
});
