/**
 * How many characters must be put in, taken out or changed to turn one text into another.
 *
 * Levenshtein's distance by one row of the table at a time: exact, and enough for names. Two letters that changed places count as two.
 *
 * @param one any text; compared by UTF-16 units, as it is.
 * @param other any text.
 * @returns a whole number >= 0, 0 for equal texts. Takes time in proportion to the product of both lengths.
 * @see https://doi.org/10.1145/321796.321811
 * @example
 * import { editDistance } from "./nearest-text.ts";
 * editDistance("PROT", "PORT"); // => 2
 */
export function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 1; at <= one.length; at++) {
    const next = [at];
    for (let to = 1; to <= other.length; to++)
      next.push(Math.min(row[to]! + 1, next[to - 1]! + 1, row[to - 1]! + (one[at - 1] === other[to - 1] ? 0 : 1)));
    row = next;
  }
  return row[other.length]!;
}

/**
 * Of some texts the one that is nearest to another: what somebody who mistyped it most likely meant.
 *
 * @param text what was typed.
 * @param known at least one text.
 * @returns the one at the least edit distance, of several the first.
 * @throws {RangeError} when none is given.
 * @example
 * import { nearestText } from "./nearest-text.ts";
 * nearestText("VOUCH_PROT", ["VOUCH_HOST", "VOUCH_PORT"]); // => "VOUCH_PORT"
 */
export function nearestText(text: string, known: readonly string[]): string {
  const [first, ...rest] = known;
  if (first === undefined) throw new RangeError("at least one known text is needed to choose the nearest");
  const nearest = { text: first, distance: editDistance(text, first) };
  for (const each of rest) {
    const distance = editDistance(text, each);
    if (distance < nearest.distance) Object.assign(nearest, { text: each, distance });
  }
  return nearest.text;
}
