import { mkdtempSync, rmSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { beginLinks, closeChangeLog, domainChange, edgeWorld, linkChange, storeChange } from "../../../test/edge-links.ts";
import { readSpool, type SpoolRecord } from "../../../test/edge-spool.ts";
import { appendChanges, type ChangeLog } from "../links/change-log.ts";
import { ruleText } from "../links/link-rule.ts";
import { parseListenerOptions } from "../edge-options.ts";
import { openListener, type Listener } from "./listener.ts";

const chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
const googlebot = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

let folder = "";
let log: ChangeLog;
let listener: Listener;
let taken = 0;

/** Addresses of documentation networks with a country each; one of them is a hosting network. */
const geo = {
  lookup: ({ low }: { low: number }) => {
    const first = low >>> 24;
    return { country: { 192: "US", 198: "DE", 203: "US" }[first], hosting: first === 203 };
  },
};

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "vouch-listener-"));
  log = await beginLinks(folder, [
    domainChange({ fallbackUrl: "https://shop.example/?a=1&b=2" }),
    domainChange({ id: "12".repeat(16), host: "bare.example", consentMode: "always_required" }),
    storeChange({ allowedOrigins: ["https://shop.example"], cookieDomain: "brand.example", consentMode: "by_country" }),
    linkChange("anna", "https://shop.example/p?size=%2B&empty=#top"),
    linkChange("ben", "https://shop.example/ben", {
      rule: ruleText({ utm: [["utm_source", "blog"]], precedence: "destination_incoming_link" }),
    }),
    linkChange("caf\u00e9", "https://shop.example/cafe"),
    linkChange("expired", "https://shop.example/old", { expiresAtMs: 1000 }),
    linkChange("disabled", "https://shop.example/old", { isDisabled: true, fallbackUrl: "https://shop.example/sorry" }),
    linkChange("expired", "https://shop.example/old", { expiresAtMs: 1000, domainId: "12".repeat(16) }),
  ]);
  const options = parseListenerOptions(JSON.stringify({ spoolFolder: folder, port: 0, trustedProxies: ["127.0.0.1"] }));
  listener = await openListener(options, { geo, log: pino({ level: "silent" }) });
  while ((await ask("/anna")).status === 503);
});
afterAll(async () => {
  await listener.close();
  closeChangeLog(log);
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  taken = readSpool(folder).length;
});

type Answer = { status: number; headers: http.IncomingHttpHeaders; body: string };
type Ask = { method?: string; headers?: Record<string, string>; body?: string; port?: number };

function ask(target: string, { method = "GET", headers = {}, body, port }: Ask = {}): Promise<Answer> {
  const all = { host: "go.brand.example", "user-agent": chrome, "x-forwarded-for": "192.0.2.7", ...headers };
  return new Promise((resolve, reject) => {
    const request = http.request(
      { port: port ?? listener.port, host: "127.0.0.1", path: target, method, headers: all, agent: false },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => (text += part));
        response.on("end", () => resolve({ status: response.statusCode!, headers: response.headers, body: text }));
      },
    );
    request.on("error", reject).end(body);
  });
}

const recorded = (): SpoolRecord[] => readSpool(folder).slice(taken);
const lastFields = (): Record<string, unknown> => recorded().at(-1)?.fields ?? {};

describe("a redirect", () => {
  it("keeps the destination's bytes, adds the click id, and is recorded when the answer has come", async () => {
    const { status, headers } = await ask("/anna");
    expect(status).toBe(302);
    const clickId = /^https:\/\/shop\.example\/p\?size=%2B&empty=&vclid=([\w-]{22})#top$/.exec(headers.location!)![1]!;
    expect(headers["cache-control"]).toBe("private, no-store");
    const { type, fields } = recorded()[0]!;
    expect(type).toBe("click");
    expect(fields).toMatchObject({
      workspace_id: edgeWorld.workspaceId,
      domain_id: edgeWorld.domainId,
      link_id: edgeWorld.linkId,
      creator_id: edgeWorld.creatorId,
      id: Buffer.from(clickId, "base64url").toString("hex"),
      outcome: "redirected",
      visitor_class: "human",
      class_reason: "browser_user_agent",
      device: "windows chrome",
      country: "US",
      is_hosting: false,
      params: null,
      consent: "not_required",
    });
    const idMs = Number.parseInt((fields["id"] as string).slice(0, 12), 16);
    expect(fields["occurred_at"]).toBe(idMs);
    expect(fields["address_hash"]).toMatch(/^[0-9a-f]{32}$/);
  });

  it("finds a key in every spelling of it", async () => {
    for (const path of ["/ANNA", "/anna/", "/%61nna"]) expect((await ask(path)).headers.location).toContain("https://shop.example/p?");
    for (const path of ["/caf%C3%A9", "/CAF%C3%89", "/cafe%CC%81"])
      expect((await ask(path)).headers.location).toContain("https://shop.example/cafe");
  });

  it("takes incoming UTM parameters as the link's precedence says, records them, and lets nothing replace the destination", async () => {
    const { headers } = await ask("/ben?utm_source=tv&url=https%3A%2F%2Fevil.example&gclid=g1&email=a%40b.example");
    expect(headers.location).toMatch(/^https:\/\/shop\.example\/ben\?utm_source=tv&vclid=[\w-]{22}$/);
    expect(lastFields()["params"]).toEqual({ utm_source: "tv", gclid: "g1" });
  });

  it("keeps the referrer's host only", async () => {
    await ask("/anna", { headers: { referer: "https://User:pw@L.Instagram.com:443/?u=secret" } });
    expect(lastFields()["referrer_host"]).toBe("l.instagram.com");
  });

  it("is found under a host in upper case and with the scheme's own port", async () => {
    expect((await ask("/anna", { headers: { host: "GO.Brand.Example:443" } })).status).toBe(302);
  });

  it("sees an edited destination at the next click (E32)", async () => {
    await ask("/ben");
    appendChanges(log, [linkChange("ben", "https://shop.example/new")], { system: "test", horizon: "2", atMs: 0 });
    await expect.poll(async () => (await ask("/ben")).headers.location).toContain("https://shop.example/new");
  });
});

describe("keys that lead elsewhere", () => {
  it("an unknown key is a 404 with the way to the fallback page, recorded without a link", async () => {
    const { status, body } = await ask("/nobody");
    expect(status).toBe(404);
    expect(body).toContain('content="0;url=https://shop.example/?a=1&amp;b=2"');
    expect(lastFields()).toMatchObject({ outcome: "unknown_key", link_id: null, domain_id: edgeWorld.domainId });
  });

  it("an expired link goes to the domain's fallback and its touch is kept (E24)", async () => {
    const { status, headers } = await ask("/expired");
    expect([status, headers.location]).toEqual([302, expect.stringMatching(/^https:\/\/shop\.example\/\?a=1&b=2&vclid=[\w-]{22}$/)]);
    expect(lastFields()).toMatchObject({ outcome: "expired_fallback", link_id: edgeWorld.linkId, visitor_class: "human" });
  });

  it("a disabled link goes to its own fallback and its touch is kept (E24)", async () => {
    expect((await ask("/disabled")).headers.location).toMatch(/^https:\/\/shop\.example\/sorry\?vclid=/);
    expect(lastFields()).toMatchObject({ outcome: "disabled_fallback", link_id: edgeWorld.linkId });
  });

  it("an expired link with no fallback anywhere is a 404, and its touch is kept", async () => {
    expect((await ask("/expired", { headers: { host: "bare.example" } })).status).toBe(404);
    expect(lastFields()).toMatchObject({ outcome: "expired_fallback", link_id: edgeWorld.linkId });
  });

  it("an unknown host is a 404 and belongs to nobody", async () => {
    expect((await ask("/anna", { headers: { host: "other.example" } })).status).toBe(404);
    expect(recorded()).toEqual([]);
  });

  it("what browsers and crawlers ask for by themselves is no click", async () => {
    expect((await ask("/robots.txt")).body).toBe("User-agent: *\nDisallow:\n");
    expect((await ask("/favicon.ico")).status).toBe(404);
    expect((await ask("/.well-known/assetlinks.json")).status).toBe(404);
    expect((await ask("/.env")).status).toBe(404);
    expect((await ask("/")).headers.location).toBe("https://shop.example/?a=1&b=2");
    expect((await ask("/anna", { method: "POST" })).status).toBe(405);
    expect(recorded()).toEqual([]);
  });
});

describe("visitor classes (E29)", () => {
  const classes: readonly (readonly [name: string, ask: Ask, kind: string, takesId: boolean])[] = [
    ["HEAD", { method: "HEAD" }, "head", false],
    ["a declared bot", { headers: { "user-agent": googlebot } }, "declared_bot", false],
    ["a link preview", { headers: { "user-agent": "facebookexternalhit/1.1" } }, "preview", false],
    ["a prefetch", { headers: { "sec-purpose": "prefetch" } }, "prefetch", true],
    ["Firefox's prefetch", { headers: { "x-moz": "prefetch" } }, "prefetch", true],
    ["a hosting network", { headers: { "x-forwarded-for": "203.0.113.9" } }, "hosting", true],
    ["no user agent", { headers: { "user-agent": "" } }, "unknown", true],
  ];
  it.each(classes)("%s is answered and recorded as what it is", async (_name, request, kind, takesId) => {
    const { status, headers } = await ask("/anna", request);
    expect(status).toBe(302);
    expect(headers.location?.includes("vclid=")).toBe(takesId);
    expect(lastFields()["visitor_class"]).toBe(kind);
    expect(headers["set-cookie"] !== undefined).toBe(takesId && kind !== "prefetch");
  });
});

describe("consent (E26)", () => {
  it("where none is asked for, the visitor gets an id that comes back with the next click", async () => {
    const first = await ask("/anna", { headers: { "x-forwarded-proto": "https" } });
    const cookie = first.headers["set-cookie"]![0]!;
    expect(cookie).toMatch(/^vouch_visitor=[\w-]{22}; Path=\/; Max-Age=31536000; SameSite=Lax; Secure; HttpOnly$/);
    const visitor = lastFields()["visitor_id"];
    const second = await ask("/anna", { headers: { cookie: `a=b; ${cookie.split(";")[0]}` } });
    expect(second.headers["set-cookie"]).toBeUndefined();
    expect(lastFields()["visitor_id"]).toBe(visitor);
  });

  const refused: readonly (readonly [name: string, headers: Record<string, string>, consent: string])[] = [
    ["in a country that asks", { "x-forwarded-for": "198.51.100.1" }, "required"],
    ["in an unknown country", { "x-forwarded-for": "233.252.0.1" }, "required"],
    ["against Global Privacy Control", { "sec-gpc": "1" }, "denied"],
    ["after a refusal", { cookie: "vouch_consent=denied" }, "denied"],
    ["where the domain always asks", { host: "bare.example" }, "required"],
  ];
  it.each(refused)("%s nothing is stored and no visitor is recorded, the click is", async (_name, headers, consent) => {
    const answer = await ask("/expired", { headers });
    expect(answer.headers["set-cookie"]).toBeUndefined();
    expect(lastFields()).toMatchObject({ consent, visitor_id: null, visitor_class: "human" });
  });

  it("a consent that was given counts in every country", async () => {
    const { headers } = await ask("/anna", { headers: { "x-forwarded-for": "198.51.100.1", cookie: "vouch_consent=granted" } });
    expect(headers["set-cookie"]).toHaveLength(1);
    expect(lastFields()["consent"]).toBe("granted");
  });

  it("a visitor id that is none is not taken over", async () => {
    const { headers } = await ask("/anna", { headers: { cookie: "vouch_visitor=AAAAAAAAAAAAAAAAAAAAAA" } });
    expect(headers["set-cookie"]).toHaveLength(1);
  });
});

describe("the client's address (E33)", () => {
  it("is what the nearest trusted proxy wrote, whatever the client wrote before it", async () => {
    await ask("/anna", { headers: { "x-forwarded-for": "198.51.100.1, 192.0.2.7" } });
    const spoofed = lastFields();
    await ask("/anna", { headers: { "x-forwarded-for": "192.0.2.7" } });
    expect(spoofed).toMatchObject({ country: "US", address_hash: lastFields()["address_hash"] });
  });

  it("is one for the whole /64 of an IPv6 network, and another one outside", async () => {
    const hashOf = async (address: string): Promise<unknown> => {
      await ask("/anna", { headers: { "x-forwarded-for": address } });
      return lastFields()["address_hash"];
    };
    const one = await hashOf("2001:db8:1:2::1");
    expect(await hashOf("2001:db8:1:2:ffff::9")).toBe(one);
    expect(await hashOf("2001:db8:1:3::1")).not.toBe(one);
  });

  it("is in no file of the spool", async () => {
    await ask("/anna", { headers: { "x-forwarded-for": "192.0.2.77" } });
    const fields = JSON.stringify(recorded());
    expect(fields).not.toContain("192.0.2.77");
    expect(fields).not.toContain("c000024d");
  });
});

describe("the snippet's messages", () => {
  const visitor = "AZOr-0r6eKq8O70e7yjYgQ";
  const sender = { v: 1, site: "pk_test", consent: "granted", visitor, click: visitor };
  const visit = { ...sender, kind: "visit", at: 5, path: "/p", referrer: "www.google.de", params: { utm_campaign: "spring" } };
  const post = (target: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    ask(target, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { origin: "https://shop.example", "content-type": "text/plain", host: "t.brand.example", ...headers },
    });

  it("a visit is recorded with its channel when the 204 has come", async () => {
    const { status, headers } = await post("/_v/e", visit);
    expect(status).toBe(204);
    expect(headers["access-control-allow-origin"]).toBe("https://shop.example");
    const { type, fields } = recorded()[0]!;
    expect(type).toBe("visit");
    expect(fields).toMatchObject({
      store_id: edgeWorld.storeId,
      channel: "organic_search",
      referrer_host: "www.google.de",
      params: { utm_campaign: "spring" },
      landing_path: "/p",
      visitor_id: Buffer.from(visitor, "base64url").toString("hex"),
      click_id: Buffer.from(visitor, "base64url").toString("hex"),
      visitor_class: "human",
      country: "US",
      consent: "granted",
    });
  });

  it("a visit by one of our links is the creator's", async () => {
    await post("/_v/e", { ...visit, landed: true });
    expect(lastFields()["channel"]).toBe("creator");
  });

  it("an event keeps what it says, also what PostgreSQL's JSON cannot hold", async () => {
    await post("/_v/e", { ...sender, kind: "event", at: 5, name: "signup", props: { plan: "a\0b \ud800 \\u0000", seats: 3 } });
    expect(recorded()[0]!.type).toBe("browserEvent");
    expect(lastFields()).toMatchObject({ name: "signup", properties: { plan: "a\ufffdb \ufffd \\u0000", seats: 3 } });
  });

  it("an order is a record of its own kind under a name that no event can take", async () => {
    await post("/_v/e", { ...sender, kind: "order", at: 5, props: { id: "1001", amount: "1999", currency: "EUR" } });
    expect(recorded()[0]!.type).toBe("browserOrder");
    expect(lastFields()).toMatchObject({ name: "$order", properties: { id: "1001", amount: "1999", currency: "EUR" } });
  });

  it("where the workspace asks for consent, a page that says nobody need ask is not believed", async () => {
    const message = { ...visit, consent: "not_required" };
    await post("/_v/e", message, { "x-forwarded-for": "198.51.100.1" });
    expect(lastFields()).toMatchObject({ consent: "required", visitor_id: null, click_id: null });
    await post("/_v/e", message);
    expect(lastFields()).toMatchObject({ consent: "not_required", visitor_id: expect.any(String) as unknown });
  });

  it.each([
    ["another format", { v: 2 }, {}, 400],
    ["an unknown store", { ...visit, site: "pk_other" }, {}, 404],
    ["an origin that the store does not allow", visit, { origin: "https://evil.example" }, 403],
    ["a body of more than 16 kB", { ...visit, path: `/${"x".repeat(17_000)}` }, {}, 413],
  ])("%s is refused and leaves nothing behind", async (_name, body, headers, status) => {
    const answer = await post("/_v/e", body, headers as Record<string, string>);
    expect([answer.status, answer.headers["content-type"]]).toEqual([status, "application/problem+json"]);
    expect(recorded()).toEqual([]);
  });

  it("the cookie endpoint sets both ids for the brand's domain, where its host lies in it", async () => {
    const { headers } = await post("/_v/c", sender);
    expect(headers["set-cookie"]).toEqual([
      "vouch_consent=granted; Path=/; Max-Age=31536000; SameSite=Lax; Domain=brand.example",
      `vouch_visitor=${visitor}; Path=/; Max-Age=31536000; SameSite=Lax; Domain=brand.example`,
      `vouch_click=${visitor}; Path=/; Max-Age=31536000; SameSite=Lax; Domain=brand.example`,
    ]);
    const elsewhere = await post("/_v/c", sender, { host: "notbrand.example" });
    expect(elsewhere.headers["set-cookie"]!.join()).not.toContain("Domain");
  });

  it("the cookie endpoint removes them when consent is refused", async () => {
    const { headers } = await post("/_v/c", { v: 1, site: "pk_test", consent: "denied" });
    expect(headers["set-cookie"]).toEqual([
      "vouch_consent=denied; Path=/; Max-Age=31536000; SameSite=Lax; Domain=brand.example",
      "vouch_visitor=; Path=/; Max-Age=0; SameSite=Lax; Domain=brand.example",
      "vouch_click=; Path=/; Max-Age=0; SameSite=Lax; Domain=brand.example",
    ]);
  });
});

describe("the admin port", () => {
  it("answers health, readiness and metrics, and nothing of it is on the public port", async () => {
    const admin = (target: string): Promise<Answer> => ask(target, { port: listener.adminPort });
    expect((await admin("/health")).status).toBe(200);
    expect(await admin("/ready")).toMatchObject({ status: 200, body: '{"status":"ready","trouble":[]}' });
    expect((await admin("/metrics")).body).toMatch(/vouch_edge_answers_total\{kind="redirected"\} \d+/);
    expect((await ask("/metrics")).status).toBe(404);
  });
});
