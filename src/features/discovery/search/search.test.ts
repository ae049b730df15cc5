import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import fc from "fast-check";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { aCard } from "../../../../test/cards.ts";
import { makeCreator, must } from "../../../../test/builders.ts";
import { keepTestCards } from "../../../../test/kept-cards.ts";
import { keepCards } from "../cards/service.ts";
import type { Card } from "../query/card.ts";
import type { Condition, CreatorQuery } from "../query/creator-query.ts";
import { audienceKinds, choiceFields, dayFields, flagFields, numberFields, sortFields } from "../query/creator-query.ts";
import { choiceOf } from "../query/matches.ts";
import { plainScan } from "../query/place.ts";
import { placeOf } from "./finder.ts";
import { postgresFinder } from "./service.ts";

const steps = [
  { name: "nano", from: 1_000 },
  { name: "micro", from: 10_000 },
];
let t: TestApp;
let w: TestWorkspace;
let cards: Card[];

const uuid = (kind: number, at: number) => `0190a000-000${kind}-7000-8000-${String(at).padStart(12, "0")}`;
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 3 });
const of = <T>(...values: T[]) => fc.constantFrom(...values);
const phrases = of("vegan food in Berlin", "photographer", "Фото Москва", "東京の写真", "José", "", "travel & running", "berlin runner");
const share = of(0, 0.1, 0.25, 0.5);
const someCard = fc.record({
  ...{
    name: of("Ana", "Zoë", "ben", "Łukasz", "Ana Lima"),
    bio: phrases,
    words: phrases,
    status: of("active", "paused"),
    source: of("manual", "file"),
  },
  ...{
    hasEmail: fc.boolean(),
    hasWorked: fc.boolean(),
    addedOn: of("2026-01-01", "2026-02-01"),
    platform: orNull(of("instagram", "tiktok")),
  },
  ...{ listIds: fc.subarray([uuid(1, 1), uuid(1, 2)]), programIds: fc.subarray([uuid(2, 1)]), decision: orNull(of("approved", "watch")) },
  ...{
    country: orNull(of("DE", "FR")),
    city: orNull(of("Berlin")),
    language: orNull(of("de", "fr")),
    category: orNull(of("food", "travel", "Vegan Food", "Photography")),
  },
  ...{
    accountState: orNull(of("public")),
    isVerified: orNull(fc.boolean()),
    followers: orNull(of(0, 900, 1_000, 50_000)),
    following: orNull(of(5)),
  },
  ...{
    postsCount: orNull(of(1, 2)),
    avgViews: orNull(of(10.5)),
    erFollowers: orNull(of(0.01, 0.05)),
    erViews: orNull(share),
    erReach: orNull(share),
  },
  ...{
    erImpressions: orNull(share),
    growth30d: orNull(of(-0.1, 0.2)),
    quality: orNull(of(50, 80)),
    lastPostOn: orNull(of("2026-03-01", "2026-04-01")),
  },
  audience: fc.record({ countries: fc.dictionary(of("DE", "FR"), share), genders: fc.constant({ female: 0.5 }) }, { requiredKeys: [] }),
  price: orNull(fc.record({ priceMinor: of(100, 500), currency: of("EUR", "USD") })),
});

const ranged = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof(fc.record({ from: value }), fc.record({ to: value }), fc.record({ from: value, to: value }));
const someValue = of(
  "instagram",
  "tiktok",
  "DE",
  "FR",
  "Berlin",
  "de",
  "food",
  "nano",
  "micro",
  "below",
  "active",
  "paused",
  "public",
  "file",
  "approved",
);
const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    field: of(...choiceFields.filter((field) => field !== "list" && field !== "program")),
    in: fc.array(someValue, { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ field: of("list" as const, "program" as const), in: fc.subarray([uuid(1, 1), uuid(1, 2), uuid(2, 1)], { minLength: 1 }) }),
  fc
    .tuple(of(...numberFields), ranged(of(0, 0.01, 0.05, 0.2, 10.5, 50, 500, 1_000)))
    .map(([field, bounds]) => ({ field, ...bounds, ...(field === "price" ? { currency: "EUR" } : {}) })),
  fc.tuple(of(...dayFields), ranged(of("2026-01-01", "2026-03-01", "2026-04-01"))).map(([field, bounds]) => ({ field, ...bounds })),
  fc.record({ field: of(...flagFields), is: fc.boolean() }),
  fc
    .tuple(of(...audienceKinds), of("DE", "FR", "female"), ranged(share))
    .map(([audience, value, bounds]) => ({ audience, value, ...bounds })),
  fc.record({ known: of(...choiceFields, ...numberFields, ...dayFields, ...flagFields, ...audienceKinds), is: fc.boolean() }),
);
const condition = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.record({ and: fc.array(tie("node"), { maxLength: 3 }) }),
    fc.record({ or: fc.array(tie("node"), { maxLength: 3 }) }),
    fc.record({ not: tie("node") }),
  ),
})).node;
const texts = of(
  undefined,
  "berlin",
  "berlim vegan",
  "veg",
  "фото",
  "東京",
  "jose",
  "photograhper",
  "nothing",
  "foto москва",
  "food",
  "travel vegan",
  "photo",
);
const someQuery: fc.Arbitrary<CreatorQuery> = fc
  .record({
    text: texts,
    where: fc.option(condition, { nil: undefined }),
    by: of(...sortFields),
    direction: of("asc" as const, "desc" as const),
    currency: of("EUR", "USD", "JPY"),
  })
  .map(({ text, where, by, direction, currency }) => ({
    ...(text === undefined ? {} : { text }),
    ...(where === undefined ? {} : { where }),
    sort: { by, direction, ...(by === "price" ? { currency } : {}) },
  }));

beforeAll(async () => {
  t = await openTestApp();
  w = await t.makeWorkspace();
  const made = fc.sample(someCard, { numRuns: 240, seed: 7 });
  cards = made.map(({ price, audience, ...card }, at) => {
    const { status, decision, listIds, programIds } = made[at - (at % 2)]!; // they are the creator's, not the account's
    return aCard({
      ...card,
      ...price,
      ...{ status, decision, listIds, programIds },
      audience: audience as Card["audience"],
      handle: card.platform === null ? null : `h${at}`,
      creatorId: uuid(8, Math.floor(at / 2)),
      accountId: uuid(9, (at * 7919) % 1000),
    });
  });
  await keepTestCards(w.ctx, cards);
});
afterAll(() => t.close());

const kindOf = ({ sort: { by } }: CreatorQuery) =>
  (by === "name" ? "text" : by.endsWith("_on") ? "day" : "number") as "text" | "day" | "number";

/** Everything that is found, in pages of so many. */
async function readAll(query: CreatorQuery, limit: number) {
  const pages = [await postgresFinder.find(w.ctx, query, { limit, after: null, steps })];
  for (let next = pages[0]!.next; next !== null; next = pages.at(-1)!.next)
    pages.push(await postgresFinder.find(w.ctx, query, { limit, after: placeOf(next, kindOf(query))!, steps }));
  return { found: pages.flatMap((page) => page.found), first: pages[0]! };
}

test("PostgreSQL finds exactly what a scan of every card finds, in its order, page by page, and counts it", async () => {
  await fc.assert(
    fc.asyncProperty(someQuery, of(7, 50), async (query, limit) => {
      const wanted = plainScan(cards, query, steps);
      const { found, first } = await readAll(query, limit);
      expect(found).toEqual(wanted);
      expect(first.total).toBe(wanted.length);
    }),
    { numRuns: 150 },
  );
}, 60_000);

test("counts of values are of creators who have them on a found account", async () => {
  const query: CreatorQuery = { where: { field: "has_email", is: true }, sort: { by: "name", direction: "asc" } };
  const { facets } = await postgresFinder.find(w.ctx, query, { limit: 1, after: null, steps });
  const matching = cards.filter((card) => card.hasEmail);
  const having = (field: "tier" | "platform" | "list", value: string) =>
    new Set(matching.filter((card) => [choiceOf(card, field, steps) ?? []].flat().includes(value)).map((card) => card.creatorId)).size;
  for (const field of ["tier", "platform", "list"] as const) {
    expect(facets[field].length).toBeGreaterThan(0);
    for (const { value, creators } of facets[field]) expect([field, value, creators]).toEqual([field, value, having(field, value)]);
  }
});

test("words of another workspace and cards that are gone are not found", async () => {
  const other = await t.makeWorkspace();
  const sort = { by: "relevance", direction: "desc" } as const;
  expect((await postgresFinder.find(other.ctx, { text: "berlin", sort }, { limit: 5, after: null, steps })).total).toBe(0);
  const before = (await postgresFinder.find(w.ctx, { sort }, { limit: 1, after: null, steps })).total;
  await sql`update creator_cards set is_gone = true where creator_id = ${uuid(8, 3)}`.execute(t.ctx.db);
  expect((await postgresFinder.find(w.ctx, { sort }, { limit: 1, after: null, steps })).total).toBe(before - 1);
  await sql`update creator_cards set is_gone = false where creator_id = ${uuid(8, 3)}`.execute(t.ctx.db);
});

test("pages go on by names of every script and length", async () => {
  const own = await t.makeWorkspace();
  const names = ["\u042F".repeat(200), "\u7F8E".repeat(200), "\uFDFA".repeat(200)];
  for (const name of names) await makeCreator(own, { name });
  await keepCards(t.ctx);
  const sort = { by: "name", direction: "asc" };
  type Page = { readonly data: readonly { readonly name: string }[]; readonly next_cursor: string | null };
  const asked = {
    search: (cursor: object) => must<Page>(own, "POST", "/v1/creators/search", { sort, limit: 1, ...cursor }),
    list: (cursor: Record<string, string>) =>
      must<Page>(
        own,
        "GET",
        `/v1/creators/found?${new URLSearchParams({ limit: "1", query: JSON.stringify({ sort }), ...cursor }).toString()}`,
      ),
  };
  for (const ask of Object.values(asked)) {
    const seen: string[] = [];
    for (let cursor: Record<string, string> | undefined = {}; cursor !== undefined;) {
      const page: Page = await ask(cursor);
      seen.push(...page.data.map(({ name }) => name));
      cursor = page.next_cursor === null ? undefined : { cursor: page.next_cursor };
    }
    expect(seen.toSorted()).toEqual(names.toSorted());
  }
});
