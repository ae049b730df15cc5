import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { keepTestCards } from "../../../../test/kept-cards.ts";
import { madeUpCreator, madeUpCreatorId, madeUpQuery, madeUpSort, madeUpSteps as steps } from "../../../../test/made-up-cards.ts";
import type { Card } from "../query/card.ts";
import { sortFields, type CreatorQuery } from "../query/creator-query.ts";
import { plainScan } from "../query/place.ts";
import { placeOf, placeText, type Place } from "../search/finder.ts";
import { postgresFinder } from "../search/service.ts";
import { findPageSoon } from "./service.ts";
import { stretchesAfter, walkedColumn } from "./stretches.ts";

let t: TestApp;
let w: TestWorkspace;
let cards: Card[];

/** As the table keeps it. */
const asKept = (card: Card): Card => ({
  ...card,
  quality: card.quality === null ? null : Math.min(100, card.quality),
  avgViews: card.avgViews === null ? null : Math.round(card.avgViews * 1_000) / 1_000,
});

beforeAll(async () => {
  t = await openTestApp();
  w = await t.makeWorkspace();
  const creators = Array.from({ length: 150 }, (_, number) => fc.sample(madeUpCreator(number), { seed: 900 + number, numRuns: 1 })[0]!);
  cards = creators.flat().map(asKept);
  await keepTestCards(w.ctx, cards);
});
afterAll(() => t.close());

const kindOf = ({ sort: { by } }: CreatorQuery) =>
  (by === "name" ? "text" : by.endsWith("_on") ? "day" : "number") as "text" | "day" | "number";

/** How far is far: at once, in the middle, never. */
const looked = fc.constantFrom({ withWords: 1, else: 1 }, { withWords: 40, else: 60 }, { withWords: 10_000, else: 10_000 });

test("pages that come soon are, one after another, what a scan of every card finds, however far is walked", async () => {
  await fc.assert(
    fc.asyncProperty(madeUpQuery, looked, fc.constantFrom(3, 11, 60), async (query, far, limit) => {
      const found = [];
      for (let after: Place | null = null; ;) {
        const page = await findPageSoon(w.ctx, query, { limit, after, steps }, far);
        found.push(...page.found);
        if (page.next === null) break;
        after = placeOf(page.next, kindOf(query))!;
      }
      expect(found).toEqual(plainScan(cards, query, steps));
    }),
    { numRuns: 150 },
  );
}, 120_000);

test("a page begins behind any place that somebody makes up, be it of nobody, broken or beyond every number", async () => {
  const keys = [
    null,
    "0",
    "9.5",
    "-9.5",
    "10",
    "4999.00000001",
    "5000.0",
    "300000000000000000000",
    "-300000000000000000000",
    "60000000000010",
  ];
  const place = fc.record({ key: fc.constantFrom(...keys), number: fc.nat(150) });
  const numeric = sortFields.filter((by) => by !== "name" && !by.endsWith("_on"));
  const sort = madeUpSort(numeric);
  await fc.assert(
    fc.asyncProperty(sort, fc.constantFrom({}, { text: "fit" }, { text: "zoe ann" }), place, async (order, text, { key, number }) => {
      const query: CreatorQuery = { ...text, sort: order };
      const after = placeOf(placeText({ key, creatorId: madeUpCreatorId(number) }), "number")!;
      const asked = { limit: 20, after, steps };
      const { found, next } = await postgresFinder.find(w.ctx, query, asked);
      expect(await findPageSoon(w.ctx, query, asked)).toEqual({ found, next });
    }),
    { numRuns: 200 },
  );
}, 120_000);

test("a number between two whole ones is walked from the whole number beyond it", () => {
  const from = (key: string, direction: "asc" | "desc") =>
    stretchesAfter({ key, creatorId: "c" }, walkedColumn({ by: "followers" }), direction);
  const last = { kind: "unknown", afterId: null };
  expect(from("7", "desc")).toEqual([{ kind: "tied", key: "7", afterId: "c" }, { kind: "beyond", key: "7" }, last]);
  expect(from("7.5", "desc")).toEqual([{ kind: "beyond", key: "8" }, last]);
  expect(from("7.5", "asc")).toEqual([{ kind: "beyond", key: "7" }, last]);
  expect(from("-7.5", "desc")).toEqual([{ kind: "beyond", key: "-7" }, last]);
  expect(from("-7.5", "asc")).toEqual([{ kind: "beyond", key: "-8" }, last]);
});

test("each order has an index of its own to walk by", async () => {
  const { rows } = await sql<{ indexdef: string }>`select indexdef from pg_indexes where tablename = 'creator_cards'`.execute(t.ctx.db);
  for (const by of sortFields) {
    const { name } = walkedColumn({ by });
    expect(rows.some(({ indexdef }) => indexdef.includes(`(workspace_id, ${name}`))).toBe(true);
  }
});
