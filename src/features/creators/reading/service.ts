import { Buffer } from "node:buffer";
import type { Platform } from "../../../kernel/social/platform.ts";
import type { CsvBreak, CsvRow } from "../../../platform/csv/csv-file.ts";
import { asText, findEncoding, type OpenFile } from "../../../platform/csv/text-encoding.ts";
import type { ImportFile, ImportMapping, ImportTask } from "../../../platform/imports/import-kind.ts";
import { openJsonSplitter, type JsonRecord } from "../../../platform/imports/json-splitter.ts";
import { tableBeginning } from "../../../platform/imports/table-columns.ts";
import { openTable, tableBatches } from "../../../platform/imports/table-pass.ts";
import { sampleTexts, textsOf } from "../../../platform/imports/table-rows.ts";
import type { FieldFault } from "../../../kernel/cells/mapping-faults.ts";
import { readCreatorRow, type CreatorRow } from "../importing/creator-row.ts";
import { likelyReading, type FigureReading } from "../importing/figure-cells.ts";
import { priceReading } from "../importing/price-cells.ts";
import { isEthnicity } from "../importing/figure-fields.ts";
import { rowsOfReport } from "./report-row.ts";

/** One creator that a file states, or everything that is wrong with that place of it. */
export interface FileRow {
  readonly rowNumber: number;
  readonly row: CreatorRow;
  readonly faults: readonly FieldFault[];
}

/** The next few hundred rows of a file. */
export interface FileBatch {
  readonly rows: readonly FileRow[];
  /** The last row of the batch; a later attempt goes on behind it. */
  readonly lastRow: number;
  /** Read so far. */
  readonly bytes: number;
  /** The rest of the file cannot be read. */
  readonly isBroken: boolean;
}

/** A file of creators, ready to be read. */
export interface CreatorFile {
  readonly kind: "file";
  batches(): AsyncGenerator<FileBatch>;
  /** What a person should know of it after it was read. */
  notes(): string[];
}

interface Unreadable {
  readonly kind: "unreadable";
  readonly reason: string;
}

const nobody: CreatorRow = {
  ...{ id: null, name: null, email: null, country: null, source: null, externalId: null, notes: null, metadata: null },
  ...{ accounts: [], followersOn: null },
};
const faulty = (rowNumber: number, message: string): FileRow => ({ rowNumber, row: nobody, faults: [{ field: "", message }] });

const leftOut = (what: string): string => `${what} left out: ethnicity is an inference about people that Vouch never keeps.`;

/** The columns of a table that are never imported. */
export const sensitiveColumns = (headers: readonly string[]): string[] =>
  headers.filter(isEthnicity).map((header) => leftOut(`The column "${header.slice(0, 80)}" is`));

/** Which decimal sign was taken, where cells of the table read as well the other way and nobody said. */
export const decimalNotes = ({ decimal, doubtful }: FigureReading): string[] =>
  doubtful === undefined
    ? []
    : [
        `"${doubtful}" can be read two ways: decimals of this file are taken to follow a ${decimal === "," ? "comma" : "point"}. ` +
          "If they do not, say how amounts are written and read it again.",
      ];

/** How numbers of a table are written: as was chosen, else as they look; a price that names no currency is in the one that is given. */
export function figureReading(
  { options, columns }: Pick<ImportMapping, "options" | "columns">,
  texts: (field: string) => readonly string[],
  currency: string,
): FigureReading {
  const likely = likelyReading(texts);
  const { decimal: said, rates } = options;
  const decimal = said === "comma" ? "," : said === "point" ? "." : likely.decimal;
  const prices = { currency: options["currency"], otherwise: currency, decimal, isSaid: said !== undefined };
  return {
    decimal,
    rates: rates === "percent" || rates === "share" ? rates : likely.rates,
    doubtful: said === undefined ? likely.doubtful : undefined,
    prices: priceReading(columns, prices, texts),
  };
}

async function openCreatorTable(task: ImportTask, currency: string): Promise<CreatorFile | Unreadable> {
  const table = await openTable(task);
  if (table.kind === "unreadable") return table;
  const how = figureReading(task.mapping, await sampleTexts(task.file, table), currency);
  const beginning = await tableBeginning(task.file.open, 1);
  const headers = beginning.kind === "table" && task.mapping.has_header ? beginning.rows[0]!.cells : [];
  const read = (row: CsvRow | CsvBreak): FileRow =>
    row.kind === "row"
      ? { rowNumber: row.rowNumber, ...readCreatorRow(textsOf(table.indexes, row.cells), how) }
      : faulty(row.rowNumber, row.reason);
  return {
    kind: "file",
    notes: () => [...sensitiveColumns(headers), ...decimalNotes(how)],
    async *batches() {
      let bytes = 0;
      for await (const batch of tableBatches(task, table, (total) => (bytes = total)))
        yield {
          rows: batch.map(read),
          lastRow: batch.at(-1)?.rowNumber ?? 0,
          bytes,
          isBroken: batch.some(({ kind }) => kind === "broken"),
        };
    },
  };
}

/** The largest object that is read, in characters. */
const longestRecord = 16_000_000;
const recordsAtOnce = 200;

/** Whether a bracket begins the file, after spaces and the mark of its encoding: then it holds reports. */
export async function isReportFile({ open }: Pick<ImportFile, "open">): Promise<boolean> {
  for await (const bytes of open()) {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1000)).toString("latin1");
    return /^(\u00EF\u00BB\u00BF|\u00FF\u00FE|\u00FE\u00FF)?\s*[{[]\s*["{[\]}]/.test(text.replaceAll("\0", ""));
  }
  return false;
}

async function* recordsOf(
  open: OpenFile,
  onBytes: (total: number) => void,
): AsyncGenerator<JsonRecord | { kind: "broken"; reason: string }> {
  const found = await findEncoding(open);
  if (found.kind === "not-text") return yield { kind: "broken", reason: found.reason };
  const splitter = openJsonSplitter(longestRecord);
  async function* counted(): AsyncGenerator<Uint8Array> {
    let total = 0;
    for await (const chunk of open()) {
      yield chunk;
      onBytes((total += chunk.length));
    }
  }
  for await (const { text } of asText(counted(), found.encoding)) yield* splitter.add(text);
  const fault = splitter.fault();
  if (fault === "no_json") yield { kind: "broken", reason: "is no JSON from here on: one object, a list of objects, or one object a line" };
  if (fault === "not_closed") yield { kind: "broken", reason: "the file ends in the middle of a report: it was cut off" };
}

/** The creators of one record, and whether it held what is never kept. */
function readRecord(record: JsonRecord, platform: Platform | undefined): { rows: FileRow[]; hasEthnicity: boolean } {
  const rowNumber = record.number;
  if (record.kind === "too_long")
    return {
      rows: [faulty(rowNumber, "is longer than 16 million characters: write one report a line, or a list of reports")],
      hasEthnicity: false,
    };
  try {
    const rows = rowsOfReport(JSON.parse(record.text), platform);
    return {
      rows: rows.map(({ row, faults }) => ({ rowNumber, row, faults })),
      hasEthnicity: rows.some(({ hasEthnicity }) => hasEthnicity),
    };
  } catch {
    return { rows: [faulty(rowNumber, "is no JSON that can be read")], hasEthnicity: false };
  }
}

function openReports(task: ImportTask): CreatorFile {
  const platform = task.mapping.options["platform"] as Platform | undefined;
  let withEthnicity = 0;
  return {
    kind: "file",
    notes: () =>
      withEthnicity === 0 ? [] : [leftOut(`In ${withEthnicity} ${withEthnicity === 1 ? "report a part is" : "reports a part is"}`)],
    async *batches() {
      let [bytes, lastRow, records] = [0, 0, 0];
      let rows: FileRow[] = [];
      withEthnicity = 0;
      for await (const record of recordsOf(task.file.open, (total) => (bytes = total))) {
        if (record.kind === "broken")
          return yield { rows: [...rows, faulty(lastRow + 1, record.reason)], lastRow: lastRow + 1, bytes, isBroken: true };
        const read = readRecord(record, platform);
        if (read.hasEthnicity) withEthnicity++;
        rows.push(...read.rows);
        lastRow = record.number;
        if (++records % recordsAtOnce > 0) continue;
        yield { rows, lastRow, bytes, isBroken: false };
        rows = [];
      }
      yield { rows, lastRow, bytes, isBroken: false };
    },
  };
}

/** Opens a file of creators under its mapping: a table, or reports. */
export const openCreatorFile = async (task: ImportTask, currency: string): Promise<CreatorFile | Unreadable> =>
  task.mapping.format === "reports" ? openReports(task) : openCreatorTable(task, currency);

/** The first creators of a file of reports. */
export async function firstReports(file: ImportFile, options: ImportMapping["options"], most: number): Promise<FileRow[] | Unreadable> {
  const rows: FileRow[] = [];
  for await (const record of recordsOf(file.open, () => {})) {
    if (record.kind === "broken") {
      if (rows.length === 0) return { kind: "unreadable", reason: record.reason };
      break;
    }
    rows.push(...readRecord(record, options["platform"] as Platform | undefined).rows);
    if (rows.length >= most) break;
  }
  return rows.slice(0, most);
}
