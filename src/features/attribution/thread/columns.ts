/** What a column can hold: a number, a whole number of 32 bits, a small code, or the sixteen bytes of a uuid. */
interface Arrays {
  readonly number: Float64Array;
  readonly integer: Int32Array;
  readonly code: Uint8Array;
  readonly uuid: Buffer;
}
type Kind = keyof Arrays;

/** Rows of numbers and ids held as columns: a tenth of what as many objects take. */
export interface Columns<S extends Readonly<Record<string, Kind>>> {
  /** The columns; an array is replaced when it grows, so it is asked for anew. */
  readonly of: { [K in keyof S]: Arrays[S[K]] };
  /** How many rows there are. */
  count: number;
  /** Makes room for one more row and counts it. Its place. */
  add(): number;
}

const arrayOf = (kind: Kind, rows: number): Arrays[Kind] =>
  kind === "number"
    ? new Float64Array(rows)
    : kind === "integer"
      ? new Int32Array(rows)
      : kind === "code"
        ? new Uint8Array(rows)
        : Buffer.alloc(16 * rows);

function grown(array: Arrays[Kind], kind: Kind, rows: number): Arrays[Kind] {
  const larger = arrayOf(kind, rows);
  larger.set(array as never);
  return larger;
}

/**
 * Opens columns that grow by half when they are full.
 *
 * @param shape the columns' names and kinds
 * @example
 * import { openColumns } from "./columns.ts";
 * const points = openColumns({ x: "number" });
 * points.of.x[points.add()] = 7;
 * points.of.x[0] // => 7
 */
export function openColumns<const S extends Readonly<Record<string, Kind>>>(shape: S): Columns<S> {
  const kinds = Object.entries(shape);
  let capacity = 1024;
  const of = Object.fromEntries(kinds.map(([name, kind]) => [name, arrayOf(kind, capacity)]));
  const columns = {
    of: of as Columns<S>["of"],
    count: 0,
    add(): number {
      if (columns.count === capacity) {
        capacity = Math.ceil(capacity * 1.5);
        for (const [name, kind] of kinds) of[name] = grown(of[name]!, kind, capacity);
      }
      return columns.count++;
    },
  };
  return columns;
}

/** Which rows belong to which group: those of group g are `rows[starts[g]]` up to but without `rows[starts[g + 1]]`. */
export interface Grouping {
  readonly starts: Int32Array;
  readonly rows: Int32Array;
}

/**
 * Sorts rows by group, by counting; the rows of a group stay in their order. Time and memory: proportional to rows and groups.
 *
 * @param count how many rows
 * @param groupOf the group of a row, from 0 to `groups` - 1
 * @param groups how many groups
 * @example
 * import { groupRows } from "./columns.ts";
 * Array.from(groupRows(3, (row) => [1, 0, 1][row]!, 2).rows) // => [1, 0, 2]
 */
export function groupRows(count: number, groupOf: (row: number) => number, groups: number): Grouping {
  const starts = new Int32Array(groups + 1);
  for (let row = 0; row < count; row++) starts[groupOf(row) + 1]! += 1;
  for (let group = 0; group < groups; group++) starts[group + 1]! += starts[group]!;
  const next = starts.slice();
  const rows = new Int32Array(count);
  for (let row = 0; row < count; row++) rows[next[groupOf(row)]!++] = row;
  return { starts, rows };
}
