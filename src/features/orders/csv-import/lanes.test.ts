import fc from "fast-check";
import { expect, test } from "vitest";
import { openLanes } from "./lanes.ts";

interface Item {
  readonly at: number;
  readonly group: string;
  readonly keys: readonly string[];
}

const items = fc
  .array(
    fc.record({
      group: fc.constantFrom("a", "b", "c", "d", "e"),
      keys: fc.array(fc.constantFrom("1", "2", "3", "4", "5", "6"), { maxLength: 2 }),
    }),
    {
      maxLength: 60,
    },
  )
  .map((all) => all.map((item, at): Item => ({ ...item, at })));

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Writes all items, some turns a batch; gives the batches in the order in which they ended, and checks each time one begins. */
async function writeAll(
  all: readonly Item[],
  turns: readonly number[],
  onBegin: (batch: readonly Item[], underWay: readonly Item[]) => void,
) {
  const underWay = new Set<Item>();
  const written: Item[] = [];
  let begun = 0;
  const lanes = openLanes<Item>({
    count: 2,
    batchSize: 3,
    groupOf: (item) => item.group,
    keysOf: (item) => item.keys,
    async write(batch) {
      onBegin(batch, [...underWay]);
      for (const item of batch) underWay.add(item);
      for (let left = turns[begun++ % turns.length]!; left > 0; left--) await nextTurn();
      for (const item of batch) underWay.delete(item);
      written.push(...batch);
    },
  });
  for (const item of all) await lanes.add(item);
  await lanes.end();
  return written;
}

const turns = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 5 });

test("every item is written once, in batches of at most the size that is asked for", async () => {
  await fc.assert(
    fc.asyncProperty(items, turns, async (all, pace) => {
      const sizes: number[] = [];
      const written = await writeAll(all, pace, (batch) => sizes.push(batch.length));
      expect(written.map((item) => item.at).toSorted((a, b) => a - b)).toEqual(all.map((item) => item.at));
      expect(Math.max(0, ...sizes)).toBeLessThanOrEqual(3);
    }),
  );
});

test("two that have a key in common are never under way at once, and keep their order", async () => {
  await fc.assert(
    fc.asyncProperty(items, turns, async (all, pace) => {
      const share = (one: Item, other: Item): boolean => one.keys.some((key) => other.keys.includes(key));
      const written = await writeAll(all, pace, (batch, underWay) => {
        for (const item of batch) expect(underWay.filter((other) => share(item, other))).toEqual([]);
      });
      const place = new Map(written.map((item, at) => [item, at]));
      const overtaken = all.flatMap((one) =>
        all.filter((other) => one.at < other.at && share(one, other) && place.get(one)! > place.get(other)!),
      );
      expect(overtaken).toEqual([]);
    }),
  );
});

test("batches of two lanes are under way at once", async () => {
  let most = 0;
  const all = Array.from({ length: 40 }, (_, at) => ({ at, group: `customer ${at}`, keys: [`order ${at}`] }));
  await writeAll(all, [3], (_batch, underWay) => (most = Math.max(most, underWay.length)));
  expect(most).toBe(3);
});

test("what a batch fails with is met by whoever adds or ends, and nothing is under way when all has settled", async () => {
  let underWay = 0;
  const lanes = openLanes<number>({
    count: 2,
    batchSize: 1,
    groupOf: String,
    keysOf: () => [],
    async write([item]) {
      underWay++;
      await nextTurn();
      underWay--;
      if (item === 3) throw new RangeError("the third");
    },
  });
  const adding = async (): Promise<void> => {
    for (let item = 1; item <= 9; item++) await lanes.add(item);
    await lanes.end();
  };
  await expect(adding()).rejects.toThrow("the third");
  await lanes.settle();
  expect(underWay).toBe(0);
});
