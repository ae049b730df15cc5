/** What each row belongs to: a list of levels, and by row the index into it. */
export interface Factor {
  readonly levels: readonly (string | number)[];
  readonly codes: Int32Array;
}

/**
 * A factor from labels, its levels in the order in which they first appear.
 *
 * Labels are compared as a whole, so a name that is part of another is another level. Linear time.
 *
 * @param labels one a row, such as creator ids; texts or numbers.
 * @example
 * import { factorOf } from "./factor.ts";
 * factorOf(["anna", "ben", "anna"]); // => { levels: ["anna", "ben"], codes: Int32Array.of(0, 1, 0) }
 */
export function factorOf(labels: ArrayLike<string | number>): Factor {
  const codeOf = new Map<string | number, number>();
  const codes = Int32Array.from(labels, (label) => {
    const known = codeOf.get(label);
    if (known !== undefined) return known;
    codeOf.set(label, codeOf.size);
    return codeOf.size - 1;
  });
  return { levels: [...codeOf.keys()], codes };
}

/**
 * How many rows each level has.
 *
 * @example
 * import { factorOf, levelCounts } from "./factor.ts";
 * levelCounts(factorOf(["a", "b", "a"])); // => Float64Array.of(2, 1)
 */
export function levelCounts({ levels, codes }: Factor): Float64Array {
  const counts = new Float64Array(levels.length);
  for (const code of codes) counts[code] = (counts[code] as number) + 1;
  return counts;
}

/**
 * Refuses what is no factor of so many rows.
 *
 * @throws {RangeError} when the rows differ in number, a code is none of a level, or a level has no row.
 * @example
 * import { checkFactor } from "./factor.ts";
 * checkFactor("creator", { levels: ["anna"], codes: Int32Array.of(0, 1) }, 2); // => throws RangeError
 */
export function checkFactor(name: string, factor: Factor, rows: number): void {
  const { levels, codes } = factor;
  if (codes.length !== rows) throw new RangeError(`${name}.codes must have a code for each of ${rows} rows: got ${codes.length}`);
  codes.forEach((code, at) => {
    if (code < 0 || code >= levels.length) throw new RangeError(`${name}.codes[${at}] must be below ${levels.length}: got ${code}`);
  });
  const unused = levelCounts(factor).indexOf(0);
  if (unused >= 0) throw new RangeError(`${name}.levels[${unused}] must have a row: leave out levels without one`);
}
