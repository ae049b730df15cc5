import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { openPayWorld, type PayWorld, type Paid } from "../../../test/pay-world.ts";
import { matureDue, settleOrder } from "./service.ts";

let t: TestApp;
let w: TestWorkspace;
let world: PayWorld;
let ana: Paid;
let ben: Paid;

beforeAll(async () => {
  t = await openTestApp();
});
afterAll(() => t.close());

async function begin(rule: Record<string, unknown> = {}, program: Record<string, unknown> = {}): Promise<void> {
  t.clock.set("2026-05-01T10:00:00Z");
  w = await t.makeWorkspace();
  world = await openPayWorld(t, w, rule, program);
  ana = await world.addCreator("Ana");
  ben = await world.addCreator("Ben");
}

const owed = async (creator: Paid) => (await world.balances())[creator.publicId] ?? { pending: "0", payable: "0" };
const clickAt = "2026-04-28T09:00:00Z";

describe("from a click to a commission", () => {
  beforeEach(() => begin());

  test("the creator whose link was clicked is paid by the rule, on hold, with a reason in words", async () => {
    const clickId = await world.click(ana, clickAt);
    const order = await world.order({ clickId });
    expect(await world.decision(order)).toMatchObject({
      outcome: "pay",
      reason_text: expect.stringContaining("paid to Ana:"),
      is_provisional: false,
    });
    expect(await owed(ana)).toEqual({ pending: "1000", payable: "0" });
  });

  test("settling again changes nothing", async () => {
    const order = await world.order({ clickId: await world.click(ana, clickAt) });
    const before = await world.decision(order);
    await Promise.all(Array.from({ length: 5 }, () => settleOrder(w.ctx, order)));
    expect((await world.decision(order)).version).toBe(before.version);
    expect(await owed(ana)).toEqual({ pending: "1000", payable: "0" });
  });

  test("E19 link and code of two creators make one commission, and the other one's click is an assist", async () => {
    await world.addCode(ana, "ANA10");
    const order = await world.order({ clickId: await world.click(ben, clickAt), codes: ["ana10"] });
    const decision = await world.decision(order);
    expect(decision.creator_id).toBe(ana.creatorId);
    expect(decision.reason_text).toMatch(/paid to Ana: code ANA10 used, policy always.*Ben's click 3 days earlier is an assist/);
    expect(await owed(ben)).toEqual({ pending: "0", payable: "0" });
  });

  test("E20 a code of personal use pays nothing", async () => {
    await world.addCode(ana, "FORANA", { purpose: "personal_use" });
    expect((await world.decision(await world.order({ codes: ["FORANA"] }))).outcome).toBe("none");
    expect(await owed(ana)).toEqual({ pending: "0", payable: "0" });
  });

  test("E25 a creator's own purchase and a test order pay nothing", async () => {
    const eve = await world.addCreator("Eve", { email: "Eve@Example.com" });
    const own = await world.order({ clickId: await world.click(eve, clickAt), email: "eve@example.com" });
    expect(await world.decision(own)).toMatchObject({ outcome: "none", reason_code: "self_purchase" });
    const tried = await world.order({ externalId: "1002", clickId: await world.click(ana, clickAt), isTest: true });
    expect((await world.decision(tried)).outcome).toBe("none");
  });

  test("E25 bots are recorded and never paid; a click from a hosting network counts when the order names it", async () => {
    const bot = await world.order({ clickId: await world.click(ana, clickAt, { visitorClass: "declared_bot" }) });
    expect((await world.decision(bot)).outcome).toBe("none");
    const proxy = await world.order({ externalId: "1002", clickId: await world.click(ben, clickAt, { visitorClass: "hosting" }) });
    expect((await world.decision(proxy)).creator_id).toBe(ben.creatorId);
  });

  test("E18 an order that is not paid earns nothing until it is, and a cancelled one gives back what it earned", async () => {
    const clickId = await world.click(ana, clickAt);
    await world.order({ clickId, status: "pending" });
    expect(await owed(ana)).toEqual({ pending: "0", payable: "0" });
    await world.order({ clickId, source: "shopify", statedAtMs: 1 });
    expect(await owed(ana)).toEqual({ pending: "1000", payable: "0" });
    const order = await world.order({ clickId, status: "cancelled", source: "shopify", statedAtMs: 2 });
    expect(await owed(ana)).toEqual({ pending: "0", payable: "0" });
    expect((await world.decision(order)).reason_code).toBe("order_cancelled");
    await world.order({ clickId, status: "paid", source: "shopify", statedAtMs: 3 });
    expect(await owed(ana)).toEqual({ pending: "1000", payable: "0" });
  });

  test("E24 a link that was switched off after the click still pays", async () => {
    const clickId = await world.click(ana, clickAt);
    const link = ((await w.call("GET", `/v1/links?creator_id=${ana.publicId}`)).body as { data: { id: string }[] }).data[0]!;
    await w.call("PATCH", `/v1/links/${link.id}`, { disabled: true });
    expect((await world.decision(await world.order({ clickId }))).creator_id).toBe(ana.creatorId);
  });

  test("E26 without a cookie a code is enough", async () => {
    await world.addCode(ana, "ANA10");
    expect((await world.decision(await world.order({ codes: ["ANA10"] }))).creator_id).toBe(ana.creatorId);
  });

  test("E17 a creator who was banned before the order earns nothing, what was earned before stays", async () => {
    const first = await world.order({ clickId: await world.click(ana, clickAt) });
    await w.call("POST", `/v1/creators/${ana.publicId}/statuses`, {
      status: "banned",
      effective_at: "2026-05-01T09:30:00Z",
      reason: "fraud",
    });
    const second = await world.order({
      externalId: "1002",
      clickId: await world.click(ana, clickAt),
      occurredAtMs: Date.parse("2026-05-01T09:45:00Z"),
    });
    expect((await world.decision(second)).outcome).toBe("none");
    expect((await world.decision(first)).outcome).toBe("pay");
    expect(await owed(ana)).toEqual({ pending: "1000", payable: "0" });
  });

  test("E15 a new version of the rule leaves past commissions alone", async () => {
    const order = await world.order({ clickId: await world.click(ana, clickAt) });
    const ten = { kind: "percent", rate: "0.5" };
    const { ruleDocument } = await import("../../../test/pay-world.ts");
    await w.call("POST", `/v1/programs/${world.publicProgramId}/pay-rules`, {
      document: ruleDocument({ otherwise: { new_customer: ten, returning_customer: ten } }),
    });
    await settleOrder(w.ctx, order);
    expect(await owed(ana)).toEqual({ pending: "1000", payable: "0" });
    const later = await world.order({
      externalId: "1002",
      clickId: await world.click(ana, clickAt),
      occurredAtMs: Date.parse("2026-05-01T11:00:00Z"),
    });
    await world.decision(later);
    expect(await owed(ana)).toEqual({ pending: "6000", payable: "0" });
  });
});

describe("evidence that comes late", () => {
  beforeEach(() => begin());

  test("a click shipped after the order replaces the decision, with reversing and new transfers", async () => {
    const visitorId = t.ctx.newId();
    const order = await world.order({ visitorId, clickId: await world.click(ben, "2026-04-20T09:00:00Z") });
    expect((await world.decision(order)).creator_id).toBe(ben.creatorId);
    await world.click(ana, clickAt, { visitorId });
    const decision = await world.decision(order);
    expect(decision).toMatchObject({ creator_id: ana.creatorId, version: 2 });
    expect(await owed(ben)).toEqual({ pending: "0", payable: "0" });
    expect(await owed(ana)).toEqual({ pending: "1000", payable: "0" });
  });

  test("while an edge has not shipped past the order's time the decision is provisional", async () => {
    const edge = {
      id: t.ctx.newId(),
      name: "far",
      started_at: new Date("2026-04-01T00:00:00Z"),
      last_seen_at: new Date("2026-05-01T00:00:00Z"),
    };
    await t.ctx.db
      .insertInto("edges")
      .values({ ...edge, shipped_to: new Date("2026-05-01T08:00:00Z") })
      .execute();
    try {
      const order = await world.order({ clickId: await world.click(ana, clickAt) });
      expect((await world.decision(order)).is_provisional).toBe(true);
      await t.ctx.db
        .updateTable("edges")
        .set({ shipped_to: new Date("2026-05-01T09:00:01Z") })
        .where("id", "=", edge.id)
        .execute();
      expect(await world.decision(order)).toMatchObject({ is_provisional: false, creator_id: ana.creatorId, version: 2 });
      expect(await owed(ana)).toEqual({ pending: "1000", payable: "0" });
    } finally {
      await t.ctx.db.updateTable("edges").set({ retired_at: new Date() }).where("id", "=", edge.id).execute();
    }
  });

  test("after the hold a commission is not moved any more: somebody else gets a claim", async () => {
    const visitorId = t.ctx.newId();
    const order = await world.order({ visitorId, clickId: await world.click(ben, "2026-04-20T09:00:00Z") });
    t.clock.set("2026-06-01T00:00:00Z");
    await matureDue(t.ctx);
    expect(await owed(ben)).toEqual({ pending: "0", payable: "1000" });
    await world.click(ana, clickAt, { visitorId });
    await settleOrder(w.ctx, order);
    await settleOrder(w.ctx, order);
    expect(await owed(ben)).toEqual({ pending: "0", payable: "1000" });
    const claims = await t.ctx.db.selectFrom("claims").selectAll().where("workspace_id", "=", w.id).execute();
    expect(claims).toEqual([expect.objectContaining({ creator_id: ana.creatorId, kind: "late_evidence" })]);
  });

  test("E22 two customers who turn out to be one bring the click of the one to the order of the other", async () => {
    const visitorId = t.ctx.newId();
    await world.click(ana, clickAt, { visitorId });
    await world.order({ externalId: "lead", kind: "lead", visitorId, customerExternalId: "c-1", totalMinor: 0n });
    const order = await world.order({ email: "kim@example.com" });
    expect((await world.decision(order)).outcome).toBe("none");
    await world.order({
      externalId: "1003",
      email: "kim@example.com",
      customerExternalId: "c-1",
      occurredAtMs: Date.parse("2026-05-01T09:30:00Z"),
    });
    expect((await world.decision(order)).creator_id).toBe(ana.creatorId);
  });
});

describe("the hold", () => {
  beforeEach(() => begin());

  test("E28 ends on the workspace's calendar, to the instant, and once", async () => {
    await world.order({ clickId: await world.click(ana, clickAt) });
    t.clock.set("2026-05-31T08:59:59.999Z");
    await matureDue(t.ctx);
    expect(await owed(ana)).toEqual({ pending: "1000", payable: "0" });
    t.clock.set("2026-05-31T09:00:00Z");
    await Promise.all([matureDue(t.ctx), matureDue(t.ctx)]);
    expect(await owed(ana)).toEqual({ pending: "0", payable: "1000" });
  });
});

describe("what is taken back", () => {
  beforeEach(() => begin());

  test("E1 a partial refund takes back at the line's own rate, E2 several never more than was earned", async () => {
    await world.order({ clickId: await world.click(ana, clickAt), totalMinor: 9_999n });
    for (const [index, left] of ["667", "333", "0"].entries()) {
      await world.takeBack({ externalId: `r${index}`, amountMinor: 3_333n });
      expect((await owed(ana)).pending).toBe(left);
    }
    await world.takeBack({ externalId: "r9", amountMinor: 3_333n });
    expect(await owed(ana)).toEqual({ pending: "0", payable: "0" });
  });

  test("E3 a refund after the hold leaves a debt that is carried over", async () => {
    await world.order({ clickId: await world.click(ana, clickAt) });
    t.clock.set("2026-06-01T00:00:00Z");
    await matureDue(t.ctx);
    await world.takeBack({ amountMinor: 10_000n });
    expect(await owed(ana)).toEqual({ pending: "0", payable: "0" });
    expect((await w.call("GET", "/v1/ledger/lines")).body).toMatchObject({
      data: expect.arrayContaining([expect.objectContaining({ step: "reversed-1", amount: { amount: "1000", currency: "EUR" } })]),
    });
  });

  test("E4 a dispute and a refund of one charge take back once, and a dispute that is won gives back", async () => {
    await world.order({ clickId: await world.click(ana, clickAt) });
    await world.takeBack({ externalId: "dp_1:opened", kind: "dispute_opened" });
    expect((await owed(ana)).pending).toBe("0");
    await world.takeBack({ externalId: "re_1", amountMinor: 10_000n });
    expect((await owed(ana)).pending).toBe("0");
    const second = await world.order({ externalId: "1002", clickId: await world.click(ben, clickAt) });
    const names = [{ kind: "order" as const, value: "1002" }];
    await world.takeBack({ externalId: "dp_2:opened", kind: "dispute_opened", names });
    expect((await owed(ben)).pending).toBe("0");
    await world.takeBack({ externalId: "dp_2:won", kind: "dispute_won", names });
    expect((await owed(ben)).pending).toBe("1000");
    expect((await world.decision(second)).outcome).toBe("pay");
  });

  test("E5 a refund that came before its order is taken back when the order comes", async () => {
    await world.takeBack({ amountMinor: 5_000n });
    await world.order({ clickId: await world.click(ana, clickAt) });
    expect((await owed(ana)).pending).toBe("500");
  });

  test("E5 a refund that failed is earned again, also once it matured, and one whose failure came first takes nothing", async () => {
    await world.order({ clickId: await world.click(ana, clickAt) });
    const failure = { kind: "refund_failed", externalId: "r1:failed", amountMinor: 5_000n } as const;
    await world.takeBack({ amountMinor: 5_000n, lines: [{ externalId: "", position: 1, quantity: null, amountMinor: null }] });
    expect((await owed(ana)).pending).toBe("500");
    t.clock.set("2026-06-15T00:00:00Z");
    await matureDue(t.ctx);
    expect(await owed(ana)).toEqual({ pending: "0", payable: "500" });
    await world.takeBack(failure);
    expect(await owed(ana)).toEqual({ pending: "0", payable: "1000" });
    await world.takeBack({ ...failure, externalId: "r2:failed" });
    await world.takeBack({ externalId: "r2", amountMinor: 5_000n });
    expect(await owed(ana)).toEqual({ pending: "0", payable: "1000" });
    await world.takeBack({ externalId: "r3", amountMinor: 2_500n });
    expect(await owed(ana)).toEqual({ pending: "0", payable: "750" });
  });
});

describe("E12 caps", () => {
  const cap = { money: { amount: "2500", currency: "EUR" }, per: "month" };
  const placed = (index: number) => ({ externalId: `cap-${index}`, occurredAtMs: Date.parse("2026-05-01T09:00:00Z") + index });

  test("E12 orders that reach a cap at once are paid up to it and not a cent more", async () => {
    await begin({ cap });
    const clickId = await world.click(ana, clickAt);
    const orders = [];
    for (let index = 0; index < 6; index++) orders.push(await world.order({ ...placed(index), clickId, status: "pending" }));
    await t.ctx.db.updateTable("conversions").set({ status: "paid" }).where("workspace_id", "=", w.id).execute();
    await Promise.all(orders.map((order) => settleOrder(w.ctx, order)));
    expect(await owed(ana)).toEqual({ pending: "2500", payable: "0" });
  });

  test("E12 a refund gives the cap room back for a later order", async () => {
    await begin({ cap });
    const clickId = await world.click(ana, clickAt);
    for (let index = 0; index < 3; index++) await world.order({ ...placed(index), clickId });
    expect((await owed(ana)).pending).toBe("2500");
    await world.takeBack({ names: [{ kind: "order", value: "cap-0" }], amountMinor: 10_000n });
    await world.order({ ...placed(7), clickId });
    expect((await owed(ana)).pending).toBe("2500");
  });
});

describe("E10, E11 subscriptions and recurrence", () => {
  test("E10 a trial for nothing earns nothing, and its paid renewal goes to who won the trial", async () => {
    await begin();
    const trial = await world.order({
      externalId: "in_0",
      subscriptionId: "sub_1",
      renewalNumber: 0,
      totalMinor: 0n,
      clickId: await world.click(ana, clickAt),
      email: "kim@example.com",
    });
    expect((await world.decision(trial)).outcome).toBe("none");
    const paid = await world.order({
      externalId: "in_1",
      subscriptionId: "sub_1",
      renewalNumber: 1,
      email: "kim@example.com",
      occurredAtMs: Date.parse("2026-08-01T09:00:00Z"),
    });
    expect(await world.decision(paid)).toMatchObject({ outcome: "pay", creator_id: ana.creatorId });
  });

  test("E11 three months from 31 January end at the same time on 30 April", async () => {
    await begin({ recurrence: { kind: "months", count: 3 }, window_days: { link: 365, code: 365, visit: 365 } });
    const clickId = await world.click(ana, "2026-01-30T09:00:00Z");
    const at = (instant: string) => ({ externalId: instant, clickId, email: "kim@example.com", occurredAtMs: Date.parse(instant) });
    await world.order(at("2026-01-31T09:00:00Z"));
    await world.order(at("2026-04-30T08:59:59.999Z"));
    const outside = await world.order(at("2026-04-30T09:00:00Z"));
    expect(await world.decision(outside)).toMatchObject({ outcome: "none", reason_code: "recurrence_over" });
    expect((await owed(ana)).pending).toBe("2000");
  });
});

describe("E21 new and returning customers", () => {
  test("E21 a program that pays for new customers only pays the first order and not the second", async () => {
    await begin({ otherwise: { new_customer: { kind: "percent", rate: "0.2" }, returning_customer: { kind: "none" } } });
    await world.order({ clickId: await world.click(ana, clickAt), email: "kim@example.com" });
    expect((await owed(ana)).pending).toBe("2000");
    const again = await world.order({
      externalId: "1002",
      clickId: await world.click(ben, clickAt),
      email: "kim@example.com",
      occurredAtMs: Date.parse("2026-05-01T09:30:00Z"),
    });
    expect(await world.decision(again)).toMatchObject({ outcome: "none", reason_code: "customer_not_paid_for" });
  });

  test("E21 the window ends to the millisecond, and a touch at the order's instant or after it does not count", async () => {
    await begin();
    const placedAt = Date.parse("2026-05-01T09:00:00.000Z");
    const inside = await world.order({
      externalId: "in",
      occurredAtMs: placedAt,
      clickId: await world.click(ana, "2026-04-01T09:00:00.001Z"),
    });
    const outside = await world.order({
      externalId: "out",
      occurredAtMs: placedAt,
      clickId: await world.click(ana, "2026-04-01T09:00:00.000Z"),
    });
    const same = await world.order({
      externalId: "same",
      occurredAtMs: placedAt,
      clickId: await world.click(ana, "2026-05-01T09:00:00.000Z"),
    });
    const after = await world.order({
      externalId: "after",
      occurredAtMs: placedAt,
      clickId: await world.click(ana, "2026-05-01T09:00:00.001Z"),
    });
    expect((await world.decision(inside)).outcome).toBe("pay");
    for (const order of [outside, same, after]) expect((await world.decision(order)).outcome).toBe("none");
  });
});
