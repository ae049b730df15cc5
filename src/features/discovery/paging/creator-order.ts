import { IdColumn, IdLookup } from "../columns/id-column.ts";

/** Creators by number, in the order in which they came, and the order of their ids. */
export class CreatorOrder {
  readonly ids: IdColumn;
  readonly #lookup: IdLookup;
  #room: number;
  /** How many there are. */
  count = 0;
  /** So many creators, from the first, came in the order of their ids. */
  #ascending = 0;

  /** With room for about so many creators; it grows. */
  constructor(creators: number) {
    this.#room = Math.max(16, creators);
    this.ids = new IdColumn(this.#room);
    this.#lookup = new IdLookup(this.ids, this.#room);
  }

  /** Memory that is taken, in bytes. */
  get memory(): number {
    return this.ids.bytes.byteLength + this.#lookup.memory;
  }

  /** The number of a creator; -1 where it never came. */
  find(id: Uint8Array): number {
    return this.#lookup.find(id);
  }

  /** Adds a creator that is new; its number. */
  add(id: Uint8Array): number {
    if (this.count === this.#room) {
      this.#room = Math.ceil(this.#room * 1.5);
      this.ids.grow(this.#room);
    }
    const creator = this.count++;
    this.ids.write(creator, id);
    this.#lookup.add(creator);
    if (this.#ascending === creator && (creator === 0 || this.ids.compare(creator - 1, creator) < 0)) this.#ascending++;
    return creator;
  }

  /** Less than or greater than zero as one creator's id stands before or behind another's. */
  compare(one: number, other: number): number {
    return one < this.#ascending && other < this.#ascending ? one - other : this.ids.compare(one, other);
  }

  /** Compares creators with an id; for those that came in order that is a comparison of numbers. */
  comparedTo(id: Uint8Array): (creator: number) => number {
    let [low, high] = [0, this.#ascending];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.ids.compareTo(middle, id) < 0) low = middle + 1;
      else high = middle;
    }
    return (creator) => (creator < this.#ascending && creator !== low ? (creator < low ? -1 : 1) : this.ids.compareTo(creator, id));
  }
}
