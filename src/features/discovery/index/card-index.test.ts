import fc from "fast-check";
import { expect, test } from "vitest";
import {
  creatorCards,
  madeUpCreator,
  madeUpCreatorId,
  madeUpCreators,
  madeUpQuery,
  madeUpSteps as steps,
  scanCards,
} from "../../../../test/made-up-cards.ts";
import { partOf } from "../filling/cards-part.ts";
import { mergedPage } from "../paging/merged-page.ts";
import type { Card } from "../query/card.ts";
import type { CreatorQuery, FoundAccount } from "../query/creator-query.ts";
import { placeOf, type AskedPage, type Place } from "../search/finder.ts";
import { CardIndex } from "./card-index.ts";

/** One index, or several of a part of the creators each. */
function filled(creators: readonly Card[][], of = 1, ahead?: number): CardIndex[] {
  const parts = Array.from({ length: of }, () => new CardIndex(8, ahead));
  for (const cards of creators) {
    const { creatorId } = cards[0]!;
    parts[partOf(creatorId, { of })]!.replace(creatorCards(creatorId, cards));
  }
  for (const index of parts) index.settle(true);
  return parts;
}

const find = (parts: readonly CardIndex[], query: CreatorQuery, asked: Omit<AskedPage, "steps">) =>
  mergedPage(
    parts.map((index) => index.find(query, { steps, ...asked })),
    query,
    asked.limit,
  );

function expectTheSame(parts: readonly CardIndex[], cards: readonly Card[], query: CreatorQuery): void {
  const { next: _next, ...answer } = find(parts, query, { limit: 1_000, after: null });
  expect(answer).toEqual(scanCards(cards, query));
}

const howMany = fc.integer({ min: 1, max: 3 });

const placeIn = ({ sort: { by } }: CreatorQuery, next: string): Place =>
  placeOf(next, by === "name" ? "text" : by.endsWith("_on") ? "day" : "number")!;

test("the index finds, orders and counts what a look at every card does, whatever is asked", () => {
  fc.assert(
    fc.property(madeUpCreators(12), fc.array(madeUpQuery, { minLength: 5, maxLength: 5 }), howMany, (creators, queries, many) => {
      const parts = filled(creators, many);
      for (const query of queries) expectTheSame(parts, creators.flat(), query);
    }),
    { numRuns: 400 },
  );
});

test("pages in turn are the whole, without a gap or a creator twice", () => {
  fc.assert(
    fc.property(madeUpCreators(12), madeUpQuery, fc.integer({ min: 1, max: 4 }), howMany, (creators, query, limit, many) => {
      const parts = filled(creators, many, 2 + limit); // now from what was gathered ahead, now found anew
      const found: FoundAccount[] = [];
      let after: Place | null = null;
      for (let turn = 0; turn < 20; turn++) {
        const page = find(parts, query, { limit, after });
        expect(page.found.length).toBeLessThanOrEqual(limit);
        found.push(...page.found);
        if (page.next === null) break;
        after = placeIn(query, page.next);
      }
      expect(found).toEqual(scanCards(creators.flat(), query).found);
    }),
    { numRuns: 200 },
  );
});

test("creators that change, come, or go are found as they are then", () => {
  const change = fc.integer({ min: 0, max: 8 }).chain((number) => fc.tuple(fc.constant(number), fc.option(madeUpCreator(number))));
  fc.assert(
    fc.property(madeUpCreators(6), fc.array(change, { maxLength: 10 }), madeUpQuery, (creators, changes, query) => {
      const index = filled(creators)[0]!;
      const now = new Map(creators.map((cards) => [cards[0]!.creatorId, cards]));
      for (const [number, cards] of changes) {
        const creatorId = madeUpCreatorId(number);
        index.replace(creatorCards(creatorId, cards ?? []));
        now.set(creatorId, cards ?? []);
        index.settle();
        expectTheSame([index], [...now.values()].flat(), query);
      }
      expectTheSame([index], [...now.values()].flat(), query);
      expect(index.liveRows).toBe([...now.values()].flat().length);
    }),
    { numRuns: 300 },
  );
});

test("among thousands of creators, over all stretches and blocks of rows, the same is found", () => {
  const creators = Array.from({ length: 4_500 }, (_, number) => fc.sample(madeUpCreator(number), { seed: number % 97, numRuns: 1 })[0]!);
  const parts = filled(creators, 2);
  for (const query of fc.sample(madeUpQuery, { seed: 7, numRuns: 5 })) {
    const { next, ...answer } = find(parts, query, { limit: 20, after: null });
    const { found, ...whole } = scanCards(creators.flat(), query);
    expect(answer).toEqual({ ...whole, found: found.slice(0, 20) });
    if (next === null) continue;
    const second = find(parts, query, { limit: 20, after: placeIn(query, next) });
    expect(second.found).toEqual(found.slice(20, 40));
  }
});

test("more categories and more combinations of lists than 16 bits tell apart are counted, also where they come to be so many later", () => {
  const [base] = fc.sample(madeUpCreator(0), { seed: 1, numRuns: 1 })[0]!;
  const index = new CardIndex(8);
  const add = (from: number, to: number): void => {
    for (let number = from; number < to; number++) {
      const listId = `00000000-0000-4000-8000-${number.toString(16).padStart(12, "0")}`;
      const creatorId = madeUpCreatorId(number);
      const cards = ["x", "y"].map((platform) => ({ ...base!, creatorId, platform, category: `category ${number}`, listIds: [listId] }));
      index.replace(creatorCards(creatorId, cards));
    }
    index.settle(true);
  };
  const counted = () => {
    const { total, facets } = index.find({ sort: { by: "followers", direction: "desc" } }, { steps, limit: 1, after: null });
    const ones = (of: typeof facets.list): number => of.filter(({ creators }) => creators === 1).length;
    return {
      total,
      categories: ones(facets.category),
      lists: ones(facets.list),
      platforms: facets.platform.map(({ creators }) => creators),
    };
  };
  add(0, 1_000);
  expect(counted()).toEqual({ total: 1_000, categories: 1_000, lists: 1_000, platforms: [1_000, 1_000] });
  add(1_000, 66_000);
  expect(counted()).toEqual({ total: 66_000, categories: 66_000, lists: 66_000, platforms: [66_000, 66_000] });
});
