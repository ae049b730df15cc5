import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { generatorOf } from "../../random/generator.ts";
import { creditParts } from "./channel-credit.ts";
import { packedJourneys } from "./journeys.ts";
import { KeyTable } from "./key-table.ts";

const good = { channels: ["a", "b"], starts: [0, 1, 3], touches: [0, 1, 0], conversions: [1, 0], values: [5, 0], nulls: [0, 2] };

describe("packing journeys", () => {
  test("what is packed says the same as what was read, and is not packed again", () => {
    const packed = packedJourneys([
      { channels: ["a"], conversions: 1, value: 5 },
      { channels: ["b", "a"], nulls: 2 },
    ]);
    expect(Object.values(packed).map((list) => Array.from(list as ArrayLike<unknown>))).toEqual(Object.values(good));
    expect(packedJourneys(packed)).toBe(packed);
    expect(packedJourneys([]).channels).toEqual([]);
  });

  test.each<[string, object]>([
    ["a touch of no channel", { touches: [0, 1, 2] }],
    ["a touch between channels", { touches: [0, 0.5, 1] }],
    ["a negative touch", { touches: [0, -1, 1] }],
    ["starts that fall", { starts: [0, 4, 3] }],
    ["starts that do not end with the touches", { starts: [0, 1, 2] }],
    ["starts that do not begin at the first touch", { starts: [1, 1, 3] }],
    ["starts for another number of journeys", { starts: [0, 3] }],
    ["starts of NaN", { starts: [0, Number.NaN, 3] }],
    ["a channel named twice", { channels: ["a", "a"] }],
    ["values for other journeys", { values: [5] }],
    ["nulls for other journeys", { nulls: [] }],
    ["negative conversions", { conversions: [-1, 0], values: [0, 0] }],
    ["infinite nulls", { nulls: [0, Infinity] }],
    ["a value of NaN", { values: [Number.NaN, 0] }],
    ["value without conversions", { values: [5, 1] }],
  ])("%s is refused", (_, change) => {
    expect(() => packedJourneys({ ...good, ...change })).toThrow(RangeError);
  });
});

describe("credit as parts per billion", () => {
  test("parts of any credit sum to one billion and are off by less than one part", () => {
    const credits = fc.array(fc.double({ min: -50, max: 100, noNaN: true }), { minLength: 1, maxLength: 30 });
    const property = fc.property(credits, (list) => {
      const total = list.reduce((sum, one) => sum + one, 0);
      fc.pre(total > 1e-3);
      const parts = creditParts(list);
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(1e9);
      list.forEach((one, at) => expect(Math.abs((parts[at] ?? 9e9) - (one / total) * 1e9)).toBeLessThan(1 + 1e-3));
    });
    fc.assert(property, { seed: 6 });
  });

  test.each([[[]], [[0, 0]], [[-1]], [[Number.NaN, 1]], [[Infinity]], [[1e9, 1e-9 - 1e9]]])("%j has no parts and is refused", (list) => {
    expect(() => creditParts(list)).toThrow(RangeError);
  });
});

test("keys get their numbers in the order in which they are met, and keep their sums, however many there are", () => {
  const [table, twin] = [new KeyTable(), new Map<number, { place: number; sum: number }>()];
  const source = generatorOf(8);
  for (let step = 0; step < 20_000; step++) {
    const key = source.below(2) === 0 ? source.below(500) : 2 ** 52 + 4_294_967_296 * source.below(3_000);
    const known = twin.get(key) ?? { place: twin.size, sum: 0 };
    twin.set(key, { ...known, sum: known.sum + step });
    table.add(key, step);
  }
  expect(table.size).toBe(twin.size);
  expect(Array.from(table.keys())).toEqual([...twin.keys()]);
  expect(Array.from(table.sums())).toEqual(Array.from(twin.values(), ({ sum }) => sum));
  expect([...twin].every(([key, { place }]) => table.find(key) === place)).toBe(true);
  expect(table.find(501)).toBe(-1);
});
