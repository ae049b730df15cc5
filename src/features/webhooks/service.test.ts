import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { deliver, emitEvent, forgetEvents, tell } from "./service.ts";

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

let t: TestApp;
let w: TestWorkspace;
let receiver: Server;
let received: Received[];
let answerWith = 204;

beforeAll(async () => {
  t = await openTestApp();
  receiver = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      received.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
      response.writeHead(answerWith, answerWith === 302 ? { location: "/elsewhere" } : {}).end(answerWith === 204 ? undefined : "not now");
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
});
beforeEach(async () => {
  received = [];
  answerWith = 204;
  t.clock.set("2026-05-01T10:00:00Z");
  w = await t.makeWorkspace();
});
afterAll(async () => {
  await t.close();
  await new Promise((resolve) => receiver.close(resolve));
});

const url = (path = "/hook") => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}${path}`;
type Endpoint = { id: string; secret: string; disabled_at: string | null; disabled_reason: string | null; failing_since: string | null };
const makeEndpoint = async (event_types = ["order.created.v1"]) =>
  (await w.call("POST", "/v1/webhook-endpoints", { url: url(), event_types })).body as Endpoint;
const endpoints = async () => ((await w.call("GET", "/v1/webhook-endpoints")).body as { data: Endpoint[] }).data;

const emit = (data: object = {}, ctx = w.ctx) => emitEvent(ctx, { type: "order.created.v1", at: new Date(ctx.now()), data });

type QueuedJob = { payload: Parameters<typeof deliver>[1]; run_at: Date };
async function queued(): Promise<QueuedJob[]> {
  const { rows } =
    await sql<QueuedJob>`select payload, run_at from graphile_worker._private_jobs where payload->>'workspaceId' = ${w.id} order by id`.execute(
      t.ctx.db,
    );
  return rows;
}

describe("delivery", () => {
  test("an event reaches every endpoint that wants it, signed so that a Standard Webhooks library accepts it", async () => {
    const endpoint = await makeEndpoint();
    await makeEndpoint(["creator.created.v1"]);
    await emit({ order_id: "ord_1", amount: 5n });
    const jobs = await queued();
    expect(jobs).toHaveLength(1);
    t.clock.set(new Date().toISOString());
    await deliver(t.ctx, jobs[0]!.payload);
    expect(received).toHaveLength(1);
    const verified = new Webhook(endpoint.secret).verify(received[0]!.body, received[0]!.headers as Record<string, string>);
    expect(verified).toMatchObject({ type: "order.created.v1", data: { order_id: "ord_1", amount: "5" } });
    expect(() => new Webhook(endpoint.secret).verify(`${received[0]!.body} `, received[0]!.headers as Record<string, string>)).toThrow(
      "No matching signature",
    );
  });

  test("for a day after a rotation a delivery is signed with both secrets", async () => {
    const endpoint = await makeEndpoint();
    const { secret } = (await w.call("POST", `/v1/webhook-endpoints/${endpoint.id}/rotate-secret`)).body as Endpoint;
    await emit();
    const [first] = await queued();
    await deliver(t.ctx, first!.payload);
    t.clock.advanceMs(24 * 60 * 60 * 1000);
    await deliver(t.ctx, first!.payload);
    const count = received.map(({ headers }) => String(headers["webhook-signature"]).split(" ").length);
    expect(count).toEqual([2, 1]);
    expect(secret).not.toBe(endpoint.secret);
  });

  test("an event that is rolled back is never sent", async () => {
    await makeEndpoint();
    const rolledBack = t.ctx.db.transaction().execute(async (db) => {
      await emit({}, { ...w.ctx, db });
      throw new Error("no");
    });
    await expect(rolledBack).rejects.toThrow("no");
    expect(await queued()).toEqual([]);
  });
});

describe("what is noted", () => {
  const notes = async (): Promise<unknown[]> =>
    (
      await sql<{ payload: unknown }>`select payload from outbox where workspace_id = ${w.id} and topic = 'webhook_event.due'`.execute(
        t.ctx.db,
      )
    ).rows;

  test("is nothing where no endpoint asks for it, whatever happens", async () => {
    const { id } = await makeEndpoint(["creator.created.v1"]);
    await tell(w.ctx, "order.created.v1", [t.ctx.newId()]);
    await w.call("DELETE", `/v1/webhook-endpoints/${id}`);
    await tell(w.ctx, "creator.created.v1", [t.ctx.newId()]);
    expect(await notes()).toEqual([]);
  });

  test("becomes one event with the thing as the API shows it, under the time of its cause", async () => {
    await makeEndpoint(["creator.created.v1"]);
    const creator = (await w.call("POST", "/v1/creators", { name: "Ana" })).body as { id: string };
    expect(await notes()).toHaveLength(1);
    t.clock.advanceMs(60_000);
    await t.settle();
    await t.settle();
    const events = await t.ctx.db.selectFrom("webhook_events").select("payload").where("workspace_id", "=", w.id).execute();
    const shown = (await w.call("GET", `/v1/creators/${creator.id}`)).body;
    expect(events).toEqual([{ payload: { type: "creator.created.v1", timestamp: "2026-05-01T10:00:00.000Z", data: shown } }]);
    expect(await queued()).toHaveLength(1);
  });

  test("goes with its cause when that is rolled back", async () => {
    await makeEndpoint(["creator.created.v1"]);
    expect((await w.call("POST", "/v1/creators", { name: "Ana", accounts: [{ platform: "x", handle: "not a handle" }] })).status).toBe(422);
    expect(await notes()).toEqual([]);
  });

  test("what happens while the only endpoint is switched off is kept, and can be replayed", async () => {
    const { id } = await makeEndpoint(["creator.created.v1"]);
    const since = new Date(t.ctx.now()).toISOString();
    await w.call("PATCH", `/v1/webhook-endpoints/${id}`, { enabled: false });
    await w.call("POST", "/v1/creators", { name: "Ana" });
    await t.settle();
    expect(await queued()).toEqual([]);
    await w.call("PATCH", `/v1/webhook-endpoints/${id}`, { enabled: true });
    expect((await w.call("POST", `/v1/webhook-endpoints/${id}/replay`, { since })).body).toEqual({ queued: 1 });
  });
});

describe("what is kept", () => {
  const day = 24 * 60 * 60 * 1000;
  const kept = async (): Promise<number[]> => {
    const { rows } = await sql<{ events: number; tries: number }>`
      select (select count(*)::int from webhook_events where workspace_id = ${w.id}) as events,
        (select count(*)::int from webhook_deliveries where workspace_id = ${w.id}) as tries`.execute(t.ctx.db);
    return [rows[0]!.events, rows[0]!.tries];
  };

  test("is an event until thirty days after it happened and after its last try, then neither it nor its deliveries", async () => {
    await makeEndpoint();
    await emit();
    await emit();
    const [first, second] = await queued();
    await deliver(t.ctx, first!.payload);
    t.clock.advanceMs(3 * day);
    answerWith = 503;
    await deliver(t.ctx, second!.payload);
    t.clock.advanceMs(27 * day);
    await forgetEvents(t.ctx);
    expect(await kept()).toEqual([2, 2]);
    t.clock.advanceMs(1);
    await forgetEvents(t.ctx);
    expect(await kept()).toEqual([1, 1]);
    t.clock.advanceMs(3 * day);
    await forgetEvents(t.ctx);
    expect(await kept()).toEqual([0, 0]);
    await deliver(t.ctx, second!.payload);
    expect(received).toHaveLength(2);
  });

  test("is nothing longer because it was never tried, nor less because another workspace's are old", async () => {
    const endpoint = await makeEndpoint();
    await w.call("PATCH", `/v1/webhook-endpoints/${endpoint.id}`, { enabled: false });
    await emit();
    t.clock.advanceMs(31 * day);
    const old = w;
    w = await t.makeWorkspace();
    await makeEndpoint();
    await emit();
    expect(await forgetEvents(t.ctx)).toBeGreaterThanOrEqual(1);
    expect(await kept()).toEqual([1, 0]);
    w = old;
    expect(await kept()).toEqual([0, 0]);
  });
});

test("whoever has an endpoint told of something must be allowed to read it", async () => {
  w = await t.makeWorkspace({ scopes: ["webhooks:read", "webhooks:write", "orders:read"] });
  const ask = (event_types: string[]) => w.call("POST", "/v1/webhook-endpoints", { url: url(), event_types });
  const refused = await ask(["order.created.v1", "creator.created.v1", "commission.earned.v1"]);
  expect(refused).toMatchObject({ status: 403, body: { detail: expect.stringContaining("creators:read, ledger:read") as string } });
  const { id } = (await ask(["order.created.v1", "webhook.test.v1"])).body as Endpoint;
  expect((await w.call("PATCH", `/v1/webhook-endpoints/${id}`, { event_types: ["link.created.v1"] })).status).toBe(403);
});

describe("failure", () => {
  test.each([500, 302, 404])("an answer of %i is a failed try, is in the log, and is tried again later", async (status) => {
    const endpoint = await makeEndpoint();
    await emit();
    answerWith = status;
    await deliver(t.ctx, (await queued())[0]!.payload);
    const log = (await w.call("GET", `/v1/webhook-endpoints/${endpoint.id}/deliveries`)).body as { data: unknown[] };
    expect(log.data).toEqual([
      expect.objectContaining({ attempt: 1, status: "failed", response_status: status, response_excerpt: "not now" }),
    ]);
    const retry = (await queued())[1]!;
    expect(retry.payload.attempt).toBe(2);
    expect(retry.run_at.getTime() - t.ctx.now()).toBeGreaterThanOrEqual(5_000);
    expect(received).toHaveLength(1);
  });

  test("the tenth failed try is the last", async () => {
    await makeEndpoint();
    await emit();
    answerWith = 500;
    await deliver(t.ctx, { ...(await queued())[0]!.payload, attempt: 10 });
    expect(await queued()).toHaveLength(1);
  });

  test("five days without a success switch the endpoint off, with a notice; switched on again it gets what it missed by replay", async () => {
    const endpoint = await makeEndpoint();
    const since = new Date(t.ctx.now()).toISOString();
    await emit();
    answerWith = 500;
    const [first] = await queued();
    await deliver(t.ctx, first!.payload);
    t.clock.advanceMs(5 * 24 * 60 * 60 * 1000);
    await deliver(t.ctx, { ...first!.payload, attempt: 9 });
    expect((await endpoints())[0]).toMatchObject({
      disabled_at: expect.any(String),
      disabled_reason: expect.stringContaining("five days"),
    });
    const notices = (await w.call("GET", "/v1/notices")).body as { data: { message: string }[] };
    expect(notices.data[0]!.message).toContain("was switched off");
    answerWith = 204;
    await w.call("PATCH", `/v1/webhook-endpoints/${endpoint.id}`, { enabled: true });
    const before = (await queued()).length;
    expect((await w.call("POST", `/v1/webhook-endpoints/${endpoint.id}/replay`, { since })).body).toEqual({ queued: 1 });
    await deliver(t.ctx, (await queued())[before]!.payload);
    expect((await endpoints())[0]).toMatchObject({ disabled_at: null, failing_since: null });
  });

  test("an endpoint that answers 410 Gone is switched off at once", async () => {
    await makeEndpoint();
    await emit();
    answerWith = 410;
    await deliver(t.ctx, (await queued())[0]!.payload);
    expect((await endpoints())[0]).toMatchObject({ disabled_reason: "it answered 410 Gone" });
  });
});
