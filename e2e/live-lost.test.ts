import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { browserMissing, openBrowser } from "../test/browser.ts";
import { startVouch, type RunningVouch } from "./running-vouch.ts";

let vouch: RunningVouch;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  if (!existsSync(fileURLToPath(new URL("../dist/web/index.html", import.meta.url))))
    throw new Error('dist/web/index.html is missing: run "npm run build" first.');
  if (browserMissing !== undefined) throw new Error(browserMissing);
  [vouch, browser] = await Promise.all([startVouch(), openBrowser()]);
  page = await (await browser.newContext({ reducedMotion: "reduce", locale: "en-GB" })).newPage();
  page.setDefaultTimeout(120_000);
}, 480_000);

afterAll(async () => {
  await browser?.close();
  await vouch?.stop();
});

test("a page whose server is gone says that it is not live and from when its figures are, and stops saying so when it is back", async () => {
  await page.goto(vouch.appUrl);
  await page.getByLabel("E-mail").fill(vouch.email);
  await page.getByLabel("Password").fill(vouch.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  const heard = page.waitForRequest("**/v1/reports/overview*");
  await page.getByRole("button", { name: "Open Nordlicht Outdoor", exact: true }).click();
  await page.getByRole("group", { name: "Orders", exact: true }).waitFor();
  await heard;
  // The page looks once more when somebody tells it of changes: from then on it is live.
  await page.waitForResponse("**/v1/reports/overview*");
  const lost = page.getByRole("status").filter({ hasText: "Not live: the connection is lost, trying again." });
  expect(await lost.count()).toBe(0);

  await vouch.halt();
  await lost.waitFor();
  expect(await lost.innerText()).toMatch(/Figures as of \d+ \w+ \d{4},? \d\d:\d\d/);
  expect(await page.getByRole("group", { name: "Orders", exact: true }).isVisible()).toBe(true);
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ["violations"] })
    .analyze();
  expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id }) => id)).toEqual([]);

  vouch = await startVouch({}, vouch);
  await lost.waitFor({ state: "detached" });
}, 480_000);
