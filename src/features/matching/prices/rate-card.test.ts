import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultPriceRules } from "./price-rules.ts";
import { contentPrice, contentPrior, usePrice, type Deal, type Scope } from "./rate-card.ts";

const scope = (more: Partial<Scope> = {}): Scope => ({
  ...{ creatorId: "ana", platform: "instagram", format: undefined, followers: 31_623, engagement: undefined },
  ...more,
});
const deal = (price: number, more: Partial<Deal> = {}): Deal => ({ ...scope({ creatorId: "ben" }), price, isAsked: false, ...more });
const known = (of: Scope, deals: readonly Deal[] = [], isAtPar = false) => {
  const price = contentPrice(of, deals, defaultPriceRules, isAtPar);
  if (price.kind === "unknown") throw new RangeError(price.why);
  return price;
};

describe("public ranges", () => {
  test("that fit come to the mean of their middles on the logarithm, as wide as they are and disagree", () => {
    // Three tables for micro on Instagram: 100 to 500 twice, 100 to 1,000 once.
    const prior = contentPrior(scope(), defaultPriceRules)!;
    expect(prior.ranges).toHaveLength(3);
    expect(prior.middle).toBeCloseTo(Math.exp((2 * Math.log(Math.sqrt(50_000)) + Math.log(Math.sqrt(100_000))) / 3), 9);
    expect(prior.low).toBeLessThan(100);
    expect(contentPrior(scope({ followers: 200 }), defaultPriceRules)).toBeUndefined();
  });
});

describe("a price of content", () => {
  test("without deals is the public middle at the middle of the tier, and an interval that holds the public one", () => {
    const { range, prior, deals } = known(scope());
    expect(range.middle / prior.middle).toBeCloseTo(1, 3);
    expect([range.low < prior.low * 1.3, range.high > prior.high / 1.3, deals]).toEqual([true, true, 0]);
  });

  test("moves to the workspace's deals and gets narrower with them, a creator's own most of all", () => {
    const before = known(scope());
    const others = known(
      scope(),
      Array.from({ length: 8 }, () => deal(800)),
    );
    const own = known(scope(), [...Array.from({ length: 7 }, () => deal(800)), deal(2_000, { creatorId: "ana" })]);
    expect(others.range.middle).toBeGreaterThan(before.range.middle * 1.5);
    expect(others.range.high / others.range.low).toBeLessThan(before.range.high / before.range.low);
    expect(own.range.middle).toBeGreaterThan(others.range.middle);
    expect([own.deals, own.ownDeals]).toEqual([8, 1]);
  });

  test("is higher for more followers and for more engagement, and wider where the tables' currency was taken at par", () => {
    expect(known(scope({ followers: 90_000 })).range.middle).toBeGreaterThan(known(scope({ followers: 12_000 })).range.middle);
    expect(known(scope({ engagement: 2 })).range.middle / known(scope()).range.middle).toBeCloseTo(2 ** 0.3, 6);
    const [plain, par] = [known(scope()).range, known(scope(), [], true).range];
    expect(par.high / par.low).toBeGreaterThan(plain.high / plain.low);
  });

  test("is not known of an account whose size is not, nor where no table speaks of it", () => {
    expect(contentPrice(scope({ followers: undefined }), [], defaultPriceRules, false)).toMatchObject({ kind: "unknown" });
    expect(contentPrice(scope({ followers: 10 }), [], defaultPriceRules, false)).toMatchObject({ kind: "unknown" });
  });

  test("is above zero with its middle within its ends, whatever the deals", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1, max: 1e6, noNaN: true }), { maxLength: 12 }), (prices) => {
        const { low, middle, high } = known(
          scope(),
          prices.map((price) => deal(price)),
        ).range;
        expect(0 < low && low < middle && middle < high).toBe(true);
      }),
    );
  });
});

describe("a price of a use", () => {
  const of = { creatorId: "ana", content: 400 };

  test("by the brand is half to all of the content's price a month, as sources say, and moves with deals", () => {
    const before = usePrice("brand_ads", of, [], defaultPriceRules);
    expect(before).toMatchObject({ kind: "known", deals: 0 });
    if (before.kind === "unknown") return;
    expect(before.range.middle).toBeCloseTo(400 * Math.sqrt(0.5), 6);
    const after = usePrice("brand_ads", of, [{ creatorId: "ben", perMonth: 300, content: 100 }], defaultPriceRules);
    expect(after.kind === "known" && after.range.middle).toBeGreaterThan(before.range.middle);
  });

  test("of which no source speaks is not known until two deals are, and content without a price gives no share", () => {
    const one = [{ creatorId: "ben", perMonth: 90, content: undefined }];
    expect(usePrice("exclusivity", of, one, defaultPriceRules)).toMatchObject({
      kind: "unknown",
      why: expect.stringContaining("one own deal is too few") as string,
    });
    const two = usePrice("exclusivity", of, [...one, { creatorId: "cleo", perMonth: 160, content: undefined }], defaultPriceRules);
    expect(two.kind === "known" && two.range.middle).toBeCloseTo(120, 6);
    expect(usePrice("brand_ads", { creatorId: "ana", content: undefined }, [], defaultPriceRules).kind).toBe("unknown");
    expect(usePrice("creator_ads", { creatorId: "ana", content: undefined }, [], defaultPriceRules)).toMatchObject({ kind: "known" });
  });
});
