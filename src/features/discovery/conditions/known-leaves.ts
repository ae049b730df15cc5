import { grownBits, type Bits } from "../columns/bits.ts";
import type { FilterOf } from "./found-rows.ts";
import { rowsIn } from "./row-filters.ts";

/** Leaves whose rows are kept, and leaves that were asked for once. */
const [mostKept, mostSeen] = [64, 1_000];

/** Moves what was used to the end, so that what was not used for the longest is first. */
function touch<V>(map: Map<string, V>, key: string, value: V, most: number): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= most) break;
    map.delete(oldest);
  }
}

/**
 * Keeps which rows pass a condition that is asked for again and again, as people narrow a search down step by step. Rows never change, so
 * what was noted of them stays right; only rows that came since are looked at.
 */
export class KnownLeaves {
  readonly #kept = new Map<string, { bits: Bits; words: number }>();
  readonly #seen = new Map<string, true>();

  /** Memory that is taken, in bytes. */
  get memory(): number {
    return Array.from(this.#kept.values()).reduce((sum, { bits }) => sum + bits.byteLength, 0);
  }

  /**
   * Filters that read what is kept, from the second time on that a leaf is asked for.
   *
   * @param filterOf gives the filter of a leaf that is not kept.
   * @param rows how many rows there are.
   * @param ladder what tiers are named by, as text.
   */
  filters(filterOf: FilterOf, rows: number, ladder: string): FilterOf {
    return (leaf, isTrue) => {
      const key = JSON.stringify([leaf, isTrue, "field" in leaf && leaf.field === "tier" ? ladder : ""]);
      if (!this.#kept.has(key) && !this.#seen.has(key)) {
        touch(this.#seen, key, true, mostSeen);
        return filterOf(leaf, isTrue);
      }
      const kept = this.#kept.get(key) ?? { bits: new Int32Array(0), words: 0 };
      const words = (rows + 31) >>> 5;
      if (kept.bits.length < words) kept.bits = grownBits(kept.bits, Math.ceil(rows * 1.05));
      // The last word that was noted may have been begun only.
      const stretch = { from: Math.max(0, kept.words - 1), to: words };
      filterOf(leaf, isTrue)(new Int32Array(words).fill(-1, stretch.from), kept.bits, stretch);
      kept.words = words;
      touch(this.#kept, key, kept, mostKept);
      return rowsIn(kept.bits, true);
    };
  }
}
