import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { makeCreator, must, type Made } from "../../../../test/builders.ts";
import { costAmount, type StatedCost } from "./cost-amount.ts";

const eur = (amount: string) => ({ amount, currency: "EUR" });

describe("what a cost comes to", () => {
  const refusedAt = (cost: StatedCost): string => {
    const made = costAmount(cost);
    return made.kind === "refused" ? made.fault.pointer : "taken";
  };

  test("is hours times a rate, or pieces times what one costs, rounded once", () => {
    expect(costAmount({ kind: "product", quantity: "3", each: eur("1999") })).toMatchObject({ amountMinor: 5_997n, basis: "pieces" });
    expect(costAmount({ kind: "staff_time", quantity: "0.3333", each: eur("5000") })).toMatchObject({
      amountMinor: 1_667n,
      basis: "hours",
    });
  });

  test("is stated in one way, completely, and only staff time and products are worked out", () => {
    expect(refusedAt({ kind: "fee" })).toBe("/amount");
    expect(refusedAt({ kind: "product", amount: eur("1"), quantity: "1", each: eur("1") })).toBe("/amount");
    expect(refusedAt({ kind: "product", quantity: "1" })).toBe("/each");
    expect(refusedAt({ kind: "product", each: eur("1") })).toBe("/quantity");
    expect(refusedAt({ kind: "tools", quantity: "1", each: eur("1") })).toBe("/quantity");
  });

  test("that is less than half a cent or more than can be kept is refused", () => {
    expect(refusedAt({ kind: "staff_time", quantity: "0.0001", each: eur("1") })).toBe("/quantity");
    expect(refusedAt({ kind: "product", quantity: "9999999999", each: eur("999999999999") })).toBe("/quantity");
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
});
