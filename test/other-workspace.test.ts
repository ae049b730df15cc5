import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { routes } from "../src/app/routes.ts";
import type { Endpoint } from "../src/platform/schema/endpoint.ts";
import { openTestApp, type TestApp, type TestWorkspace } from "./app.ts";
import { ruleDocument } from "./pay-world.ts";

let t: TestApp;
let mine: TestWorkspace;
let other: TestWorkspace;
/** Ids of real things of the other workspace, by their prefix. */
const theirs = new Map<string, string>();

beforeAll(async () => {
  t = await openTestApp();
  [mine, other] = [await t.makeWorkspace(), await t.makeWorkspace()];
  await fill(other);
});
afterAll(() => t.close());

function keep(body: unknown): void {
  const text = JSON.stringify(body);
  for (const [, id, prefix] of text.matchAll(/"(([a-z]{2,3})_[0-9a-hjkmnp-tv-z]{26})"/g))
    if (!theirs.has(prefix!)) theirs.set(prefix!, id!);
}

/** Makes one of everything in the other workspace. */
async function fill(w: TestWorkspace): Promise<void> {
  const make = async (method: string, url: string, body?: unknown): Promise<{ id: string }> => {
    const reply = await w.call(method, url, body);
    expect(reply.status, `${method} ${url}: ${JSON.stringify(reply.body)}`).toBeLessThan(300);
    keep(reply.body);
    return reply.body as { id: string };
  };
  const program = await make("POST", "/v1/programs", { name: "Spring", kind: "influencer" });
  await make("POST", `/v1/programs/${program.id}/pay-rules`, { document: ruleDocument(), effective_at: "2020-01-01T00:00:00Z" });
  const creator = await make("POST", "/v1/creators", { name: "Ana", accounts: [{ platform: "instagram", handle: "ana" }] });
  await make("POST", `/v1/programs/${program.id}/enrollments`, { creator_ids: [creator.id], started_at: "2020-01-01T00:00:00Z" });
  await make("POST", `/v1/programs/${program.id}/costs`, {
    kind: "fee",
    amount: { amount: "100", currency: "EUR" },
    incurred_on: "2026-04-01",
  });
  const domain = await make("POST", "/v1/domains", { host: "theirs.example" });
  await make("POST", "/v1/links", {
    domain_id: domain.id,
    key: "ana",
    destination: "https://shop.example/",
    creator_id: creator.id,
    program_id: program.id,
  });
  await make("POST", "/v1/codes", { code: "ANA10", creator_id: creator.id, program_id: program.id, valid_from: "2020-01-01T00:00:00Z" });
  await make("POST", "/v1/api-keys", { name: "k", scopes: ["workspace:read"] });
  await make("POST", "/v1/invitations", { email: "a@example.com", role: "viewer" });
  await make("POST", "/v1/webhook-endpoints", { url: "http://127.0.0.1:9/", event_types: ["order.created.v1"] });
  await make("POST", "/v1/stores", { name: "Second", kind: "custom", zone: "UTC", currency: "EUR" });
  const line = { list_price: { amount: "10000", currency: "EUR" } };
  await make("POST", "/v1/conversions", {
    external_id: "1",
    occurred_at: "2026-05-01T09:00:00Z",
    lines: [line],
    codes: ["ANA10"],
    customer: { external_id: "c" },
  });
  await make("POST", "/v1/adjustments", {
    external_id: "r",
    conversion_external_id: "1",
    kind: "refund",
    occurred_at: "2026-05-01T09:30:00Z",
    amount: { amount: "100", currency: "EUR" },
  });
  await t.settle();
  for (const list of [
    "/v1/members",
    "/v1/audit-events",
    "/v1/commissions",
    "/v1/ledger/lines",
    "/v1/enrollments",
    "/v1/conversions",
    "/v1/stores",
  ])
    await make("GET", list);
}

const prefixOf: Readonly<Record<string, string>> = {
  account_id: "acc",
  cost_id: "cos",
  enrollment_id: "enr",
  rule_id: "rul",
  merge_id: "mer",
};
const ownPrefix = (path: string): string =>
  Object.entries({
    "/v1/members": "mem",
    "/v1/invitations": "inv",
    "/v1/api-keys": "key",
    "/v1/stores": "sto",
    "/v1/notices": "ntc",
    "/v1/creators": "cre",
    "/v1/reports/creators": "cre",
    "/v1/programs": "prg",
    "/v1/reports/programs": "prg",
    "/v1/domains": "dom",
    "/v1/links": "lnk",
    "/v1/codes": "cod",
    "/v1/conversions": "ord",
    "/v1/commissions": "com",
    "/v1/customers": "cus",
    "/v1/imports": "imp",
    "/v1/raw-payloads": "raw",
    "/v1/connections": "con",
    "/v1/webhook-endpoints": "whe",
  }).find(([start]) => path.startsWith(`${start}/`))?.[1] ?? "cre";

const made = "00000000000000000000000000";
const idFor = (path: string, name: string): string => {
  const prefix = name === "id" ? ownPrefix(path) : (prefixOf[name] ?? "cre");
  return theirs.get(prefix) ?? `${prefix}_${made}`;
};

const withIds = routes.map((route) => route.endpoint).filter((endpoint) => endpoint.path.includes("{") && endpoint.access !== "public");
const names = withIds.map((endpoint): [string, Endpoint] => [`${endpoint.method} ${endpoint.path}`, endpoint]);

/** A body that passes the contract as far as it can be guessed; what does not pass is refused before anything is looked up, with 422. */
const bodies: Readonly<Record<string, unknown>> = {
  updateMember: { role: "viewer" },
  changeCreatorStatus: { status: "paused", reason: "" },
  publishPayRule: { document: ruleDocument() },
  replayWebhookEvents: { since: "2026-01-01T00:00:00Z" },
  enterCost: { kind: "fee", amount: { amount: "1", currency: "EUR" }, incurred_on: "2026-04-01" },
  addAccount: { platform: "tiktok", handle: "x" },
  addSnapshot: { followers: 1, observed_on: "2026-04-01", source: "manual" },
};

describe("an id of another workspace", () => {
  test("is a real one for most kinds of things", () => {
    expect([...theirs.keys()].toSorted()).toEqual(
      expect.arrayContaining(["acc", "cod", "com", "cre", "dom", "enr", "inv", "key", "lnk", "mem", "ord", "prg", "rul", "sto", "whe"]),
    );
  });

  test.each(names)("%s answers 404 and tells nothing", async (_name, endpoint) => {
    const url = endpoint.path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => idFor(endpoint.path, name));
    const body = endpoint.method === "GET" || endpoint.method === "DELETE" ? undefined : (bodies[endpoint.id] ?? {});
    const query = endpoint.path.startsWith("/v1/reports") ? "?from=2026-04-01&to=2026-06-01" : "";
    const reply = await mine.call(endpoint.method, url + query, body);
    const text = JSON.stringify(reply.body);
    // What needs a body that cannot be guessed is refused for its body, the same for every id.
    const foreign =
      reply.status === 422
        ? await mine.call(
            endpoint.method,
            endpoint.path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => `${idFor(endpoint.path, name).split("_")[0]}_${made}`),
            body,
          )
        : undefined;
    expect(foreign?.status ?? reply.status, text).toBe(foreign === undefined ? 404 : 422);
    for (const secret of ["ANA10", "Ana", "theirs.example", "Spring", "a@example.com"]) expect(text).not.toContain(secret);
  });

  test("in a body or a query is not found either", async () => {
    const of = (prefix: string) => theirs.get(prefix)!;
    const link = await mine.call("POST", "/v1/links", { domain_id: of("dom"), key: "x", destination: "https://shop.example/" });
    const code = await mine.call("POST", "/v1/codes", { code: "X", creator_id: of("cre"), program_id: of("prg") });
    const order = await mine.call("POST", "/v1/conversions", {
      store_id: of("sto"),
      external_id: "1",
      occurred_at: "2026-05-01T09:00:00Z",
      total: { amount: "1", currency: "EUR" },
    });
    expect([link.status, code.status, order.status]).toEqual([404, 404, 404]);
    const lists = await Promise.all(
      ["/v1/links", "/v1/codes", "/v1/commissions", "/v1/ledger/lines"].map((url) => mine.call("GET", `${url}?creator_id=${of("cre")}`)),
    );
    for (const list of lists)
      expect([404, JSON.stringify([])]).toContain(list.status === 404 ? 404 : JSON.stringify((list.body as { data: unknown[] }).data));
  });

  test("in the workspace header of a signed-in person is not found", async () => {
    const reply = await t.app.inject({ url: "/v1/stores", headers: { "vouch-workspace": other.publicId } });
    expect(reply.statusCode).toBe(401);
  });
});
