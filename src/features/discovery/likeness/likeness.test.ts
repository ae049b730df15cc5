import fc from "fast-check";
import { expect, test } from "vitest";
import { likenessOf, mostShared, sharedMakeUp, type Alike } from "./likeness.ts";

const nobody: Alike = { followers: null, erFollowers: null, category: null, topics: [], country: null, language: null, audience: {} };

test("an account is wholly like itself, and nothing is said of two with fewer than three features in common", () => {
  const one: Alike = { ...nobody, followers: 5_000, category: "food", country: "DE" };
  expect(likenessOf(one, one)!.likeness).toBe(1);
  expect(likenessOf(one, { ...one, country: null })).toBeNull();
});

test("likeness is the mean of what is known of both, the most alike features first", () => {
  const a: Alike = { ...nobody, followers: 1_000, category: "food", country: "DE", topics: ["vegan", "baking"] };
  const b: Alike = { ...nobody, followers: 100_000, category: "food", country: "FR", topics: ["vegan"] };
  expect(likenessOf(a, b)).toEqual({
    likeness: (1 + 0.5 + 0 + 0) / 4,
    features: [
      { feature: "category", likeness: 1 },
      { feature: "topics", likeness: 0.5 },
      { feature: "followers", likeness: 0 },
      { feature: "country", likeness: 0 },
    ],
  });
});

test("the common make-up of an audience with itself is all of it, whatever is not listed", () => {
  expect(sharedMakeUp({ DE: 0.5, FR: 0.25 }, { DE: 0.5, FR: 0.25 })).toBe(1);
  expect(sharedMakeUp({ DE: 0.5 }, { DE: 0.5, FR: 0.5 })).toBe(0.5);
  expect(sharedMakeUp({}, {})).toBeNull();
  expect(sharedMakeUp({ DE: 1 }, undefined)).toBeNull();
});

test("no more can be shared than the smaller audience, and none of one country with none of it", () => {
  const of = (followers: number, countries: Record<string, number>): Alike => ({ ...nobody, followers, audience: { countries } });
  expect(mostShared(of(100, { DE: 1 }), of(1_000, { FR: 1 }))).toBe(0);
  expect(mostShared(of(100, { DE: 0.5, FR: 0.5 }), of(1_000, { DE: 0.02, FR: 0.98 }))).toBe(70);
  expect(mostShared(of(100, { DE: 0.5 }), of(1_000, { FR: 1 }))).toBe(50);
  expect(mostShared(nobody, of(1_000, {}))).toBeNull();
});

test("the most that can be shared is never below what two audiences made of people share", () => {
  const people = fc.array(fc.record({ id: fc.integer({ min: 0, max: 60 }) }), { minLength: 1, maxLength: 40 });
  const country = (id: number) => ["DE", "FR", "ES"][id % 3]!;
  fc.assert(
    fc.property(people, people, fc.boolean(), (first, second, isCut) => {
      const [a, b] = [first, second].map((all) => [...new Set(all.map(({ id }) => id))]) as [number[], number[]];
      const shares = (ids: number[]) => {
        const counts: Record<string, number> = {};
        for (const id of ids) counts[country(id)] = (counts[country(id)] ?? 0) + 1 / ids.length;
        return isCut ? Object.fromEntries(Object.entries(counts).slice(0, 1)) : counts;
      };
      const of = (ids: number[]): Alike => ({ ...nobody, followers: ids.length, audience: { countries: shares(ids) } });
      expect(mostShared(of(a), of(b))! + 1e-6).toBeGreaterThanOrEqual(a.filter((id) => b.includes(id)).length);
    }),
  );
});
