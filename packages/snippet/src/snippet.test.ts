import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { adClickParameters, parseBrowserEvent, parseCookieRequest, utmNames, type BrowserEvent, type BrowserSender } from "@vouch/redirect";
import type { Browser, BrowserContext, Cookie, Page } from "playwright-core";
import { build, type Rolldown } from "vite";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { parseShortUuid } from "../../../src/kernel/ids.ts";
import { clickCookie, consentCookie, visitorCookie } from "../../../src/edge/visitor/cookies.ts";
import { browserMissing, openBrowser } from "../../../test/browser.ts";

const click = "AYi6x0r6eKq8O70e7yjYgQ";
const otherClick = "AYi6x0r6eKq8O70e7yjYgA";

/** What the edge and the shop heard, in order. */
const heard = { events: [] as BrowserEvent[], cookieRequests: [] as BrowserSender[], cart: [] as string[], refused: [] as string[] };
/** What the cookie endpoint does, and what the shop's pages are made of. */
const world = { endpoint: "sets" as "sets" | "refuses" | "down", tag: "", head: "", body: "" };
let code = "";
let server: Server;
let browser: Browser;
let context: BrowserContext;
let page: Page;

async function built(): Promise<string> {
  const configFile = fileURLToPath(new URL("../vite.config.ts", import.meta.url));
  const [bundle] = (await build({ configFile, logLevel: "warn", build: { write: false } })) as Rolldown.RolldownOutput[];
  return bundle!.output[0].code;
}

const origin = (host: string): string => `http://${host}.example:${(server.address() as AddressInfo).port}`;
const shop = (path = "/"): string => origin("www.brand") + path;

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = "";
  for await (const part of request.setEncoding("utf8")) body += part;
  const { pathname } = new URL(request.url!, "http://any.example");
  if (pathname === "/_v/s.js") response.setHeader("Content-Type", "text/javascript").end(code);
  else if (pathname === "/_v/e") answerEvent(body, response);
  else if (pathname === "/_v/c") answerCookies(request, response, body);
  else if (pathname === "/cart/update.js") response.end(heard.cart.push(body).toString());
  else response.setHeader("Content-Type", "text/html").end(htmlFor(request.headers.host ?? ""));
}

/** A page of the shop, or one of another site that links to it. */
function htmlFor(host: string): string {
  const head = host.includes("brand.example") ? world.head + world.tag : "";
  return `<!doctype html><head>${head}</head><body>${world.body}<a href="${shop("/from-outside")}">go</a></body>`;
}

function answerEvent(body: string, response: ServerResponse): void {
  const parsed = parseBrowserEvent(body);
  if (parsed.ok) heard.events.push(parsed.event);
  else heard.refused.push(`${parsed.pointer} ${body}`);
  response.writeHead(204).end();
}

function answerCookies(request: IncomingMessage, response: ServerResponse, body: string): void {
  const parsed = parseCookieRequest(body);
  if (parsed.ok) heard.cookieRequests.push(parsed.sender);
  else heard.refused.push(`${parsed.pointer} ${body}`);
  if (world.endpoint === "down") return void request.socket.destroy();
  const cookies =
    parsed.ok && world.endpoint === "sets" ? [`vouch_visitor=${parsed.sender.visitor}`, `vouch_click=${parsed.sender.click}`] : [];
  const set = cookies
    .filter((cookie) => !cookie.endsWith("undefined"))
    .map((cookie) => `${cookie}; Domain=brand.example; Path=/; Max-Age=1000; SameSite=Lax`);
  const cors = { "Access-Control-Allow-Origin": request.headers.origin ?? "", "Access-Control-Allow-Credentials": "true" };
  response.writeHead(204, { ...cors, "Set-Cookie": set }).end();
}

/** Puts the snippet on the shop's pages. */
const tagged = (attributes = 'data-consent="granted"'): void => {
  world.tag = `<script async src="${origin("go.brand")}/_v/s.js" data-site="pk_1" data-cookie-domain="brand.example" ${attributes}></script>`;
};
const endpoint = (): string => `data-cookie-endpoint="${origin("go.brand")}/_v/c"`;
const nameOf = (event: BrowserEvent): string => (event.kind === "event" ? event.name : event.kind);
/** What was heard, by the time of sending: beacons overtake each other on their way. */
const sent = (): BrowserEvent[] => heard.events.toSorted((one, other) => one.at - other.at);
const visits = (): (BrowserEvent & { kind: "visit" })[] => sent().filter((event) => event.kind === "visit");
const cookies = async (): Promise<Map<string, Cookie>> => new Map((await context.cookies()).map((cookie) => [cookie.name, cookie]));
const call = (...command: unknown[]): Promise<void> =>
  page.evaluate((given) => (window as unknown as { vouch: (...all: unknown[]) => void }).vouch(...given), command);
const ready = (): Promise<unknown> =>
  page.waitForFunction(
    () => typeof (window as { vouch?: unknown }).vouch === "function" && !(window as { vouch?: { q?: unknown } }).vouch?.q,
  );

async function open(url: string): Promise<void> {
  await page.goto(url);
  await ready();
}

const expectHeard = (...names: string[]): Promise<void> =>
  vi.waitFor(() => expect(heard.events.map(nameOf).toSorted()).toEqual(names.toSorted()), { timeout: 10_000 });

/** Sends an event called mark, waits for it and for one more round trip, and says that these and the mark were all that was heard. */
async function expectOnly(...names: string[]): Promise<void> {
  await call("event", "mark");
  await expectHeard("mark", ...names);
  await page.evaluate(() => fetch("/round-trip"));
  await expectHeard("mark", ...names);
}

beforeAll(async () => {
  code = await built();
});

describe("the built snippet", () => {
  it("is less than 1.5 kB gzipped", () => {
    expect(gzipSync(code, { level: 9 }).length).toBeLessThan(1_500);
  });

  it("is one script for browsers of 2019: no optional chaining, no nullish operator, no import", () => {
    expect(code).not.toMatch(/\?\.[a-z[(]|\?\?|\bimport\b|\bexport\b/i);
    expect(code.startsWith("(function(){")).toBe(true);
  });
});

describe.skipIf(browserMissing !== undefined)(
  `the snippet in a browser${browserMissing === undefined ? "" : ` (skipped: ${browserMissing})`}`,
  () => {
    beforeAll(async () => {
      server = createServer((request, response) => void answer(request, response));
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      browser = await openBrowser(["--host-resolver-rules=MAP *.example 127.0.0.1"]);
    });
    afterAll(async () => {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    beforeEach(async () => {
      Object.assign(heard, { events: [], cookieRequests: [], cart: [], refused: [] });
      Object.assign(world, { endpoint: "sets", tag: "", head: "", body: "" });
      tagged();
      context = await browser.newContext();
      page = await context.newPage();
    });
    afterEach(async () => {
      await context.close();
      expect(heard.refused).toEqual([]);
    });

    describe("a visit", () => {
      it("is sent from its first page, with path, campaign, click and a visitor whose id is a uuid of version 7", async () => {
        await open(shop(`/p/1?utm_source=ig&color=red&gclid=x&vclid=${click}#top`));
        await expectOnly("visit");
        expect(visits()).toMatchObject([
          {
            site: "pk_1",
            consent: "granted",
            click,
            landedByClick: true,
            path: "/p/1",
            referrerHost: undefined,
            parameters: { utm_source: "ig", gclid: "x" },
          },
        ]);
        const visitor = parseShortUuid(visits()[0]!.visitor!)!;
        expect(visitor).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab]/);
        expect(Math.abs(Number.parseInt(visitor.replace("-", "").slice(0, 12), 16) - Date.now())).toBeLessThan(600_000);
      });

      it("is sent once: the next pages of the shop and of its other hosts belong to it", async () => {
        await open(shop("/?utm_source=ig"));
        await open(shop("/second"));
        await page.click("a");
        await ready();
        await open(`${origin("shop.brand")}/third`);
        await expectOnly("visit");
      });

      it("begins again with another campaign, with another click, and with another site as referrer", async () => {
        await open(shop("/?utm_source=ig"));
        await open(shop("/?utm_source=tiktok"));
        await open(shop(`/?vclid=${click}`));
        await open(shop(`/?vclid=${otherClick}`));
        await page.goto(origin("l.instagram"));
        await page.click("a");
        await ready();
        await open(shop("/still"));
        await expectOnly("visit", "visit", "visit", "visit", "visit");
        expect(visits().map(({ parameters, click: id, referrerHost }) => [parameters?.["utm_source"], id, referrerHost])).toEqual([
          ["ig", undefined, undefined],
          ["tiktok", undefined, undefined],
          [undefined, click, undefined],
          [undefined, otherClick, undefined],
          [undefined, otherClick, "l.instagram.example"],
        ]);
        expect(visits().map(({ landedByClick }) => landedByClick)).toEqual([false, false, true, true, false]);
        expect(new Set(visits().map(({ visitor }) => visitor)).size).toBe(1);
      });

      it("begins again when no page was seen for 30 minutes", async () => {
        await open(shop());
        const expires = (await cookies()).get("vouch_visit")!.expires;
        expect(Math.abs(expires - Date.now() / 1_000 - 1_800)).toBeLessThan(120);
        await context.clearCookies({ name: "vouch_visit" });
        await open(shop());
        await expectOnly("visit", "visit");
      });

      it("is not begun by an address that repeats what it came with, however odd its characters", async () => {
        const odd = `/?utm_campaign=${encodeURIComponent("a|b!;=, ü🎉%")}&utm_source=${"x".repeat(3_000)}`;
        await open(shop(odd));
        await open(shop(odd));
        await expectOnly("visit");
        expect(visits()[0]!.parameters).toEqual({ utm_campaign: "a|b!;=, ü🎉%", utm_source: "x".repeat(256) });
      });

      it("carries every parameter that the edge records", async () => {
        const names = [...utmNames, ...adClickParameters.map(({ name }) => name)];
        await open(shop(`/?${names.map((name) => `${name}=1`).join("&")}`));
        await expectOnly("visit");
        expect(Object.keys(visits()[0]!.parameters!).toSorted()).toEqual(names.toSorted());
      });

      it("is not sent by a page that is rendered before anybody looks at it", async () => {
        await page.addInitScript(() =>
          Object.defineProperty(document, "prerendering", { get: () => (window as { seen?: boolean }).seen !== true }),
        );
        await page.goto(shop(), { waitUntil: "load" });
        expect(await cookies()).toEqual(new Map());
        await page.evaluate(() => {
          (window as { seen?: boolean }).seen = true;
          document.dispatchEvent(new Event("prerenderingchange"));
        });
        await expectOnly("visit");
      });
    });

    describe("the click id", () => {
      it("is kept for later pages under the names that the edge uses, a year long, for all hosts of the brand", async () => {
        await open(shop(`/?vclid=${click}`));
        await open(`${origin("shop.brand")}/later`);
        await expectOnly("visit");
        expect(sent().at(-1)).toMatchObject({ click });
        const kept = await cookies();
        for (const name of [clickCookie, visitorCookie]) {
          expect(kept.get(name)).toMatchObject({ domain: ".brand.example", httpOnly: false });
          expect(Math.abs(kept.get(name)!.expires - Date.now() / 1_000 - 31_536_000)).toBeLessThan(600);
        }
        expect(kept.get(clickCookie)!.value).toBe(click);
      });

      it("is read from the parameter that the tag names, the last where it stands twice, and only in the form of an id", async () => {
        tagged('data-consent="granted" data-param="cid"');
        await open(shop(`/?cid=${otherClick}&cid=${click}&cid=x;domain=evil.example&vclid=${otherClick}`));
        await expectOnly("visit");
        expect(visits()).toMatchObject([{ click, landedByClick: true }]);
      });

      it("fills fields of its name, adds them to marked forms, and does so in forms added later", async () => {
        tagged('data-consent="granted" data-form-field="vclid,attributes[vclid]"');
        world.body = '<form id="a"><input name="vclid"></form><form id="b" data-vouch></form><form id="c"></form>';
        await open(shop(`/?vclid=${click}`));
        await page.evaluate(() =>
          document.body.insertAdjacentHTML(
            "beforeend",
            '<div><form id="d" data-vouch><input name="q"></form><input name="vclid" form="c"></div>',
          ),
        );
        await page.waitForFunction(() => document.querySelectorAll("#d input").length === 3);
        const fields = await page.$$eval("form", (forms) => forms.map((form) => [form.id, ...new FormData(form).entries()].join(" ")));
        const both = `vclid,${click} attributes[vclid],${click}`;
        expect(fields).toEqual([`a vclid,${click}`, `b ${both}`, `c vclid,${click}`, `d q, ${both}`]);
        expect(await page.$$eval("#b input", (inputs) => inputs.map((input) => (input as HTMLInputElement).type))).toEqual([
          "hidden",
          "hidden",
        ]);
      });

      it("leaves fields alone where there is none", async () => {
        world.body = '<form data-vouch></form><input name="vclid" value="own">';
        await open(shop());
        await expectOnly("visit");
        expect(await page.$$eval("input", (inputs) => inputs.map((input) => (input as HTMLInputElement).value))).toEqual(["own"]);
      });

      it("is put on a Shopify cart once a visit", async () => {
        tagged('data-consent="granted" data-shopify="true"');
        await open(shop(`/?vclid=${click}`));
        await open(shop("/next"));
        await vi.waitFor(() => expect(heard.cart).toHaveLength(1));
        expect([...new URLSearchParams(heard.cart[0])]).toEqual([["attributes[vclid]", click]]);
      });
    });

    describe("consent", () => {
      const nothingStored = async (): Promise<void> => {
        expect(await cookies()).toEqual(new Map());
        expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
      };

      for (const attributes of ["", 'data-consent="required"', 'data-consent="by_country"', 'data-consent="yes"']) {
        it(`is waited for with ${attributes || "no setting"}: nothing is stored, sent or filled; then all is`, async () => {
          tagged(attributes);
          world.body = '<input name="vclid">';
          await open(shop(`/?vclid=${click}&utm_source=ig`));
          await call("event", "early", { at: "once" });
          await call("order", { id: "1001" });
          await nothingStored();
          expect(await page.inputValue("input")).toBe("");
          expect(heard.events).toEqual([]);
          await call("consent", true);
          await expectOnly("visit", "early", "order");
          expect(heard.events.every((event) => event.consent === "granted" && event.click === click)).toBe(true);
          expect(await page.inputValue("input")).toBe(click);
          expect((await cookies()).get(consentCookie)?.value).toBe("granted");
        });
      }

      it("once given is remembered on the next page", async () => {
        tagged("");
        await open(shop());
        await call("consent", true);
        await open(shop("/?utm_source=ig"));
        await expectOnly("visit", "visit");
      });

      it("taken back removes what was stored, stops, and is remembered, whatever the tag says", async () => {
        world.body = '<input name="vclid">';
        await open(shop(`/?vclid=${click}`));
        await expectOnly("visit");
        await call("consent", false);
        await call("event", "after");
        expect(await page.inputValue("input")).toBe("");
        expect([...(await cookies()).values()].map(({ name, value }) => `${name}=${value}`)).toEqual([`${consentCookie}=denied`]);
        await open(shop(`/?vclid=${click}&utm_source=ig`));
        await call("consent", true);
        await expectHeard("visit", "mark", "visit");
      });
    });

    describe("the cookie endpoint of the brand's domain", () => {
      const held = async (): Promise<(number | string)[]> => {
        const { value, expires } = (await cookies()).get(clickCookie) ?? { value: "none", expires: 0 };
        return [value, Math.round((expires - Date.now() / 1_000) / 1_000)];
      };

      it("sets the cookies, so that Safari's limit of seven days on a script's does not apply", async () => {
        tagged(`data-consent="granted" ${endpoint()}`);
        await open(shop(`/?vclid=${click}`));
        await vi.waitFor(async () => expect(await held()).toEqual([click, 1]));
        await open(shop("/next"));
        await expectOnly("visit");
        expect(heard.cookieRequests).toMatchObject([{ site: "pk_1", consent: "granted", click, visitor: visits()[0]!.visitor }]);
        expect(sent().map(({ visitor, click: id }) => [visitor, id])).toEqual(
          Array.from({ length: 2 }, () => [visits()[0]!.visitor, click]),
        );
      });

      it("is asked again for another click", async () => {
        tagged(`data-consent="granted" ${endpoint()}`);
        await open(shop(`/?vclid=${click}`));
        await vi.waitFor(async () => expect(await held()).toEqual([click, 1]));
        await open(shop(`/?vclid=${otherClick}`));
        await vi.waitFor(async () => expect(await held()).toEqual([otherClick, 1]));
        expect(heard.cookieRequests).toHaveLength(2);
      });

      for (const failure of ["down", "refuses"] as const) {
        it(`that ${failure === "down" ? "is down" : "sets nothing"} is replaced by the script's own cookies`, async () => {
          world.endpoint = failure;
          tagged(`data-consent="granted" ${endpoint()}`);
          await open(shop(`/?vclid=${click}`));
          await vi.waitFor(async () => expect(await held()).toEqual([click, 31_536]));
          expect(visits()).toHaveLength(1);
        });
      }

      it("decides where consent goes by country: it sets the cookies and the visit is sent", async () => {
        tagged(`data-consent="by_country" ${endpoint()}`);
        await open(shop(`/?vclid=${click}`));
        await expectOnly("visit");
        expect(heard.cookieRequests).toMatchObject([{ consent: "not_required", click }]);
        expect(visits()).toMatchObject([{ consent: "not_required", click, visitor: heard.cookieRequests[0]!.visitor }]);
        expect(await held()).toEqual([click, 1]);
      });

      it("decides where consent goes by country: it sets none and nothing is stored or sent before an answer", async () => {
        world.endpoint = "refuses";
        tagged(`data-consent="by_country" ${endpoint()}`);
        await open(shop(`/?vclid=${click}`));
        await vi.waitFor(() => expect(heard.cookieRequests).toHaveLength(1));
        await call("event", "early");
        expect(await cookies()).toEqual(new Map());
        await call("consent", true);
        await expectOnly("visit", "early");
      });

      it("hears that consent was taken back, with no id", async () => {
        tagged(`data-consent="granted" ${endpoint()}`);
        await open(shop(`/?vclid=${click}`));
        await expectOnly("visit");
        await call("consent", false);
        await vi.waitFor(() =>
          expect(heard.cookieRequests.at(-1)).toMatchObject({ consent: "denied", visitor: undefined, click: undefined }),
        );
      });
    });

    describe("the page's calls", () => {
      it("before the script has loaded are carried out when it has", async () => {
        tagged("");
        world.head =
          "<script>window.vouch=window.vouch||function(){(vouch.q=vouch.q||[]).push(arguments)};vouch('event','first');vouch('consent',true);vouch('event','second',{n:1})</script>";
        await open(shop());
        await expectOnly("visit", "first", "second");
      });

      it("send events with their properties and orders with what the page knows of them", async () => {
        await open(shop(`/?vclid=${click}`));
        await call("event", "signup", { plan: "pro", seats: 2 });
        await call("order", { id: "1001", amount: "1234", currency: "EUR", codes: ["ANA10"] });
        await expectOnly("visit", "signup", "order");
        expect(heard.events.find((event) => event.kind === "order")).toMatchObject({
          order: { id: "1001", amount: "1234", currency: "EUR", codes: ["ANA10"] },
          click,
        });
        expect(heard.events.find((event) => event.kind === "event" && event.name === "signup")).toMatchObject({
          properties: { plan: "pro", seats: 2 },
          click,
        });
      });
    });
  },
);
