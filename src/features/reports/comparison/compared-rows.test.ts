import fc from "fast-check";
import { expect, test } from "vitest";
import { comparedRows, wholeMinor, type CreditSum } from "./compared-rows.ts";

const WHOLE = 1_000_000_000n;
const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);

const creator = (key: string, credit: bigint, weight: bigint): CreditSum => ({
  kind: "creator",
  key,
  creditsPpb: [credit],
  weights: [weight],
});

test("weights become whole minor units with the same sum, and who lost most by rounding gets what is left", () => {
  expect(wholeMinor([333_333_333n, 333_333_333n, 333_333_334n])).toEqual([0n, 0n, 1n]);
  expect(wholeMinor([-500_000_000n, 1_500_000_000n])).toEqual([0n, 1n]);
  expect(wholeMinor([])).toEqual([]);
});

test("whatever the weights, their whole parts sum to the same and each is within one unit", () => {
  const weights = fc.array(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(weights, fc.bigInt({ min: 0n, max: 10n ** 9n }), (list, total) => {
      const all = [...list, total * WHOLE - sum(list)];
      const parts = wholeMinor(all);
      expect(sum(parts)).toBe(total);
      for (const [index, part] of parts.entries()) {
        const gap = part * WHOLE - all[index]!;
        expect(gap > -WHOLE && gap < WHOLE).toBe(true);
      }
    }),
  );
});

test("creators are ordered by revenue, the smaller ones share a row, and nobody comes last", () => {
  const sums = [creator("a", WHOLE, 100n * WHOLE), creator("b", WHOLE, 300n * WHOLE), creator("c", WHOLE, 200n * WHOLE)];
  const channel = { ...creator("email", WHOLE, 900n * WHOLE), kind: "channel" as const };
  const rows = comparedRows({
    orders: 5n,
    revenueMinor: 1_600n,
    sums: [...sums, channel],
    models: 1,
    orderedBy: 0,
    mostCreators: 1,
  });
  expect(rows.map((row) => [row.kind, row.key, row.revenueMinor[0], row.creditsPpb[0]])).toEqual([
    ["creator", "b", 300n, WHOLE],
    ["other_creators", "", 300n, 2n * WHOLE],
    ["channel", "email", 900n, WHOLE],
    ["unattributed", "", 100n, WHOLE],
  ]);
});

test("credit that a model was not computed for belongs to nobody, and the column still sums to all", () => {
  const half = { ...creator("a", WHOLE, 100n * WHOLE), creditsPpb: [WHOLE, 0n], weights: [100n * WHOLE, 0n] };
  const rows = comparedRows({ orders: 1n, revenueMinor: 100n, sums: [half], models: 2, orderedBy: 0, mostCreators: 9 });
  expect(rows.map((row) => row.revenueMinor)).toEqual([
    [100n, 0n],
    [0n, 100n],
  ]);
});
