import { createReadStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { must } from "../../../test/builders.ts";
import { sendWorld, shopifyId, type SentWorld } from "../../../test/sent-world.ts";
import { smallDials } from "../../../test/small-business.ts";
import type { ImportKindName } from "../../features/imports/import-state.ts";
import { importFile } from "../../features/imports/service.ts";
import { madeUpPlaces, sentTouches } from "../../features/market/sending/sent-ids.ts";
import { marketWorld } from "../../features/market/world/world.ts";
import { importClicks } from "./clicks/import-clicks.ts";
import { writeMarket } from "./market.ts";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const world = marketWorld(smallDials, 11);
const touches = sentTouches(world);
let t: TestApp;
let base: string;
/** The business as its own installation has it: its links and edge, whose ids its clicks name. */
let own: TestWorkspace;
let sent: SentWorld;
/** An empty workspace that takes only files. */
let w: TestWorkspace;
let files: string;

beforeAll(async () => {
  base = mkdtempSync(path.join(tmpdir(), "vouch-doors-"));
  files = path.join(base, "files");
  t = await openTestApp();
  t.clock.set("2026-08-01T00:00:00Z");
  own = await t.makeWorkspace({ storeKind: "shopify", currency: smallDials.currency });
  sent = await sendWorld(t, own, { world, folder: path.join(base, "own") });
  await writeMarket(world, madeUpPlaces(world), files);
  w = await t.makeWorkspace({ storeKind: "shopify", currency: smallDials.currency });
  await must(w, "POST", "/v1/domains", { host: `${w.id.slice(-12)}.example` });
  await must(w, "POST", "/v1/programs", { name: "Spring", kind: "influencer" });
});
afterAll(async () => {
  await t.close();
  rmSync(base, { recursive: true, force: true });
});

const bring = (kind: ImportKindName, file = `${kind}.csv`) =>
  importFile(w.ctx, { kind, file_name: file, content: createReadStream(path.join(files, file)), skipFaulty: false });
const bringClicks = (skipFaulty = false) =>
  importClicks(w.ctx, path.join(files, "spool"), { links: undefined, domain: undefined, storeId: undefined, skipFaulty });

const rowsOf = async (table: "clicks" | "visits", of: TestWorkspace): Promise<object[]> => {
  const { rows } = await sql<object>`
    select t.id, t.occurred_at, t.visitor_id, t.visitor_class, t.country, t.consent, to_jsonb(t) ->> 'channel' as channel, l.key
    from ${sql.table(table)} t left join links l on l.workspace_id = t.workspace_id and l.id::text = to_jsonb(t) ->> 'link_id'
    where t.workspace_id = ${of.id} order by t.occurred_at, t.id`.execute(t.ctx.db);
  return rows;
};

test("clicks of links that are not here are refused one by one, and nothing is written", async () => {
  expect(await bring("creators")).toMatchObject({ status: "done", refused: 0 });
  const { isDone, lines } = await bringClicks();
  expect(isDone).toBe(false);
  const all = touches.clicks.length;
  expect(lines[0]).toBe(`failed: ${all + touches.visits.length} rows, 0 taken, 0 unchanged, ${all} refused`);
  expect(lines[2]).toMatch(/^0+1\.spool, row \d+: link \w+ is not here: import the links first$/);
  expect(await rowsOf("visits", w)).toEqual([]);
});

test("links, codes, clicks, visits and orders of a made-up business come in by files alone, each once", async () => {
  const many = world.cast.creators.length;
  expect(await bring("links")).toMatchObject({ status: "done", taken: many, refused: 0 });
  expect(await bring("codes", "links.csv")).toMatchObject({ status: "done", taken: many, refused: 0 });
  const [first, second] = [await bringClicks(), await bringClicks()];
  const all = touches.clicks.length + touches.visits.length;
  expect(first.lines.slice(0, 2)).toEqual([
    `done: ${all} rows, ${all} taken, 0 unchanged, 0 refused`,
    `${touches.clicks.length} clicks and ${touches.visits.length} visits are new.`,
  ]);
  expect(first.lines[2]).toContain("commissions never change by themselves");
  expect(second.lines[0]).toBe(`done: ${all} rows, 0 taken, ${all} unchanged, 0 refused`);
  const rows = world.orders.reduce((total, { lines }) => total + lines.length, 0);
  expect(await bring("orders")).toMatchObject({ status: "done", taken: rows, refused: 0 });
  for (const [kind, file] of [["creators"], ["links"], ["codes", "links.csv"], ["orders"]] as const)
    expect(await bring(kind, file)).toMatchObject({ status: "done", taken: 0, refused: 0 });
});

/** What each order's credit is under each model, with the touches that it rests on. */
async function creditIn(of: TestWorkspace): Promise<object[]> {
  const { rows } = await sql<object>`
    select c.external_id, o.models, o.shares, o.unattributed, o.channels, o.kinds,
      array(select n.name from unnest(o.creator_ids) with ordinality u(id, at)
        left join creators n on n.workspace_id = o.workspace_id and n.id = u.id order by u.at) as creators
    from order_credits o join conversions c on c.workspace_id = o.workspace_id and c.id = o.conversion_id
    where o.workspace_id = ${of.id} order by c.external_id`.execute(t.ctx.db);
  return rows;
}

test("they are the clicks and visits that an edge of the business ships, and give each creator the same credit by every model", async () => {
  await sent.ship();
  await sent.importSent("orders");
  await t.settle();
  for (const table of ["clicks", "visits"] as const) expect(await rowsOf(table, w)).toEqual(await rowsOf(table, own));
  const credit = await creditIn(own);
  expect(credit.length).toBeGreaterThan(30);
  expect(await creditIn(w)).toEqual(credit);
});

async function makeSurvey(of: TestWorkspace): Promise<string> {
  const stores = await must<{ data: { id: string }[] }>(of, "GET", "/v1/stores");
  const choices = [{ kind: "channel", channel: "word_of_mouth", label: "A friend" }];
  return (await must<{ id: string }>(of, "POST", "/v1/surveys", { store_id: stores.data[0]!.id, question: "How?", choices })).id;
}

const answersIn = async (of: TestWorkspace): Promise<object[]> => {
  const { rows } = await sql<object>`
    select c.external_id, a.kind, n.name, a.free_text, p.counts from survey_answers a
    join survey_order_answers p on p.workspace_id = a.workspace_id and p.answer_id = a.id
    join conversions c on c.workspace_id = p.workspace_id and c.id = p.conversion_id
    left join creators n on n.workspace_id = a.workspace_id and n.id = a.creator_id
    where a.workspace_id = ${of.id} order by c.external_id`.execute(t.ctx.db);
  return rows;
};

test("answers to its survey come in by their file, each once, as those that its shop sends by the API", async () => {
  await makeSurvey(w);
  const answered = world.orders.flatMap(({ number, answer }) => (answer === undefined ? [] : [{ number, answer }]));
  expect(answered.length).toBeGreaterThan(0);
  expect(await bring("survey_answers", "survey.csv")).toMatchObject({ status: "done", taken: answered.length, refused: 0 });
  expect(await bring("survey_answers", "survey.csv")).toMatchObject({ status: "done", taken: 0, unchanged: answered.length, refused: 0 });
  const survey = await makeSurvey(own);
  for (const { number, answer } of answered)
    await must(own, "POST", `/v1/surveys/${survey}/answers`, {
      external_order_id: shopifyId(number),
      ...(answer === "other" ? { text: "other" } : { creator_id: sent.creators[answer]!.publicId }),
    });
  await t.settle();
  const told = await answersIn(own);
  expect(told).toHaveLength(answered.length);
  expect(await answersIn(w)).toEqual(told);
  expect(await creditIn(w)).toEqual(await creditIn(own));
});
