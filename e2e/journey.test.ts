import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { browserMissing, openBrowser } from "../test/browser.ts";
import { eventually, startVouch, type RunningVouch } from "./running-vouch.ts";

// What a shop's visitor has: a headless browser says that it is one, and would rightly be kept apart as a robot.
const visitor = "Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36";
const file = [
  "Full name,E-mail,Instagram handle,Instagram followers,Country",
  "Vela Strand,vela@creators.example,@velastrand,18400,NO",
  "Kit Moss,kit@creators.example,@kitmoss,9000,GB",
  "Nobody,not an address,@nobodyatall,1,XX",
].join("\n");

let vouch: RunningVouch;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  for (const built of ["web/index.html", "snippet/s.js"])
    if (!existsSync(fileURLToPath(new URL(`../dist/${built}`, import.meta.url))))
      throw new Error(`dist/${built} is missing: run "npm run build" first. The journey looks at the built app.`);
  if (browserMissing !== undefined) throw new Error(browserMissing);
  [vouch, browser] = await Promise.all([startVouch(), openBrowser()]);
  const context = await browser.newContext({ userAgent: visitor, reducedMotion: "reduce", locale: "en-GB" });
  page = await context.newPage();
  page.setDefaultTimeout(60_000);
}, 480_000);

afterAll(async () => {
  await browser?.close();
  await vouch?.stop();
});

/** Nobody is kept out: no serious finding on what is on screen. */
async function expectAccessible(): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ["violations"] })
    .analyze();
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const found = grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
  expect(found, `findings at ${page.url()}`).toEqual([]);
}

const heading = (name: string | RegExp): Locator => page.getByRole("heading", { level: 1, name });
const button = (name: string | RegExp, within: Page | Locator = page): Locator => within.getByRole("button", { name, exact: true });
const link = (name: string | RegExp, within: Page | Locator = page): Locator => within.getByRole("link", { name, exact: true });
const table = (name: string): Locator => page.getByRole("table", { name });
const dialog = (): Locator => page.getByRole("dialog");

/** Goes to a place by the navigation and looks at it. */
async function visit(place: string): Promise<void> {
  await link(place, page.getByRole("navigation").first()).click();
  await page.waitForLoadState("networkidle");
  await heading(/./).waitFor();
  await expectAccessible();
}

async function choose(label: string, text: string): Promise<void> {
  await dialog().getByLabel(label, { exact: true }).fill(text);
  await page.getByRole("option", { name: text }).click();
}

/** Looks at a page again until something stands there: it shows what the worker has done so far. */
async function seenOnceDone(what: string, wanted: Locator): Promise<void> {
  await eventually(
    what,
    async () => {
      await page.reload({ waitUntil: "networkidle" });
      return (await wanted.count()) > 0 ? true : undefined;
    },
    120,
  );
}

async function signIn(): Promise<void> {
  await page.goto(vouch.appUrl);
  await page.getByLabel("E-mail").waitFor();
  await expectAccessible();
  await page.getByLabel("E-mail").fill(vouch.email);
  await page.getByLabel("Password").fill(vouch.password);
  await button("Sign in").click();
  await button("Open Nordlicht Outdoor").waitFor();
  await expectAccessible();
  await button("Open Nordlicht Outdoor").click();
  await page.getByRole("navigation").first().waitFor();
}

async function importCreators(): Promise<void> {
  await visit("Import");
  await link("Import a file").click();
  await page
    .getByLabel("Drop a CSV or JSON file here")
    .setInputFiles({ name: "creators.csv", mimeType: "text/csv", buffer: Buffer.from(file) });
  await expectAccessible();
  await button("Upload file").click();
  await table("First rows").waitFor();
  expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe("Full name");
  await expectAccessible();
  await button("Check every row").click();
  await page.getByText("1 row cannot be taken").waitFor();
  await table("Refused rows")
    .getByRole("cell", { name: /^Must be one e-mail address/ })
    .waitFor();
  expect(await table("Refused rows").getByRole("row").count()).toBe(3);
  await expectAccessible();
  await button("Import the other 2 rows").click();
  await page.getByText("Imported: 2 rows taken").waitFor();
  await expectAccessible();
}

async function makeProgram(): Promise<void> {
  await visit("Programs");
  await button("Create program").click();
  await dialog().getByLabel("Name").fill("Winter");
  await expectAccessible();
  await button("Create program", dialog()).click();
  await link("Write pay rule").click();
  await page.getByRole("textbox", { name: "Percentage" }).fill("10");
  await page
    .getByText(/10 %|10%/)
    .first()
    .waitFor();
  await expectAccessible();
  await button("Publish pay rule").click();
  await page.getByRole("heading", { name: "What is paid now" }).waitFor();
  await expectAccessible();
  await page.getByRole("tab", { name: "Creators" }).click();
  await button("Add creators").click();
  await dialog().getByLabel("Vela Strand").check();
  await button("Add creators", dialog()).click();
  await link("Vela Strand", table("Creators of Winter")).waitFor();
  await expectAccessible();
}

/** Makes a link to the shop, and gives its short address. */
async function makeLink(): Promise<string> {
  await visit("Links & codes");
  await button("Create link").click();
  await dialog().getByLabel("Short link").fill("vela");
  await dialog().getByLabel("Leads to").fill(`${vouch.appUrl}/sample-shop`);
  await choose("Creator (optional)", "Vela Strand");
  await choose("Program", "Winter");
  await button("Create link", dialog()).click();
  await dialog().waitFor({ state: "detached" });
  await link(/\/vela$/).click();
  await heading(/\/vela$/).waitFor();
  await expectAccessible();
  return `${vouch.edgeUrl}/vela`;
}

async function makeCode(): Promise<void> {
  await visit("Links & codes");
  await link("Codes").click();
  await heading("Codes").waitFor();
  await expectAccessible();
  await button("Create code").click();
  await dialog().getByLabel("Code", { exact: true }).fill("VELA10");
  await choose("Creator", "Vela Strand");
  await choose("Program", "Winter");
  await button("Create code", dialog()).click();
  await table("Codes").getByText("VELA10").waitFor();
}

/** Follows the short link as a visitor does, buys, and gives the order's number. */
async function buy(shortUrl: string): Promise<string> {
  const answer = () => fetch(shortUrl, { method: "HEAD", redirect: "manual" });
  await eventually("the new link", async () => ((await answer()).status === 302 ? true : undefined));
  await page.goto(shortUrl);
  await heading("Nordlicht Outdoor").waitFor();
  const clickId = page.locator('input[name="vclid"]');
  await eventually("the click id in the form", async () => ((await clickId.inputValue()) === "" ? undefined : true));
  await expectAccessible();
  await page.getByLabel("What").selectOption({ label: "Daypack 30 l, 89.00 EUR" });
  await page.getByLabel("Code").fill("VELA10");
  await button("Buy").click();
  const thanks = await page.getByText("Thank you!").innerText();
  return /order (\S+) over/.exec(thanks)![1]!;
}

/** The figure of the overview, as it stands there without a reload. */
const ordersShown = (): Promise<string> => page.getByRole("group", { name: "Orders", exact: true }).innerText();

/** An order that arrives while somebody looks at the overview is counted there by itself. */
async function expectLive(): Promise<void> {
  await page.goto(vouch.appUrl);
  await page.getByRole("navigation").first().waitFor();
  await visit("Overview");
  // Two of them: the first may be seen because the page looks once more when it begins to listen.
  for (const external_id of ["live-1", "live-2"]) await expectCounted(external_id);
}

async function expectCounted(external_id: string): Promise<void> {
  const before = await ordersShown();
  await callApi("/v1/conversions", {
    external_id,
    occurred_at: new Date().toISOString(),
    lines: [{ list_price: { amount: "1000", currency: "EUR" } }],
  });
  await eventually("the order on the overview", async () => ((await ordersShown()) === before ? undefined : true), 60);
}

async function openOrder(number: string): Promise<void> {
  await page.goto(vouch.appUrl);
  await page.getByRole("navigation").first().waitFor();
  await visit("Orders");
  await link(number).click();
  await heading(new RegExp(number)).waitFor();
}

/** Who is paid and why, and everything that was before: 10 % of 80.10, which is 89.00 without the code's tenth. */
async function expectPaid(): Promise<void> {
  await seenOnceDone("the decision", table("Ledger"));
  const paid = page.getByRole("region", { name: "Who is paid" });
  await paid
    .getByText(/Vela Strand/)
    .first()
    .waitFor();
  await paid.getByText("€8.01").first().waitFor();
  const happened = page.getByRole("list", { name: "What happened" });
  await happened.getByText("Vela Strand: click on a link").waitFor();
  await happened.getByText("Vela Strand: code used").waitFor();
  await table("Credit by touch and model").getByText("Paid").first().waitFor();
  await table("Ledger")
    .getByRole("row", { name: /^Earned .*€8\.01$/ })
    .waitFor();
  await expectAccessible();
}

async function expectOnHold(amount: string): Promise<void> {
  await heading("Vela Strand").waitFor();
  await page.getByRole("group", { name: "On hold" }).getByText(amount, { exact: true }).waitFor();
  await expectAccessible();
}

/** What the shop's server says. */
async function callApi(path: string, body: object): Promise<void> {
  const status = await page.evaluate(
    async ([to, text]) => {
      const headers = { "x-vouch-csrf": "1", "content-type": "application/json" };
      const { workspaces } = (await (await fetch("/v1/me")).json()) as { workspaces: { id: string }[] };
      const reply = await fetch(to!, { method: "POST", headers: { ...headers, "vouch-workspace": workspaces[0]!.id }, body: text! });
      return reply.status;
    },
    [path, JSON.stringify(body)],
  );
  expect([200, 201]).toContain(status);
}

const refund = (number: string): Promise<void> =>
  callApi("/v1/adjustments", {
    conversion_external_id: number,
    kind: "refund",
    external_id: `${number}-back`,
    occurred_at: new Date().toISOString(),
  });

test("a click on a creator's link becomes a commission with its reason, and a refund takes it back, all seen on screen", async () => {
  await signIn();
  await importCreators();
  await makeProgram();
  const shortUrl = await makeLink();
  await makeCode();
  const number = await buy(shortUrl);
  await openOrder(number);
  await expectPaid();
  await link("Vela Strand", page.getByRole("region", { name: "Who is paid" })).click();
  await expectOnHold("€8.01");
  await refund(number);
  await openOrder(number);
  await seenOnceDone("the reversal", table("Ledger").getByRole("row", { name: /^Taken back .*€8\.01$/ }));
  await expectAccessible();
  await link("Vela Strand", page.getByRole("region", { name: "Who is paid" })).click();
  await expectOnHold("€0.00");
  await expectLive();
}, 480_000);

test("a business is played on screen, and says how far off each way of counting is", async () => {
  await visit("Attribution");
  await link("How wrong is my counting?").click();
  await heading("How wrong is my counting?").waitFor();
  await expectAccessible();
  await page.getByLabel("Times it is played").fill("10");
  await button("Play it").click();
  await table("Errors by way of counting").waitFor({ timeout: 120_000 });
  expect(await table("Errors by way of counting").getByRole("row").count()).toBe(11);
  await page.getByLabel("Way of counting", { exact: true }).selectOption("Codes only");
  await page.getByRole("img", { name: /^Codes only, furthest off about / }).waitFor();
  await expectAccessible();
}, 240_000);
