import { likelyDelimiter } from "./delimiter.ts";
import { openRowSplitter } from "./row-splitter.ts";
import { asText, findEncoding, type OpenFile, type TextEncoding } from "./text-encoding.ts";

/** How a table is written. */
export interface CsvFormat {
  readonly encoding: TextEncoding;
  /** The encoding follows from nothing but what the bytes are not. */
  readonly isEncodingGuessed: boolean;
  readonly delimiter: string;
  /** Rows before the table, such as `sep=;`. */
  readonly rowsBefore: number;
}

/** A row as a spreadsheet numbers it: the first has number 1, a cell with line breaks is in one row. */
export interface CsvRow {
  readonly kind: "row";
  readonly rowNumber: number;
  readonly cells: readonly string[];
}

/** Where and why the rest of a table cannot be read. */
export interface CsvBreak {
  readonly kind: "broken";
  readonly rowNumber: number;
  readonly reason: string;
}

/** The longest row that is read, in characters: a quote that is never closed would otherwise take the rest of the file for one cell. */
const longestRow = 12_000_000;

const sampleLength = 65_536;

async function beginningOf(open: OpenFile, encoding: TextEncoding): Promise<string> {
  let beginning = "";
  for await (const { text } of asText(open(), encoding)) {
    beginning += text;
    if (beginning.length >= sampleLength) break;
  }
  return beginning.slice(0, sampleLength);
}

/** Finds out how a table is written; reads it once to the end, because its encoding shows only there. */
export async function inspectCsv(
  open: OpenFile,
): Promise<({ readonly kind: "csv" } & CsvFormat) | { readonly kind: "not-text"; readonly reason: string }> {
  const found = await findEncoding(open);
  if (found.kind === "not-text") return found;
  const { encoding, isGuessed } = found;
  const beginning = await beginningOf(open, encoding);
  const stated = /^"?sep=(.)"?(\r\n|\n|\r)/i.exec(beginning);
  const delimiter = stated?.[1] ?? likelyDelimiter(beginning);
  return { kind: "csv", encoding, isEncodingGuessed: isGuessed, delimiter, rowsBefore: stated === null ? 0 : 1 };
}

const reasons = {
  open_quote: "a quote that opens in this row is never closed, so that the rest of the file is one cell",
  too_long: "the row is longer than 12 million characters; most often a quote that opens in it is not closed",
} as const;

async function* counted(chunks: AsyncIterable<Uint8Array>, onBytes: (total: number) => void): AsyncGenerator<Uint8Array> {
  let total = 0;
  for await (const chunk of chunks) {
    yield chunk;
    onBytes((total += chunk.length));
  }
}

/**
 * Reads a table row by row, in little memory whatever its size. Rows without any text are left out but counted. Rows have as many cells
 * as they have. Quotes inside an unquoted cell are text. When the rest cannot be read, the last thing given says where and why.
 *
 * @param onBytes is told how many bytes of the file have been read so far
 */
export async function* readCsv(
  open: OpenFile,
  format: CsvFormat,
  onBytes: (total: number) => void = () => {},
): AsyncGenerator<CsvRow | CsvBreak> {
  const splitter = openRowSplitter(format.delimiter, longestRow);
  let rowNumber = 0;
  for await (const { text, isEnd } of asText(counted(open(), onBytes), format.encoding)) {
    for (const cells of splitter.add(text, isEnd)) {
      rowNumber++;
      if (rowNumber > format.rowsBefore && cells.some((cell) => cell !== "")) yield { kind: "row", rowNumber, cells };
    }
    const fault = splitter.fault();
    if (fault !== undefined) return yield { kind: "broken", rowNumber: rowNumber + 1, reason: reasons[fault] };
  }
}
