/** The signs that separate cells in the tables that people have. */
export const delimiters = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof delimiters)[number];

/** The lines of a text up to its last line break, with what stands between quotes left out. */
function barelines(sample: string): string[] {
  const bare = sample.replaceAll(/"[^"]*("|$)/g, "");
  const lines = bare.split(/\r\n|\n|\r/);
  return (lines.length > 1 ? lines.slice(0, -1) : lines).filter((line) => line.trim() !== "").slice(0, 50);
}

function mostCommon(counts: readonly number[]): { count: number; share: number } {
  const times = new Map<number, number>();
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1);
  const [count = 0, often = 0] = [...times].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [];
  return { count, share: often / Math.max(1, counts.length) };
}

/**
 * The sign that separates the cells of a table: the one that stands equally often in most lines, quotes aside; of two such the more
 * frequent. A table of one column has commas.
 *
 * @param sample the beginning of the text, some lines of it
 */
export function likelyDelimiter(sample: string): Delimiter {
  const lines = barelines(sample);
  const scored = delimiters
    .map((delimiter) => ({ delimiter, ...mostCommon(lines.map((line) => line.split(delimiter).length - 1)) }))
    .filter(({ count }) => count > 0);
  return scored.toSorted((a, b) => b.share - a.share || b.count - a.count)[0]?.delimiter ?? ",";
}
