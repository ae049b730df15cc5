import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "../test/browser.ts";
import { startVouch, type RunningVouch } from "./running-vouch.ts";

let vouch: RunningVouch;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [vouch, browser] = await Promise.all([startVouch(), openBrowser()]);
  const context = await browser.newContext({ reducedMotion: "reduce", locale: "en-GB" });
  page = await context.newPage();
  page.setDefaultTimeout(20_000);
}, 480_000);

afterAll(async () => {
  await browser?.close();
  await vouch?.stop();
});

async function expectAccessible(): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const found = grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
  expect(found, `findings at ${page.url()}`).toEqual([]);
}

const button = (name: string) => page.getByRole("button", { name, exact: true });
const rows = () => page.getByRole("table", { name: "Creators found" }).getByRole("rowheader");
/** The one button of an open dialog that does what it is for. */
const confirm = (name: string) => page.getByRole("dialog").getByRole("button", { name, exact: true }).click();

async function expectScored(button: string): Promise<void> {
  await page.getByRole("button", { name: button, exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText(/\d+ of (1 account has|\d+ accounts have) a score now/).waitFor();
  await expectAccessible();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
}

async function choose(...names: readonly string[]): Promise<void> {
  for (const name of names) await page.getByRole("checkbox", { name: `Choose ${name}` }).check();
}

test("creators are found by words and by keyboard, compared, kept on a list, scored, and added to a program", async () => {
  await page.goto(vouch.appUrl);
  await page.getByLabel("E-mail").fill(vouch.email);
  await page.getByLabel("Password", { exact: true }).fill(vouch.password);
  await page.keyboard.press("Enter");
  await page.waitForURL(/welcome|\/w\//);
  await page.goto(new URL("/w/sample/find-creators", vouch.appUrl).href);
  await rows().first().waitFor();
  await expectAccessible();
  const everybody = await rows().count();

  await page.getByLabel("Search name, handle, bio, captions and hashtags").fill("lindqvst");
  await expect.poll(() => rows().allTextContents()).toEqual([expect.stringContaining("Ana Lindqvist")]);
  await button("Clear search").click();
  await expect.poll(() => rows().count()).toBe(everybody);

  await page.locator("h1").click();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.getByText("1 creator chosen").waitFor();
  await button("Choose nobody").click();

  await choose("Ana Lindqvist", "Ben Okafor");
  await button("Compare").click();
  await page.getByRole("table", { name: "Creators side by side" }).waitFor();
  await page.getByText("people can follow both").waitFor();
  await expectAccessible();

  await page.goBack();
  await choose("Ana Lindqvist", "Ben Okafor");
  await button("Add to list").click();
  await page.getByLabel("Or a new list").fill("Spring");
  await confirm("Add to list");
  await page.getByText("2 creators on “Spring”.").waitFor();
  await page.getByRole("link", { name: "Lists", exact: true }).click();
  await expectScored("Score everybody on Spring");
  await page.getByRole("link", { name: "Spring", exact: true }).click();
  await expect.poll(() => rows().count()).toBe(2);

  await choose("Ana Lindqvist");
  await expectScored("Score");
  await button("Add to program").click();
  await page.getByRole("dialog").getByLabel("Program", { exact: true }).fill("Autumn");
  await page.getByRole("option").first().click();
  await confirm("Add to program");
  await page.getByText("1 creator takes part.").waitFor();

  await button("Save search").click();
  await page.getByRole("dialog").getByLabel("Name").fill("Spring faces");
  await confirm("Save search");
  await page.getByRole("link", { name: "Saved searches", exact: true }).click();
  await page.getByRole("link", { name: "Spring faces" }).waitFor();
  await expectAccessible();
});
