import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { openPayWorld, type Paid, type PayWorld } from "../../../../test/pay-world.ts";
import { emptyLine, orderAmounts } from "../../orders/service.ts";
import { matureDue, settleOrder } from "../service.ts";

let t: TestApp;
let w: TestWorkspace;
let world: PayWorld;
let ana: Paid;
let clickId: string;

beforeAll(async () => {
  t = await openTestApp();
});
afterAll(() => t.close());

const clickAt = "2026-04-28T09:00:00Z";
const eur = (minor: number) => ({ amount: String(minor), currency: "EUR" });

async function begin(rule: Record<string, unknown> = {}, program: Record<string, unknown> = {}): Promise<void> {
  t.clock.set("2026-05-01T10:00:00Z");
  w = await t.makeWorkspace();
  world = await openPayWorld(t, w, rule, program);
  ana = await world.addCreator("Ana");
  clickId = await world.click(ana, clickAt);
}

const owed = async () => (await world.balances())[ana.publicId] ?? { pending: "0", payable: "0" };

async function afterTheHold(): Promise<void> {
  t.clock.set("2026-06-01T00:00:00Z");
  await matureDue(t.ctx);
}

/** An order sent to the API, and everything that follows from it. */
async function send(body: Record<string, unknown>): Promise<string> {
  const sent = { external_id: "1001", occurred_at: "2026-05-01T09:00:00.000Z", click_id: clickId, ...body };
  const { id } = (await w.call("POST", "/v1/conversions", sent)).body as { id: string };
  await t.settle();
  return id;
}

async function takeBack(body: Record<string, unknown>): Promise<void> {
  const sent = { conversion_external_id: "1001", kind: "refund", external_id: "r1", occurred_at: "2026-05-01T09:30:00.000Z", ...body };
  expect((await w.call("POST", "/v1/adjustments", sent)).status).toBe(200);
  await t.settle();
}

describe("lines that are taken back without an amount for the whole", () => {
  const lines = [
    { list_price: eur(5_000), external_id: "shirt" },
    { list_price: eur(3_000), quantity: 2 },
  ];
  beforeEach(() => begin({ level: "line" }));

  test("E1 a refund of one line takes back what that line earned, not the whole order", async () => {
    const id = await send({ lines });
    expect(await owed()).toEqual({ pending: "1100", payable: "0" });
    await takeBack({ lines: [{ position: 2, quantity: 1 }] });
    expect(await owed()).toEqual({ pending: "800", payable: "0" });
    await takeBack({ external_id: "r2", lines: [{ external_id: "shirt", amount: eur(2_500) }] });
    expect(await owed()).toEqual({ pending: "550", payable: "0" });
    expect((await w.call("GET", `/v1/conversions/${id}`)).body).toMatchObject({ refunded: eur(5_500) });
  });

  test("E1 E5 so does one that came before its order, and a cancellation of a line leaves the order paid", async () => {
    await takeBack({ lines: [{ external_id: "shirt" }] });
    const id = await send({ lines });
    expect(await owed()).toEqual({ pending: "600", payable: "0" });
    await takeBack({ kind: "cancellation", external_id: "c1", lines: [{ position: 2 }] });
    expect(await owed()).toEqual({ pending: "0", payable: "0" });
    expect((await w.call("GET", `/v1/conversions/${id}`)).body).toMatchObject({ status: "paid", refunded: eur(11_000) });
  });
});

describe("after the hold", () => {
  beforeEach(() => begin({ level: "line" }));

  test("E18 an order that is cancelled is taken back, and earns again when it is paid after all", async () => {
    const id = await send({ total: eur(10_000) });
    await afterTheHold();
    expect(await owed()).toEqual({ pending: "0", payable: "1000" });
    const say = async (status: string, at: string) => {
      await w.call("POST", `/v1/conversions/${id}/statuses`, { status, occurred_at: at });
      await t.settle();
    };
    await say("cancelled", "2026-05-31T12:00:00Z");
    expect(await owed()).toEqual({ pending: "0", payable: "0" });
    await say("paid", "2026-05-31T13:00:00Z");
    expect(await owed()).toEqual({ pending: "0", payable: "1000" });
  });

  test("E1 refunds of an order whose lines became others are measured on the lines it was paid for", async () => {
    const of = (amounts: bigint[]) =>
      orderAmounts({
        currency: "EUR",
        lines: amounts.map((listPriceMinor) => ({ ...emptyLine, listPriceMinor })),
        taxIncluded: true,
        ...{ codeDiscountMinor: 0n, otherDiscountMinor: 0n, taxMinor: 0n, shippingMinor: 0n, shippingTaxMinor: 0n },
        ...{ tipMinor: 0n, giftCardMinor: 0n, totalMinor: null },
      });
    await world.order({ clickId, source: "stripe_payment", amounts: of([6_000n, 4_000n]) });
    await afterTheHold();
    await world.order({ clickId, source: "shopify", amounts: of([10_000n]), statedAtMs: 5 });
    await world.takeBack({ amountMinor: 5_000n });
    expect(await owed()).toEqual({ pending: "0", payable: "500" });
  });

  test("E6 two orders that turn out to be one are paid once", async () => {
    const payment = { kind: "payment" as const, value: "pi_1" };
    await world.order({ externalId: "A", clickId });
    await world.order({ externalId: "pi_1", clickId, source: "stripe_payment", names: [payment] });
    await afterTheHold();
    expect(await owed()).toEqual({ pending: "0", payable: "2000" });
    await world.order({ externalId: "A", clickId, source: "stripe_link", names: [payment] });
    expect(await owed()).toEqual({ pending: "0", payable: "1000" });
  });
});

describe("orders that rest on earlier ones", () => {
  const placed = (minute: number) => ({
    externalId: String(minute),
    clickId,
    email: "kim@example.com",
    occurredAtMs: Date.parse("2026-05-01T09:00:00Z") + minute * 60_000,
  });

  test("E11 E23 a program that pays for the first two orders pays for those, in whatever order they arrive", async () => {
    await begin({ recurrence: { kind: "first_orders", count: 2 } });
    for (const minute of [4, 3, 2, 1]) await world.order({ ...placed(minute), totalMinor: BigInt(minute) * 10_000n });
    expect(await owed()).toEqual({ pending: "3000", payable: "0" });
  });

  test("E11 months from the first order are counted anew when an earlier one arrives", async () => {
    await begin({ recurrence: { kind: "months", count: 1 }, window_days: { link: 365, code: 365, visit: 365 } });
    clickId = await world.click(ana, "2026-01-01T09:00:00Z");
    await world.order({ ...placed(1), occurredAtMs: Date.parse("2026-04-10T09:00:00Z") });
    await world.order({ ...placed(2), occurredAtMs: Date.parse("2026-02-10T09:00:00Z") });
    expect(await owed()).toEqual({ pending: "1000", payable: "0" });
  });

  test("E11 of several first orders that are paid at once one earns, and when it is refunded the next one does", async () => {
    await begin({ recurrence: { kind: "first_orders", count: 1 } });
    const orders: string[] = [];
    for (const minute of [1, 2, 3, 4]) orders.push(await world.order({ ...placed(minute), status: "pending" }));
    await t.ctx.db.updateTable("conversions").set({ status: "paid" }).where("workspace_id", "=", w.id).execute();
    await Promise.all(orders.toReversed().map((order) => settleOrder(w.ctx, order)));
    await t.settle();
    expect(await owed()).toEqual({ pending: "1000", payable: "0" });
    await world.takeBack({ names: [{ kind: "order", value: "1" }], amountMinor: 10_000n });
    expect(await owed()).toEqual({ pending: "1000", payable: "0" });
    expect((await world.decision(orders[1]!)).outcome).toBe("pay");
  });

  test("E10 a renewal that arrives before its subscription's first order goes to who won that one", async () => {
    await begin();
    const renewal = { externalId: "in_1", subscriptionId: "sub_1", renewalNumber: 1, occurredAtMs: Date.parse("2026-05-01T09:30:00Z") };
    await world.order(renewal);
    await world.order({ externalId: "in_0", subscriptionId: "sub_1", renewalNumber: 0, clickId });
    expect(await owed()).toEqual({ pending: "2000", payable: "0" });
  });
});

describe("which clicks and programs pay", () => {
  test("E21 a click that only the browser remembers pays within a window longer than reports look back", async () => {
    await begin({ window_days: { link: 120, code: 30, visit: 30 } });
    const visitorId = t.ctx.newId();
    await world.click(ana, "2026-01-21T09:00:00Z", { visitorId });
    expect((await world.decision(await world.order({ visitorId }))).outcome).toBe("pay");
    const early = t.ctx.newId();
    await world.click(ana, "2026-01-01T08:59:59Z", { visitorId: early });
    const outside = await world.order({ externalId: "1002", visitorId: early });
    expect(await world.decision(outside)).toMatchObject({ outcome: "none", reason_code: "outside_window" });
  });

  test("E20 a code of one store is nobody's code on another store's order", async () => {
    await begin();
    const other = await w.call("POST", "/v1/stores", { name: "Other", kind: "custom", zone: "UTC", currency: "EUR" });
    await world.addCode(ana, "HELLO10", { store_id: (other.body as { id: string }).id });
    expect(await world.decision(await world.order({ codes: ["hello10"] }))).toMatchObject({ outcome: "none" });
  });

  test("E19 a program of one store pays nothing for another store's orders", async () => {
    await begin();
    const other = await w.call("POST", "/v1/stores", { name: "Other", kind: "custom", zone: "UTC", currency: "EUR" });
    await w.call("PATCH", `/v1/programs/${world.publicProgramId}`, { store_id: (other.body as { id: string }).id });
    expect(await world.decision(await world.order({ clickId }))).toMatchObject({ outcome: "none", reason_code: "no_program" });
  });
});

describe("rates of exchange that come late", () => {
  const addRate = () =>
    w.call("POST", "/v1/exchange-rates", { rates: [{ base: "EUR", quote: "USD", rate: "1.1", on: "2026-05-01", source: "ECB" }] });

  test("E8 without a rate settling again changes nothing, with one the order is decided in the program's currency", async () => {
    await begin({}, { currency: "USD" });
    const order = await world.order({ clickId });
    const { version } = await world.decision(order);
    expect((await world.decision(order)).version).toBe(version);
    await addRate();
    await world.decision(order);
    const { data } = (await w.call("GET", "/v1/ledger/balances")).body as { data: { pending: unknown }[] };
    expect(data.map((row) => row.pending)).toEqual([eur(0), { amount: "1100", currency: "USD" }]);
  });

  test("E12 a cap that no rate was known for is applied when one is, and what it counted stays counted", async () => {
    await begin({ cap: { money: { amount: "1500", currency: "USD" }, per: "month" } });
    const first = await world.order({ clickId });
    await addRate();
    await world.decision(first);
    await world.order({ externalId: "1002", clickId });
    expect(await owed()).toEqual({ pending: "1363", payable: "0" });
  });
});
