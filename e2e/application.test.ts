import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { browserMissing, openBrowser } from "../test/browser.ts";
import { openPlatformServer, type PlatformServer } from "../test/platform-server.ts";
import { madeApp } from "../test/played-instagram.ts";
import { eventually, startVouch, type RunningVouch } from "./running-vouch.ts";

let vouch: RunningVouch;
let browser: Browser;
let page: Page;
let platforms: PlatformServer;

beforeAll(async () => {
  if (browserMissing !== undefined) throw new Error(browserMissing);
  platforms = await openPlatformServer();
  [vouch, browser] = await Promise.all([startVouch({ VOUCH_PLATFORM_STAND_IN: platforms.url, VOUCH_SAMPLE: "no" }), openBrowser()]);
  page = await (await browser.newContext({ reducedMotion: "reduce", locale: "en-GB" })).newPage();
  page.setDefaultTimeout(60_000);
}, 480_000);

afterAll(async () => {
  await browser?.close();
  await vouch?.stop();
  await platforms?.close();
});

async function expectAccessible(): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ["violations"] })
    .analyze();
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(
    grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`),
    `findings at ${page.url()}`,
  ).toEqual([]);
}

const button = (name: string, within: Page | Locator = page): Locator => within.getByRole("button", { name, exact: true });
const dialog = (): Locator => page.getByRole("dialog");
const workspace = (): string => `${vouch.appUrl.replace(/\/$/, "")}/w/fell`;

/** Calls the API as the person who is signed in. */
const call = (path: string, body: object, workspaceId?: string): Promise<{ id: string }> =>
  page.evaluate(
    async ([url, json, id]) => {
      const headers = { "content-type": "application/json", "x-vouch-csrf": "1", ...(id === "" ? {} : { "vouch-workspace": id! }) };
      const reply = await fetch(url!, { method: "POST", body: json!, headers });
      if (!reply.ok) throw new Error(await reply.text());
      return (await reply.json()) as { id: string };
    },
    [path, JSON.stringify(body), workspaceId ?? ""],
  );

/** Signs in and makes a brand with one program. */
async function signIn(): Promise<void> {
  await page.goto(vouch.appUrl);
  await page.getByLabel("E-mail").fill(vouch.email);
  await page.getByLabel("Password").fill(vouch.password);
  await button("Sign in").click();
  await page.waitForURL(/welcome/);
  const brand = { name: "Fell Outdoor", slug: "fell", zone: "Europe/Oslo", currency: "EUR", store_kind: "custom" };
  const { id } = await call("/v1/workspaces", brand);
  await page.goto(`${workspace()}/applications`);
  await button("New page").click();
  await dialog().getByRole("link", { name: "Create the first program" }).waitFor();
  await call("/v1/programs", { name: "Ambassadors", kind: "ambassador" }, id);
}

async function connectYoutube(): Promise<void> {
  await page.goto(`${workspace()}/settings/platforms`);
  await page.getByText("No platform is connected").waitFor();
  await expectAccessible();
  await button("Connect YouTube").click();
  await page.getByLabel("API key").fill("a-bad-key");
  await button("Connect", dialog()).click();
  await page.getByText(/key is not valid/).waitFor();
  await page.getByLabel("API key").fill("a-good-key");
  await button("Connect", dialog()).click();
  await page.getByRole("heading", { name: "YouTube", exact: true }).waitFor();
  await expectAccessible();
}

/** Opens a page for the first program and gives its address. */
async function openPage(): Promise<string> {
  await page.goto(`${workspace()}/applications`);
  await button("New page").click();
  await dialog().getByLabel("Program", { exact: true }).click();
  await page.getByRole("option").first().click();
  await dialog().getByLabel("Language of the page").selectOption("German");
  expect(await dialog().getByLabel("Title").inputValue()).toBe("Arbeite mit uns");
  await dialog().getByLabel("Language of the page").selectOption("English");
  await page.getByLabel("Introduction").fill("We make tents.\n\nTell us where you hike.");
  await expectAccessible();
  await button("Open page", dialog()).click();
  await page.getByText("Nobody has applied yet").waitFor();
  await expectAccessible();
  return (await page.getByRole("link", { name: "Work with us" }).getAttribute("href"))!;
}

/** Applies as a creator who is not signed in, and gives the code for the bio. */
async function apply(address: string): Promise<string> {
  await page.goto(address);
  await page.getByRole("heading", { level: 1, name: "Work with us" }).waitFor();
  await page.getByText("Fell Outdoor", { exact: true }).waitFor();
  await expectAccessible();
  await page.getByLabel("Your name").fill("Vela Strand");
  await page.getByRole("textbox", { name: "E-mail address" }).fill("vela@creators.example");
  await page.getByLabel("Address of your profile").fill("https://www.youtube.com/@velastrand");
  await page.getByRole("checkbox").check();
  await button("Apply").click();
  await page.getByText("sent too fast").waitFor();
  await expectAccessible();
  expect(await page.getByLabel("Your name").inputValue()).toBe("Vela Strand");
  expect(await page.getByRole("checkbox").isChecked()).toBe(true);
  await page.waitForTimeout(3_200);
  await button("Apply").click();
  await page.getByRole("heading", { level: 1, name: /Your application has arrived/ }).waitFor();
  await expectAccessible();
  return page.getByText(/^vouch-[2-9A-Z]{8}$/).innerText();
}

async function decide(code: string): Promise<void> {
  await page.goto(`${workspace()}/applications`);
  await page.getByRole("link", { name: "Vela Strand" }).click();
  await page.getByText("Not verified yet").waitFor();
  expect(await button("Approve").isDisabled()).toBe(true);
  await page.getByText("No profile is verified yet.").waitFor();
  await expectAccessible();
  await button("Ask YouTube").click();
  await page.getByText("YouTube has no such channel.").waitFor();
  const video = {
    id: "v1",
    title: "A tent",
    publishedAt: new Date(Date.now() - 5 * 86_400_000).toISOString(),
    views: 900,
    likes: 30,
    comments: 30,
    written: Array.from({ length: 30 }, (_, at) => ({ text: `Where is place number ${at}?`, author: `UC-writer-${at}` })),
  };
  platforms.youtube.channels.push({
    ...{ id: `UC${"7".padStart(22, "0")}`, handle: "velastrand", title: "Vela Strand", subscribers: 18_432 },
    ...{ description: `I hike. ${code}`, country: "NO", videos: [video] },
  });
  await button("Ask YouTube").click();
  await page.getByText("The code is in the bio.").waitFor();
  await button("Approve").click();
  await page.getByRole("link", { name: "Open the creator" }).click();
  await page.getByRole("heading", { level: 1, name: "Vela Strand" }).waitFor();
}

async function readComments(): Promise<void> {
  await button("Read comments from YouTube").click();
  await dialog()
    .getByText(/12 units of 9,9\d\d that are left/)
    .waitFor();
  await expectAccessible();
  await button("Read comments", dialog()).click();
  await page.getByText("30 comments under 1 video.").waitFor({ timeout: 60_000 });
  await expectAccessible();
}

/** Connects the brand's own account, as somebody who copies from Meta's console does. */
async function connectInstagram(): Promise<void> {
  await page.goto(`${workspace()}/settings/platforms`);
  await button("Connect Instagram").click();
  await dialog().getByLabel("Access token").fill("a-good-token-of-the-brand");
  await dialog().getByLabel("Id of the Instagram account").fill(madeApp.account);
  await dialog().getByLabel("App id").fill(madeApp.id);
  await dialog().getByLabel("App secret").fill(madeApp.secret);
  await expectAccessible();
  await button("Connect", dialog()).click();
  await page.getByText("Asked on behalf of @our.brand.").waitFor();
  await expectAccessible();
}

async function readInsights(): Promise<void> {
  const { own } = platforms.instagram;
  Object.assign(own, { followers: 1_200, totals: { views: 9_876, reach: 4_000 } });
  const timestamp = new Date(Date.now() - 5 * 86_400_000).toISOString().replace(/\.\d+Z$/, "+0000");
  own.media.push({ id: "p1", timestamp, likes: 5, comments: 1, insights: { views: 321 } });
  await button("Insights").click();
  await dialog().getByText("No creator here has @our.brand").waitFor();
  await expectAccessible();
  await button("Add it as a creator", dialog()).click();
  await dialog()
    .getByText(/calls of 4,8\d\d that are left/)
    .waitFor();
  await button("Read insights", dialog()).click();
  await page.getByText("9,876").waitFor({ timeout: 60_000 });
  await page.getByText("321", { exact: true }).waitFor({ timeout: 60_000 });
  await expectAccessible();
}

test("a creator applies, shows that the channel is theirs, is approved, and has figures from YouTube", { timeout: 240_000 }, async () => {
  await signIn();
  await connectYoutube();
  const code = await apply(await openPage());
  await decide(code);
  await button("Refresh figures from YouTube").click();
  const asked = page.getByRole("alertdialog");
  await asked.getByText(/3 units of 9,99\d that are left/).waitFor();
  await expectAccessible();
  await button("Refresh figures", asked).click();
  await eventually("the run to be done", async () => ((await page.getByText("1 taken").count()) > 0 ? true : undefined), 60);
  await expectAccessible();
  await page.getByRole("link", { name: "Open creator" }).click();
  await page.getByText("18,400").first().waitFor();
  await expectAccessible();
  await readComments();
});

test("a brand connects its Instagram account and reads what only its owner is told", { timeout: 120_000 }, async () => {
  await connectInstagram();
  await readInsights();
  expect(await page.getByRole("link", { name: "@our.brand" }).count()).toBe(1);
  expect(await page.getByRole("row").filter({ hasText: "9,876" }).getByText("not known").count()).toBe(4);
});
