import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { makeCreator, makeProgram, must } from "../../../../test/builders.ts";
import {
  shopifyHeaders,
  shopifyOrderPayload,
  shopifyOrderWithoutTax,
  shopifyRefundedLine,
  shopifyRefundPayload,
} from "../../../../test/shopify-payload.ts";
import { stripeCharge, stripeEvent, stripeHeaders, stripeInvoice, stripePayment, stripeSession } from "../../../../test/stripe-payload.ts";

let t: TestApp;
let w: TestWorkspace;
let shopifyHook: string;
let stripeHook: string;

beforeAll(async () => {
  t = await openTestApp();
});
afterAll(() => t.close());

type Order = Record<string, unknown> & { id: string; external_id: string; status: string };

async function connect(kind: "shopify" | "stripe"): Promise<string> {
  const { webhook_url } = await must<{ webhook_url: string }>(w, "POST", "/v1/connections", { kind, secret: `${kind} secret` });
  return new URL(webhook_url).pathname;
}

beforeEach(async () => {
  w = await t.makeWorkspace();
  [shopifyHook, stripeHook] = [await connect("shopify"), await connect("stripe")];
});

const deliver = async (url: string, body: string, headers: Record<string, string>) => {
  const reply = await t.app.inject({ method: "POST", url, payload: body, headers });
  return { status: reply.statusCode, body: reply.json() as Record<string, unknown> };
};
const shopify = (topic: string, payload: object, webhookId?: string) => {
  const body = JSON.stringify(payload);
  return deliver(shopifyHook, body, shopifyHeaders(body, topic, webhookId === undefined ? {} : { webhookId }));
};
const stripe = (type: string, object: object, options: Parameters<typeof stripeEvent>[2] = {}) => {
  const body = JSON.stringify(stripeEvent(type, object, options));
  return deliver(stripeHook, body, stripeHeaders(body));
};
const orders = async (): Promise<Order[]> => (await must<{ data: Order[] }>(w, "GET", "/v1/conversions")).data;
const eur = (amount: number) => ({ amount: String(amount), currency: "EUR" });
const count = async (table: string): Promise<number> => {
  const { rows } = await sql<{ n: bigint }>`select count(*) as n from ${sql.table(table)} where workspace_id = ${w.id}`.execute(t.ctx.db);
  return Number(rows[0]!.n);
};

describe("a delivery", () => {
  const body = JSON.stringify(shopifyOrderPayload());

  it("is refused with 401 and without a hint when its signature is wrong, and nothing is kept", async () => {
    const wrong = { ...shopifyHeaders(body, "orders/paid"), "x-shopify-hmac-sha256": "AAAA" };
    const replies = [
      await deliver(shopifyHook, body, wrong),
      await deliver(shopifyHook, `${body} `, shopifyHeaders(body, "orders/paid")),
      await deliver(shopifyHook, body, { "content-type": "application/json" }),
      await deliver(shopifyHook, body, shopifyHeaders(body, "orders/paid", { secret: "another" })),
    ];
    expect(replies.map((reply) => reply.status)).toEqual([401, 401, 401, 401]);
    expect(new Set(replies.map((reply) => reply.body["detail"])).size).toBe(1);
    expect([await count("raw_payloads"), await count("conversions")]).toEqual([0, 0]);
  });

  it("is refused when Stripe signed it more than five minutes ago, and taken at five", async () => {
    const event = JSON.stringify(stripeEvent("payment_intent.succeeded", stripePayment()));
    const now = Date.parse("2026-05-01T10:00:00Z");
    expect((await deliver(stripeHook, event, stripeHeaders(event, { signedAtMs: now - 301_000 }))).status).toBe(401);
    expect((await deliver(stripeHook, event, stripeHeaders(event, { signedAtMs: now + 301_000 }))).status).toBe(401);
    expect((await deliver(stripeHook, event, stripeHeaders(event, { signedAtMs: now - 300_000 }))).status).toBe(200);
  });

  it("to an unknown, a foreign or a switched-off connection is not found, all alike", async () => {
    const other = await t.makeWorkspace();
    const foreign = shopifyHook.replace(w.publicId, other.publicId);
    const [{ id }] = (await must<{ data: [{ id: string }] }>(w, "GET", "/v1/connections")).data;
    await must(w, "PATCH", `/v1/connections/${id}`, { is_disabled: true });
    const urls = [foreign, shopifyHook, shopifyHook.replace(/con_.*/, "con_00000000000000000000000000"), "/hooks/x/y"];
    const replies = await Promise.all(urls.map((url) => deliver(url, body, shopifyHeaders(body, "orders/paid"))));
    expect(replies.map((reply) => reply.status)).toEqual([404, 404, 404, 404]);
    expect(new Set(replies.map((reply) => reply.body["type"])).size).toBe(1);
  });

  it("is kept encrypted, and the same delivery again does nothing", async () => {
    expect((await shopify("orders/paid", shopifyOrderPayload(), "wh-1")).body).toEqual({ outcome: "taken" });
    expect((await shopify("orders/paid", shopifyOrderPayload(), "wh-1")).body).toEqual({ outcome: "duplicate" });
    expect((await shopify("orders/paid", shopifyOrderPayload(), "wh-2")).body).toEqual({ outcome: "taken" });
    expect([await count("conversions"), await count("conversion_versions"), await count("raw_payloads")]).toEqual([1, 1, 2]);
    const { rows } = await sql<{
      found: boolean;
    }>`select bool_or(position('mia.kunde' in encode(ciphertext, 'escape')) > 0) as found from raw_payloads`.execute(t.ctx.db);
    expect(rows[0]!.found).toBe(false);
  });

  it("fifty times at once is taken once", async () => {
    const event = JSON.stringify(stripeEvent("payment_intent.succeeded", stripePayment(), { id: "evt_same" }));
    const replies = await Promise.all(Array.from({ length: 50 }, () => deliver(stripeHook, event, stripeHeaders(event))));
    expect(replies.filter((reply) => reply.body["outcome"] === "taken")).toHaveLength(1);
    expect([await count("raw_payloads"), await count("conversions")]).toEqual([1, 1]);
  });

  it("that says nothing about orders, or cannot be read, is kept with the reason", async () => {
    expect((await shopify("products/update", { id: 1 })).body).toEqual({ outcome: "ignored" });
    expect((await shopify("orders/create", { hello: "world" })).body).toEqual({ outcome: "unreadable" });
    expect((await deliver(shopifyHook, "{", shopifyHeaders("{", "orders/create"))).body).toEqual({ outcome: "unreadable" });
    expect((await shopify("orders/create", shopifyOrderPayload({ changes: { total_price: "a lot" } }))).body).toEqual({
      outcome: "unreadable",
    });
    const { data } = await must<{ data: { results: { outcome: string; detail: string }[] }[] }>(w, "GET", "/v1/raw-payloads");
    expect(data.map((each) => each.results[0]!.outcome).toSorted()).toEqual(["ignored", "unreadable", "unreadable", "unreadable"]);
    expect(data.some((each) => each.results[0]!.detail.includes("a lot"))).toBe(true);
  });

  it("with characters that no database holds is taken without them", async () => {
    const name = "Tea\u0000\uD800";
    expect(
      (await shopify("orders/paid", shopifyOrderPayload({ changes: { discount_codes: [{ code: name, amount: "1.00" }] } }))).status,
    ).toBe(200);
    expect((await orders())[0]).toMatchObject({ codes: ["Tea"] });
  });

  it("is replayed as it came and changes nothing twice", async () => {
    await shopify("orders/paid", shopifyOrderPayload());
    const [{ id }] = (await must<{ data: [{ id: string }] }>(w, "GET", "/v1/raw-payloads")).data;
    const replayed = await must<{ results: { outcome: string; detail: string }[] }>(w, "POST", `/v1/raw-payloads/${id}/replay`);
    expect(replayed.results.map((result) => [result.outcome, result.detail])).toEqual([
      ["taken", "created"],
      ["taken", "duplicate"],
    ]);
    const other = await t.makeWorkspace();
    expect((await other.call("POST", `/v1/raw-payloads/${id}/replay`)).status).toBe(404);
  });

  it("its secret is never shown", async () => {
    const reply = await w.call("GET", "/v1/connections");
    expect(JSON.stringify(reply.body)).not.toContain("secret");
  });
});

describe("Shopify", () => {
  it("an order has its lines, discounts by code, shipping, tax inside the prices, and its total adds up", async () => {
    await shopify("orders/paid", shopifyOrderPayload());
    const [order] = await orders();
    expect(order).toMatchObject({
      external_id: "5612345678901",
      status: "paid",
      total: eur(5890),
      items: eur(6000),
      discount: eur(600),
      shipping: eur(490),
      shipping_tax: eur(78),
      tax: eur(862),
      tax_included: true,
      codes: ["ANA10"],
      country: "DE",
      flags: [],
      occurred_at: "2026-04-30T09:00:00.000Z",
    });
    const { lines, references } = await must<{ lines: object[]; references: object[] }>(w, "GET", `/v1/conversions/${order!.id}`);
    expect(lines).toMatchObject([
      { sku: "TEA-1", quantity: "2", list_price: eur(2000), code_discount: eur(400) },
      { sku: "CUP-1", quantity: "1", list_price: eur(2000), code_discount: eur(200) },
    ]);
    expect(references).toContainEqual({ kind: "order_name", value: "1001" });
  });

  it("E5 the topics of one order in any order of arrival end the same", async () => {
    const created = ["orders/create", shopifyOrderPayload({ financialStatus: "pending", updatedAt: "2026-04-30T11:00:01+02:00" })] as const;
    const paid = ["orders/paid", shopifyOrderPayload({ updatedAt: "2026-04-30T11:00:01+02:00" })] as const;
    const refund = ["refunds/create", shopifyRefundPayload()] as const;
    const updated = [
      "orders/updated",
      shopifyOrderPayload({
        financialStatus: "partially_refunded",
        updatedAt: "2026-05-01T08:00:01+02:00",
        refunds: [shopifyRefundPayload()],
      }),
    ] as const;
    const sequences = [
      [created, paid, refund, updated],
      [refund, updated, paid, created],
      [paid, refund, created, updated],
      [updated, created, refund, paid],
    ];
    for (const sequence of sequences) {
      w = await t.makeWorkspace();
      shopifyHook = await connect("shopify");
      for (const [topic, payload] of sequence) await shopify(topic, payload);
      expect(await orders()).toMatchObject([{ status: "paid", total: eur(5890), refunded: eur(2000) }]);
    }
  });

  it("E18 an order that is cancelled, or whose payment was voided, is cancelled", async () => {
    await shopify("orders/create", shopifyOrderPayload({ financialStatus: "pending" }));
    expect((await orders())[0]!.status).toBe("pending");
    await shopify(
      "orders/cancelled",
      shopifyOrderPayload({ financialStatus: "voided", cancelledAt: "2026-04-30T12:00:00+02:00", updatedAt: "2026-04-30T12:00:00+02:00" }),
    );
    expect((await orders())[0]!.status).toBe("cancelled");
  });

  it("a dispute is opened and won or lost, an inquiry is nothing", async () => {
    const dispute = {
      id: 77,
      order_id: 5_612_345_678_901,
      type: "chargeback",
      amount: "58.90",
      currency: "EUR",
      reason: "fraudulent",
      status: "needs_response",
      initiated_at: "2026-05-02T10:00:00Z",
      finalized_on: null,
    };
    await shopify("orders/paid", shopifyOrderPayload());
    await shopify("disputes/create", dispute);
    await shopify("disputes/update", { ...dispute, status: "under_review" });
    await shopify("disputes/update", { ...dispute, status: "lost", finalized_on: "2026-05-20" });
    expect((await shopify("disputes/create", { ...dispute, id: 78, type: "inquiry" })).body).toEqual({ outcome: "ignored" });
    const { data } = await must<{ data: { kind: string; amount: object }[] }>(w, "GET", "/v1/adjustments");
    expect(data.map((each) => [each.kind, each.amount])).toEqual([
      ["dispute_lost", eur(5890)],
      ["dispute_opened", eur(5890)],
    ]);
  });

  it("an order of a known address is that person's, who is not new any more", async () => {
    const earlier = { external_id: "1", occurred_at: "2026-04-29T09:00:00Z", total: eur(1), customer: { email: "MIA.KUNDE@example.com" } };
    await must(w, "POST", "/v1/conversions", earlier);
    await shopify("orders/paid", shopifyOrderPayload());
    const [newer, older] = await orders();
    expect(newer!["customer_id"]).toBe(older!["customer_id"]);
    expect([newer!["is_new_customer"], newer!["novelty_reason"]]).toEqual([false, "earlier_order"]);
  });

  describe("E1 a refund of one of two teas and of the cup takes back half of what the teas earned", () => {
    const linesOf = (tax: string) => [shopifyRefundedLine("tea", tax), shopifyRefundedLine("cup", tax)];
    const shops = [
      { name: "prices with tax", order: shopifyOrderPayload, refund: { amount: "36.00", lines: linesOf("2.87") } },
      { name: "prices without tax", order: shopifyOrderWithoutTax, refund: { amount: "42.84", lines: linesOf("3.42") } },
    ];
    const ten = { kind: "percent", rate: "0.1" };
    const none = { kind: "none" };
    const groups = [{ id: "tea", name: "Tea", conditions: { skus: ["TEA-1"] }, values: { new_customer: ten, returning_customer: ten } }];

    it.each(shops)("$name, told by itself or in its order", async ({ order, refund: options }) => {
      for (const isAlone of [true, false]) {
        w = await t.makeWorkspace();
        shopifyHook = await connect("shopify");
        const creator = await makeCreator(w);
        const rule = { groups, otherwise: { new_customer: none, returning_customer: none } };
        const program = await makeProgram(w, { rule, creators: [creator.id] });
        const code = { code: "ANA10", creator_id: creator.id, program_id: program.id, valid_from: "2020-01-01T00:00:00Z" };
        await must(w, "POST", "/v1/codes", code);
        await shopify("orders/paid", order());
        const refund = shopifyRefundPayload(options);
        if (isAlone) await shopify("refunds/create", refund);
        else await shopify("orders/updated", order({ updatedAt: "2026-05-01T08:00:01+02:00", refunds: [refund] }));
        await t.settle();
        const { data } = await must<{ data: { amount: { amount: string }; reversed: { amount: string } }[] }>(w, "GET", "/v1/commissions");
        expect(data).toHaveLength(1);
        const { amount, reversed } = data[0]!;
        expect(Number(amount.amount)).toBeGreaterThan(300);
        expect(Number(reversed.amount)).toBe(Math.round(Number(amount.amount) / 2));
      }
    });
  });

  it("a refund on which no money moved is nothing", async () => {
    expect((await shopify("refunds/create", { ...shopifyRefundPayload(), transactions: [] })).body).toEqual({ outcome: "ignored" });
  });
});

describe("Stripe", () => {
  it("session, payment and charge of one checkout are one order with the session's amounts", async () => {
    await stripe("payment_intent.succeeded", stripePayment());
    await stripe("checkout.session.completed", stripeSession());
    expect(await orders()).toMatchObject([
      {
        external_id: "pi_1",
        status: "paid",
        total: eur(5890),
        discount: eur(600),
        shipping: eur(490),
        source: "stripe_checkout",
        flags: [],
      },
    ]);
  });

  it("E8 amounts follow Stripe's own decimals", async () => {
    await stripe(
      "payment_intent.succeeded",
      stripePayment({ id: "pi_yen", latest_charge: "ch_yen", amount: 1200, amount_received: 1200, currency: "jpy" }),
    );
    await stripe(
      "payment_intent.succeeded",
      stripePayment({ id: "pi_isk", latest_charge: "ch_isk", amount: 120_000, amount_received: 120_000, currency: "isk" }),
    );
    const totals = Object.fromEntries((await orders()).map((order) => [order.external_id, order["total"]]));
    expect(totals).toEqual({ pi_yen: { amount: "1200", currency: "JPY" }, pi_isk: { amount: "1200", currency: "ISK" } });
  });

  it("E10 a trial for nothing and the payment after it: the customer is new for both, the renewal after them is not", async () => {
    const month = (id: string, paidAt: string, changes: object) =>
      stripe("invoice.paid", stripeInvoice({ id, ...changes, status_transitions: { paid_at: Date.parse(paidAt) / 1000 } }));
    const nothing = { amount_due: 0, amount_paid: 0, subtotal: 0, total: 0, lines: { data: [] } };
    await month("in_trial", "2026-01-31T10:00:00Z", nothing);
    await month("in_third", "2026-03-31T10:00:00Z", { billing_reason: "subscription_cycle" });
    await month("in_second", "2026-02-28T10:00:00Z", { billing_reason: "subscription_cycle" });
    const found = (await orders()).map((order) => [
      order.external_id,
      order["renewal_number"],
      order["is_new_customer"],
      order["subscription_id"],
    ]);
    expect(found).toEqual([
      ["in_third", 1, false, "sub_1"],
      ["in_second", 0, true, "sub_1"],
      ["in_trial", 0, true, "sub_1"],
    ]);
  });

  it("E10 a downgrade's credit is spent by the next invoice, which counts what was paid", async () => {
    await stripe("invoice.paid", stripeInvoice({ id: "in_credit", total: -4000, amount_due: 0, amount_paid: 0 }));
    const proration = { id: "il_2", object: "line_item", amount: -900, currency: "eur", description: "Unused time on Pro", quantity: 1 };
    const [line] = (stripeInvoice()["lines"] as { data: object[] }).data;
    await stripe("invoice.paid", stripeInvoice({ id: "in_next", total: 2000, amount_paid: 500, lines: { data: [line, proration] } }));
    expect(await orders()).toMatchObject([{ external_id: "in_next", items: eur(2900), discount: eur(2400), total: eur(500), flags: [] }]);
  });

  it("an invoice and its payment are one order, by the old field, by the new event, and found out late", async () => {
    await stripe("payment_intent.succeeded", stripePayment({ description: "Subscription creation" }));
    expect(await orders()).toEqual([]);
    await stripe("invoice.paid", stripeInvoice());
    await stripe("payment_intent.succeeded", stripePayment({ id: "pi_9", amount: 2900, amount_received: 2900, latest_charge: "ch_9" }));
    expect(await orders()).toHaveLength(2);
    const link = {
      id: "inpay_1",
      object: "invoice_payment",
      amount_paid: 2900,
      amount_requested: 2900,
      currency: "eur",
      invoice: "in_1",
      status: "paid",
      payment: { type: "payment_intent", payment_intent: "pi_9" },
    };
    await stripe("invoice_payment.paid", link);
    expect(await orders()).toMatchObject([{ external_id: "in_1", status: "paid", total: eur(2900) }]);
    const { rows } = await sql<{
      status: string;
      joined: boolean;
    }>`select status, joined_into_id is not null as joined from conversions where workspace_id = ${w.id} and external_id = 'pi_9'`.execute(
      t.ctx.db,
    );
    expect(rows).toEqual([{ status: "cancelled", joined: true }]);
    await stripe("charge.refunded", stripeCharge({ id: "ch_9", payment_intent: "pi_9", amount_refunded: 1000 }));
    expect((await orders())[0]).toMatchObject({ refunded: eur(1000) });
  });

  it("E4 a refund that comes as a sum and as itself counts once; a dispute comes and goes", async () => {
    await stripe("charge.refunded", stripeCharge());
    await stripe("payment_intent.succeeded", stripePayment());
    await stripe("refund.created", {
      id: "re_1",
      object: "refund",
      amount: 2000,
      charge: "ch_1",
      payment_intent: "pi_1",
      currency: "eur",
      status: "succeeded",
    });
    await stripe("charge.refunded", stripeCharge({ amount_refunded: 3000 }));
    await stripe("charge.dispute.created", {
      id: "du_1",
      object: "dispute",
      amount: 5890,
      charge: "ch_1",
      payment_intent: "pi_1",
      currency: "eur",
      status: "needs_response",
    });
    await stripe("charge.dispute.closed", {
      id: "du_1",
      object: "dispute",
      amount: 5890,
      charge: "ch_1",
      payment_intent: "pi_1",
      currency: "eur",
      status: "won",
    });
    expect(await orders()).toMatchObject([{ refunded: eur(3000) }]);
    const { data } = await must<{ data: { external_id: string }[] }>(w, "GET", "/v1/adjustments");
    expect(data.map((each) => each.external_id).toSorted()).toEqual([
      expect.stringMatching(/^ch_1:refunded:2000:\d+$/),
      expect.stringMatching(/^ch_1:refunded:3000:\d+$/),
      "du_1:opened",
      "du_1:won",
      "re_1",
    ]);
  });

  describe("E5 a refund that failed", () => {
    const createdAt = 1_777_540_000;
    const refund = (changes: Readonly<Record<string, unknown>> = {}) => ({
      ...{ id: "re_1", object: "refund", amount: 2000, charge: "ch_1", payment_intent: "pi_1", currency: "eur" },
      ...{ created: createdAt, status: "succeeded", ...changes },
    });
    const failed = refund({ status: "failed", failure_reason: "expired_or_canceled_card" });
    const said: Readonly<Record<string, () => Promise<unknown>>> = {
      payment: () => stripe("payment_intent.succeeded", stripePayment()),
      refund: () => stripe("refund.created", refund(), { created: createdAt }),
      sum: () => stripe("charge.refunded", stripeCharge(), { created: createdAt + 1 }),
      failure: () => stripe("refund.failed", failed, { created: createdAt + 86_400 }),
    };

    it("is taken back, whatever of it is told and in whatever order", async () => {
      const told = [
        ["payment", "refund", "sum", "failure"],
        ["payment", "sum", "failure"],
        ["payment", "refund", "failure"],
        ["failure", "sum", "refund", "payment"],
        ["payment", "failure", "refund", "sum", "failure"],
      ];
      for (const words of told) {
        w = await t.makeWorkspace();
        stripeHook = await connect("stripe");
        for (const word of words) await said[word]!();
        expect([words, (await orders())[0]]).toMatchObject([words, { refunded: eur(0) }]);
      }
    });

    it("leaves what other refunds took, and the same amount may go back again", async () => {
      await said["payment"]!();
      await stripe("charge.refunded", stripeCharge({ amount_refunded: 500 }), { created: createdAt - 100 });
      await stripe("charge.refunded", stripeCharge({ amount_refunded: 2500 }), { created: createdAt + 1 });
      await stripe("refund.updated", failed, { created: createdAt + 86_400 });
      expect((await orders())[0]).toMatchObject({ refunded: eur(500) });
      await stripe("charge.refunded", stripeCharge({ amount_refunded: 2500 }), { created: createdAt + 90_000 });
      expect((await orders())[0]).toMatchObject({ refunded: eur(2500) });
    });
  });

  it("a payment in test mode is a test order", async () => {
    await stripe("payment_intent.succeeded", stripePayment(), { livemode: false });
    expect((await orders())[0]!.status).toBe("test");
  });
});
