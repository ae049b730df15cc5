import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";

let t: TestApp;
let w: TestWorkspace;
let domainId: string;
beforeAll(async () => {
  t = await openTestApp();
  w = await t.makeWorkspace();
  domainId = ((await w.call("POST", "/v1/domains", { host: "Go.Brand.Example" })).body as { id: string }).id;
});
afterAll(() => t.close());

type Link = { id: string; url: string; key: string; destination: string; utm: Record<string, string>; disabled_at: string | null };
type ProblemBody = { title: string; detail: string; errors?: { pointer: string; detail: string }[] };
const make = (body: object, in_ = w) =>
  in_.call("POST", "/v1/links", { domain_id: domainId, destination: "https://shop.example/", ...body });
const changes = async (kind: string) =>
  (await sql<{ n: number }>`select count(*)::int as n from link_changes where workspace_id = ${w.id} and kind = ${kind}`.execute(t.ctx.db))
    .rows[0]!.n;

describe("a short domain", () => {
  test("is stored as a browser reads it and belongs to one workspace of the installation", async () => {
    const other = await t.makeWorkspace();
    const again = await other.call("POST", "/v1/domains", { host: "go.brand.example" });
    expect(again.status).toBe(409);
    expect((again.body as ProblemBody).detail).toBe("go.brand.example is in use in this installation.");
  });

  test("cannot fall back to itself, nor to what is no web address", async () => {
    const reply = await w.call("PATCH", `/v1/domains/${domainId}`, { fallback_url: "https://go.brand.example/loop" });
    expect((reply.body as ProblemBody).errors).toEqual([
      { pointer: "/fallback_url", detail: expect.stringContaining("would lead in a circle") },
    ]);
    expect((await w.call("PATCH", `/v1/domains/${domainId}`, { fallback_url: "javascript:alert(1)" })).status).toBe(422);
  });

  test("E32 a change is announced to the edges in its own transaction", async () => {
    const before = await changes("domain");
    await w.call("PATCH", `/v1/domains/${domainId}`, { consent_mode: "always_required" });
    expect(await changes("domain")).toBe(before + 1);
  });
});

describe("a link", () => {
  test("E31 has one form of its key, however it is typed, and no second link takes it", async () => {
    const made = (await make({ key: "Ánna" })).body as Link;
    expect(made.url).toBe("http://go.brand.example/%C3%A1nna");
    expect((await make({ key: "A\u0301NNA" })).status).toBe(409);
  });

  test("E31 cannot be mistaken for another", async () => {
    expect((await make({ key: "paypal" })).status).toBe(201);
    const reply = await make({ key: "pаypal" });
    expect(reply.status).toBe(409);
    expect((reply.body as ProblemBody).title).toBe("The link looks like another one");
  });

  test.each(["_v/e", "robots.txt", ".well-known/x", "a//b", "favicon.ico", "a b"])("E31 cannot have the key %s", async (key) => {
    const reply = await make({ key });
    expect(reply.status).toBe(422);
    expect((reply.body as ProblemBody).errors![0]!.pointer).toBe("/key");
  });

  test.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "https://me:secret@shop.example/",
    "http://go.brand.example/anna",
    "shop.example",
    "https://",
  ])("E31 cannot lead to %s", async (destination) => {
    const reply = await make({ key: "refused", destination });
    expect(reply.status).toBe(422);
    expect((reply.body as ProblemBody).errors![0]!.pointer).toBe("/destination");
  });

  test("E30 keeps its destination's query byte for byte", async () => {
    const destination = "https://shop.example/p?a=%2B&b=&a=2&c=caf%C3%A9#top";
    expect(((await make({ key: "bytes", destination })).body as Link).destination).toBe(destination);
  });

  test("a preset fills the utm template, and single parameters of it can be changed", async () => {
    const made = (await make({ key: "preset", utm_preset: "ga4_affiliate", utm: { utm_campaign: "spring" } })).body as Link;
    expect(made.utm).toMatchObject({ utm_medium: "affiliate", utm_campaign: "spring" });
    expect((await make({ key: "bad-utm", utm: { utm_source: "{nobody}" } })).status).toBe(422);
  });

  test("E32 a change of destination is announced to the edges, a refused one is not", async () => {
    const made = (await make({ key: "moves" })).body as Link;
    const before = await changes("link");
    await w.call("PATCH", `/v1/links/${made.id}`, { destination: "ftp://shop.example/" });
    expect(await changes("link")).toBe(before);
    await w.call("PATCH", `/v1/links/${made.id}`, { destination: "https://shop.example/new", disabled: true });
    expect(await changes("link")).toBe(before + 1);
    expect(((await w.call("GET", `/v1/links/${made.id}`)).body as Link).disabled_at).not.toBeNull();
  });

  test("an archived link keeps its key from being given away", async () => {
    const made = (await make({ key: "gone" })).body as Link;
    expect((await w.call("DELETE", `/v1/links/${made.id}`)).status).toBe(200);
    expect((await w.call("GET", `/v1/links/${made.id}`)).status).toBe(404);
    expect((await make({ key: "gone" })).status).toBe(409);
  });

  test("of fifty that ask for one key at once, one gets it", async () => {
    const replies = await Promise.all(Array.from({ length: 50 }, () => make({ key: "raced" })));
    expect(replies.filter((reply) => reply.status === 201)).toHaveLength(1);
    expect(replies.filter((reply) => reply.status === 409)).toHaveLength(49);
  });

  test("is drawn as a QR code in both forms", async () => {
    const made = (await make({ key: "qr" })).body as Link;
    const svg = await w.call("GET", `/v1/links/${made.id}/qr`);
    expect(svg.headers["content-type"]).toContain("image/svg+xml");
    expect(svg.body as string).toContain("<svg");
    const png = await t.app.inject({ url: `/v1/links/${made.id}/qr?format=png&size=256`, headers: { authorization: `Bearer ${w.key}` } });
    expect(png.rawPayload.subarray(1, 4).toString()).toBe("PNG");
  });

  test("the same Idempotency-Key makes one link, another body under it is refused", async () => {
    const headers = { "idempotency-key": "link-1" };
    const body = { domain_id: domainId, key: "once", destination: "https://shop.example/" };
    const replies = await Promise.all([1, 2, 3].map(() => w.call("POST", "/v1/links", body, headers)));
    expect(replies.map((reply) => reply.status)).toEqual([201, 201, 201]);
    expect(new Set(replies.map((reply) => (reply.body as Link).id)).size).toBe(1);
    expect(replies.filter((reply) => reply.headers["idempotency-replayed"] === "true")).toHaveLength(2);
    expect((await w.call("POST", "/v1/links", { ...body, key: "twice" }, headers)).status).toBe(409);
  });
});
