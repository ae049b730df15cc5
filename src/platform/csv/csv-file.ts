import { parse, type CsvError } from "csv-parse";
import { likelyDelimiter } from "./delimiter.ts";
import { asUtf8, findEncoding, type OpenFile, type TextEncoding } from "./text-encoding.ts";

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

/** The largest row that is read, in bytes: a quote that is never closed would otherwise take the rest of the file for one cell. */
const maxRowBytes = 4 * 1024 * 1024;

const sampleLength = 65_536;

async function beginningOf(open: OpenFile, encoding: TextEncoding): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of asUtf8(open(), encoding)) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length >= sampleLength) break;
  }
  return text.slice(0, sampleLength);
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

const reasons: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: "a quote that opens in this row is never closed, so that the rest of the file is one cell",
  CSV_MAX_RECORD_SIZE: "the row is larger than 4 MiB; most often a quote that opens in it is not closed",
};

function breakAt(rowNumber: number, error: unknown): CsvBreak {
  const code = (error as Partial<CsvError>).code ?? "";
  if (!code.startsWith("CSV_")) throw error;
  return { kind: "broken", rowNumber, reason: reasons[code] ?? "the row does not follow the rules of CSV" };
}

async function* counted(chunks: AsyncIterable<Uint8Array>, onBytes: (total: number) => void): AsyncGenerator<Uint8Array> {
  let total = 0;
  for await (const chunk of chunks) {
    yield chunk;
    onBytes((total += chunk.length));
  }
}

/** A parser that keeps the rows of what it was given until they are taken: rows before a fault are not lost by it. */
function openParser(format: CsvFormat) {
  const rows: string[][] = [];
  const parser = parse({
    delimiter: format.delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: maxRowBytes,
    bom: true,
    on_record: (cells: string[]) => {
      rows.push(cells);
      return null;
    },
  });
  let fault: unknown;
  parser.on("error", (error) => (fault = error)).resume();
  return {
    take: () => rows.splice(0),
    fault: () => fault,
    write: (chunk: Uint8Array) => new Promise<void>((resolve) => parser.write(chunk, () => resolve())),
    end: () => new Promise<void>((resolve) => void parser.once("close", resolve).end()),
    close: () => parser.destroy(),
  };
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
  const parser = openParser(format);
  let rowNumber = 0;
  function* taken(): Generator<CsvRow> {
    for (const cells of parser.take()) {
      rowNumber++;
      if (rowNumber > format.rowsBefore && cells.some((cell) => cell !== "")) yield { kind: "row", rowNumber, cells };
    }
  }
  try {
    for await (const chunk of asUtf8(counted(open(), onBytes), format.encoding)) {
      await parser.write(chunk);
      yield* taken();
      if (parser.fault() !== undefined) return yield breakAt(rowNumber + 1, parser.fault());
    }
    await parser.end();
    yield* taken();
    if (parser.fault() !== undefined) yield breakAt(rowNumber + 1, parser.fault());
  } finally {
    parser.close();
  }
}
