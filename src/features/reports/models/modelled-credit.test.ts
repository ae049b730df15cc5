import fc from "fast-check";
import { expect, test } from "vitest";
import { chosenReplicates, dataModelIds } from "./data-models.ts";
import { journeyArrays, meetings, mostTouches, type PathCount } from "./journeys.ts";
import { modelledCredit, type ModelsInput } from "./modelled-credit.ts";
import { modelWarnings } from "./warnings.ts";

const players = ["a", "b", "c"].map((key) => ({ kind: "creator" as const, key }));

/** What the thread is given for some paths, with orders of no touch beside them. */
function inputOf(rows: readonly PathCount[], changes: Partial<ModelsInput> = {}): ModelsInput {
  const touchedOrders = rows.reduce((sum, { orders }) => sum + BigInt(orders), 0n);
  const touchedMinor = rows.reduce((sum, { orders, keptMinor }) => sum + BigInt(orders) * keptMinor, 0n);
  return {
    ...{
      players,
      journeys: journeyArrays(rows),
      orders: touchedOrders + 2n,
      revenueMinor: touchedMinor + 77n,
      touchedOrders,
      touchedMinor,
    },
    ...{ rules: [], ruleModels: [], orderedBy: 0, models: dataModelIds, level: 0.9, replicates: 20, seed: 1, frame: {} },
    ...changes,
  };
}

const path = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 6 }).map((places) => places.join(" "));
const row = fc.record({ path, orders: fc.nat(9), keptMinor: fc.bigInt({ min: -500n, max: 90_000n }), nulls: fc.nat(40) });

test("whatever the journeys, every model's credit and money sum to all orders and revenue, and nobody has those without a touch", () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), (rows) => {
      const input = inputOf(rows);
      const found = modelledCredit(input, () => {});
      for (const at of found.models.keys()) {
        const money = found.rows.reduce((sum, { credits }) => sum + BigInt(credits[at]!.revenue_minor), 0n);
        const orders = found.rows.reduce((sum, { credits }) => sum + Number(credits[at]!.orders), 0);
        expect([money, Math.round(orders * 1e6) / 1e6]).toEqual([input.revenueMinor, Number(input.orders)]);
        expect(found.rows.at(-1)!.credits[at]!.orders).toBe("2");
      }
    }),
    { numRuns: 60 },
  );
});

test("an order that kept nothing moves no money between creators", () => {
  const rows = [
    { path: "0", orders: 1, keptMinor: 1_000n, nulls: 5 },
    { path: "1", orders: 1, keptMinor: 0n, nulls: 5 },
  ];
  const found = modelledCredit(inputOf(rows, { models: ["markov_1"] }), () => {});
  expect(found.rows.map(({ key, credits }) => [key, credits[0]!.orders, credits[0]!.revenue_minor])).toEqual([
    ["a", "1", "1000"],
    ["b", "1", "0"],
    ["c", "0", "0"],
    ["", "2", "77"],
  ]);
});

test("an interval closes in on the true share as journeys grow in number", () => {
  const width = (times: number): number => {
    const rows = [
      { path: "0 1", orders: 4 * times, keptMinor: 100n, nulls: 20 * times },
      { path: "0", orders: times, keptMinor: 100n, nulls: 30 * times },
      { path: "1", orders: 2 * times, keptMinor: 100n, nulls: 9 * times },
    ];
    const { credits } = modelledCredit(inputOf(rows, { models: ["markov_1"], replicates: 200 }), () => {}).rows[0]!;
    const { low, high } = credits[0]!.interval!.orders;
    return (Number(high) - Number(low)) / times;
  };
  const [few, many] = [width(5), width(500)];
  expect(few / many).toBeGreaterThan(6);
  expect(few / many).toBeLessThan(14);
});

test("the share of the work that is done grows from nothing towards one", () => {
  const shares: number[] = [];
  modelledCredit(inputOf([{ path: "0 1", orders: 3, keptMinor: 5n, nulls: 4 }], { replicates: 4 }), (share) => shares.push(share));
  expect(shares).toEqual([0, 0.2, 0.4, 0.6, 0.8]);
});

test("with more than twenty creators in long journeys Shapley's orders are drawn, and it is said", () => {
  const many = Array.from({ length: 24 }, (_, at) => ({ kind: "creator" as const, key: `c${at}` }));
  const long = Array.from({ length: 14 }, (_, at) => at).join(" ");
  const rows = [{ path: long, orders: 30, keptMinor: 1n, nulls: 30 }];
  for (let at = 0; at < 24; at++) rows.push({ path: `${at}`, orders: at, keptMinor: 1n, nulls: 100 });
  const { method, rows: shown } = modelledCredit(inputOf(rows, { players: many, models: ["shapley"] }), () => {});
  expect(method.shapley).toBe("sampled");
  expect(method.shapley_drawing_error).toBeGreaterThan(0);
  const counts = { orders: 400, orders_with_path: 306, without_order: 2_430 };
  const warnings = modelWarnings({ counts, rows: shown, method, together: 7, leftOut: 900 });
  expect(warnings.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["many_creators", "left_out_states", "drawn_orders"]));
});

test("of a journey longer than a person's the last touches count", () => {
  const { touches } = journeyArrays([{ path: `${"0 ".repeat(500)}1`, orders: 1, keptMinor: 1n, nulls: 0 }]);
  expect([touches.length, touches.at(-1)]).toEqual([mostTouches, 1]);
  expect(meetings(journeyArrays([{ path: "0 0 1", orders: 2, keptMinor: 1n, nulls: 1 }]), 3)).toEqual([
    { orders: 2, journeys: 3 },
    { orders: 2, journeys: 3 },
    { orders: 0, journeys: 0 },
  ]);
});

test("the more there is to draw from, the fewer samples, within bounds", () => {
  const of = (journeys: number, states = 9) => chosenReplicates({ journeys, touches: 3 * journeys, models: 3, states });
  expect([of(100), of(50_000), of(5_000_000), of(100, 400), of(100, 600)]).toEqual([500, 220, 100, 311, 100]);
});

test("less than nothing is said to be no cost, and orders without a touch are said to be nobody's", () => {
  const figure = { model: "shapley", orders: "-1.2", revenue_minor: "-5", interval: null };
  const rows = [{ kind: "creator" as const, key: "a", touched_orders: 40, touched_journeys: 90, credits: [figure] }];
  const method = { shapley: "exact" as const, shapley_drawing_error: null, markov_states: null, markov_2_states: null };
  const counts = { orders: 1_000, orders_with_path: 300, without_order: 9_000 };
  expect(modelWarnings({ counts, rows, method, together: 0, leftOut: 0 }).map(({ kind }) => kind)).toEqual([
    "unknown_paths",
    "less_than_nothing",
  ]);
});
