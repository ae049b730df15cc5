import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { silentLog } from "../log.ts";
import { openServer } from "./server.ts";

let t: TestApp;
beforeAll(async () => {
  t = await openTestApp();
});
afterAll(() => t.close());

test("the service says that it is up and that it is ready", async () => {
  expect((await t.app.inject("/health")).json()).toEqual({ status: "up" });
  expect((await t.app.inject("/ready")).json()).toEqual({ status: "ready" });
});

test("a path that is none of ours answers with problem details and the request's id", async () => {
  const reply = await t.app.inject("/v1/nothing-here");
  expect(reply.statusCode).toBe(404);
  expect(reply.headers["content-type"]).toContain("application/problem+json");
  expect(reply.json()).toMatchObject({ status: 404, request_id: reply.headers["x-request-id"] });
});

test("requests are counted by IPv4 address and by /64 network of IPv6", async () => {
  const answers = async (addresses: readonly string[]): Promise<number[]> => {
    const log = silentLog();
    const app = await openServer({
      ...{ log, publicUrl: "http://127.0.0.1", trustedProxies: [], requestsPerMinute: 2 },
      newId: () => "id",
      ready: async () => {},
    });
    app.get("/", () => "here");
    const statuses: number[] = [];
    for (const remoteAddress of addresses) statuses.push((await app.inject({ url: "/", remoteAddress })).statusCode);
    await app.close();
    return statuses;
  };
  expect(await answers(["2001:db8:1:2::1", "2001:db8:1:2:ffff::2", "2001:db8:1:2:3:4:5:6", "2001:db8:1:3::1"])).toEqual([
    200, 200, 429, 200,
  ]);
  expect(await answers(["203.0.113.1", "::ffff:203.0.113.1", "203.0.113.1", "::ffff:203.0.113.2"])).toEqual([200, 200, 429, 200]);
});

test("whoever sent a form too often reads so in words, a program as problem details", async () => {
  const app = await openServer({
    ...{ log: silentLog(), publicUrl: "http://127.0.0.1", trustedProxies: [], requestsPerMinute: 1 },
    newId: () => "id",
    ready: async () => {},
  });
  app.post("/apply/form", () => "taken");
  const browser = { accept: "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8" };
  const send = (headers: Record<string, string>) => app.inject({ method: "POST", url: "/apply/form", headers });
  expect((await send(browser)).body).toBe("taken");
  const read = await send(browser);
  expect([read.statusCode, read.headers["content-type"], read.headers["retry-after"]]).toEqual([429, "text/plain; charset=utf-8", "60"]);
  expect(read.body).toMatch(/^Too many requests\. .*1 minute/);
  expect((await send({ accept: "application/json" })).json()).toMatchObject({ status: 429, title: "Too many requests" });
  await app.close();
});

test("every answer carries the security headers", async () => {
  const { headers } = await t.app.inject("/health");
  expect(headers["content-security-policy"]).toMatch(/;script-src 'self';.*;style-src 'self'$/);
  expect(headers["x-content-type-options"]).toBe("nosniff");
});

test("the metrics are for this machine alone", async () => {
  expect((await t.app.inject({ url: "/metrics" })).body).toContain("vouch_http_requests_total");
  expect((await t.app.inject({ url: "/metrics", headers: { "x-forwarded-for": "203.0.113.9" } })).statusCode).toBe(404);
});

test("the documentation page and the document are there", async () => {
  expect((await t.app.inject("/docs")).body).toContain("/docs/files/swagger-ui-bundle.js");
  expect((await t.app.inject("/docs/files/swagger-ui-bundle.js")).statusCode).toBe(200);
  expect((await t.app.inject("/openapi.json")).json()).toMatchObject({ openapi: "3.1.0" });
  expect((await t.app.inject("/problems/not-found")).body).toContain("There is no such thing here");
});

test("a body that is too large is told how large it may be", async () => {
  const w = await t.makeWorkspace();
  const { status, body } = await w.call("POST", "/v1/creators", { name: "x".repeat(300_000) });
  expect(status).toBe(413);
  expect(body).toMatchObject({ detail: "The body is larger than 262144 bytes, the most that this endpoint takes. Send less at once." });
});

describe("what no client needs to send is refused, not answered with 500", () => {
  let w: TestWorkspace;
  beforeAll(async () => {
    w = await t.makeWorkspace();
  });

  test("values within values within values", async () => {
    const nested = (open: string, close: string, levels: number) => open.repeat(levels) + close.repeat(levels);
    for (const body of [nested("[", "]", 100_000), `{"metadata":${nested('{"a":', "", 30_000)}1${"}".repeat(30_001)}`]) {
      const reply = await w.call("POST", "/v1/programs", body, { "content-type": "application/json" });
      expect(reply.status).toBe(422);
    }
    const open = await t.app.inject({
      method: "POST",
      url: "/v1/invitations/accept",
      headers: { "content-type": "application/json" },
      payload: nested("[", "]", 100_000),
    });
    expect(open.statusCode).toBe(422);
  });

  test.each(["0000-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "9999-12-31T23:59:59.9999Z"])(
    "an instant that in UTC lies in no year of four digits: %s",
    async (expires_at) => {
      const reply = await w.call("POST", "/v1/api-keys", { name: "k", scopes: ["orders:read"], expires_at });
      expect(reply).toMatchObject({ status: 422, body: { errors: [{ pointer: "/expires_at" }] } });
      expect((await w.call("GET", "/v1/api-keys")).status).toBe(200);
    },
  );

  test("a day before the calendar", async () => {
    const rates = [{ base: "EUR", quote: "USD", rate: "1.1", on: "0000-01-01", source: "ECB" }];
    expect((await w.call("POST", "/v1/exchange-rates", { rates })).status).toBe(422);
  });

  test.each(["-200000-01-01T00:00:00.000Z", "+275000-01-01T00:00:00.000Z", "0"])("a cursor that was never given: %s", async (at) => {
    const cursor = Buffer.from(`${at} 01890a5d-ac96-774b-bcce-b302099a8057`).toString("base64url");
    for (const list of ["creators", "links", "conversions", "audit-events"])
      expect((await w.call("GET", `/v1/${list}?cursor=${cursor}`)).status).toBe(422);
  });
});
