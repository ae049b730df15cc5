import type { FastifyInstance } from "fastify";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { makeOrder, must } from "../../../../test/builders.ts";
import { untilSomebodyWaits } from "../../../../test/until-somebody-waits.ts";
import { openHttpApi } from "../../../app/http-api.ts";
import { shortUuid } from "../../../kernel/ids.ts";
import { orderDifference } from "../proof/service.ts";

let t: TestApp;
let w: TestWorkspace;

beforeAll(async () => {
  t = await openTestApp();
  w = await t.makeWorkspace();
});
afterAll(() => t.close());

let counted = 0;
const eur = (amount: number) => ({ amount: String(amount), currency: "EUR" });
const order = (fields: Record<string, unknown> = {}) => ({
  external_id: `o${++counted}`,
  occurred_at: "2026-04-30T09:00:00Z",
  total: eur(10_000),
  ...fields,
});
type Reply = Record<string, never> & { outcome: string; id: string; errors: { pointer: string; detail: string }[] };
const send = (body: unknown, headers?: Record<string, string>) =>
  w.call("POST", "/v1/conversions", body, headers) as Promise<{ status: number; body: Reply; headers: Record<string, unknown> }>;
const show = (id: string) => must<Record<string, never>>(w, "GET", `/v1/conversions/${id}`);
const pointers = async (body: unknown) => (await send(body)).body.errors.map((error) => error.pointer);

describe("POST /v1/conversions", () => {
  it("records an order and shows it with every amount", async () => {
    const { status, body } = await send(
      order({
        total: undefined,
        lines: [
          { sku: "TEA", title: "Tea", quantity: 2, list_price: eur(1000), tax: eur(320) },
          { sku: "CUP", list_price: eur(500), tax: eur(80) },
        ],
        code_discount: eur(500),
        shipping: eur(490),
        shipping_tax: eur(93),
        tip: eur(100),
        gift_card: eur(1000),
        codes: ["ANA10"],
        country: "DE",
        metadata: { table: 4 },
      }),
    );
    expect([status, body.outcome]).toEqual([200, "created"]);
    expect(await show(body.id)).toMatchObject({
      items: eur(2500),
      discount: eur(500),
      tax: eur(400),
      total: eur(2500 - 500 + 400 + 490 + 93 + 100),
      gift_card: eur(1000),
      codes: ["ANA10"],
      lines: [{ quantity: "2", code_discount: eur(400) }, { code_discount: eur(100) }],
      statuses: [{ status: "paid", source: "api" }],
      metadata: { table: 4 },
    });
  });

  it("E6 the same body again is answered 200 as a duplicate, another body with 409 and the places", async () => {
    const body = order();
    const first = await send(body);
    const again = await send(body);
    expect([again.status, again.body.outcome, again.body.id]).toEqual([200, "duplicate", first.body.id]);
    const other = await send({ ...body, country: "FR" });
    expect(other.status).toBe(409);
    expect(other.body).toMatchObject({ conversion_id: first.body.id, differences: [{ pointer: "/country", was: null, now: "FR" }] });
  });

  it("E6 the same order fifty times at once over HTTP is one order", async () => {
    const body = order({ customer: { email: "raced@example.com" } });
    const replies = await Promise.all(Array.from({ length: 50 }, () => send(body)));
    expect(new Set(replies.map((reply) => reply.body.id)).size).toBe(1);
    expect(replies.filter((reply) => reply.body.outcome === "created")).toHaveLength(1);
  });

  it("orders that arrive together are answered each by its own result, the wrong ones alone refused", async () => {
    const known = order();
    await send(known);
    const bodies = [order(), { ...known, country: "FR" }, order({ store_id: "sto_00000000000000000000000000" }), order(), known];
    const replies = await Promise.all(bodies.map((body) => send(body)));
    expect(replies.map((reply) => reply.status)).toEqual([200, 409, 404, 200, 200]);
  });

  it("an Idempotency-Key replays the answer, also for two at once, and refuses another body", async () => {
    const body = order();
    const key = { "idempotency-key": "k-1" };
    const [one, two] = await Promise.all([send(body, key), send(body, key)]);
    expect([one.body, two.body]).toEqual([one.body, one.body]);
    const replayed = [one, two].map(({ headers }) => headers["idempotency-replayed"]);
    expect(replayed.filter((header) => header === "true")).toHaveLength(1);
    expect(replayed.filter((header) => header === undefined)).toHaveLength(1);
    expect((await send(order(), key)).status).toBe(409);
  });

  it("takes every way to write a click and a visitor, and refuses what is none", async () => {
    const uuid = t.ctx.newId();
    const { body } = await send(order({ click_id: shortUuid(uuid), visitor_id: uuid }));
    const { rows } = await sql<{
      click_id: string;
      visitor_id: string;
    }>`select click_id, visitor_id from conversions where external_id = ${`o${counted}`}`.execute(t.ctx.db);
    expect(rows).toEqual([{ click_id: uuid, visitor_id: uuid }]);
    expect((await show(body.id))["click_id"]).toMatch(/^clk_/);
    expect(await pointers(order({ click_id: "spring-sale" }))).toEqual(["/click_id"]);
  });

  it("keeps no e-mail address anywhere", async () => {
    await send(order({ customer: { email: "Secret.Person@example.com", external_id: "cust-77-secret" } }));
    const { rows } = await sql<{ found: boolean }>`
      select bool_or(v.document::text ilike '%secret%') as found from conversion_versions v where v.workspace_id = ${w.id}`.execute(
      t.ctx.db,
    );
    expect(rows[0]!.found).toBe(false);
  });

  it("a lead needs no amount", async () => {
    const { body } = await send(order({ kind: "lead", total: undefined }));
    expect(await show(body.id)).toMatchObject({ kind: "lead", total: eur(0), flags: [], status: "paid" });
  });
});

describe("an Idempotency-Key that another process answers under meanwhile", () => {
  /** As another process would: the answer to the key `from`, under `to`, in a transaction that ends when somebody waits for it. */
  const answerElsewhere = (from: string, to: string, meanwhile: () => ReturnType<typeof send>) =>
    t.ctx.db.transaction().execute(async (db) => {
      await sql`insert into idempotency_keys (workspace_id, key, endpoint, request_hash, status, response, created_at)
        select workspace_id, ${to}, endpoint, request_hash, status, response, created_at from idempotency_keys
        where workspace_id = ${w.id} and key = ${from}`.execute(db);
      const waiting = meanwhile();
      await untilSomebodyWaits(t.ctx.db);
      return { answer: () => waiting };
    });

  it("replays that answer", async () => {
    const body = order();
    const first = await send(body, { "idempotency-key": "here-1" });
    const { answer } = await answerElsewhere("here-1", "there-1", () => send(body, { "idempotency-key": "there-1" }));
    const second = await answer();
    expect([second.status, second.headers["idempotency-replayed"], second.body]).toEqual([200, "true", first.body]);
  });

  it("refuses another body and leaves nothing of it", async () => {
    await send(order(), { "idempotency-key": "here-2" });
    const other = order();
    const { answer } = await answerElsewhere("here-2", "there-2", () => send(other, { "idempotency-key": "there-2" }));
    expect((await answer()).status).toBe(409);
    const { rows } = await sql`select 1 from conversions where workspace_id = ${w.id} and external_id = ${other.external_id}`.execute(
      t.ctx.db,
    );
    expect(rows).toEqual([]);
  });

  it("does the same for what is answered one by one", async () => {
    await send(order(), { "idempotency-key": "here-3" });
    const batch = { conversions: [order()] };
    const sent = () => w.call("POST", "/v1/conversions/batch", batch, { "idempotency-key": "there-3" }) as ReturnType<typeof send>;
    const { answer } = await answerElsewhere("here-3", "there-3", sent);
    expect((await answer()).status).toBe(409);
  });
});

describe("two processes at once", () => {
  let second: FastifyInstance;
  beforeAll(async () => {
    second = await openHttpApi({ ctx: t.ctx, trustedProxies: [], requestsPerMinute: 1_000_000, checkAnswers: true });
  });
  afterAll(() => second.close());

  /** Through one process and the other in turn. */
  async function sendTo(at: number, url: string, body: unknown, headers: Record<string, string> = {}) {
    const request = { authorization: `Bearer ${w.key}`, "content-type": "application/json", ...headers };
    const { statusCode, ...reply } = await [t.app, second][at % 2]!.inject({
      ...{ method: "POST", url, headers: request, payload: JSON.stringify(body) },
    });
    return { status: statusCode, body: reply.json<Reply>() };
  }
  const countOf = async (like: string): Promise<number> =>
    (
      await sql<{
        n: number;
      }>`select count(*)::int as n from conversions where workspace_id = ${w.id} and external_id like ${like}`.execute(t.ctx.db)
    ).rows[0]!.n;

  it("fifty requests with one key and body have one answer", async () => {
    const body = order();
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, at) => sendTo(at, "/v1/conversions", body, { "idempotency-key": "raced-1" })),
    );
    for (const reply of replies) expect(reply).toEqual(replies[0]);
    expect(replies[0]).toMatchObject({ status: 200, body: { outcome: "created" } });
  });

  it("fifty with one key and bodies of their own record one order, and the others are refused by the key", async () => {
    const bodies = Array.from({ length: 50 }, (_, at) => order({ external_id: `one-key-${at}` }));
    const replies = await Promise.all(bodies.map((body, at) => sendTo(at, "/v1/conversions", body, { "idempotency-key": "raced-2" })));
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, ...Array<number>(49).fill(409)]);
    expect(await countOf("one-key-%")).toBe(1);
  });

  it("keys in every sequence, half of them used twice, record each order once", async () => {
    const bodies = Array.from({ length: 40 }, (_, at) =>
      order({ external_id: `mixed-${at}`, customer: { email: `mixed${at % 5}@example.com` } }),
    );
    const requests = [...bodies, ...bodies.toReversed()].map((body) => ({ body, key: `mixed ${body.external_id}`.replace(" ", "-") }));
    const replies = await Promise.all(requests.map(({ body, key }, at) => sendTo(at, "/v1/conversions", body, { "idempotency-key": key })));
    expect(replies.map(({ status }) => status)).toEqual(Array<number>(80).fill(200));
    expect(await countOf("mixed-%")).toBe(40);
  });

  it("orders that come singly, in batches and with their refunds at once are one each, with the refund", async () => {
    const bodies = Array.from({ length: 20 }, (_, at) => order({ external_id: `both-${at}` }));
    const refunds = bodies.map(({ external_id }) => ({
      ...{ conversion_external_id: external_id, external_id: `refund-${external_id}`, kind: "refund" },
      ...{ occurred_at: "2026-05-01T00:00:00Z", amount: eur(1_000) },
    }));
    const replies = await Promise.all([
      ...bodies.map((body, at) => sendTo(at, "/v1/conversions", body)),
      ...[0, 1, 2, 3].map((at) => sendTo(at, "/v1/conversions/batch", { conversions: at % 2 === 0 ? bodies : bodies.toReversed() })),
      ...refunds.map((body, at) => sendTo(at, "/v1/adjustments", body)),
    ]);
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    const { rows } = await sql<{ refunded: string }>`
      select refunded_minor as refunded from conversions where workspace_id = ${w.id} and external_id like 'both-%'`.execute(t.ctx.db);
    expect(rows.map(({ refunded }) => Number(refunded))).toEqual(Array<number>(20).fill(1_000));
    expect(await orderDifference(w.ctx)).toBeUndefined();
  });
});

describe("hostile input", () => {
  it("lists all faults at once with their places", async () => {
    const wrong = order({
      total: { amount: "12.34", currency: "EUR" },
      occurred_at: "yesterday",
      surprise: 1,
      lines: [{ list_price: eur(1), quantity: -1 }],
    });
    expect((await pointers(wrong)).toSorted()).toEqual(["/lines/0/quantity", "/occurred_at", "/surprise", "/total/amount"]);
  });

  it("refuses negative and absurd amounts, mixed and unknown currencies", async () => {
    expect(await pointers(order({ total: eur(-1) }))).toEqual(["/total/amount"]);
    expect(await pointers(order({ total: { amount: "999999999999999999", currency: "EUR" } }))).toEqual(["/total/amount"]);
    expect(await pointers(order({ total: { amount: "1", currency: "XTS" } }))).toEqual(["/total/currency"]);
    expect(await pointers(order({ tip: { amount: "1", currency: "USD" } }))).toEqual(["/tip/currency"]);
    expect(await pointers(order({ total: undefined }))).toEqual(["/total"]);
    expect(await pointers(order({ lines: [{ list_price: eur(9 * 10 ** 14), quantity: 1_000_000 }] }))).toEqual(["/lines"]);
  });

  it("refuses U+0000 and half characters, and a body beyond the limit", async () => {
    expect(await pointers(order({ external_id: "a\u0000b" }))).toEqual(["/external_id"]);
    expect((await send(order({ metadata: { a: "x".repeat(300_000) } }))).status).toBe(413);
  });

  it("E8 takes currencies without and with three decimals as they are", async () => {
    const yen = await send(order({ total: { amount: "1000", currency: "JPY" } }));
    const dinar = await send(order({ total: { amount: "1234", currency: "KWD" } }));
    expect((await show(yen.body.id))["total"]).toEqual({ amount: "1000", currency: "JPY" });
    expect((await show(dinar.body.id))["total"]).toEqual({ amount: "1234", currency: "KWD" });
  });
});

describe("POST /v1/conversions/batch", () => {
  const batch = (conversions: unknown[]) =>
    w.call("POST", "/v1/conversions/batch", { conversions }) as Promise<{ status: number; body: { data: Reply[] } & Reply }>;

  it("answers each order in its place", async () => {
    const known = order();
    await send(known);
    const twice = order();
    const { status, body } = await batch([
      order(),
      known,
      { ...known, country: "FR" },
      twice,
      twice,
      order({ store_id: "sto_00000000000000000000000000" }),
    ]);
    expect(status).toBe(200);
    expect(body.data.map((each) => each.outcome)).toEqual(["created", "duplicate", "refused", "created", "duplicate", "refused"]);
    expect(body.data[2]).toMatchObject({ problem: { status: 409, differences: [{ pointer: "/country" }] } });
  });

  it("takes a thousand and refuses one more, all or nothing where the shape is wrong", async () => {
    const thousand = Array.from({ length: 1000 }, () => order());
    expect((await batch(thousand)).body.data.every((each) => each.outcome === "created")).toBe(true);
    expect((await batch([...thousand, order()])).status).toBe(422);
    const good = order();
    expect((await batch([good, order({ total: eur(-1) })])).body.errors.map((error) => error.pointer)).toEqual([
      "/conversions/1/total/amount",
    ]);
    expect((await send(good)).body.outcome).toBe("created");
  });
});

describe("GET /v1/conversions", () => {
  it("lists orders newest first, by store, status and customer, page by page", async () => {
    const other = await t.makeWorkspace();
    const made: string[] = [];
    for (const day of ["03", "01", "02"])
      made.push((await makeOrder(other, { occurred_at: `2026-04-${day}T00:00:00Z`, customer: { email: "a@example.com" } })).id);
    await makeOrder(other, { status: "pending", occurred_at: "2026-04-04T00:00:00Z" });
    type Page = { data: { id: string; customer_id: string }[]; next_cursor: string | null };
    const paid = await must<Page>(other, "GET", "/v1/conversions?status=paid&limit=2");
    expect(paid.data.map((each) => each.id)).toEqual([made[0], made[2]]);
    const rest = await must<Page>(other, "GET", `/v1/conversions?status=paid&limit=2&cursor=${paid.next_cursor}`);
    expect([rest.data.map((each) => each.id), rest.next_cursor]).toEqual([[made[1]], null]);
    const ofCustomer = await must<Page>(other, "GET", `/v1/conversions?customer_id=${paid.data[0]!.customer_id}`);
    expect(ofCustomer.data).toHaveLength(3);
  });

  it("another workspace's order is not found", async () => {
    const { id } = await makeOrder(w);
    const other = await t.makeWorkspace();
    expect((await other.call("GET", `/v1/conversions/${id}`)).status).toBe(404);
    expect(
      (await other.call("POST", `/v1/conversions/${id}/statuses`, { status: "paid", occurred_at: "2026-05-01T00:00:00Z" })).status,
    ).toBe(404);
  });
});

describe("statuses", () => {
  it("E18 a pending order is paid, cancelled and paid again by hand, and its first body stays a duplicate", async () => {
    const body = order({ status: "pending" });
    const { id } = (await send(body)).body;
    const step = (status: string, occurred_at: string) => must<Reply>(w, "POST", `/v1/conversions/${id}/statuses`, { status, occurred_at });
    expect((await step("paid", "2026-04-30T10:00:00Z"))["status"]).toBe("paid");
    await must(w, "POST", "/v1/adjustments", {
      conversion_external_id: body.external_id,
      kind: "cancellation",
      external_id: `c-${id}`,
      occurred_at: "2026-04-30T11:00:00Z",
    });
    expect((await show(id))["status"]).toBe("cancelled");
    expect((await step("paid", "2026-04-30T12:00:00Z"))["status"]).toBe("paid");
    expect((await send(body)).body.outcome).toBe("duplicate");
    expect((await show(id))["total"]).toEqual(eur(10_000));
  });
});

describe("POST /v1/adjustments", () => {
  const adjust = (body: Record<string, unknown>) =>
    w.call("POST", "/v1/adjustments", { kind: "refund", occurred_at: "2026-05-01T00:00:00Z", amount: eur(1000), ...body }) as Promise<{
      status: number;
      body: Reply;
    }>;

  it("takes back of its order once, whatever is sent again", async () => {
    const sent = order();
    const { id } = (await send(sent)).body;
    const refund = { conversion_external_id: sent.external_id, external_id: `r-${id}` };
    expect((await adjust(refund)).body).toMatchObject({ outcome: "created", conversion_id: id });
    expect((await adjust(refund)).body.outcome).toBe("duplicate");
    expect((await adjust({ ...refund, amount: eur(1) })).status).toBe(409);
    expect((await show(id))["refunded"]).toEqual(eur(1000));
    const list = await must<{ data: Record<string, unknown>[] }>(w, "GET", `/v1/adjustments?conversion_id=${id}`);
    expect(list.data).toMatchObject([{ conversion_id: id, amount: eur(1000), source: "api" }]);
  });

  it("E5 waits for an order that has not come", async () => {
    const sent = order();
    expect((await adjust({ conversion_external_id: sent.external_id, external_id: `r-${sent.external_id}` })).body).toMatchObject({
      outcome: "early",
      conversion_id: null,
    });
    const { id } = (await send(sent)).body;
    expect((await show(id))["refunded"]).toEqual(eur(1000));
  });

  it("names what is wrong with it", async () => {
    const reply = await adjust({ conversion_external_id: "x", external_id: "y", amount: eur(-1), lines: [{ quantity: 1 }] });
    expect(reply.body.errors.map((error) => error.pointer).toSorted()).toEqual(["/amount/amount", "/lines/0"]);
  });
});
