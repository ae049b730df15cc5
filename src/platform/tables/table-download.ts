import { Readable } from "node:stream";
import { invalidInput } from "../problems/platform-problems.ts";
import type { Download, Endpoint } from "../schema/endpoint.ts";
import { csvTable } from "./csv-table.ts";
import { parquetTable } from "./parquet-table.ts";
import { columnsFor, rowsIn, type Row } from "./table-rows.ts";
import { tableShape, tablesWithin, type TableShape } from "./table-shape.ts";

const formats = { "text/csv": "csv", "application/vnd.apache.parquet": "parquet" } as const;
type Format = (typeof formats)[keyof typeof formats];

/** The media types in which the tables of an answer can be had. */
export const tableMediaTypes = Object.keys(formats) as readonly (keyof typeof formats)[];

/** Rows that a list is asked for at a time. */
const rowsAtOnce = 1000;

/** A table that somebody asked for in place of the whole answer. */
export interface AskedTable {
  readonly name: string;
  readonly format: Format;
  readonly shape: TableShape;
}

const shapes = new WeakMap<Endpoint, Map<string, TableShape>>();

function shapesOf(endpoint: Endpoint): Map<string, TableShape> {
  const known = shapes.get(endpoint);
  if (known !== undefined) return known;
  const places = tablesWithin(endpoint);
  const all = [...places.values()];
  const made = new Map([...places].map(([name, place]) => [name, tableShape(endpoint.output, place, all)]));
  shapes.set(endpoint, made);
  return made;
}

function formatIn(accept: string | undefined): Format | undefined {
  const types = (accept ?? "").split(",").map((each) => each.split(";")[0]!.trim().toLowerCase());
  const wanted = tableMediaTypes.find((type) => types.includes(type));
  return wanted === undefined ? undefined : formats[wanted];
}

/**
 * The table that a request's `Accept` header asks for, and what is left of its query: `table` says which one where an answer has several.
 * Undefined: the request asks for the answer as it is. @throws Problem invalid-input when there is no such table
 */
export function askedTable(
  endpoint: Endpoint,
  accept: string | undefined,
  query: unknown,
): { readonly asked: AskedTable; readonly query: Record<string, unknown> } | undefined {
  const format = endpoint.method === "GET" && endpoint.download === undefined ? formatIn(accept) : undefined;
  if (format === undefined) return undefined;
  const all = shapesOf(endpoint);
  const { table, ...rest } = (query ?? {}) as Record<string, unknown>;
  const name = table === undefined ? [...all.keys()][0] : String(table);
  if (name === undefined) return undefined;
  const shape = all.get(name);
  if (shape === undefined)
    throw invalidInput([
      { pointer: "/table", detail: `table must be one of ${[...all.keys()].join(", ")}, found ${JSON.stringify(name)}` },
    ]);
  return { asked: { name, format, shape }, query: rest };
}

/** A list is read to its end, page by page, as the file goes out. */
async function* pagesOf(asked: AskedTable, first: unknown, next: (cursor: string) => Promise<unknown>): AsyncGenerator<readonly Row[]> {
  let page = first;
  for (;;) {
    yield rowsIn(page, asked.shape);
    const cursor = (page as { next_cursor?: string | null }).next_cursor;
    if (typeof cursor !== "string") return;
    page = await next(cursor);
  }
}

/** What an answer says besides its lists: the days, the model, the time it is of. */
const notesOf = (answer: unknown): unknown =>
  Object.fromEntries(Object.entries(answer as object).filter(([, value]) => !Array.isArray(value)));

/**
 * Answers with one table as a file: by the same use-case as the screen, so with the same figures. A list is read to its end in little
 * memory, a page as the reader takes it.
 *
 * @param answer the endpoint's use-case; what a first page is refused for is refused before the file begins.
 */
export async function tableDownload<Q extends object>(
  asked: AskedTable,
  input: Q,
  answer: (input: Q & { limit?: number; cursor?: string }) => Promise<unknown>,
): Promise<Download> {
  const paged = "limit" in input ? { limit: rowsAtOnce } : {};
  const first = await answer({ ...input, ...paged });
  const columns = columnsFor(asked.shape.columns, rowsIn(first, asked.shape));
  const pages = pagesOf(asked, first, (cursor) => answer({ ...input, ...paged, cursor }));
  const isCsv = asked.format === "csv";
  const content = isCsv ? csvTable(columns, pages) : parquetTable(columns, pages, notesOf(first));
  return {
    mediaType: isCsv ? "text/csv; charset=utf-8" : "application/vnd.apache.parquet",
    fileName: `${asked.name}.${asked.format}`,
    body: Readable.from(content, { objectMode: false }),
  };
}
