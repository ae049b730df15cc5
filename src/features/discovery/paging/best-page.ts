import type { RowBlock } from "../index/row-block.ts";
import type { CreatorOrder } from "./creator-order.ts";
import type { SortKeys } from "./sort-keys.ts";

/** What a page is put together from. */
export interface BestPageOptions {
  readonly keys: SortKeys;
  readonly creators: CreatorOrder;
  /** Compares the rows' accounts, where one creator has several as good as each other. */
  readonly compareAccounts: (row: number, other: number) => number;
  /** How many creators stand on the page. */
  readonly limit: number;
  /** The place that the page begins after. */
  readonly after: { readonly key: number; readonly compare: (creator: number) => number } | undefined;
}

interface Candidate {
  readonly key: number;
  readonly creator: number;
  readonly row: number;
}

/** So many more than twice the page are gathered before they are put in order. */
const spare = 64;

/** Gathers the creators that stand first, each at its best account, and counts all. */
export class BestPage {
  readonly #options: BestPageOptions;
  /** Those on the page and one more, to know whether another follows; until they are put in order some more. */
  readonly #best: Candidate[] = [];
  /** Who stands behind this one is not on the page. */
  #last: Candidate | undefined;
  #keys = new Float64Array(0);
  #total = 0;

  /** Of an order, from a place on. */
  constructor(options: BestPageOptions) {
    this.#options = options;
  }

  /** How many creators there are in all. */
  get total(): number {
    return this.#total;
  }

  /** Looks at a block: for each of its creators at the best account. */
  take(block: RowBlock): void {
    if (this.#keys.length < block.rows.length) this.#keys = new Float64Array(block.rows.length);
    const keys = this.#keys;
    const { rows, creators } = block;
    const count = rows.length;
    this.#options.keys.write(block, keys);
    for (let at = 0; at < count;) {
      const creator = creators[at]!;
      let best = at;
      for (at++; at < count && creators[at] === creator; at++) {
        const step = keys[at]! - keys[best]!;
        if (step < 0 || (keys[at] === keys[best] && this.#options.compareAccounts(rows[at]!, rows[best]!) < 0)) best = at;
      }
      this.#total++;
      this.#offer(keys[best]!, creator, rows[best]!);
    }
  }

  /** The rows of the page in order, and whether another creator follows. */
  page(): { rows: number[]; hasMore: boolean } {
    const { limit } = this.#options;
    this.#cut();
    return { rows: this.#best.slice(0, limit).map(({ row }) => row), hasMore: this.#best.length > limit };
  }

  #offer(key: number, creator: number, row: number): void {
    const { after, limit } = this.#options;
    if (this.#last !== undefined && this.#order(key, creator, this.#last) > 0) return;
    if (after !== undefined && (key < after.key || (key === after.key && after.compare(creator) <= 0))) return;
    this.#best.push({ key, creator, row });
    if (this.#best.length >= 2 * limit + spare) this.#cut();
  }

  /** Puts what was gathered in order, and lets go of all but the first. */
  #cut(): void {
    const most = this.#options.limit + 1;
    this.#best.sort((one, other) => this.#order(one.key, one.creator, other));
    if (this.#best.length < most) return;
    this.#best.length = most;
    this.#last = this.#best[most - 1];
  }

  #order(key: number, creator: number, other: Candidate): number {
    if (key !== other.key) return key < other.key ? -1 : 1;
    return this.#options.creators.compare(creator, other.creator);
  }
}
