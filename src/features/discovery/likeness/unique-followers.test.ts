import { expect, test } from "vitest";
import { uniqueFollowers } from "./unique-followers.ts";

const pair = (a: number, b: number, fromSamples: readonly [number, number, number] | null, most: number | null = null) => ({
  between: [a, b] as const,
  fromSamples: fromSamples === null ? null : { low: fromSamples[0], estimate: fromSamples[1], high: fromSamples[2] },
  most,
});

test("of two who are sampled it is known with an interval, of two who are not only what sizes and shares leave", () => {
  expect(uniqueFollowers({ sizes: [100, 200], pairs: [pair(0, 1, [10, 20, 30], 90)] })).toMatchObject({
    estimate: 280,
    low: 270,
    high: 290,
  });
  expect(uniqueFollowers({ sizes: [100, 200], pairs: [pair(0, 1, null, 60)] })).toMatchObject({ estimate: null, low: 240, high: 300 });
  expect(uniqueFollowers({ sizes: [100, 200], pairs: [pair(0, 1, null)] })).toMatchObject({ estimate: null, low: 200, high: 300 });
});

test("of three there are bounds and no estimate, in whole people, and it is said of how many pairs samples tell", () => {
  const pairs = [pair(0, 1, [100, 120, 150]), pair(0, 2, null, 40), pair(1, 2, null)];
  expect(uniqueFollowers({ sizes: [1_000, 500, 100], pairs })).toEqual({
    estimate: null,
    low: 1_350,
    high: 1_500,
    pairs: 3,
    pairs_from_samples: 1,
  });
});

test("where a number of followers is not known nothing is said", () => {
  expect(uniqueFollowers({ sizes: [100, null], pairs: [pair(0, 1, null)] })).toBeNull();
  expect(uniqueFollowers({ sizes: [], pairs: [] })).toBeNull();
});
