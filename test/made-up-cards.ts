import fc from "fast-check";
import type { CreatorCards, IndexCard } from "../src/features/discovery/index/index-card.ts";
import type { Card, Step } from "../src/features/discovery/query/card.ts";
import {
  byFrequency,
  audienceKinds,
  choiceFields,
  dayFields,
  facetFields,
  flagFields,
  numberFields,
  sortFields,
  type Condition,
  type CreatorQuery,
  type FacetField,
  type FoundPage,
  type Sort,
  type SortField,
} from "../src/features/discovery/query/creator-query.ts";
import { choiceOf, dayOf, matches, numberOf } from "../src/features/discovery/query/matches.ts";
import { plainScan } from "../src/features/discovery/query/place.ts";
import { cardWords, foldedText } from "../src/features/discovery/query/words.ts";
import { uuidToBytes } from "../src/kernel/ids.ts";

/** The ladder that made-up questions name tiers by. */
export const madeUpSteps: readonly Step[] = [
  { name: "nano", from: 10 },
  { name: "micro", from: 100 },
  { name: "macro", from: 5_000 },
];

const words = ["fit", "fitness", "fitnes", "beauty", "beuty", "Zoë", "zoe", "яна", "東京都", "travel", "traveller", "a", "anna", "7"];
const someWords = fc.array(fc.constantFrom(...words), { maxLength: 4 }).map((chosen) => chosen.join(" "));
const values = ["A", "B", "C"];
const categories = [...values, "Fitness & Beauty", "Travel", "東京", "Anna's"];
const ids = ["00000000-0000-4000-8000-00000000000a", "00000000-0000-4000-8000-00000000000b"];
const days = ["2025-12-31", "2026-01-01", "2026-02-28"];
const currencies = ["EUR", "USD"];

/** The id of the creator or account of a number. */
const uuidOf = (kind: "1" | "2", number: number): string => `0000000${kind}-0000-7000-8000-${number.toString(16).padStart(12, "0")}`;
/** The id of a made-up creator. */
export const madeUpCreatorId = (number: number): string => uuidOf("1", number);

const orUnknown = <T>(known: fc.Arbitrary<T>) => fc.option(known, { freq: 4, nil: null });
/** Few values, so that bounds are met and orders have ties; some need more than 32 bits. */
const whole = fc.constantFrom(0, 9, 10, 99, 100, 4_999, 5_000, 3_000_000_000);
const rate = fc.constantFrom(0, 0.01, 0.1, 0.30000001, 0.3, 0.33333333, 0.00000001, -0.25, 40.5);
const share = fc.constantFrom(0, 0.05, 0.3, 1 / 3, 0.41, 1);

const creatorPart = fc.record({
  name: someWords,
  listIds: fc.subarray(ids),
  programIds: fc.subarray(ids),
  status: fc.constantFrom("new", "active"),
  decision: orUnknown(fc.constantFrom("approve", "reject")),
  hasEmail: fc.boolean(),
  hasWorked: fc.boolean(),
  addedOn: fc.constantFrom(...days),
});

const choice = orUnknown(fc.constantFrom(...values));
const accountPart = fc.record({
  handle: orUnknown(someWords.map((text) => text.replaceAll(" ", "_"))),
  bio: someWords,
  words: someWords,
  source: fc.constantFrom("a", "b"),
  ...{
    platform: choice,
    country: choice,
    city: choice,
    language: choice,
    category: orUnknown(fc.constantFrom(...categories)),
    accountState: choice,
  },
  ...{ followers: orUnknown(whole), following: orUnknown(whole), postsCount: orUnknown(whole), quality: orUnknown(whole) },
  ...{ avgViews: orUnknown(rate), erFollowers: orUnknown(rate), erViews: orUnknown(rate), erReach: orUnknown(rate) },
  ...{ erImpressions: orUnknown(rate), growth30d: orUnknown(rate) },
  ...{ priceMinor: orUnknown(whole), currency: orUnknown(fc.constantFrom(...currencies)) },
  isVerified: orUnknown(fc.boolean()),
  lastPostOn: orUnknown(fc.constantFrom(...days)),
  audience: fc.record(
    Object.fromEntries(audienceKinds.map((kind) => [kind, fc.dictionary(fc.constantFrom(...values), share, { maxKeys: 2 })])),
    { requiredKeys: [] },
  ) as unknown as fc.Arbitrary<Card["audience"]>,
});

/** The cards of one creator, by number: up to three accounts. */
export const madeUpCreator = (number: number): fc.Arbitrary<Card[]> =>
  fc
    .tuple(creatorPart, fc.array(accountPart, { minLength: 1, maxLength: 3 }))
    .map(([creator, accounts]) =>
      accounts.map((account, at) => ({ ...account, ...creator, creatorId: uuidOf("1", number), accountId: uuidOf("2", number * 10 + at) })),
    );

/** The cards of many creators, by creator. */
export const madeUpCreators = (most: number): fc.Arbitrary<Card[][]> =>
  fc.integer({ min: 0, max: most }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, number) => madeUpCreator(number))));

const bounds = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof(fc.record({ from: value }), fc.record({ to: value }), fc.record({ from: value, to: value }));
const ownValues = [...categories, "new", "active", "approve", "reject", "a", "below", "nano", "micro", "macro", "none of these"];
const choiceLeaf = fc
  .constantFrom(...choiceFields)
  .chain((field) =>
    fc.record({ field: fc.constant(field), in: fc.subarray(field === "list" || field === "program" ? ids : ownValues, { minLength: 1 }) }),
  );
const plainNumbers = numberFields.filter((field) => field !== "price");
const leaf: fc.Arbitrary<Condition> = fc.oneof(
  choiceLeaf,
  fc.tuple(fc.constantFrom(...plainNumbers), bounds(fc.oneof(whole, rate))).map(([field, range]) => ({ field, ...range })),
  fc.tuple(bounds(whole), fc.constantFrom(...currencies)).map(([range, currency]) => ({ field: "price" as const, ...range, currency })),
  fc.tuple(fc.constantFrom(...dayFields), bounds(fc.constantFrom(...days))).map(([field, range]) => ({ field, ...range })),
  fc.record({ field: fc.constantFrom(...flagFields), is: fc.boolean() }),
  fc
    .tuple(fc.constantFrom(...audienceKinds), fc.constantFrom(...values, "none"), bounds(share))
    .map(([audience, value, range]) => ({ audience, value, ...range })),
  fc.record({ known: fc.constantFrom(...choiceFields, ...numberFields, ...dayFields, ...flagFields, ...audienceKinds), is: fc.boolean() }),
);

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.record({ not: tie("condition") }),
    fc.record({ and: fc.array(tie("condition"), { maxLength: 3 }) }),
    fc.record({ or: fc.array(tie("condition"), { maxLength: 3 }) }),
  ),
}));

const asked = [
  "fit",
  "fitnes",
  "fitnesss",
  "beauty",
  "beautx",
  "zoe",
  "ян",
  "東京",
  "京都",
  "travell",
  "travelers",
  "a",
  "ann",
  "anma",
  "7",
  "!",
];

/** Orders by some fields; a price in one of the currencies, now and then in one that nobody asks for. */
export const madeUpSort = (fields: readonly SortField[]): fc.Arbitrary<Sort> =>
  fc
    .record({
      by: fc.constantFrom(...fields),
      direction: fc.constantFrom("asc" as const, "desc" as const),
      currency: fc.constantFrom(...currencies, "JPY"),
    })
    .map(({ by, direction, currency }) => ({ by, direction, ...(by === "price" ? { currency } : {}) }));

/** Questions of every field, nested, with and without words, in every order. */
export const madeUpQuery: fc.Arbitrary<CreatorQuery> = fc.record(
  {
    text: fc.array(fc.constantFrom(...asked), { maxLength: 3 }).map((chosen) => chosen.join(" ")),
    where: condition,
    sort: madeUpSort(sortFields),
  },
  { requiredKeys: ["sort"] },
);

/** What has to be found among some cards, in order, and counted: by looking at each card. */
export function scanCards(cards: readonly Card[], query: CreatorQuery): Omit<FoundPage, "next"> {
  const found = plainScan(cards, query, madeUpSteps);
  const having = cards.filter((card) => matches(card, query, madeUpSteps));
  const facetOf = (field: FacetField) => {
    const creators = new Map<string, Set<string>>();
    for (const card of having)
      for (const value of [choiceOf(card, field, madeUpSteps) ?? []].flat())
        creators.set(value, (creators.get(value) ?? new Set()).add(card.creatorId));
    return Array.from(creators, ([value, of]) => ({ value, creators: of.size })).toSorted(byFrequency);
  };
  const facets = Object.fromEntries(facetFields.map((field) => [field, facetOf(field)])) as unknown as FoundPage["facets"];
  return { found, total: found.length, facets };
}

const encoder = new TextEncoder();
const dayNumber = (day: string | null): number | null => (day === null ? null : Date.parse(day) / 86_400_000);

const indexCard = (card: Card): IndexCard => ({
  accountId: uuidToBytes(card.accountId),
  choices: {
    ...{ platform: card.platform, country: card.country, city: card.city, language: card.language, category: card.category },
    ...{ account_state: card.accountState, status: card.status, source: card.source, decision: card.decision },
  },
  lists: card.listIds,
  programs: card.programIds,
  numbers: Object.fromEntries(numberFields.map((field) => [field, numberOf(card, field)])) as IndexCard["numbers"],
  currency: card.currency,
  days: { last_post_on: dayNumber(dayOf(card, "last_post_on")), added_on: dayNumber(dayOf(card, "added_on")) },
  flags: { is_verified: card.isVerified, has_email: card.hasEmail, has_worked: card.hasWorked },
  audience: card.audience,
  eachWord: (take) => {
    for (const word of cardWords(card)) {
      const bytes = encoder.encode(word);
      take(bytes, [0, bytes.length]);
    }
  },
});

/** One creator's cards as an index takes them. */
export const creatorCards = (creatorId: string, cards: readonly Card[]): CreatorCards => ({
  creatorId: uuidToBytes(creatorId),
  name: encoder.encode(foldedText(cards[0]?.name ?? "")),
  cards: cards.map(indexCard),
});
