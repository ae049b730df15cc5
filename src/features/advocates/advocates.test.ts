import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { makeCreator, makeOrder, must } from "../../../test/builders.ts";
import { handleField } from "./handle-field.ts";

let t: TestApp;
let w: TestWorkspace;
beforeAll(async () => {
  t = await openTestApp();
  t.clock.set("2026-05-10T10:00:00Z");
  w = await t.makeWorkspace();
});
afterAll(() => t.close());

test("orders are joined to handles by their fields and to creators by e-mail, with count, value by currency, first and last order", async () => {
  const ben = await makeCreator(w, { name: "Ben", accounts: [{ platform: "tiktok", handle: "ben" }] });
  const cleo = await makeCreator(w, { name: "Cleo", email: "cleo@example.com" });
  const order = (fields: object) => makeOrder(w, fields as Record<string, unknown>);
  await order({ metadata: { instagram_handle: "@Ana" }, occurred_at: "2026-04-01T10:00:00Z" });
  await order({ metadata: { Instagram: "https://www.instagram.com/ana/", note: "x" }, occurred_at: "2026-05-01T10:00:00Z" });
  await order({ metadata: { instagram: "ana" }, total: { amount: "5000", currency: "USD" }, occurred_at: "2026-04-15T10:00:00Z" });
  await order({ metadata: { "Your TikTok": "@ben" } });
  await order({ metadata: { instagram: "not a handle!" } });
  await order({ metadata: { instagram: "pending" }, status: "pending" });
  await order({ customer: { email: "CLEO@example.com" } });
  const { data } = await must<{ data: object[] }>(w, "GET", "/v1/advocates");
  expect(data).toHaveLength(3);
  expect(data[0]).toEqual({
    found_by: "handle",
    account: { platform: "instagram", handle: "Ana", url: "https://www.instagram.com/Ana/" },
    creator: null,
    orders: 3,
    value: [
      { amount: "20000", currency: "EUR" },
      { amount: "5000", currency: "USD" },
    ],
    first_order_at: "2026-04-01T10:00:00.000Z",
    last_order_at: "2026-05-01T10:00:00.000Z",
  });
  expect(data.slice(1)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ found_by: "handle", creator: { id: ben.id, name: "Ben" }, orders: 1 }),
      expect.objectContaining({ found_by: "email", creator: { id: cleo.id, name: "Cleo" }, orders: 1 }),
    ]),
  );
  const other = await t.makeWorkspace();
  expect(await must(other, "GET", "/v1/advocates")).toEqual({ data: [] });
});

test.each([
  ["Instagram Handle", "instagram"],
  ["your-tiktok", "tiktok"],
  ["IG", "instagram"],
  ["twitter_name", "x"],
  ["gift_note", undefined],
  ["big", undefined],
  ["other", undefined],
] as const)("the field %s holds a handle on %s", (field, platform) => {
  expect(handleField(field)).toBe(platform);
});
