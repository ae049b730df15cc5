import { afterAll, beforeAll, expect, test } from "vitest";
import { must } from "../../../../test/builders.ts";
import { openAppWithEdge, type DoorWorld } from "../../../../test/doors.ts";
import { formatId } from "../../../kernel/ids.ts";

let around: Awaited<ReturnType<typeof openAppWithEdge>>;
beforeAll(async () => {
  around = await openAppWithEdge();
});
afterAll(() => around.close());

const amount = { amount: "4000", currency: "EUR" };

/** The page of a shop reports an order whose buyer came by Ana's link. */
async function byPage({ ana, click, doors, visitorId }: DoorWorld, id: string): Promise<void> {
  const clickId = await click(ana, "2026-04-28T09:00:00Z", { visitorId });
  await doors.page({ at: "2026-04-30T09:00:00Z", properties: { id, ...amount }, clickId });
  await around.t.settle();
}

const statuses = async ({ w }: DoorWorld) =>
  Object.fromEntries(
    (await must<{ data: { external_id: string; status: string }[] }>(w, "GET", "/v1/conversions")).data.map((order) => [
      order.external_id,
      order.status,
    ]),
  );
const commissions = async ({ w }: DoorWorld) => (await must<{ data: object[] }>(w, "GET", "/v1/commissions")).data.length;
const setTo = (world: DoorWorld, page_orders: string) =>
  must(world.w, "PATCH", `/v1/stores/${formatId("sto", world.w.storeId)}`, { page_orders });

test("in a shop of one's own an order by a page counts at once, until the brand has it wait", async () => {
  const world = await around.openWorld({ storeKind: "custom" });
  await byPage(world, "p-1");
  await setTo(world, "wait");
  await byPage(world, "p-2");
  expect(await statuses(world)).toEqual({ "p-1": "paid", "p-2": "pending" });
  expect(await commissions(world)).toBe(1);
});

test("an order by a page that waits is paid for once its shop's server reports it", async () => {
  const world = await around.openWorld({ storeKind: "custom" });
  await setTo(world, "wait");
  await byPage(world, "p-3");
  expect(await commissions(world)).toBe(0);
  await must(world.w, "POST", "/v1/conversions", { external_id: "p-3", occurred_at: "2026-04-30T09:00:00Z", total: amount });
  await around.t.settle();
  expect(await statuses(world)).toEqual({ "p-3": "paid" });
  expect(await commissions(world)).toBe(1);
});

test("a platform's store speaks for itself, unless the brand has its pages' orders count", async () => {
  const world = await around.openWorld({ storeKind: "shopify" });
  await byPage(world, "p-4");
  await setTo(world, "count");
  await byPage(world, "p-5");
  expect(await statuses(world)).toEqual({ "p-4": "pending", "p-5": "paid" });
});
