import type { AudienceKind } from "../query/creator-query.ts";
import { audienceKinds } from "../query/creator-query.ts";
import { emptyBits, grownBits, setBit, type Bits } from "./bits.ts";
import { grownTo } from "./grown-to.ts";
import { NumberColumn } from "./number-column.ts";

/** Shares in [0, 1] by kind and value, as a card has them; a kind that is missing is not known. */
export type Audience = Partial<Readonly<Record<AudienceKind, Readonly<Record<string, number>>>>>;

/** Shares are mostly written with a few decimals; nine of them are kept in 32 bits. */
const shareSteps = 1e9;

/** The rows that have a share of one value, ascending, and what it is. */
export class ShareList {
  /** The rows; only the first `count` are any. */
  rows = new Uint32Array(16);
  /** How many rows have a share. */
  count = 0;
  /** The share of each, by its place in `rows`. */
  readonly shares = new NumberColumn(16, shareSteps);

  /** Adds a row behind the last. */
  add(row: number, share: number): void {
    if (this.count === this.rows.length) {
      this.rows = grownTo(this.rows, Math.ceil(this.count * 1.5));
      this.shares.grow(this.rows.length);
    }
    this.rows[this.count] = row;
    this.shares.write(this.count++, share);
  }

  /** How many rows stand before a row. */
  countBefore(row: number): number {
    let [low, high] = [0, this.count];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.rows[middle]! < row) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const noShares = new ShareList();

/** What is known of the audiences of accounts: few accounts have any, so each value has a list of its own. */
export class AudienceColumns {
  readonly #lists = new Map<string, ShareList>();
  readonly #known: Record<AudienceKind, Bits>;

  /** With room for so many rows. */
  constructor(rows: number) {
    this.#known = Object.fromEntries(audienceKinds.map((kind) => [kind, emptyBits(rows)])) as Record<AudienceKind, Bits>;
  }

  /** Makes room for so many rows. */
  grow(rows: number): void {
    for (const kind of audienceKinds) this.#known[kind] = grownBits(this.#known[kind], rows);
  }

  /** Memory that is taken, in bytes. */
  get memory(): number {
    const lists = Array.from(this.#lists.values(), ({ rows, shares }) => rows.byteLength + shares.kept.byteLength);
    return lists.reduce(
      (sum, bytes) => sum + bytes,
      Object.values(this.#known).reduce((sum, bits) => sum + bits.byteLength, 0),
    );
  }

  /** Writes a row; rows ascend. */
  write(row: number, audience: Audience): void {
    for (const kind of audienceKinds) {
      const shares = audience[kind];
      if (shares === undefined) continue;
      setBit(this.#known[kind], row);
      for (const value in shares) this.#listFor(kind, value).add(row, shares[value]!);
    }
  }

  /** The rows of which a kind is known. */
  knownRows(kind: AudienceKind): Bits {
    return this.#known[kind];
  }

  /** The shares of a value; none where no row has any. */
  sharesOf(kind: AudienceKind, value: string): ShareList {
    return this.#lists.get(`${kind} ${value}`) ?? noShares;
  }

  #listFor(kind: AudienceKind, value: string): ShareList {
    const key = `${kind} ${value}`;
    let list = this.#lists.get(key);
    if (list === undefined) this.#lists.set(key, (list = new ShareList()));
    return list;
  }
}
