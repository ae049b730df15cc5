import type { CardColumns } from "../columns/card-columns.ts";
import { gatherNumbers } from "../columns/gather.ts";
import type { NumberColumn } from "../columns/number-column.ts";
import { unknownWhole } from "../columns/number-column.ts";
import { dayFields, type CreatorQuery, type DayField } from "../query/creator-query.ts";
import type { NameOrder } from "./name-order.ts";
import { matchWeight, mostFollowers, type SortKey } from "../query/place.ts";
import type { Place } from "../search/finder.ts";

/** One order of accounts as numbers: the smaller one stands first, and what is not known is infinite. */
export interface SortKeys {
  /**
   * Picks of some rows those whose key is within bounds; how many they are.
   *
   * @param within the least and the greatest key, both included.
   * @param into is filled from its beginning; has to have room for all rows.
   */
  pick(rows: Uint32Array, within: readonly [number, number], into: Picked): number;
  /** The key of a row. */
  of(row: number): number;
  /** The key of a place. */
  keyOf(key: Place["key"]): number;
  /** What the account of a row is sorted by. */
  read(row: number): SortKey;
}

/** Rows that were picked: their places among those asked about, and their keys. */
export interface Picked {
  readonly places: Uint32Array;
  readonly keys: Float64Array;
}

/** What the order may go by. */
export interface Sortable {
  readonly columns: CardColumns;
  readonly names: NameOrder;
  /** The creator of each row. */
  readonly creatorOf: Uint32Array;
  /** By row: how well the words asked for are found; undefined where none were asked for. */
  readonly points: Uint8Array | undefined;
}

const encoder = new TextEncoder();

/** Keeps of the keys that were written for all rows those within bounds. Whether one is comes as a number: the processor has nothing to guess. */
function pickWritten(keys: Float64Array, rows: number, [first, last]: readonly [number, number], places: Uint32Array): number {
  let count = 0;
  for (let at = 0; at < rows; at++) {
    const key = keys[at]!;
    places[count] = at;
    keys[count] = key;
    count += Number(key >= first) & Number(key <= last);
  }
  return count;
}

/** Keys that are written for all rows before some are picked. */
const written =
  (write: (rows: Uint32Array, keys: Float64Array) => void): SortKeys["pick"] =>
  (rows, within, { places, keys }) => {
    write(rows, keys);
    return pickWritten(keys, rows.length, within, places);
  };

/** Whole numbers between two bounds with room for what rounding takes, each known. */
interface Whole {
  readonly low: number;
  readonly high: number;
}

const [leastWhole, greatestWhole] = [unknownWhole + 1, 2 ** 31 - 1];

/** The steps that keys within bounds may be of. */
function wholeWithin([first, last]: readonly [number, number], sign: 1 | -1, scale: number): Whole {
  const [low, high] = sign === 1 ? [first, last] : [-last, -first];
  return { low: Math.max(leastWhole, Math.floor(low * scale) - 1), high: Math.min(greatestWhole, Math.ceil(high * scale) + 1) };
}

/** Places of rows whose number lies between two: as an unsigned number one below is greater than any span. Few are, and that is guessed right. */
function placesWithin(kept: Int32Array, rows: Uint32Array, { low, high }: Whole, places: Uint32Array): number {
  if (low > high) return 0;
  const span = (high - low) >>> 0;
  let count = 0;
  for (let at = 0; at < rows.length; at++) if ((kept[rows[at]!]! - low) >>> 0 <= span) places[count++] = at;
  return count;
}

function numberKeys(column: NumberColumn, sign: 1 | -1): SortKeys {
  const { kept, scale } = column;
  const keyOf = (value: number): number => (value === unknownWhole || Number.isNaN(value) ? Infinity : (sign * value) / scale);
  const all = written((rows, keys) => {
    gatherNumbers(kept, rows, keys);
    for (let at = 0; at < rows.length; at++) keys[at] = keyOf(keys[at]!);
  });
  const whole = kept instanceof Int32Array ? kept : undefined;
  return {
    pick: (rows, within, into) => {
      if (whole === undefined || within[1] === Infinity) return all(rows, within, into);
      const { places, keys } = into;
      const near = placesWithin(whole, rows, wholeWithin(within, sign, scale), places);
      let count = 0;
      for (let at = 0; at < near; at++) {
        const key = keyOf(whole[rows[places[at]!]!]!);
        if (key < within[0] || key > within[1]) continue;
        places[count] = places[at]!;
        keys[count++] = key;
      }
      return count;
    },
    of: (row) => keyOf(kept[row]!),
    keyOf: (key) => (key === null ? Infinity : sign * Number(key)),
    read: (row) => column.read(row),
  };
}

/** Prices in one currency; all others are not known. */
function priceKeys({ numbers, currency: column }: CardColumns, currency: string | undefined, sign: 1 | -1): SortKeys {
  const inAny = numberKeys(numbers.price, sign);
  const wanted = currency === undefined ? -1 : column.texts.indexOf(currency, 1);
  const isWanted = (row: number): boolean => column.codes[row] === wanted;
  const keyOf = (row: number): number => (isWanted(row) ? inAny.of(row) : Infinity);
  return {
    ...inAny,
    pick: written((rows, keys) => {
      for (let at = 0; at < rows.length; at++) keys[at] = keyOf(rows[at]!);
    }),
    of: keyOf,
    read: (row) => (isWanted(row) ? inAny.read(row) : null),
  };
}

/** The fewest and the most points that keys within bounds may have. */
function pointsWithin([first, last]: readonly [number, number], sign: 1 | -1): readonly [number, number] {
  const [low, high] = sign === 1 ? [first, last] : [-last, -first];
  return [Math.max(0, Math.floor(low / matchWeight)), Math.min(255, Math.floor(high / matchWeight))];
}

/** How well the words are found and then followers, in one number, as `sortKey` has it. */
function relevanceKeys({ columns, points = new Uint8Array(0) }: Sortable, sign: 1 | -1): SortKeys {
  const { kept, scale } = columns.numbers.followers;
  const keyOf = (found: number, followers: number): number => {
    const isKnown = followers !== unknownWhole && !Number.isNaN(followers);
    return found * matchWeight + (isKnown ? Math.min(followers / scale, mostFollowers) + 1 : 0);
  };
  return {
    pick: (rows, within, { places, keys }) => {
      const [fewest, most] = pointsWithin(within, sign);
      let count = 0;
      for (let at = 0; at < rows.length; at++) {
        const row = rows[at]!;
        const found = points[row]!;
        if (found < fewest || found > most) continue;
        const key = sign * keyOf(found, kept[row]!);
        places[count] = at;
        keys[count] = key;
        count += Number(key >= within[0]) & Number(key <= within[1]);
      }
      return count;
    },
    of: (row) => sign * keyOf(points[row]!, kept[row]!),
    keyOf: (key) => (key === null ? Infinity : sign * Number(key)),
    read: (row) => keyOf(points[row]!, kept[row]!),
  };
}

function nameKeys({ names, creatorOf }: Sortable, sign: 1 | -1): SortKeys {
  const { keys: keyOfCreator } = names;
  return {
    pick: written((rows, keys) => {
      for (let at = 0; at < rows.length; at++) keys[at] = sign * keyOfCreator[creatorOf[rows[at]!]!]!;
    }),
    of: (row) => sign * keyOfCreator[creatorOf[row]!]!,
    keyOf: (key) => (key === null ? Infinity : sign * names.keyOf(encoder.encode(key))),
    read: (row) => names.read(creatorOf[row]!),
  };
}

/** A day as text: in the cards it is a number. */
function dayKeys(column: NumberColumn, sign: 1 | -1): SortKeys {
  const numbers = numberKeys(column, sign);
  const dayOf = (day: SortKey): SortKey => (typeof day === "number" ? new Date(day * dayMs).toISOString().slice(0, 10) : null);
  return {
    ...numbers,
    keyOf: (key) => (key === null ? Infinity : (sign * Date.parse(key)) / dayMs),
    read: (row) => dayOf(numbers.read(row)),
  };
}

const dayMs = 86_400_000;
const isDay = (field: string): field is DayField => (dayFields as readonly string[]).includes(field);

/**
 * The keys of an order.
 *
 * @param sort what is asked for.
 * @param of what there is to go by.
 */
export function sortKeys({ by, direction, currency }: CreatorQuery["sort"], of: Sortable): SortKeys {
  const sign = direction === "asc" ? 1 : -1;
  if (by === "name") return nameKeys(of, sign);
  if (by === "relevance") return of.points === undefined ? numberKeys(of.columns.numbers.followers, sign) : relevanceKeys(of, sign);
  if (by === "price") return priceKeys(of.columns, currency, sign);
  return isDay(by) ? dayKeys(of.columns.days[by], sign) : numberKeys(of.columns.numbers[by], sign);
}
