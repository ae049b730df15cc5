/** Where a column stands in a line: characters from `from` up to but without `to`, counted from zero. */
export interface Cut {
  readonly from: number;
  readonly to: number;
}

const isBlank = (line: string, at: number): boolean => at >= line.length || line[at] === " ";

/**
 * The columns of lines of fixed width: the runs of places at which some line has a character, between places at which none has.
 *
 * @param lines the beginning of a file, as many lines as there are.
 * @returns the columns in order, each wide enough for what follows a shorter value on its left.
 * @example
 * import { likelyCuts } from "./fixed-width.ts";
 * likelyCuts([" 7  12.50", "12   3.00"]); // => [{ from: 0, to: 2 }, { from: 2, to: 9 }]
 */
export function likelyCuts(lines: readonly string[]): Cut[] {
  const width = Math.max(0, ...lines.map((line) => line.length));
  const cuts: Cut[] = [];
  let from = 0;
  for (let at = 1; at <= width; at++) {
    const ends = at === width || (lines.every((line) => isBlank(line, at)) && !lines.every((line) => isBlank(line, at - 1)));
    if (!ends) continue;
    cuts.push({ from, to: at });
    from = at;
  }
  const last = cuts.at(-1);
  return last !== undefined && lines.every((line) => line.slice(last.from).trim() === "") ? cuts.slice(0, -1) : cuts;
}

/**
 * Cuts as an option states them, and back.
 *
 * @param text such as "1-6,7-11": places counted from one, both included.
 * @returns undefined when the text is no such list, or its columns overlap or run backwards.
 * @example
 * import { parseCuts } from "./fixed-width.ts";
 * parseCuts("1-6,7-11"); // => [{ from: 0, to: 6 }, { from: 6, to: 11 }]
 */
export function parseCuts(text: string): Cut[] | undefined {
  const cuts = text.split(",").map((part) => /^\s*(\d{1,5})\s*-\s*(\d{1,5})\s*$/.exec(part));
  if (cuts.some((match) => match === null)) return undefined;
  const read = cuts.map((match) => ({ from: Number(match![1]) - 1, to: Number(match![2]) }));
  const isOrdered = read.every(({ from, to }, index) => from >= (read[index - 1]?.to ?? 0) && to > from);
  return isOrdered ? read : undefined;
}

/** The text that {@link parseCuts} reads. */
export const cutsText = (cuts: readonly Cut[]): string => cuts.map(({ from, to }) => `${from + 1}-${to}`).join(",");

/**
 * The cells of a line.
 *
 * @param line one line without its end.
 * @param cuts the columns; what lies beyond the line is empty.
 * @example
 * import { cutLine } from "./fixed-width.ts";
 * cutLine("ab  7", [{ from: 0, to: 3 }, { from: 3, to: 5 }]); // => ["ab", "7"]
 */
export const cutLine = (line: string, cuts: readonly Cut[]): string[] => cuts.map(({ from, to }) => line.slice(from, to).trim());
