import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openBrowser } from "../test/browser.ts";
import { eventually, startVouch, type RunningVouch } from "./running-vouch.ts";

// A whole way through a browser: on a busy machine it takes its time.
vi.setConfig({ testTimeout: 240_000 });

const reportedOn = new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10);
/** As a vendor of creator lists exports it: decimal commas, rates in percent, and a row that cannot be taken. */
const vendorFile = [
  "Influencer;Platform;Username;Country;Followers;Engagement rate;Avg likes;Avg comments;Category;Language;Biography;Audience countries;Real followers;Report date",
  "Vela Strand;Instagram;@velastrand.sample;Norway;18.400;4,1 %;712;42;Outdoors;en;Glacier guide who answers everybody;NO 52 %, DE 21 %;81 %;",
  "Kit Moss;Instagram;@kitmoss.sample;United Kingdom;9.050;5,3 %;455;25;Outdoors;en;Glacier walks and slow trains;GB 61 %, IE 9 %;77 %;",
  "Rue Calder;Instagram;@ruecalder.sample;United Kingdom;640.000;0,4 %;2.480;80;Beauty;en;Glitter, not glacier;GB 40 %, US 22 %;44 %;",
  "Nobody At All;Instagram;@nobody.sample;Atlantis;many;x;;;;;;;;",
]
  .map((row, at) => (at === 0 ? row : `${row}${reportedOn}`))
  .join("\n");

let vouch: RunningVouch;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [vouch, browser] = await Promise.all([startVouch(), openBrowser()]);
  const context = await browser.newContext({ reducedMotion: "reduce", locale: "en-GB" });
  page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await signIn();
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

/** Nobody is kept out, on a phone neither: nothing lies beside the screen. */
async function expectFine(): Promise<void> {
  await expectAccessible();
  const size = page.viewportSize()!;
  await page.setViewportSize({ width: 390, height: 844 });
  const beside = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await expect.poll(beside, { message: `sideways at ${page.url()}` }).toBe(0);
  await page.setViewportSize(size);
}

const place = (path: string): string => new URL(`/w/sample/${path}`, vouch.appUrl).href;

async function signIn(): Promise<void> {
  await page.goto(vouch.appUrl);
  await page.getByLabel("E-mail").fill(vouch.email);
  await page.getByLabel("Password", { exact: true }).fill(vouch.password);
  await page.keyboard.press("Enter");
  await page.waitForURL(/welcome|\/w\//);
  // The worker tells of the creators whom the sample brand scouted, and decides of three of them last.
  await eventually(
    "the sample's decisions",
    async () => {
      await page.goto(place("vetting"));
      const decided = page.getByRole("table", { name: "Vetting decisions" }).getByRole("rowheader");
      await page.getByRole("heading", { level: 1, name: "Vetting decisions" }).waitFor();
      await page.waitForLoadState("networkidle");
      return (await decided.count()) === 3 ? true : undefined;
    },
    180,
  );
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

const search = (words: string) => page.getByLabel("Search name, handle, bio, captions, hashtags and category").fill(words);

async function addToProgram(): Promise<void> {
  await button("Add to program").click();
  await page.getByRole("dialog").getByLabel("Program", { exact: true }).fill("Friends");
  await page.getByRole("option").first().click();
  await confirm("Add to program");
  await page.getByText("1 creator takes part.").waitFor();
}

async function choose(...names: readonly string[]): Promise<void> {
  for (const name of names) await page.getByRole("checkbox", { name: `Choose ${name}`, exact: true }).check();
}

test("creators are found by words and by keyboard, compared, kept on a list, scored, and added to a program", async () => {
  await page.goto(place("find-creators"));
  await rows().first().waitFor();
  await expectAccessible();
  // Who is to be chosen is chosen without moving the table aside.
  const isWhole = (table: HTMLElement | SVGElement) => table.clientWidth <= table.parentElement!.clientWidth;
  expect(await page.getByRole("table", { name: "Creators found" }).evaluate(isWhole)).toBe(true);
  const everybody = await rows().count();
  expect(everybody).toBeGreaterThan(25);

  await search("lindqvst");
  await expect.poll(() => rows().allTextContents()).toEqual([expect.stringContaining("Ana Lindqvist")]);
  await button("Clear search").click();
  await expect.poll(() => rows().count()).toBe(everybody);

  await page.locator("h1").click();
  await page.keyboard.press("j");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("k");
  await page.keyboard.press("x");
  await page.getByText("1 creator chosen").waitFor();
  expect(
    await page
      .getByRole("checkbox", { name: /^Choose/ })
      .nth(1)
      .isChecked(),
  ).toBe(true);
  await button("Choose nobody").click();
  const second = (await rows().nth(1).getByRole("link").innerText()).split("\n")[0]!;
  await rows().nth(1).getByRole("link").focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: second }).waitFor();
  await page.goBack();

  await choose("Ana Lindqvist", "Ben Okafor");
  await button("Compare").click();
  await page.getByRole("table", { name: "Creators side by side" }).waitFor();
  await page.getByText("people can follow both").waitFor();
  await page.getByText("the accounts are on two platforms").waitFor();
  await expectFine();

  await page.goBack();
  await choose("Elif Yilmaz", "Jonas Adler");
  await button("Compare").click();
  await page.getByText("people follow both").waitFor();
  await page.getByText("followers are in both samples, by handle").waitFor();
  await expectFine();

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
  await addToProgram();

  await button("Save search").click();
  await page.getByRole("dialog").getByLabel("Name").fill("Spring faces");
  await confirm("Save search");
  await page.getByRole("link", { name: "Saved searches", exact: true }).click();
  await page.getByRole("link", { name: "Spring faces" }).waitFor();
  await expectFine();
});

async function importVendorFile(): Promise<void> {
  await page.goto(place("import/new?kind=creators"));
  await page
    .getByLabel("Drop a CSV or JSON file here")
    .setInputFiles({ name: "vendor-export.csv", mimeType: "text/csv", buffer: Buffer.from(vendorFile) });
  await button("Upload file").click();
  await page.getByRole("table", { name: "First rows" }).waitFor();
  await expectFine();
  await button("Check every row").click();
  await page.getByText("1 row cannot be taken").waitFor();
  await expectFine();
  await button("Import the other 3 rows").click();
  await page.getByText("Imported: 3 rows taken").waitFor();
  await expectFine();
}

/** Finds those of the file who say a word, narrowed to some sizes and by a value beside the result. */
async function narrow(): Promise<void> {
  await page.goto(place("find-creators"));
  await search("glacier");
  await expect.poll(() => rows().count()).toBe(3);
  await page.getByLabel("Add a filter").selectOption({ label: "Followers" });
  await page.getByLabel(/^To/).fill("100000");
  await page.getByLabel(/^To/).blur();
  await expect.poll(() => rows().count()).toBe(2);
  await button("Show map").click();
  await page.getByRole("heading", { name: "Map" }).waitFor();
  await expectFine();
  await page
    .getByRole("region", { name: "Country" })
    .getByRole("button", { name: /Norway/ })
    .click();
  await expect.poll(() => rows().allTextContents()).toEqual([expect.stringContaining("Vela Strand")]);
  await page
    .getByRole("region", { name: "Country" })
    .getByRole("button", { name: /Norway/ })
    .click();
  await expect.poll(() => rows().count()).toBe(2);
}

async function decideOnVela(): Promise<void> {
  await page.getByRole("link", { name: "Scorecard" }).click();
  await page.getByText("Not scored yet").waitFor();
  await expectFine();
  await button("Score this account").click();
  await page.getByText("of 100", { exact: true }).waitFor();
  await page.getByRole("heading", { name: "Every part" }).waitFor();
  await expectFine();
  await button("Decide").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: /^Approve/ }).check();
  await dialog.getByLabel("Why").fill("Answers everybody, and the audience is where we ship.");
  await expectAccessible();
  await confirm("Record decision");
  await page.getByRole("table", { name: "Decisions on Vela Strand" }).getByText("Approved").waitFor();
  await expectFine();
}

test("from a vendor's file to the program: imported, searched, filtered, compared, scored, approved, added", async () => {
  await importVendorFile();
  await narrow();
  await choose("Vela Strand", "Kit Moss");
  await button("Compare").click();
  await page.getByRole("table", { name: "Creators side by side" }).waitFor();
  await expectFine();
  await page.getByRole("main").getByRole("link", { name: "Vela Strand" }).click();
  await page.getByRole("heading", { level: 1, name: "Vela Strand" }).waitFor();
  await expectFine();
  await decideOnVela();
  await page.goto(place("find-creators"));
  await search("velastrand");
  await expect.poll(() => rows().count()).toBe(1);
  await choose("Vela Strand");
  await addToProgram();
  await rows()
    .getByRole("link", { name: /Vela Strand/ })
    .click();
  await page.getByRole("link", { name: "Friends of the trail" }).first().waitFor();
  await expectFine();
});

const summary = (name: RegExp) => page.locator("summary").filter({ hasText: name }).first();

test("a buyer is written down, a creator is held against it with reasons and a price, and a budget becomes a mix by rules that can be changed", async () => {
  await page.goto(place("matching/buyers"));
  await page.getByRole("button", { name: "Write a profile" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill("Trail runners");
  await dialog.getByLabel(/^Interests/).fill("running\nhiking");
  await expectAccessible();
  await confirm("Save profile");
  await page.getByRole("heading", { name: "Trail runners", level: 1 }).waitFor();
  await page.getByRole("heading", { name: "Which platforms?" }).waitFor();
  await expectFine();

  await page.goto(place("find-creators"));
  await rows().filter({ hasText: "Ana Lindqvist" }).getByRole("link").click();
  await page.getByRole("heading", { name: "Does my buyer listen?" }).waitFor();
  await summary(/Why\?/).click();
  await page.getByRole("heading", { name: /^Theme · / }).waitFor();
  await page.getByRole("table", { name: "Likely prices" }).getByText("Ads from your account").waitFor();
  await expectFine();

  await page.getByRole("link", { name: "Matching", exact: true }).first().click();
  await page.getByRole("link", { name: "Mix", exact: true }).click();
  await page.getByRole("table", { name: "Creators by size" }).waitFor();
  await expectFine();

  await page.getByRole("link", { name: "Rules", exact: true }).click();
  await button("Change shares").click();
  const sales = dialog.getByRole("group", { name: "Sales" });
  await sales.getByLabel(/^Nano/).fill("40");
  await confirm("Set shares");
  await dialog.getByText("Must not be empty").waitFor();
  await dialog.getByLabel("Why?").fill("Small ones sold more last year");
  await confirm("Set shares");
  await page.getByText("The shares are set.").waitFor();
  await page.getByText(/^Set by /).waitFor();
  await expectFine();
});
