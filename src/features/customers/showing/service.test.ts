import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { formatId } from "../../../kernel/ids.ts";

let t: TestApp;
let w: TestWorkspace;
beforeAll(async () => {
  t = await openTestApp();
  w = await t.makeWorkspace();
});
afterAll(() => t.close());

async function buy(external_id: string, email: string): Promise<string> {
  const body = { external_id, occurred_at: "2026-05-01T09:00:00Z", total: { amount: "1000", currency: "EUR" }, customer: { email } };
  expect((await w.call("POST", "/v1/conversions", body)).status).toBeLessThan(300);
  const row = await t.ctx.db
    .selectFrom("conversions")
    .select("customer_id")
    .where("workspace_id", "=", w.id)
    .where("external_id", "=", external_id)
    .executeTakeFirstOrThrow();
  return formatId("cus", row.customer_id!);
}

test("E22 two customers are made one by hand, and parted again", async () => {
  const [from, into] = [await buy("1", "kim@example.com"), await buy("2", "kimberley@example.com")];
  const body = { from_customer_id: from, into_customer_id: into, reason: "the same person" };
  expect((await w.call("POST", "/v1/customer-merges", body)).body).toEqual({ customer_id: into });
  expect((await w.call("GET", `/v1/customers/${from}`)).body).toMatchObject({ id: into, customer_ids: [from, into] });
  const merges = (await w.call("GET", "/v1/customer-merges")).body as { data: { id: string }[] };
  expect((await w.call("POST", `/v1/customer-merges/${merges.data[0]!.id}/undo`, { reason: "they are sisters" })).status).toBe(200);
  expect((await w.call("GET", `/v1/customers/${from}`)).body).toMatchObject({ id: from, customer_ids: [from] });
  expect((await w.call("POST", "/v1/customer-merges", { ...body, into_customer_id: from })).status).toBe(409);
});

test("E22 a customer who is forgotten leaves the orders, and is somebody new the next time", async () => {
  const first = await buy("3", "lee@example.com");
  expect((await w.call("DELETE", `/v1/customers/${first}`)).status).toBe(200);
  expect((await w.call("GET", `/v1/customers/${first}`)).body).toMatchObject({ known_by: [], erased_at: expect.any(String) });
  expect(await buy("4", "lee@example.com")).not.toBe(first);
  const orders = (await w.call("GET", "/v1/conversions")).body as { data: { external_id: string }[] };
  expect(orders.data.map((order) => order.external_id)).toContain("3");
});
