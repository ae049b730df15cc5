import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";

let t: TestApp;
let w: TestWorkspace;
beforeAll(async () => {
  t = await openTestApp();
  w = await t.makeWorkspace();
});
afterAll(() => t.close());

const asKey = (secret: string) => ({ authorization: `Bearer ${secret}` });
type Key = { id: string; secret: string; start: string };

describe("API keys", () => {
  test("the secret is shown once, and the list shows only how it begins", async () => {
    const made = (await w.call("POST", "/v1/api-keys", { name: "shop", scopes: ["orders:write"] })).body as Key;
    expect(made.secret).toMatch(/^vouch_[\w-]{43}$/);
    const list = (await w.call("GET", "/v1/api-keys")).body as { data: Key[] };
    expect(list.data.find((key) => key.id === made.id)).toMatchObject({ start: made.secret.slice(0, 10) });
    expect(JSON.stringify(list)).not.toContain(made.secret);
  });

  test("a key opens what its scopes name and nothing else", async () => {
    const made = (await w.call("POST", "/v1/api-keys", { name: "reader", scopes: ["workspace:read"] })).body as Key;
    expect((await t.app.inject({ url: "/v1/stores", headers: asKey(made.secret) })).statusCode).toBe(200);
    const refused = await t.app.inject({ url: "/v1/audit-events", headers: asKey(made.secret) });
    expect(refused.statusCode).toBe(403);
    expect(refused.json()).toMatchObject({ detail: expect.stringContaining("audit:read") });
  });

  test("a key cannot make a key that does more than itself", async () => {
    const made = (await w.call("POST", "/v1/api-keys", { name: "keys only", scopes: ["keys:write"] })).body as Key;
    const wider = await t.app.inject({
      method: "POST",
      url: "/v1/api-keys",
      headers: asKey(made.secret),
      payload: { name: "wider", scopes: ["orders:write"] },
    });
    expect(wider.statusCode).toBe(403);
  });

  test("a key that has expired opens nothing from that moment on", async () => {
    const expires_at = new Date(t.ctx.now() + 1000).toISOString();
    const made = (await w.call("POST", "/v1/api-keys", { name: "short", scopes: ["workspace:read"], expires_at })).body as Key;
    expect((await t.app.inject({ url: "/v1/stores", headers: asKey(made.secret) })).statusCode).toBe(200);
    t.clock.advanceMs(1000);
    expect((await t.app.inject({ url: "/v1/stores", headers: asKey(made.secret) })).statusCode).toBe(401);
  });

  test("a revoked key opens nothing from then on, although it was used a moment before", async () => {
    const made = (await w.call("POST", "/v1/api-keys", { name: "lost", scopes: ["workspace:read"] })).body as Key;
    expect((await t.app.inject({ url: "/v1/stores", headers: asKey(made.secret) })).statusCode).toBe(200);
    expect((await w.call("DELETE", `/v1/api-keys/${made.id}`)).status).toBe(200);
    expect((await t.app.inject({ url: "/v1/stores", headers: asKey(made.secret) })).statusCode).toBe(401);
  });

  test("all faults of a body come at once, each with its pointer", async () => {
    const reply = await w.call("POST", "/v1/api-keys", { name: "", scopes: ["no:such"], extra: 1 });
    expect(reply.status).toBe(422);
    const pointers = (reply.body as { errors: { pointer: string }[] }).errors.map((error) => error.pointer);
    expect(pointers.toSorted()).toEqual(["/extra", "/name", "/scopes/0"]);
  });

  test("a text that no database can hold is a fault of the input, not of the server", async () => {
    const reply = await w.call("POST", "/v1/api-keys", { name: "a\u0000b", scopes: ["workspace:read"] });
    expect(reply.status).toBe(422);
    expect((reply.body as { errors: { pointer: string }[] }).errors).toEqual([expect.objectContaining({ pointer: "/name" })]);
  });
});
