import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalCustomers, resolvedCustomers, type KnownKey } from "./resolution.ts";

const counter = () => {
  let made = 0;
  return { newId: () => `new${++made}`, isParted: () => false };
};
const known = (key: string, personId: string, isAnonymous = false): KnownKey => ({ key, personId, isAnonymous });

describe("who an order belongs to", () => {
  it("makes one customer for the keys of one order", () => {
    const result = resolvedCustomers([{ strong: ["email:a", "id:1"], weak: "visitor:v" }], [], counter());
    expect(result).toEqual({
      personIds: ["new1"],
      created: ["new1"],
      attached: ["email:a", "id:1", "visitor:v"].map((key) => ({ key, personId: "new1" })),
      merges: [],
    });
  });

  it("leaves an order without any key to nobody", () => {
    expect(resolvedCustomers([{ strong: [], weak: null }], [], counter()).personIds).toEqual([null]);
  });

  it("knows the customer of an earlier order of the same call", () => {
    const claims = [
      { strong: ["email:a"], weak: null },
      { strong: ["email:a", "id:1"], weak: null },
      { strong: ["id:1"], weak: null },
    ];
    expect(resolvedCustomers(claims, [], counter()).personIds).toEqual(["new1", "new1", "new1"]);
  });

  it("E22 merges two customers when one order names both, into the older", () => {
    const result = resolvedCustomers(
      [{ strong: ["id:1", "email:a"], weak: null }],
      [known("id:1", "p2"), known("email:a", "p1")],
      counter(),
    );
    expect(result.merges).toEqual([{ from: "p2", into: "p1" }]);
    expect(result.personIds).toEqual(["p1"]);
  });

  it("E22 an anonymous browser becomes the customer who signs in from it", () => {
    const fresh = resolvedCustomers([{ strong: ["email:a"], weak: "visitor:v" }], [known("visitor:v", "p1", true)], counter());
    expect(fresh).toMatchObject({ personIds: ["p1"], created: [], attached: [{ key: "email:a", personId: "p1" }] });
    const returning = resolvedCustomers(
      [{ strong: ["email:a"], weak: "visitor:v" }],
      [known("visitor:v", "p2", true), known("email:a", "p1")],
      counter(),
    );
    expect(returning.merges).toEqual([{ from: "p2", into: "p1" }]);
  });

  it("E25 two people of one household on one browser stay two people", () => {
    const result = resolvedCustomers([{ strong: ["email:b"], weak: "visitor:v" }], [known("visitor:v", "p1")], counter());
    expect(result).toMatchObject({ personIds: ["new1"], attached: [{ key: "email:b", personId: "new1" }], merges: [] });
  });

  it("E22 two devices of one customer are one customer", () => {
    const claims = [
      { strong: ["email:a"], weak: "visitor:phone" },
      { strong: ["email:a"], weak: "visitor:laptop" },
    ];
    expect(new Set(resolvedCustomers(claims, [], counter()).personIds).size).toBe(1);
  });

  it("does not merge a pair that somebody parted by hand", () => {
    const tools = { ...counter(), isParted: (one: string, other: string) => [one, other].toSorted().join() === "p1,p2" };
    const result = resolvedCustomers([{ strong: ["id:1", "email:a"], weak: null }], [known("id:1", "p2"), known("email:a", "p1")], tools);
    expect(result).toMatchObject({ personIds: ["p1"], merges: [] });
  });

  it("orders that share a strong key always share their customer, whatever is known", () => {
    const claim = fc.record({
      strong: fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e"), { maxLength: 3 }),
      weak: fc.constantFrom("v", "w", null),
    });
    const before = fc.uniqueArray(fc.record({ key: fc.constantFrom("a", "b", "c"), personId: fc.constantFrom("p1", "p2", "p3") }), {
      selector: (each) => each.key,
    });
    fc.assert(
      fc.property(fc.array(claim, { maxLength: 8 }), before, (claims, rows) => {
        const { personIds } = resolvedCustomers(
          claims,
          rows.map((row) => known(row.key, row.personId)),
          counter(),
        );
        const byKey = new Map<string, string | null>();
        claims.forEach(({ strong }, index) => {
          for (const key of strong) {
            expect(byKey.get(key) ?? personIds[index]).toBe(personIds[index]);
            byKey.set(key, personIds[index]!);
          }
        });
      }),
    );
  });
});

describe("the rows of one person", () => {
  it("end where their merges lead, however long the chain", () => {
    const ends = canonicalCustomers(
      ["a", "b", "c", "d"],
      [
        { from: "a", into: "b" },
        { from: "b", into: "c" },
      ],
    );
    expect([...ends.entries()]).toEqual([
      ["a", "c"],
      ["b", "c"],
      ["c", "c"],
      ["d", "d"],
    ]);
  });

  it("come to an end even in a circle", () => {
    expect(
      canonicalCustomers(
        ["a"],
        [
          { from: "a", into: "b" },
          { from: "b", into: "a" },
        ],
      ).get("a"),
    ).toBe("b");
  });
});
