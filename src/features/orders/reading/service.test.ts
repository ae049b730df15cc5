import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { must } from "../../../../test/builders.ts";

let t: TestApp;
let w: TestWorkspace;
const listed = async (query: string, of = w) =>
  (await must<{ data: { external_id: string }[] }>(of, "GET", `/v1/conversions?${query}`)).data.map((order) => order.external_id);

beforeAll(async () => {
  t = await openTestApp();
  w = await t.makeWorkspace({ zone: "Europe/Berlin" });
  const order = (external_id: string, occurred_at: string, more = {}) =>
    must(w, "POST", "/v1/conversions", { external_id, occurred_at, total: { amount: "500", currency: "EUR" }, ...more });
  await order("before", "2026-03-28T22:59:59.999Z");
  await order("first", "2026-03-28T23:00:00Z", { status: "pending" });
  await order("last", "2026-03-29T21:59:59.999Z");
  await order("after", "2026-03-29T22:00:00Z", { references: [{ kind: "order_name", value: "1003" }] });
});
afterAll(() => t.close());

test("a list by days follows the brand's clock, also on the day when it goes forward", async () => {
  expect(await listed("from=2026-03-29&to=2026-03-30")).toEqual(["last", "first"]);
  expect(await listed("to=2026-03-29")).toEqual(["before"]);
  expect(await listed("from=2026-03-30")).toEqual(["after"]);
});

test("days, status and the store's own id narrow a list together", async () => {
  expect(await listed("from=2026-03-29&status=pending")).toEqual(["first"]);
  expect(await listed("external_id=last")).toEqual(["last"]);
  expect(await listed("external_id=last&status=pending")).toEqual([]);
});

test("an order is found by the number that the store prints on it, with and without its sign", async () => {
  for (const number of ["1003", "%231003"]) expect(await listed(`external_id=${number}`)).toEqual(["after"]);
  expect(await listed("external_id=100")).toEqual([]);
});

test("another workspace lists none of them", async () => {
  for (const text of ["last", "1003"]) expect(await listed(`external_id=${text}`, await t.makeWorkspace())).toEqual([]);
});
