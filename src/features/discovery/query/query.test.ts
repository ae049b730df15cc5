import fc from "fast-check";
import { expect, test } from "vitest";
import { aCard } from "../../../../test/cards.ts";
import { truthOf, matches } from "./matches.ts";
import { plainScan } from "./place.ts";
import { cardWords, lettersWrong, soughtWords, wordMatch } from "./words.ts";

const steps = [
  { name: "nano", from: 1_000 },
  { name: "micro", from: 10_000 },
];
const found = (text: string, bio: string) => matches(aCard({ bio }), { text }, steps);

test("what is not known is neither found nor excluded", () => {
  const unknown = aCard({ followers: null });
  const small = { field: "followers", to: 5 } as const;
  expect(truthOf(unknown, small, steps)).toBeNull();
  expect(truthOf(unknown, { not: small }, steps)).toBeNull();
  expect(truthOf(unknown, { or: [small, { field: "has_email", is: false }] }, steps)).toBe(true);
  expect(truthOf(unknown, { and: [small, { field: "has_email", is: true }] }, steps)).toBe(false);
  expect(truthOf(unknown, { known: "followers", is: false }, steps)).toBe(true);
});

test("an order by price is within one currency: 100 yen do not stand before 50 dollars, and other prices come last", () => {
  const priced = [
    { accountId: "yen", priceMinor: 100, currency: "JPY" },
    { accountId: "dear", priceMinor: 9_000, currency: "USD" },
    { accountId: "cheap", priceMinor: 5_000, currency: "USD" },
    { accountId: "none", priceMinor: null, currency: null },
  ];
  const cards = priced.map((card, at) => aCard({ ...card, creatorId: `${at}` }));
  const order = (direction: "asc" | "desc") =>
    plainScan(cards, { sort: { by: "price", direction, currency: "USD" } }, steps).map(({ accountId }) => accountId);
  expect(order("asc")).toEqual(["cheap", "dear", "yen", "none"]);
  expect(order("desc")).toEqual(["dear", "cheap", "yen", "none"]);
});

test("a price in another currency, and a share that is not listed, are not known", () => {
  const card = aCard({ priceMinor: 500, currency: "EUR", audience: { countries: { DE: 0.4 } } });
  expect(truthOf(card, { field: "price", to: 600, currency: "EUR" }, steps)).toBe(true);
  expect(truthOf(card, { field: "price", to: 600, currency: "USD" }, steps)).toBeNull();
  expect(truthOf(card, { audience: "countries", value: "DE", from: 0.4 }, steps)).toBe(true);
  expect(truthOf(card, { audience: "countries", value: "FR", to: 0.1 }, steps)).toBeNull();
});

test("a tier is the step of the ladder, and below the first one it is called so", () => {
  const tier = (followers: number | null) =>
    ["below", "nano", "micro"].find((name) => truthOf(aCard({ followers }), { field: "tier", in: [name] }, steps));
  expect([tier(999), tier(1_000), tier(10_000), tier(null)]).toEqual(["below", "nano", "micro", undefined]);
});

test("words are found in any script, by their beginning, and with a letter or two wrong", () => {
  expect(found("vega", "I cook vegan food")).toBe(true);
  expect(found("veggn", "I cook vegan food")).toBe(true);
  expect(found("vgn", "I cook vegan food")).toBe(false);
  expect(found("photogrphr", "a photographer")).toBe(true);
  expect(found("food missing", "I cook vegan food")).toBe(false);
  expect(found("МОСКВА", "живу в Москва")).toBe(true);
  expect(found("Jose", "José")).toBe(true);
  expect(found("東京", "私は東京に住む")).toBe(true);
  expect(found("京東", "私は東京に住む")).toBe(false);
});

test("a word with as many letters wrong as may be is found, one more is not", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "c", "d", "e"), minLength: 4, maxLength: 12 });
  fc.assert(
    fc.property(word, fc.nat(11), (sought, at) => {
      const place = at % sought.length;
      const wrong = `${sought.slice(0, place)}z${sought.slice(place + 1)}`;
      expect(wordMatch(sought, wrong)).toBe(1);
      const more = `${"z".repeat(lettersWrong(sought) + 1)}${sought.slice(lettersWrong(sought) + 1)}`;
      expect(wordMatch(sought, more)).toBe(0);
    }),
  );
});

test("a word of the category finds an account, behind those who use the word themselves, and not misspelt", () => {
  const own = aCard({ creatorId: "a", accountId: "1", bio: "fitness at home", followers: 5 });
  const sorted = aCard({ creatorId: "b", accountId: "2", category: "Health & Fitness", followers: 5_000 });
  const neither = aCard({ creatorId: "c", accountId: "3", category: "Food", followers: 50_000 });
  const foundBy = (text: string) =>
    plainScan([neither, sorted, own], { text, sort: { by: "relevance", direction: "desc" } }, steps).map(({ creatorId }) => creatorId);
  expect(foundBy("fitness")).toEqual(["a", "b"]);
  expect(foundBy("FITN")).toEqual(["a", "b"]);
  expect(foundBy("fitnes health")).toEqual(["b"]);
  expect(foundBy("fitnezs")).toEqual(["a"]);
});

test("an emoji beside words is no word, nor is a mark by itself", () => {
  expect(soughtWords("vegan \u2764\uFE0F \u{1F3F3}\uFE0F \u20E3")).toEqual(["vegan"]);
  expect(found("vegan \u2764\uFE0F", "I cook vegan food")).toBe(true);
});

test("every word of an account finds it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (bio) => {
      const words = cardWords(aCard({ bio }));
      for (const sought of soughtWords(bio)) expect(words).toContain(sought);
    }),
  );
});

test("a creator stands once, at the best of its accounts; what is not known comes last in both directions", () => {
  const [a, b, c] = ["a", "b", "c"].map((creatorId) => ({ creatorId }));
  const cards = [
    aCard({ ...a, accountId: "1", followers: 5 }),
    aCard({ ...a, accountId: "2", followers: 50 }),
    aCard({ ...b, accountId: "3", followers: 20 }),
    aCard({ ...c, accountId: "4", followers: null }),
  ];
  const order = (direction: "asc" | "desc") =>
    plainScan(cards, { sort: { by: "followers", direction } }, steps).map(({ accountId }) => accountId);
  expect(order("desc")).toEqual(["2", "3", "4"]);
  expect(order("asc")).toEqual(["1", "3", "4"]);
});
