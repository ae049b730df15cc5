import { afterEach, expect, test } from "vitest";
import { addressWorkspace, requestRules, whenSignedOut } from "./requests.ts";

const rules = requestRules as Required<typeof requestRules>;
type Sent = Parameters<typeof rules.onRequest>[0];
type Answered = Parameters<typeof rules.onResponse>[0];

const make = (path: string, body?: object) =>
  body === undefined
    ? new Request(`http://vouch.test${path}`)
    : new Request(`http://vouch.test${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });

async function send(request: Request): Promise<Request> {
  return (await rules.onRequest({ request } as Sent)) as Request;
}

async function answer(request: Request, response: Response): Promise<Response> {
  return (await rules.onResponse({ request, response } as Answered)) as Response;
}

afterEach(() => addressWorkspace(undefined));

test("every request says that it comes from our own page, and of which workspace it is", async () => {
  addressWorkspace("ws_1");
  const { headers } = await send(make("/v1/creators"));
  expect(headers.get("x-vouch-csrf")).toBe("1");
  expect(headers.get("vouch-workspace")).toBe("ws_1");
});

test("outside of a workspace none is named", async () => {
  expect((await send(make("/v1/me"))).headers.has("vouch-workspace")).toBe(false);
});

test("the same creation after no answer goes out under the same key, so that nothing is made twice", async () => {
  const first = await send(make("/v1/programs", { name: "A" }));
  const again = await send(make("/v1/programs", { name: "A" }));
  const other = await send(make("/v1/programs", { name: "B" }));
  expect(again.headers.get("idempotency-key")).toBe(first.headers.get("idempotency-key"));
  expect(other.headers.get("idempotency-key")).not.toBe(first.headers.get("idempotency-key"));
});

test("a gateway's failure leaves the key, an answer of the application ends it", async () => {
  const first = await send(make("/v1/links", { key: "a" }));
  await answer(first, new Response("bad gateway", { status: 502 }));
  const second = await send(make("/v1/links", { key: "a" }));
  expect(second.headers.get("idempotency-key")).toBe(first.headers.get("idempotency-key"));
  await answer(second, Response.json({}, { status: 201 }));
  const third = await send(make("/v1/links", { key: "a" }));
  expect(third.headers.get("idempotency-key")).not.toBe(first.headers.get("idempotency-key"));
});

test("a proxy's error page becomes a problem that can be read", async () => {
  const response = new Response("<html>", { status: 504, headers: { "content-type": "text/html", "x-request-id": "req-7" } });
  const body: unknown = await (await answer(make("/v1/creators"), response)).json();
  expect(body).toMatchObject({ status: 504, request_id: "req-7" });
});

test("an ended session is noticed, except where the page asks whether there is one", async () => {
  let noticed = 0;
  whenSignedOut(() => {
    noticed += 1;
  });
  const refusal = () => Response.json({ title: "Nobody is signed in", status: 401 }, { status: 401 });
  await answer(make("/v1/me"), refusal());
  expect(noticed).toBe(0);
  await answer(make("/v1/creators"), refusal());
  expect(noticed).toBe(1);
});
