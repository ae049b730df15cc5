/** How items are divided and written. */
export interface LaneRules<T> {
  /** How many batches may be under way at a time. */
  readonly count: number;
  /** Items in a batch. */
  readonly batchSize: number;
  /** Items for which this is the same text are written one after the other. */
  readonly groupOf: (item: T) => string;
  /** The same for items that have one of these in common, as long as the earlier one waits or is being written. */
  readonly keysOf: (item: T) => readonly string[];
  readonly write: (batch: readonly T[]) => Promise<void>;
}

/** Takes items in their order. */
export interface Lanes<T> {
  /** Takes one; a promise where the caller must wait before it adds another. @throws what a batch before it failed with */
  add(item: T): Promise<void> | undefined;
  /** Writes what is left and waits for all of it. @throws what a batch failed with */
  end(): Promise<void>;
  /** Waits until nothing is under way any more, whatever became of it. */
  settle(): Promise<void>;
}

interface Batch<T> {
  readonly lane: number;
  readonly items: T[];
  readonly keys: string[];
}

/** A number that depends on every sign of a text (FNV-1a, 32 bits). */
function textNumber(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/**
 * Divides a long series of items among a few lanes. Each lane fills a batch while its last one is being written and never runs ahead by
 * more; batches of different lanes are written at the same time. What belongs together by its group or by a key keeps its order.
 *
 * @param rules how to divide and write.
 * @returns lanes, empty.
 * @example
 * import { openLanes } from "./lanes.ts";
 * const written: string[] = [];
 * const write = async (batch: readonly string[]) => void written.push(batch.join(""));
 * const lanes = openLanes<string>({ count: 2, batchSize: 2, groupOf: () => "all", keysOf: () => [], write });
 * for (const sign of "abcde") await lanes.add(sign);
 * await lanes.end();
 * written; // => ["ab", "cd", "e"]
 */
export function openLanes<T>({ count, batchSize, groupOf, keysOf, write }: LaneRules<T>): Lanes<T> {
  const filling = Array.from({ length: count }, (_, lane): Batch<T> => ({ lane, items: [], keys: [] }));
  const writing: Promise<void>[] = filling.map(() => Promise.resolve());
  const holders = new Map<string, Batch<T>>();
  const writeOut = async (batch: Batch<T>): Promise<void> => {
    await write(batch.items);
    for (const key of batch.keys) if (holders.get(key) === batch) holders.delete(key);
  };
  const handOver = async (lane: number): Promise<void> => {
    const batch = filling[lane]!;
    filling[lane] = { lane, items: [], keys: [] };
    await writing[lane];
    if (batch.items.length === 0) return;
    writing[lane] = writeOut(batch);
    // The failure is met where the next batch waits for this one.
    writing[lane].catch(() => undefined);
  };
  const end = async (): Promise<void> => {
    for (let lane = 0; lane < count; lane++) await handOver(lane);
    await Promise.all(writing);
  };
  const put = (lane: number, item: T, keys: readonly string[]): Promise<void> | undefined => {
    const batch = filling[lane]!;
    batch.items.push(item);
    batch.keys.push(...keys);
    for (const key of keys) holders.set(key, batch);
    return batch.items.length >= batchSize ? handOver(lane) : undefined;
  };
  return {
    add(item) {
      const keys = keysOf(item);
      let held: number | undefined;
      for (const key of keys) {
        const lane = holders.get(key)?.lane;
        if (held !== undefined && lane !== undefined && lane !== held) return end().then(() => put(held!, item, keys));
        held ??= lane;
      }
      return put(held ?? textNumber(groupOf(item)) % count, item, keys);
    },
    end,
    settle: async () => void (await Promise.allSettled(writing)),
  };
}
