import type { SortKey } from "../query/place.ts";
import type { OrderPlace } from "./best-page.ts";

/** One creator at its account in an order. */
export interface Placed {
  /** What the order goes by, as numbers. */
  readonly key: number;
  readonly creator: number;
  readonly row: number;
  /** What the account is sorted by. */
  readonly shown: SortKey;
}

/** Some creators of a run, and whether others follow. */
export interface PlacedPage {
  readonly placed: readonly Placed[];
  readonly hasMore: boolean;
}

/** Creators one after another in an order, more than a page of them: so whoever turns pages need not be found anew each time. */
export class PageRun {
  readonly #placed: readonly Placed[];
  readonly #hasMore: boolean;
  readonly #from: OrderPlace | undefined;

  /**
   * @param placed in order.
   * @param hasMore whether others stand behind the last one.
   * @param from the place behind which they stand with none left out; undefined: the beginning.
   */
  constructor(placed: readonly Placed[], hasMore: boolean, from: OrderPlace | undefined) {
    this.#placed = placed;
    this.#hasMore = hasMore;
    this.#from = from;
  }

  /**
   * Those that stand behind a place; undefined where it lies before the run, or the run is over before the page is full.
   *
   * @param place undefined: the beginning.
   * @param limit how many at most.
   */
  behind(place: OrderPlace | undefined, limit: number): PlacedPage | undefined {
    if (!this.#isWithin(place)) return undefined;
    const first = place === undefined ? 0 : this.#firstBehind(place);
    const placed = this.#placed.slice(first, first + limit);
    if (placed.length < limit && this.#hasMore) return undefined;
    return { placed, hasMore: this.#hasMore || first + limit < this.#placed.length };
  }

  /** Whether a place lies in the run, its end included: whoever goes on from there turns pages. */
  reaches(place: OrderPlace): boolean {
    const last = this.#placed.at(-1);
    if (last === undefined || !this.#isWithin(place)) return false;
    return place.key < last.key || (place.key === last.key && place.compare(last.creator) >= 0);
  }

  #isWithin(place: OrderPlace | undefined): boolean {
    const from = this.#from;
    if (from === undefined) return true;
    if (place === undefined) return false;
    return place.key > from.key || (place.key === from.key && place.creatorId >= from.creatorId);
  }

  #firstBehind({ key, compare }: OrderPlace): number {
    let [low, high] = [0, this.#placed.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const at = this.#placed[middle]!;
      if (at.key > key || (at.key === key && compare(at.creator) > 0)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
