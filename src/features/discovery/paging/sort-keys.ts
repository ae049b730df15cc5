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
  /** Writes the key of each of some rows. */
  write(rows: Uint32Array, keys: Float64Array): void;
  /** The key of a place. */
  keyOf(key: Place["key"]): number;
  /** What the account of a row is sorted by. */
  read(row: number): SortKey;
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

function numberKeys(column: NumberColumn, sign: 1 | -1): SortKeys {
  const { kept, scale } = column;
  return {
    write: (rows, keys) => {
      gatherNumbers(kept, rows, keys);
      for (let at = 0; at < rows.length; at++) {
        const value = keys[at]!;
        keys[at] = value === unknownWhole || Number.isNaN(value) ? Infinity : (sign * value) / scale;
      }
    },
    keyOf: (key) => (key === null ? Infinity : sign * Number(key)),
    read: (row) => column.read(row),
  };
}

/** How well the words are found and then followers, in one number, as `sortKey` has it. */
function relevanceKeys({ columns, points = new Uint8Array(0) }: Sortable, sign: 1 | -1): SortKeys {
  const { kept, scale } = columns.numbers.followers;
  const keyOf = (found: number, followers: number): number => {
    const isKnown = followers !== unknownWhole && !Number.isNaN(followers);
    return found * matchWeight + (isKnown ? Math.min(followers / scale, mostFollowers) + 1 : 0);
  };
  return {
    write: (rows, keys) => {
      gatherNumbers(kept, rows, keys);
      for (let at = 0; at < rows.length; at++) keys[at] = sign * keyOf(points[rows[at]!]!, keys[at]!);
    },
    keyOf: (key) => (key === null ? Infinity : sign * Number(key)),
    read: (row) => keyOf(points[row]!, kept[row]!),
  };
}

function nameKeys({ names, creatorOf }: Sortable, sign: 1 | -1): SortKeys {
  const { keys: keyOfCreator } = names;
  return {
    write: (rows, keys) => {
      for (let at = 0; at < rows.length; at++) keys[at] = sign * keyOfCreator[creatorOf[rows[at]!]!]!;
    },
    keyOf: (key) => (key === null ? Infinity : sign * names.keyOf(encoder.encode(key))),
    read: (row) => names.read(creatorOf[row]!),
  };
}

/** A day as text: in the cards it is a number. */
function dayKeys(column: NumberColumn, sign: 1 | -1): SortKeys {
  const { write, read } = numberKeys(column, sign);
  const dayOf = (day: SortKey): SortKey => (typeof day === "number" ? new Date(day * dayMs).toISOString().slice(0, 10) : null);
  return { write, keyOf: (key) => (key === null ? Infinity : (sign * Date.parse(key)) / dayMs), read: (row) => dayOf(read(row)) };
}

const dayMs = 86_400_000;
const isDay = (field: string): field is DayField => (dayFields as readonly string[]).includes(field);

/**
 * The keys of an order.
 *
 * @param sort what is asked for.
 * @param of what there is to go by.
 */
export function sortKeys({ by, direction }: CreatorQuery["sort"], of: Sortable): SortKeys {
  const sign = direction === "asc" ? 1 : -1;
  if (by === "name") return nameKeys(of, sign);
  if (by === "relevance") return of.points === undefined ? numberKeys(of.columns.numbers.followers, sign) : relevanceKeys(of, sign);
  return isDay(by) ? dayKeys(of.columns.days[by], sign) : numberKeys(of.columns.numbers[by], sign);
}
