import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { expect, test } from "vitest";
import { z } from "zod";
import { endpoint } from "../schema/endpoint.ts";
import { pageOf, pageQuery } from "../schema/vocabulary.ts";
import { askedTable, tableDownload } from "./table-download.ts";

const list = endpoint({
  id: "listThings",
  method: "GET",
  path: "/v1/things",
  tag: "Things",
  summary: "Things",
  access: "orders:read",
  query: z.strictObject(pageQuery),
  output: pageOf(z.strictObject({ number: z.int(), name: z.string().nullable() })),
});

/** A list of so many things, which counts the pages it was asked for. */
function longList(count: number) {
  const seen = { pages: 0 };
  const answer = async ({ limit = 50, cursor = "0" }: { limit?: number; cursor?: string }) => {
    seen.pages += 1;
    const first = Number(cursor);
    const data = Array.from({ length: Math.min(limit, count - first) }, (_, index) => ({ number: first + index, name: null }));
    return { data, next_cursor: first + limit < count ? `${first + limit}` : null };
  };
  return { seen, answer };
}

const open = async (accept: string, { answer }: ReturnType<typeof longList>) =>
  (await tableDownload(askedTable(list, accept, {})!.asked, { limit: 50 }, answer)).body as NodeJS.ReadableStream;

test("every page of a list is in its file, each row once and in order", async () => {
  const chunks: Buffer[] = [];
  for await (const chunk of await open("application/vnd.apache.parquet", longList(23_456))) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  const rows = await parquetReadObjects({ file });
  expect(rows.map(({ number }) => Number(number))).toEqual(Array.from({ length: 23_456 }, (_, index) => index));
  expect(parquetMetadata(file).row_groups.map((group) => Number(group.num_rows))).toEqual([10_000, 10_000, 3_456]);
});

test("pages are asked for as the reader takes them, so that a list of any length needs little memory", async () => {
  const things = longList(1_000_000);
  const reader = (await open("text/csv", things))[Symbol.asyncIterator]();
  for (let chunks = 0; chunks < 3; chunks++) await reader.next();
  expect(things.seen.pages).toBeLessThan(30);
  await reader.return?.();
});

test("only who asks for CSV or Parquet by name gets a file", () => {
  for (const accept of [undefined, "*/*", "application/json", "text/html, */*;q=0.8", "text/plain"])
    expect(askedTable(list, accept, {})).toBeUndefined();
  expect(askedTable(list, "application/json;q=0.5, Text/CSV", {})?.asked).toMatchObject({ name: "rows", format: "csv" });
});
