import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { arrivingOrder } from "../../../../test/arriving-order.ts";
import { makeCreator, must, type Made } from "../../../../test/builders.ts";
import { emptyLine, orderAmounts } from "../../orders/order-amounts.ts";
import { recordArrivals } from "../../orders/service.ts";
import { costAmount, type StatedCost } from "./cost-amount.ts";

const eur = (amount: string) => ({ amount, currency: "EUR" });

describe("what a cost comes to", () => {
  const amountOf = (cost: Omit<StatedCost, "note"> & { readonly note?: string }) => costAmount({ note: "", ...cost });
  const refusedAt = (cost: Parameters<typeof amountOf>[0]): string => {
    const made = amountOf(cost);
    return made.kind === "refused" ? made.fault.pointer : "taken";
  };

  test("is hours times a rate, or pieces times what one costs, rounded once", () => {
    expect(amountOf({ kind: "product", quantity: "3", each: eur("1999") })).toMatchObject({ amountMinor: 5_997n, basis: "pieces" });
    expect(amountOf({ kind: "staff_time", quantity: "0.3333", each: eur("5000") })).toMatchObject({
      amountMinor: 1_667n,
      basis: "hours",
    });
  });

  test("is stated in one way, completely, and only what can be counted is worked out", () => {
    expect(refusedAt({ kind: "fee" })).toBe("/amount");
    expect(refusedAt({ kind: "product", amount: eur("1"), quantity: "1", each: eur("1") })).toBe("/amount");
    expect(refusedAt({ kind: "product", quantity: "1" })).toBe("/each");
    expect(refusedAt({ kind: "product", each: eur("1") })).toBe("/quantity");
    expect(refusedAt({ kind: "amplification", quantity: "1", each: eur("1") })).toBe("/quantity");
  });

  test("of tools is a share of the bill, at most all of it, by a key that is said", () => {
    const bill = { kind: "tools", quantity: "0.25", each: eur("9999") } as const;
    expect(amountOf({ ...bill, note: "3 of 12 campaigns" })).toMatchObject({ amountMinor: 2_500n, basis: "share" });
    expect(refusedAt(bill)).toBe("/note");
    expect(refusedAt({ ...bill, quantity: "1.0001", note: "all of it" })).toBe("/quantity");
  });

  test("that is less than half a cent or more than can be kept is refused", () => {
    expect(refusedAt({ kind: "staff_time", quantity: "0.0001", each: eur("1") })).toBe("/quantity");
    expect(refusedAt({ kind: "product", quantity: "9999999999", each: eur("999999999999") })).toBe("/quantity");
    expect(refusedAt({ kind: "fee", amount: eur("1000000000000001") })).toBe("/amount");
    expect(refusedAt({ kind: "fee", amount: eur("1000000000000000") })).toBe("taken");
  });
});

describe("costs of a campaign", () => {
  let t: TestApp;
  let w: TestWorkspace;
  let ana: Made;
  let costs: string;

  beforeAll(async () => {
    t = await openTestApp();
    w = await t.makeWorkspace();
    ana = await makeCreator(w, { name: "Ana" });
    const days = { starts_on: "2026-05-01", ends_on: "2026-05-15" };
    const { id } = await must<{ id: string }>(w, "POST", "/v1/campaigns", { name: "Launch", ...days });
    costs = `/v1/campaigns/${id}/costs`;
  });
  afterAll(() => t.close());

  test("are entered with their kind, day, creator and what they were worked out from", async () => {
    const fee = { kind: "fee", amount: eur("50000"), incurred_on: "2026-04-20", creator_id: ana.id, note: "one reel" };
    const work = { kind: "staff_time", quantity: "7.5", each: eur("4500"), incurred_on: "2026-05-02" };
    expect(await must(w, "POST", costs, fee)).toMatchObject({ amount: eur("50000"), basis: null, creator_name: "Ana" });
    expect(await must(w, "POST", costs, work)).toMatchObject({
      amount: eur("33750"),
      basis: { quantity: "7.5", unit: "hours", each: eur("4500") },
      creator_id: null,
    });
    const { data } = await must<{ data: { kind: string }[] }>(w, "GET", costs);
    expect(data.map(({ kind }) => kind)).toEqual(["staff_time", "fee"]);
    expect(await must(w, "GET", `${costs}?kind=fee`)).toMatchObject({ data: [{ note: "one reel" }] });
  });

  test("of nothing, in no currency, or of another workspace's creator are refused", async () => {
    const wrong = { kind: "fee", amount: { amount: "0", currency: "QQQ" }, incurred_on: "2026-05-02" };
    const reply = await w.call("POST", costs, wrong);
    expect(reply).toMatchObject({ status: 422, body: { errors: [{ pointer: "/amount/amount" }, { pointer: "/amount/currency" }] } });
    const theirs = await makeCreator(await t.makeWorkspace());
    const foreign = { ...wrong, amount: eur("1"), creator_id: theirs.id };
    expect((await w.call("POST", costs, foreign)).status).toBe(404);
  });

  test("of more than can be added up are refused by the field", async () => {
    const beyond = { kind: "fee", amount: eur("1000000000000001"), incurred_on: "2026-05-02" };
    expect(await w.call("POST", costs, beyond)).toMatchObject({ status: 422, body: { errors: [{ pointer: "/amount/amount" }] } });
  });

  test("are voided with a reason and never edited: the database takes no other change", async () => {
    const made = await must<{ id: string }>(w, "POST", costs, { kind: "tools", amount: eur("900"), incurred_on: "2026-05-03" });
    const voided = await must(w, "POST", `${costs}/${made.id}/void`, { reason: "booked twice" });
    expect(voided).toMatchObject({ void_reason: "booked twice", voided_at: expect.any(String) });
    expect(await must(w, "POST", `${costs}/${made.id}/void`, { reason: "again" })).toMatchObject({ void_reason: "booked twice" });
    const ids = async (query: string) => (await must<{ data: { id: string }[] }>(w, "GET", `${costs}?${query}`)).data.map(({ id }) => id);
    expect([await ids("voided=true"), (await ids("")).includes(made.id)]).toEqual([[made.id], false]);
    await expect(t.ctx.db.updateTable("campaign_costs").set({ amount_minor: 1n }).execute()).rejects.toThrow(/permission denied/);
    await expect(t.ctx.db.deleteFrom("campaign_costs").execute()).rejects.toThrow(/permission denied/);
  });

  test("entered twice under one idempotency key are one cost", async () => {
    const cost = { kind: "shipping", amount: eur("777"), incurred_on: "2026-05-03" };
    const send = () => w.call("POST", costs, cost, { "idempotency-key": "one-parcel-of-the-third-of-may" });
    const [one, other] = [await send(), await send()];
    expect([one.status, other.status]).toEqual([201, 201]);
    expect((one.body as { id: string }).id).toBe((other.body as { id: string }).id);
  });

  test("of a gifted order are its goods at their unit costs, once, and only where they are known", async () => {
    const line = (unitCostMinor: bigint | null) => ({
      ...emptyLine,
      sku: "T",
      title: "Tent",
      listPriceMinor: 9_900n,
      quantity: 2n,
      unitCostMinor,
    });
    const none = {
      codeDiscountMinor: 0n,
      otherDiscountMinor: 19_800n,
      taxMinor: 0n,
      shippingMinor: 0n,
      shippingTaxMinor: 0n,
      tipMinor: 0n,
    };
    const gift = (externalId: string, unitCostMinor: bigint | null) =>
      arrivingOrder({
        storeId: w.storeId,
        externalId,
        occurredAtMs: Date.parse("2026-05-02T10:00:00Z"),
        amounts: orderAmounts({
          currency: "USD",
          lines: [line(unitCostMinor)],
          taxIncluded: true,
          ...none,
          giftCardMinor: 0n,
          totalMinor: null,
        }),
      });
    const orders = [gift("G-1", 3_050n), gift("G-2", null)].map((order) => ({ order, source: "api" as const, isStrict: false }));
    await recordArrivals(w.ctx, { orders, adjustments: [] });
    const cost = { kind: "product", order: "G-1", incurred_on: "2026-05-02", vat_note: "net" };
    const made = await must<{ id: string }>(w, "POST", costs, cost);
    expect(made).toMatchObject({
      amount: { amount: "6100", currency: "USD" },
      basis: null,
      order_id: expect.stringMatching(/^ord_/),
      vat_note: "net",
    });
    const reason = async (more: object) =>
      (await w.call("POST", costs, { ...cost, ...more })).body as { errors: { pointer: string; detail: string }[] };
    expect((await reason({})).errors).toMatchObject([{ pointer: "/order", detail: expect.stringContaining("already") }]);
    for (const wrong of [{ order: "G-2" }, { order: "G-3" }, { kind: "fee" }, { amount: eur("1") }])
      expect((await reason(wrong)).errors).toMatchObject([{ pointer: "/order" }]);
    await must(w, "POST", `${costs}/${made.id}/void`, { reason: "another campaign's" });
    const raced = await Promise.all([1, 2, 3].map(() => w.call("POST", costs, cost)));
    expect(raced.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(raced.filter(({ status }) => status === 422)).toHaveLength(2);
  });
});
