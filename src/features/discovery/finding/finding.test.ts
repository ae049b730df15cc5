import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { keepTestCards } from "../../../../test/kept-cards.ts";
import { madeUpCreator, madeUpCreatorId, madeUpQuery, madeUpSteps as steps } from "../../../../test/made-up-cards.ts";
import { withConnection } from "../../../platform/db/pool.ts";
import type { Card } from "../query/card.ts";
import type { CreatorQuery } from "../query/creator-query.ts";
import { postgresFinder } from "../search/service.ts";
import { quickestFinder, type Found } from "./service.ts";

let t: TestApp;
let w: TestWorkspace;
const finder = quickestFinder({ few: 1, aThread: 50 });
const first = { steps, limit: 1_000, after: null };
const everybody: CreatorQuery = { sort: { by: "name", direction: "asc" } };
const ask = (query: CreatorQuery = everybody): Promise<Found> => finder.find(w.ctx, query, first);
const untilIndexed = () => vi.waitUntil(async () => (await ask()).engine === "index", { timeout: 30_000, interval: 50 });

/** Cards as their table can hold them. */
const storable = (cards: Card[]): Card[] =>
  cards.map((card) => ({ ...card, quality: card.quality === null ? null : Math.min(100, card.quality) }));

beforeAll(async () => {
  t = await openTestApp();
  w = await t.makeWorkspace();
  const creators = Array.from({ length: 300 }, (_, number) => fc.sample(madeUpCreator(number), { seed: number, numRuns: 1 })[0]!);
  await keepTestCards(w.ctx, creators.map(storable).flat());
});
afterAll(() => t.close());

/** Makes a creator's cards anew as the worker does: under the lock, with higher revisions. */
const rename = (number: number, name: string, { isGone = false, commitsAfterMs = 0 } = {}) =>
  t.ctx.db.transaction().execute(async (db) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`creator cards ${w.id}`}, 0))`.execute(db);
    await sql`update creator_cards set name = ${name}, name_key = ${name}, document = ${name}::tsvector, is_gone = ${isGone},
      revision = 1000000 + nextval('creator_card_revisions') where creator_id = ${madeUpCreatorId(number)}`.execute(db);
    await sql`select pg_sleep(${commitsAfterMs / 1000})`.execute(db);
  });

test("until the index is ready the database gives the page and says when counts come, and the index then gives both", async () => {
  const before = await ask();
  expect(before).toMatchObject({ engine: "database", counts: null });
  expect(before.countsInSeconds).toBeGreaterThanOrEqual(1);
  await untilIndexed();
  const { found, next, ...counts } = await postgresFinder.find(w.ctx, everybody, first);
  expect([before.found, before.next]).toEqual([found, next]);
  expect(await ask()).toEqual({ found, next, engine: "index", counts, countsInSeconds: null });
}, 40_000);

test("index and database give the same answers to everything that is asked", async () => {
  await untilIndexed();
  await fc.assert(
    fc.asyncProperty(madeUpQuery, async (query) => {
      const { engine, found, next, counts } = await ask(query);
      expect(engine).toBe("index");
      expect({ found, next, ...counts }).toEqual(await postgresFinder.find(w.ctx, query, first));
    }),
    { numRuns: 200 },
  );
}, 60_000);

test("a changed creator is found by what it is now, and one that is gone no more", async () => {
  await untilIndexed();
  const total = async (text: string) => (await ask({ ...everybody, text })).counts?.total;
  expect(await total("zanzibar")).toBe(0);
  await rename(7, "zanzibar");
  await vi.waitUntil(async () => (await total("zanzibar")) === 1, { timeout: 5_000, interval: 20 });
  await rename(7, "zanzibar", { isGone: true });
  await vi.waitUntil(async () => (await total("zanzibar")) === 0, { timeout: 5_000, interval: 20 });
  expect((await ask()).engine).toBe("index");
}, 40_000);

test("changes that are made at once, and are long in coming, are all found", async () => {
  await untilIndexed();
  const numbers = Array.from({ length: 20 }, (_, at) => 100 + at);
  await Promise.all(numbers.map((number) => rename(number, "timbuktu", { commitsAfterMs: (number * 37) % 50 })));
  await expect.poll(async () => (await ask({ ...everybody, text: "timbuktu" })).counts?.total, { timeout: 5_000, interval: 20 }).toBe(20);
}, 40_000);

test("a thread that dies means that the database answers until there is another one", async () => {
  await untilIndexed();
  const before = await ask();
  await withConnection(t.database.url, "killer", (client) =>
    client.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'vouch creator index' and datname = current_database()",
    ),
  );
  const { found, next } = before;
  await vi.waitUntil(async () => (await ask()).engine === "database", { timeout: 10_000, interval: 5 });
  expect(await ask()).toMatchObject({ found, next });
  await untilIndexed();
  expect(await ask()).toEqual(before);
}, 60_000);

test("a workspace with few creators has no index, and its creators are counted at once", async () => {
  const few = quickestFinder({ few: 1_000_000, aThread: 1_000_000 });
  const other = await t.makeWorkspace();
  const answers = [];
  for (let turn = 0; turn < 5; turn++) {
    const { engine, counts } = await few.find(other.ctx, everybody, first);
    answers.push([engine, counts?.total]);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(answers).toEqual(Array.from(answers, () => ["database", 0]));
});
