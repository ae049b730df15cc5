import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type { FastifyInstance } from "fastify";
import type { Browser, Page } from "playwright-core";
import { build, type Rolldown } from "vite";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openHttpApi } from "../../../../src/app/http-api.ts";
import { formatId } from "../../../../src/kernel/ids.ts";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { browserMissing, openBrowser } from "../../../../test/browser.ts";
import { must } from "../../../../test/builders.ts";

interface Survey {
  readonly id: string;
  readonly page_url: string;
}
interface Answer {
  readonly label: string;
  readonly external_order_id: string;
  readonly source: string;
  readonly shown: readonly string[];
}

let code = "";
let t: TestApp;
let w: TestWorkspace;
let api: FastifyInstance;
let shop: Server;
let browser: Browser;
let page: Page;
let survey: Survey;
let folder = "";
let body = "";
const faults: string[] = [];
let orders = 0;
const nextOrder = (): string => `block-${++orders}`;

const originOf = (host: string, server: Server): string => `http://${host}.example:${(server.address() as AddressInfo).port}`;
const vouch = (): string => originOf("vouch", api.server);
const shopAt = (host = "shop"): string => originOf(host, shop);
const keyAddress = (url = survey.page_url): string => vouch() + new URL(url).pathname;
const block = (attributes: string): string => `<div data-vouch-survey="${keyAddress()}" ${attributes}></div>`;
const answers = async (): Promise<readonly Answer[]> => (await must<{ data: Answer[] }>(w, "GET", `/v1/surveys/${survey.id}/answers`)).data;

async function built(): Promise<string> {
  const configFile = fileURLToPath(new URL("../../vite.survey.config.ts", import.meta.url));
  const [bundle] = (await build({ configFile, logLevel: "warn", build: { write: false } })) as Rolldown.RolldownOutput[];
  return bundle!.output[0].code;
}

/** The thank-you page of a shop that lets nothing in but the block: no style in the page, no other script, no other connection. */
const servePage = (): Server =>
  createServer((_request, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.setHeader("Content-Security-Policy", `default-src 'none'; script-src ${vouch()}; connect-src ${vouch()}`);
    response.end(
      `<!doctype html><html lang="en"><body><h1>Thank you</h1>${body}<script async src="${vouch()}/survey/block.js"></script></body></html>`,
    );
  });

const listen = (server: Server): Promise<void> => new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const question = () => page.getByRole("group", { name: "How did you hear of us?" });
const open = async (attributes: string, host = "shop"): Promise<void> => {
  body = block(attributes);
  await page.goto(shopAt(host));
};
/** After the script has run and all that it asked for was answered or refused. */
const settled = async (): Promise<void> => {
  await page.waitForFunction(() => "vouchSurvey" in window);
  await page.waitForLoadState("networkidle");
};
const expectNothing = async (): Promise<void> => {
  await settled();
  expect([await page.locator("form").count(), await page.textContent("body"), faults]).toEqual([0, "Thank you", []]);
};

describe("the built block", () => {
  beforeAll(async () => {
    code = await built();
  });

  it("is less than 2 kB gzipped, one script for browsers of 2019, and stores nothing", () => {
    expect(gzipSync(code, { level: 9 }).length).toBeLessThan(2_000);
    expect(code).not.toMatch(/\?\.[a-z[(]|\?\?|\bimport\b|\bexport\b|replaceChildren/i);
    expect(code).not.toMatch(/cookie|Storage|innerHTML|sendBeacon/);
  });
});

describe.skipIf(browserMissing !== undefined)(
  `the block in a browser${browserMissing === undefined ? "" : ` (skipped: ${browserMissing})`}`,
  () => {
    beforeAll(async () => {
      code = await built();
      folder = mkdtempSync(path.join(os.tmpdir(), "vouch-block-"));
      const surveyBlockFile = path.join(folder, "block.js");
      writeFileSync(surveyBlockFile, code);
      t = await openTestApp();
      w = await t.makeWorkspace();
      api = await openHttpApi({ ctx: t.ctx, trustedProxies: [], requestsPerMinute: 100_000, checkAnswers: true, surveyBlockFile });
      await api.listen({ host: "127.0.0.1", port: 0 });
      shop = servePage();
      await listen(shop);
      browser = await openBrowser(["--host-resolver-rules=MAP *.example 127.0.0.1"]);
    });
    afterAll(async () => {
      await browser.close();
      shop.closeAllConnections();
      await new Promise((resolve) => shop.close(resolve));
      await api.close();
      await t.close();
      rmSync(folder, { recursive: true, force: true });
    });
    beforeEach(async () => {
      faults.length = 0;
      page = await browser.newPage();
      page.on("pageerror", (error) => faults.push(error.message));
      survey = await must<Survey>(w, "POST", "/v1/surveys", {
        ...{ store_id: formatId("sto", w.storeId), question: "How did you hear of us?" },
        choices: [
          { kind: "channel", channel: "organic_search", label: "A search" },
          { kind: "channel", channel: "word_of_mouth", label: `<b>A "friend"</b>` },
        ],
      });
    });
    afterEach(() => page.close());

    it("asks and is answered by keys alone, under a strict policy of the page, and keeps what its viewer saw", async () => {
      const order = nextOrder();
      await open(`data-order="${order}"`);
      await question().waitFor();
      const shown = await question()
        .getByRole("radio")
        .evaluateAll((radios) => radios.map((radio) => radio.parentElement!.textContent));
      expect(shown.toSorted()).toEqual([`<b>A "friend"</b>`, "A search", "Something else"]);
      await page.keyboard.press("Tab");
      await page.keyboard.press("Space");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await page.getByRole("status").filter({ hasText: "Thank you. Your answer has arrived." }).waitFor();
      expect(await page.getByRole("status").evaluate((said) => (said.getRootNode() as ShadowRoot).activeElement === said)).toBe(true);
      expect(await answers()).toMatchObject([{ label: shown[0], external_order_id: order, source: "page", shown: shown.slice(0, 2) }]);
      expect(faults).toEqual([]);
    });

    it("has a look of its own, and takes none from the page and gives it none", async () => {
      await open(`data-order="${nextOrder()}"`);
      const radius = await page.getByRole("button", { name: "Send answer" }).evaluate((button) => getComputedStyle(button).borderRadius);
      expect(radius).toBe("10px");
      expect(await page.evaluate(() => document.querySelectorAll("style, link").length)).toBe(0);
    });

    it("sets no cookie, stores nothing, and tells the page's address to nobody", async () => {
      const asking = page.waitForRequest(/\/question$/);
      await open(`data-order="${nextOrder()}"`);
      await question().waitFor();
      expect(await page.context().cookies()).toEqual([]);
      expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
      expect((await asking).headers()["referer"] ?? "").toBe("");
    });

    it("takes words of the customer's own: writing them chooses their place", async () => {
      await open(`data-order="${nextOrder()}"`);
      await page.getByRole("textbox", { name: "Who or what was it?" }).fill("the lady with the tent");
      await page.getByRole("button").click();
      await page.getByText("Your answer has arrived").waitFor();
      expect(await answers()).toMatchObject([{ label: "the lady with the tent" }]);
    });

    it("speaks the survey's language", async () => {
      await must(w, "PATCH", `/v1/surveys/${survey.id}`, { language: "de" });
      await open(`data-order="${nextOrder()}"`);
      await page.getByRole("button", { name: "Antwort senden" }).waitFor();
      expect(await page.locator("form").getAttribute("lang")).toBe("de");
    });

    it("answers for the order that it is signed for", async () => {
      const order = nextOrder();
      const signed = await must<{ data: { url: string }[] }>(w, "POST", `/v1/surveys/${survey.id}/links`, { external_order_ids: [order] });
      await open(`data-order="${order}" data-signature="${new URL(signed.data[0]!.url).searchParams.get("signature")}"`);
      await page.getByRole("radio").first().check();
      await page.getByRole("button").click();
      await page.getByText("Your answer has arrived").waitFor();
      expect(await answers()).toMatchObject([{ source: "link" }]);
    });

    it("says that an answer could not be sent, and sends it the second time", async () => {
      await open(`data-order="${nextOrder()}"`);
      await page.getByRole("radio").first().check();
      const answering = (url: URL): boolean => url.href === keyAddress();
      await page.route(answering, (route) => route.abort());
      await page.getByRole("button").click();
      await page.getByText("could not be sent").waitFor();
      await page.unroute(answering);
      await page.getByRole("button").click();
      await page.getByText("Your answer has arrived").waitFor();
      expect([(await answers()).length, faults]).toEqual([1, []]);
    });

    it.each([
      ["names no order", `data-order=""`],
      ["names an order by a template that nobody filled in", `data-order="{{ order.id }}"`],
    ])("shows nothing where the page %s", async (_what, attributes) => {
      await open(attributes);
      await expectNothing();
    });

    it("shows nothing and throws nothing where the question is blocked, the survey is closed or not there", async () => {
      await page.route(/\/question$/, (route) => route.abort());
      await open(`data-order="${nextOrder()}"`);
      await expectNothing();
      await page.unroute(/\/question$/);
      await must(w, "PATCH", `/v1/surveys/${survey.id}`, { is_active: false });
      await page.reload();
      await expectNothing();
      body = `<div data-vouch-survey="${vouch()}/survey/nobody" data-order="1"></div>`;
      await page.reload();
      await expectNothing();
    });

    it("asks on the store's own origins alone where the store names them", async () => {
      const store = `/v1/stores/${formatId("sto", w.storeId)}`;
      await must(w, "PATCH", store, { allowed_origins: [shopAt()] });
      await open(`data-order="${nextOrder()}"`, "elsewhere");
      await expectNothing();
      await open(`data-order="${nextOrder()}"`);
      await question().waitFor();
      await must(w, "PATCH", store, { allowed_origins: [] });
    });

    it("is filled once, also when the page is built after the script and asks for it again", async () => {
      body = "";
      await page.goto(shopAt());
      await settled();
      const asked = { address: keyAddress(), order: nextOrder() };
      await page.evaluate(({ address, order }) => {
        const late = Object.assign(document.createElement("div"), { id: "late" });
        Object.assign(late.dataset, { vouchSurvey: address, order });
        document.body.append(late);
        for (let times = 0; times < 2; times++) (window as unknown as { vouchSurvey: () => void }).vouchSurvey();
      }, asked);
      await question().waitFor();
      await settled();
      expect([await page.locator("form").count(), faults]).toEqual([1, []]);
    });
  },
);
