import type { CreatorOrder } from "./creator-order.ts";
import type { Picked, SortKeys } from "./sort-keys.ts";

/** A place in an order, as numbers. */
export interface OrderPlace {
  readonly key: number;
  readonly creatorId: string;
  /** Less than or greater than zero as a creator stands before or behind the place's own. */
  readonly compare: (creator: number) => number;
}

/** What a page is put together from. */
export interface BestPageOptions {
  readonly keys: SortKeys;
  readonly creators: CreatorOrder;
  /** The creator of each row. */
  readonly creatorOf: Uint32Array;
  /** Compares the rows' accounts, where one creator has several as good as each other. */
  readonly compareAccounts: (row: number, other: number) => number;
  /** How many creators stand on the page. */
  readonly limit: number;
  /** The place that the page begins after. */
  readonly after: OrderPlace | undefined;
}

interface Candidate {
  readonly key: number;
  readonly creator: number;
  readonly row: number;
}

/** So many more than twice the page are gathered before they are put in order. */
const spare = 64;

/** Gathers the creators that stand first, each at its best account. */
export class BestPage {
  readonly #options: BestPageOptions;
  /** Those on the page and one more, to know whether another follows; until they are put in order some more. */
  readonly #best: Candidate[] = [];
  /** Who stands behind this one is not on the page. */
  #last: Candidate | undefined;
  #picked: Picked = { places: new Uint32Array(0), keys: new Float64Array(0) };

  /** Of an order, from a place on. */
  constructor(options: BestPageOptions) {
    this.#options = options;
  }

  /**
   * Looks at some rows, all found ones of their creators among them, side by side. Most stand before the place or behind the last of the page,
   * which one look at the key tells; only for the others is it asked whether their creator has a better account.
   */
  take(rows: Uint32Array): void {
    if (this.#picked.keys.length < rows.length)
      this.#picked = { places: new Uint32Array(rows.length), keys: new Float64Array(rows.length) };
    const { places, keys } = this.#picked;
    const within = [this.#options.after?.key ?? -Infinity, this.#last?.key ?? Infinity] as const;
    const count = this.#options.keys.pick(rows, within, this.#picked);
    for (let picked = 0; picked < count; picked++) {
      const [at, key] = [places[picked]!, keys[picked]!];
      if (this.#last !== undefined && key > this.#last.key) continue;
      if (this.#isBest(rows, at, key)) this.#offer(key, this.#options.creatorOf[rows[at]!]!, rows[at]!);
    }
  }

  /** The rows of the page in order with their keys, and whether another creator follows. */
  page(): { rows: readonly { readonly key: number; readonly creator: number; readonly row: number }[]; hasMore: boolean } {
    const { limit } = this.#options;
    this.#cut();
    return { rows: this.#best.slice(0, limit), hasMore: this.#best.length > limit };
  }

  /** Whether none of its creator's other rows is better; they are its neighbours. */
  #isBest(rows: Uint32Array, at: number, key: number): boolean {
    const { creatorOf } = this.#options;
    const [row, creator] = [rows[at]!, creatorOf[rows[at]!]];
    for (let other = at - 1; other >= 0 && creatorOf[rows[other]!] === creator; other--)
      if (this.#isBetter(rows[other]!, row, key)) return false;
    for (let other = at + 1; other < rows.length && creatorOf[rows[other]!] === creator; other++)
      if (this.#isBetter(rows[other]!, row, key)) return false;
    return true;
  }

  #isBetter(other: number, row: number, key: number): boolean {
    const one = this.#options.keys.of(other);
    return one < key || (one === key && this.#options.compareAccounts(other, row) < 0);
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
