import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { creatorMix, wholeCreators, type MixTier } from "./mix.ts";

const flat = (value: number): Float64Array[] => [new Float64Array(4_000).fill(value)];
const tier = (name: string, middle: number, share: number, more: Partial<MixTier> = {}): MixTier => ({
  ...{ tier: name, price: { middle, deviation: 0.4 }, results: flat(middle), share },
  ...more,
});
const open = { mostOnOne: 1, mostOverChance: 1 };

describe("whole creators", () => {
  test("are as many as shares pay for, and what is left goes to whoever is furthest below", () => {
    // Six and one, and the 150 left do not pay for another of the second.
    expect(wholeCreators([0.6, 0.4], [100, 250], 1_000)).toEqual([7, 1]);
    expect(wholeCreators([0, 1], [1, 600], 1_000)).toEqual([0, 1]);
  });

  test("never cost more than the budget, and leave less than the cheapest that has a share", () => {
    const share = fc.double({ min: 0.01, max: 1, noNaN: true });
    const price = fc.double({ min: 1, max: 500, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(share, price), { minLength: 1, maxLength: 5 }),
        fc.double({ min: 1, max: 5_000, noNaN: true }),
        (all, budget) => {
          const total = all.reduce((sum, [each]) => sum + each, 0);
          const prices = all.map(([, each]) => each);
          const counts = wholeCreators(
            all.map(([each]) => each / total),
            prices,
            budget,
          );
          const cost = counts.reduce((sum, count, at) => sum + count * prices[at]!, 0);
          expect(counts.every((count) => Number.isInteger(count) && count >= 0)).toBe(true);
          expect(cost).toBeLessThanOrEqual(budget + 1e-6);
          expect(budget - cost).toBeLessThan(Math.min(...prices) + 1e-6);
        },
      ),
    );
  });
});

describe("a mix", () => {
  test("gives more to whom money brings more, by the power of the tilt, and as the rules say without one", () => {
    const tiers = [tier("nano", 100, 0.5, { results: flat(400) }), tier("micro", 100, 0.5, { results: flat(100) })];
    const shares = (tilt: number): number[] => creatorMix(tiers, 10_000, open, tilt).tiers.map(({ share }) => share);
    expect(shares(0)).toEqual([0.5, 0.5]);
    // 4 to 1 for money: 2 to 1 by half of it.
    expect(shares(0.5)[0]).toBeCloseTo(2 / 3, 9);
    expect(shares(1)[0]).toBeCloseTo(0.8, 9);
  });

  test("leaves out whose one creator would take more than the limit, and says so", () => {
    const mix = creatorMix([tier("micro", 300, 0.5), tier("mega", 9_000, 0.5)], 10_000, { ...open, mostOnOne: 0.4 }, 0);
    expect(mix.tiers.map(({ creators }) => creators)).toEqual([33, 0]);
    expect(mix.tiers[1]!.note).toBe("One mega creator would take more than 40 % of the budget.");
  });

  test("pays fewer where the chance of coming out dearer must be small, and the chance is as asked", () => {
    const tiers = [tier("micro", 300, 1)];
    const [bold, careful] = [creatorMix(tiers, 10_000, open, 0), creatorMix(tiers, 10_000, { ...open, mostOverChance: 0.05 }, 0)];
    expect([bold.overChance > 0.3, careful.overChance <= 0.05, careful.planned < bold.planned]).toEqual([true, true, true]);
    expect(careful.cost.high).toBeLessThan(10_000);
  });

  test("adds up what creators bring, and does not know it where it is not known of one that gets money", () => {
    const known = creatorMix([tier("micro", 100, 1, { results: flat(7) })], 1_000, open, 0);
    expect(known.result).toEqual({ low: 70, middle: 70, high: 70 });
    const half = creatorMix([tier("micro", 100, 0.5), tier("nano", 100, 0.5, { results: undefined })], 1_000, open, 0);
    expect([half.result, half.tiers[0]!.result !== null, half.tiers[1]!.result]).toEqual([null, true, null]);
    expect(creatorMix([tier("mega", 5_000, 1)], 1_000, open, 0)).toMatchObject({ planned: 0, result: null, limits: [expect.any(String)] });
  });
});
