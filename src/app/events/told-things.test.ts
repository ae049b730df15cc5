import { Readable } from "node:stream";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { must } from "../../../test/builders.ts";
import { openPayWorld, ruleDocument, type Paid, type PayWorld } from "../../../test/pay-world.ts";
import { matureDue, settleOrder } from "../../features/commissions/service.ts";
import { importFile } from "../../features/imports/service.ts";
import { eventTypes } from "../../features/webhooks/event-types.ts";
import { formatId } from "../../kernel/ids.ts";
import { apiDocument } from "../documentation.ts";
import { toldEvents, toldThings } from "./told-things.ts";

let t: TestApp;
let w: TestWorkspace;
let world: PayWorld;
let ana: Paid;
let ben: Paid;
const seen = new Set<string>();

beforeAll(async () => {
  t = await openTestApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  t.clock.set("2026-05-01T10:00:00Z");
  w = await t.makeWorkspace();
  world = await openPayWorld(t, w);
  [ana, ben] = [await world.addCreator("Ana"), await world.addCreator("Ben")];
  await must(w, "POST", "/v1/webhook-endpoints", { url: "http://127.0.0.1:1/", event_types: eventTypes });
});

interface Told {
  readonly id: string;
  readonly payload: { readonly type: string; readonly timestamp: string; readonly data: { readonly id: string } & Record<string, unknown> };
}

const events = async (): Promise<Told[]> =>
  (await sql<Told>`select id, payload from webhook_events where workspace_id = ${w.id} order by id`.execute(t.ctx.db)).rows;

/** What the outside is told of something done, once everything that follows from it was carried out; each payload fits its schema. */
async function told(done: () => Promise<unknown>): Promise<Told["payload"][]> {
  const before = new Set((await events()).map((event) => event.id));
  await done();
  await t.settle();
  const fresh = (await events()).filter((event) => !before.has(event.id)).map((event) => event.payload);
  for (const { type, timestamp, data } of fresh) {
    const { data: schema } = toldEvents().find((event) => event.type === type)!;
    expect(() => schema.parse(data), `${type}: ${JSON.stringify(data)}`).not.toThrow();
    expect(timestamp).toBe(new Date(t.ctx.now()).toISOString());
    seen.add(type);
  }
  return fresh;
}

const typesOf = async (done: () => Promise<unknown>): Promise<string[]> => (await told(done)).map((event) => event.type).toSorted();
const patch = (url: string, body: object) => must(w, "PATCH", url, body);
const post = <T = { id: string }>(url: string, body: object = {}) => must<T>(w, "POST", url, body);
const clickAt = "2026-04-28T09:00:00Z";
const orderId = async (): Promise<string> => (await must<{ data: [{ id: string }] }>(w, "GET", "/v1/conversions")).data[0].id;

describe("The outside is told", () => {
  test("of an order and of what it earned, each as the API shows it", async () => {
    const clickId = await world.click(ana, clickAt);
    const [order, commission] = await told(() => world.order({ clickId }));
    expect([order!.type, commission!.type]).toEqual(["order.created.v1", "commission.earned.v1"]);
    expect(order!.data).toEqual(await must(w, "GET", `/v1/conversions/${order!.data.id}`));
    expect(commission!.data).toEqual(await must(w, "GET", `/v1/commissions/${commission!.data.id}`));
    expect(commission!.data).toMatchObject({ state: "on_hold", amount: { amount: "1000", currency: "EUR" }, creator_id: ana.publicId });
  });

  test("once of an order that is sent again, and of its change when it changes", async () => {
    await world.order();
    expect(await typesOf(() => world.order())).toEqual([]);
    expect(await typesOf(() => world.order({ source: "shopify", status: "cancelled", statedAtMs: 1 }))).toEqual(["order.updated.v1"]);
  });

  test("of a refund, and of what is taken back", async () => {
    await world.order({ clickId: await world.click(ana, clickAt) });
    const all = await told(() => world.takeBack({ amountMinor: 2_500n }));
    expect(all.map((event) => event.type).toSorted()).toEqual(["adjustment.created.v1", "commission.reversed.v1"]);
    const adjustment = all.find((event) => event.type === "adjustment.created.v1")!.data;
    expect(adjustment).toMatchObject({ kind: "refund", amount: { amount: "2500", currency: "EUR" }, conversion_id: await orderId() });
    expect((await must<{ data: object[] }>(w, "GET", "/v1/adjustments")).data).toEqual([adjustment]);
    expect(all.find((event) => event.type === "commission.reversed.v1")!.data["reversed"]).toEqual({ amount: "250", currency: "EUR" });
  });

  test("of a refund whose order has not come", async () => {
    const [early] = await told(() => world.takeBack({ amountMinor: 2_500n }));
    expect(early).toMatchObject({ type: "adjustment.created.v1", data: { conversion_id: null } });
  });

  test("of a dispute that takes back, and of one that is won", async () => {
    await world.order({ clickId: await world.click(ana, clickAt) });
    const opened = await typesOf(() => world.takeBack({ kind: "dispute_opened", externalId: "du_1:opened" }));
    expect(opened).toEqual(["adjustment.created.v1", "commission.reversed.v1"]);
    const won = await typesOf(() => world.takeBack({ kind: "dispute_won", externalId: "du_1:won" }));
    expect(won).toEqual(["adjustment.created.v1", "commission.restored.v1"]);
  });

  test("of a commission that late evidence replaces", async () => {
    const visitorId = t.ctx.newId();
    const order = await world.order({ visitorId, clickId: await world.click(ben, "2026-04-20T09:00:00Z") });
    await world.click(ana, clickAt, { visitorId });
    const all = await told(() => settleOrder(w.ctx, order));
    expect(all.map(({ type, data }) => [type, data["state"], data["creator_id"]])).toEqual([
      ["commission.replaced.v1", "replaced", ben.publicId],
      ["commission.earned.v1", "on_hold", ana.publicId],
    ]);
  });

  test("of a commission whose hold is over", async () => {
    await world.order({ clickId: await world.click(ana, clickAt) });
    t.clock.set("2026-06-01T00:00:00Z");
    const all = await told(() => matureDue(t.ctx));
    expect(all.map(({ type, data }) => [type, data["state"]])).toEqual([["commission.matured.v1", "payable"]]);
  });

  test("of a creator, whatever of it changes", async () => {
    const created = await told(() => post("/v1/creators", { name: "Cleo", accounts: [{ platform: "x", handle: "cleo" }] }));
    expect(created.map((event) => event.type)).toEqual(["creator.created.v1"]);
    const { id, accounts } = created[0]!.data as unknown as { id: string; accounts: [{ id: string }] };
    const account = `/v1/creators/${id}/accounts/${accounts[0].id}`;
    const changes = [
      () => patch(`/v1/creators/${id}`, { notes: "met in May" }),
      () => post(`/v1/creators/${id}/statuses`, { status: "paused", reason: "holiday" }),
      () => post(`/v1/creators/${id}/accounts`, { platform: "tiktok", handle: "cleo" }),
      () => patch(account, { handle: "cleo2" }),
      () => post(`${account}/snapshots`, { followers: 12, observed_on: "2026-05-01" }),
      () => post(`${account}/archive`),
      () => post(`/v1/creators/${id}/archive`),
      () => post(`/v1/creators/${id}/restore`),
    ];
    for (const change of changes) {
      const [event, ...others] = await told(change);
      expect([event!.type, others]).toEqual(["creator.updated.v1", []]);
      expect(event!.data).toEqual(await must(w, "GET", `/v1/creators/${id}`));
    }
  });

  test("of every creator that a file brings or changes, and of the end of its import", async () => {
    const content = "name,email,instagram\nCleo,cleo@example.com,cleo\nDan,dan@example.com,dan\n";
    const file = (text: string) => ({
      kind: "creators" as const,
      file_name: "list.csv",
      content: Readable.from([Buffer.from(text)]),
      skipFaulty: false,
    });
    const all = await told(() => importFile(w.ctx, file(content)));
    expect(all.map(({ type }) => type).toSorted()).toEqual(["creator.created.v1", "creator.created.v1", "import.finished.v1"]);
    expect(all.find((event) => event.type === "import.finished.v1")!.data).toMatchObject({ status: "done", taken: 2 });
    const again = content.replace("Cleo,", "Cleopatra,");
    expect(await typesOf(() => importFile(w.ctx, file(again)))).toEqual(["creator.updated.v1", "import.finished.v1"]);
    const [failed] = await told(() => importFile(w.ctx, file("name,email\nEve,nonsense\n")));
    expect(failed).toMatchObject({ type: "import.finished.v1", data: { status: "failed", refused: 1 } });
  });

  test("of programs, their pay rules, and who takes part", async () => {
    const [program] = await told(() => post("/v1/programs", { name: "Winter", kind: "affiliate" }));
    const url = `/v1/programs/${program!.data.id}`;
    expect(await typesOf(() => patch(url, { name: "Deep winter" }))).toEqual(["program.updated.v1"]);
    const [rule] = await told(() => post(`${url}/pay-rules`, { document: ruleDocument() }));
    expect(rule!.data).toEqual(await must(w, "GET", `${url}/pay-rules/${rule!.data.id}`));
    const [enrollment, other] = await told(() => post(`${url}/enrollments`, { creator_ids: [ana.publicId, ben.publicId] }));
    expect([enrollment!.type, other!.type]).toEqual(["enrollment.created.v1", "enrollment.created.v1"]);
    expect(await typesOf(() => post(`${url}/enrollments/${enrollment!.data.id}/end`))).toEqual(["enrollment.updated.v1"]);
    expect(await typesOf(() => post(`${url}/archive`))).toEqual(["program.updated.v1"]);
  });

  test("of links and codes", async () => {
    const owner = { creator_id: ana.publicId, program_id: world.publicProgramId };
    const place = { domain_id: formatId("dom", world.domainId), key: "spring", destination: "https://shop.example/" };
    const [link] = await told(() => post("/v1/links", { ...place, ...owner }));
    expect(link!.type).toBe("link.created.v1");
    expect(await typesOf(() => patch(`/v1/links/${link!.data.id}`, { disabled: true }))).toEqual(["link.updated.v1"]);
    const [archived] = await told(() => must(w, "DELETE", `/v1/links/${link!.data.id}`));
    expect(archived).toMatchObject({ type: "link.updated.v1", data: { archived_at: "2026-05-01T10:00:00.000Z" } });
    const [code] = await told(() => post("/v1/codes", { code: "ANA10", ...owner }));
    expect(await typesOf(() => patch(`/v1/codes/${code!.data.id}`, { policy: "if_last" }))).toEqual(["code.updated.v1"]);
  });

  test("of every event in the list: the tests above have seen each but the test", () => {
    expect(eventTypes.filter((type) => !seen.has(type))).toEqual(["webhook.test.v1"]);
  });
});

test("The OpenAPI document has every event with the schema of its data", () => {
  const { webhooks, paths } = apiDocument() as { webhooks: Record<string, { post: { requestBody: object } }>; paths: object };
  expect(Object.keys(webhooks)).toEqual(eventTypes);
  expect(Object.keys(paths)).toEqual(expect.arrayContaining(Object.values(toldThings).map(({ like }) => like.replace(/^[A-Z]+ /, ""))));
  expect(webhooks["order.created.v1"]!.post.requestBody).toMatchObject({
    content: { "application/json": { schema: { properties: { type: { const: "order.created.v1" }, data: { type: "object" } } } } },
  });
});
