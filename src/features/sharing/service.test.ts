import { inspect } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { must } from "../../../test/builders.ts";
import { openReportWorld, type ReportWorld } from "../../../test/report-world.ts";

let t: TestApp;
let w: TestWorkspace;
let world: ReportWorld;

beforeAll(async () => {
  t = await openTestApp();
  t.clock.set("2026-05-10T10:00:00Z");
  w = await t.makeWorkspace({ zone: "Europe/Berlin" });
  world = await openReportWorld(t, w);
});
afterAll(() => t.close());

interface Share {
  readonly id: string;
  readonly url: string;
  readonly state: string;
  readonly opened: number;
  readonly last_opened_at: string | null;
}
const may = { from: "2026-05-01", to: "2026-06-01" };
const share = (body: object) => must<Share>(w, "POST", "/v1/shares", body);
const open = (url: string) => t.app.inject({ url: new URL(url).pathname.replace("/shared/", "/v1/shared/") });

interface Shown {
  readonly workspace_name: string;
  readonly sheet: {
    readonly subject: string;
    readonly figures: readonly { readonly label: string; readonly value: unknown }[];
    readonly charts: readonly { readonly title: string; readonly unit: string }[];
    readonly tables: readonly { readonly title: string; readonly rows: readonly (readonly unknown[])[] }[];
  };
}
const shown = async (url: string) => (await open(url)).json<Shown>();
const listed = async (id: string) => (await must<{ data: Share[] }>(w, "GET", "/v1/shares")).data.find((each) => each.id === id);

test("whoever has the link sees the report with its figures, without an account", async () => {
  const { url } = await share({ report: "program", program_id: world.publicProgramId, ...may, shows_names: true, shows_money: true });
  const { sheet, workspace_name } = await shown(url);
  expect(workspace_name).toBe("Test brand");
  expect(sheet.figures.find(({ label }) => label === "Orders")?.value).toBe(3);
  expect(sheet.tables[0]?.rows.map((row) => row.slice(0, 4))).toEqual([
    [
      "Ben",
      2,
      2,
      [
        { amount: "7500", currency: "EUR" },
        { amount: "20000", currency: "USD" },
      ],
    ],
    ["Ana", 2, 1, [{ amount: "5001", currency: "EUR" }]],
    [
      "All",
      4,
      3,
      [
        { amount: "12501", currency: "EUR" },
        { amount: "20000", currency: "USD" },
      ],
    ],
  ]);
});

test.each([
  ["overview", () => ({ report: "overview", ...may }), ["The best day was 3 May 2026 with 80.01 EUR", "4 clicks and 4 orders, day by day"]],
  ["program", () => ({ report: "program", program_id: world.publicProgramId, ...may }), ["Ben brought 59 % of the revenue in EUR"]],
  ["creator", () => ({ report: "creator", creator_id: world.ana.publicId, ...may }), ["Spring brought 100 % of the revenue"]],
  ["comparison", () => ({ report: "comparison", ...may, currency: "EUR" }), ["Credit and pay rule agree"]],
])("every chart of the report %s says what it finds", async (_name, body, titles) => {
  const { url } = await share({ ...body(), shows_names: true, shows_money: true });
  expect((await shown(url)).sheet.charts.map(({ title }) => title)).toEqual(titles);
});

test.each([
  ["overview", () => ({ report: "overview", ...may })],
  ["program", () => ({ report: "program", program_id: world.publicProgramId, ...may })],
  ["creator", () => ({ report: "creator", creator_id: world.ana.publicId, ...may })],
  ["comparison", () => ({ report: "comparison", ...may, currency: "EUR" })],
])("unless it is chosen, the report %s shows neither a creator's name nor an amount", async (_name, body) => {
  const { url } = await share(body());
  const text = (await open(url)).body;
  expect(text).not.toMatch(/\bAna\b|\bBen\b/);
  expect(text).not.toMatch(/"amount"|12501|7500|5001/);
  expect(text).not.toMatch(/"(cre|prg|cmp|ws)_/);
  expect(text).toContain('"tables":[{');
});

test("a campaign's report is shown with its intervals, numbered creators and its own days", async () => {
  const days = { starts_on: "2026-05-01", ends_on: "2026-05-06" };
  const campaign = await must<{ id: string }>(w, "POST", "/v1/campaigns", { name: "Launch", ...days, creator_ids: [world.ana.publicId] });
  const { sheet } = await shown((await share({ report: "campaign", campaign_id: campaign.id })).url);
  expect(sheet).toMatchObject({ subject: "Launch", period: { from: "2026-05-01", to: "2026-05-06", zone: "Europe/Berlin" } });
  expect(sheet.tables[0]?.rows.map(([span]) => span)).toEqual(["Campaign’s days", "90 days, so far", "Lifetime"]);
  expect(sheet.tables[1]?.rows[0]?.[0]).toBe("Creator 1");
});

test("a link that was taken back, is over, or was never made shows nothing, and says which", async () => {
  const { url, id } = await share({ report: "overview", ...may, expires_in_days: 1 });
  const forged = `${url.slice(0, -1)}${url.endsWith("A") ? "B" : "A"}`;
  for (const bad of [forged, `${url}A`, url.slice(0, -4), "http://vouch.test/shared/nonsense"])
    expect((await open(bad)).json()).toMatchObject({ status: 404, title: "This link shows nothing" });
  t.clock.advanceMs(86_400_000);
  expect((await open(url)).json()).toMatchObject({ status: 410, detail: "It was shown until 2026-05-11." });
  expect(await listed(id)).toMatchObject({ state: "expired", opened: 0, last_opened_at: null });
  t.clock.set("2026-05-10T10:00:00Z");
  expect((await open(url)).statusCode).toBe(200);
  expect(await must(w, "POST", `/v1/shares/${id}/revoke`)).toMatchObject({ state: "revoked", opened: 1 });
  expect((await open(url)).json()).toMatchObject({ status: 410, detail: "It was taken back." });
  expect(await must(w, "POST", `/v1/shares/${id}/revoke`)).toMatchObject({ state: "revoked" });
});

test("the list tells how often each report was opened, also when many open it at once", async () => {
  const { url, id } = await share({ report: "overview", ...may });
  await Promise.all(Array.from({ length: 10 }, () => open(url)));
  expect(await listed(id)).toMatchObject({ opened: 10, last_opened_at: "2026-05-10T10:00:00.000Z" });
});

test("the secret is kept nowhere, and making and taking back stand in the audit log", async () => {
  const { url, id } = await share({ report: "overview", ...may });
  await must(w, "POST", `/v1/shares/${id}/revoke`);
  const secret = new URL(url).pathname.split("/")[2]!.slice(44);
  const row = await t.ctx.db.selectFrom("shares").selectAll().where("workspace_id", "=", w.id).orderBy("created_at", "desc").execute();
  expect(inspect(row)).not.toContain(secret);
  const { data } = await must<{ data: { action: string; detail: unknown }[] }>(w, "GET", "/v1/audit-events");
  expect(JSON.stringify(data)).not.toContain(secret);
  expect(data.map(({ action }) => action)).toEqual(expect.arrayContaining(["share.created", "share.revoked"]));
});

test("no search engine, cache or other site learns of a shared report", async () => {
  const { headers } = await open((await share({ report: "overview", ...may })).url);
  expect(headers).toMatchObject({
    "x-robots-tag": "noindex, nofollow, noarchive",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
  });
});

test("more than sixty requests a minute from one network are held back", async () => {
  const remoteAddress = "198.51.100.7";
  const ask = () => t.app.inject({ url: "/v1/shared/nonsense", remoteAddress });
  const statuses: number[] = [];
  for (let asked = 0; asked < 61; asked++) statuses.push((await ask()).statusCode);
  expect(statuses).toEqual([...Array.from({ length: 60 }, () => 404), 429]);
});

test("what a report does not have, or is not of, is refused with every fault", async () => {
  const faults = async (body: object) =>
    ((await w.call("POST", "/v1/shares", body)).body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer);
  expect(await faults({ report: "program" })).toEqual(["/program_id"]);
  expect(await faults({ report: "overview", program_id: world.publicProgramId, creator_id: world.ana.publicId })).toEqual([
    "/program_id",
    "/creator_id",
  ]);
  expect(await faults({ report: "overview", currency: "EUR", model: "x", from: "2026-05-01" })).toEqual(["/currency", "/model", "/to"]);
  expect(await faults({ report: "overview", from: "2026-05-02", to: "2026-05-01" })).toEqual(["/to"]);
  expect(await faults({ report: "overview", expires_in_days: 366 })).toEqual(["/expires_in_days"]);
  const reader = await t.makeWorkspace({ scopes: ["attribution:read"] });
  expect((await reader.call("POST", "/v1/shares", { report: "overview" })).status).toBe(403);
});
