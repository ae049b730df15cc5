import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { must } from "../../../test/builders.ts";
import { sendWorld, shopifyId, type SentWorld } from "../../../test/sent-world.ts";
import { smallDials, turned } from "../../../test/small-business.ts";
import { runVouch } from "../../../test/vouch.ts";
import { presets } from "../../features/market/dials/presets.ts";
import { sentTouches } from "../../features/market/sending/sent-ids.ts";
import { marketWorld, type World } from "../../features/market/world/world.ts";
import { DAY_MS } from "../../kernel/civil.ts";
import { writeMarket } from "./market.ts";

// Whole programs are started: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let t: TestApp;
let w: TestWorkspace;
let base: string;
/** Four orders of ten are placed in a store; half of those who come by a post leave an address first. */
const dials = turned(smallDials, { inStore: 0.4, leads: { kind: "rsvp", leave: 0.5 } });
const world: World = marketWorld(dials, 11);
let sent: SentWorld;

beforeAll(async () => {
  base = mkdtempSync(path.join(tmpdir(), "vouch-market-"));
  t = await openTestApp();
  t.clock.set("2026-08-01T00:00:00Z");
  w = await t.makeWorkspace({ storeKind: "shopify", currency: smallDials.currency });
  sent = await sendWorld(t, w, { world, folder: path.join(base, "sent") });
});
afterAll(async () => {
  await t.close();
  rmSync(base, { recursive: true, force: true });
});

const countOf = async (table: "clicks" | "visits"): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)} where workspace_id = ${w.id}`.execute(
    t.ctx.db,
  );
  return rows[0]!.n;
};

interface Found {
  external_id: string;
  total_minor: bigint;
  refunded_minor: bigint;
  codes: string[];
  click_id: string | null;
  occurred_at: Date;
}

test("a world's Shopify export goes through the real importer, and every order is found with its money, code and click", async () => {
  await sent.ship();
  const touches = sentTouches(world);
  expect(await countOf("visits")).toBe(touches.visits.length);
  const rowsSent = world.orders.reduce((total, { lines }) => total + lines.length, 0);
  expect(await sent.importSent("orders")).toMatchObject({ status: "done", refused: 0, taken: rowsSent });
  const { rows } = await sql<Found>`
    select external_id, total_minor, refunded_minor, codes, click_id, occurred_at
    from conversions where workspace_id = ${w.id} and kind = 'order' order by external_id`.execute(t.ctx.db);
  expect(rows).toEqual(
    world.orders.map((order) => ({
      external_id: shopifyId(order.number),
      total_minor: order.totalMinor,
      refunded_minor: order.refund?.amountMinor ?? 0n,
      codes: order.code === undefined ? [] : [world.cast.creators[order.code.creator]!.code],
      click_id: touches.ofOrder.get(order.number)?.clickId ?? null,
      occurred_at: new Date(Math.floor(order.atMs / 1000) * 1000),
    })),
  );
});

test("its RSVPs go through the API, each once", async () => {
  const batches = JSON.parse(readFileSync(path.join(base, "sent/leads.json"), "utf8")) as { conversions: { click_id?: string }[] }[];
  for (const batch of batches) {
    const { data } = await must<{ data: { outcome: string }[] }>(w, "POST", "/v1/conversions/batch", batch);
    expect(data.filter(({ outcome }) => outcome === "created").length).toBe(batch.conversions.length);
  }
  expect(batches.flatMap(({ conversions }) => conversions).length).toBe(world.leads.length);
  expect(world.orders.filter(({ isInStore, touches }) => isInStore && touches.length > 0).length).toBeGreaterThan(5);
});

test("every creator whose link was clicked or code was used before an order is found by the rules that real orders are attributed by", async () => {
  await t.settle();
  const { rows } = await sql<{ external_id: string; creator_ids: (string | null)[] | null }>`
    select external_id, creator_ids from conversions left join order_credits
    on order_credits.workspace_id = conversions.workspace_id and conversion_id = conversions.id
    where conversions.workspace_id = ${w.id} and kind = 'order' order by external_id`.execute(t.ctx.db);
  const idOf = (creator: number): string => sent.to.creators[creator]!.creatorId;
  const missed = world.orders.flatMap(({ touches, code, number, atMs }, at) => {
    const clicked = touches.filter((touch) => touch.post !== undefined && atMs - touch.atMs < 30 * DAY_MS - 1000);
    const creators = clicked.map(({ post }) => world.cast.posts[post!]!.creator).concat(code === undefined ? [] : [code.creator]);
    const found = new Set(rows[at]!.creator_ids);
    return creators.filter((creator) => !found.has(idOf(creator))).map((creator) => `${number}: ${world.cast.creators[creator]!.name}`);
  });
  expect(missed).toEqual([]);
  expect(rows.filter(({ creator_ids }) => creator_ids?.some((id) => id !== null)).length).toBeGreaterThan(30);
});

test("a list of creators goes through the real importer with their followers", async () => {
  expect(await sent.importSent("creators")).toMatchObject({ status: "done", refused: 0, taken: 5 });
});

test("sales by region go through the real importer as the money that they are", async () => {
  expect(await sent.importSent("sales")).toMatchObject({ status: "done", refused: 0 });
  const { data } = await must<{ data: { id: string; unit: string }[] }>(w, "GET", "/v1/sales-series");
  expect(data.map(({ unit }) => unit)).toEqual(["EUR"]);
  const { rows } = await sql<{ sales: string }>`select sum(sales)::text as sales from region_sales where workspace_id = ${w.id}`.execute(
    t.ctx.db,
  );
  expect(rows[0]!.sales).toBe(String(world.orders.reduce((total, { totalMinor }) => total + totalMinor, 0n)));
});

test("the files say the truth they were made from: sales and causes add up to all orders, and the same seed gives the same bytes", async () => {
  const other = path.join(base, "again");
  const files = await writeMarket(marketWorld(dials, 11), sent.to, other);
  expect(files.map((file) => path.relative(other, file))).toEqual(
    ["orders", "creators", "links", "posts", "brand-searches", "costs", "sales", "survey"]
      .map((name) => `${name}.csv`)
      .concat("truth.json", "leads.json", "spool"),
  );
  const inside = files
    .filter((file) => !file.endsWith("spool"))
    .concat(readdirSync(`${other}/spool`).map((name) => `${other}/spool/${name}`));
  for (const file of inside) {
    const sent = path.join(base, "sent", path.relative(other, file));
    expect(existsSync(sent) && readFileSync(sent).equals(readFileSync(file)), file).toBe(true);
  }
  const sales = readFileSync(`${other}/sales.csv`, "utf8").trim().split("\r\n").slice(1);
  expect(sales.length).toBe(smallDials.regions.length * smallDials.days);
  const sum = sales.reduce((total, line) => total + BigInt(line.split(",")[2]!.replace(".", "")), 0n);
  expect(sum).toBe(world.orders.reduce((total, { totalMinor }) => total + totalMinor, 0n));
  const truth = JSON.parse(readFileSync(`${other}/truth.json`, "utf8")) as { anyway: { orders: number }; creators: { orders: number }[] };
  expect(truth.creators.reduce((total, { orders }) => total + orders, truth.anyway.orders)).toBe(world.orders.length);
});

test("the command line writes a ready-made business, and refuses what it cannot do in sentences", async () => {
  const out = path.join(base, "cli");
  const done = await runVouch(["market", "--preset", "hotel-off-season", "--seed", "3", "--out", out], {});
  expect(done.status).toBe(0);
  expect(done.said.split("\n").length).toBe(11);
  const world = marketWorld(presets["hotel-off-season"], 3);
  const lines = readFileSync(`${out}/orders.csv`, "utf8").match(/^#\d+,/gm)!;
  expect(lines.length).toBe(world.orders.reduce((total, order) => total + order.lines.length, 0));
  const refused = (words: string[]) => runVouch(["market", ...words], {});
  expect(await refused(["--preset", "dtc-drop", "--out", out])).toEqual({
    status: 1,
    said: `${out} is not empty. Choose a new directory with --out.\n`,
  });
  expect(await refused(["--preset", "bakery", "--out", `${out}2`])).toEqual({
    status: 1,
    said: "There is no business bakery. There are: dtc-drop, saas-trials, hotel-off-season, retail-in-store.\n",
  });
  expect(await refused(["--preset", "dtc-drop", "--seed", "-1", "--out", `${out}2`])).toMatchObject({
    status: 1,
    said: "-1 is no seed. Give a whole number of at least 0, such as 1.\n",
  });
});
