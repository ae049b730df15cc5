import fc from "fast-check";
import { expect, test } from "vitest";
import { inspectCsv, readCsv, type CsvBreak, type CsvRow } from "./csv-file.ts";
import { byteOrderMark, csvLines } from "./csv-lines.ts";
import { withApostrophe, withoutApostrophe } from "./formula.ts";

const inChunks = (bytes: Uint8Array, size: number) =>
  async function* () {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  };

async function read(bytes: Uint8Array | string, chunk = 1 << 16): Promise<(CsvRow | CsvBreak)[]> {
  const open = inChunks(typeof bytes === "string" ? Buffer.from(bytes) : bytes, chunk);
  const format = await inspectCsv(open);
  if (format.kind !== "csv") throw new Error(format.reason);
  const rows: (CsvRow | CsvBreak)[] = [];
  for await (const row of readCsv(open, format)) rows.push(row);
  return rows;
}

const cellsOf = async (bytes: Uint8Array | string, chunk?: number) =>
  (await read(bytes, chunk)).map((row) => (row.kind === "row" ? row.cells : row.reason));
const inspect = (bytes: Uint8Array) => inspectCsv(inChunks(bytes, 1000));

const table = 'name,city\r\n"Zoé, A.",Köln\r\n"say ""hi""\nthere",x\r\n';
const cells = [
  ["name", "city"],
  ["Zoé, A.", "Köln"],
  ['say "hi"\nthere', "x"],
];

const utf16 = (text: string, swap: boolean): Buffer => {
  const bytes = Buffer.from(text, "utf16le");
  return swap ? bytes.swap16() : bytes;
};

test.each([
  ["UTF-8", Buffer.from(table)],
  ["UTF-8 with a mark", Buffer.from(byteOrderMark + table)],
  ["UTF-16 little endian with a mark", utf16(byteOrderMark + table, false)],
  ["UTF-16 big endian with a mark", utf16(byteOrderMark + table, true)],
  ["UTF-16 little endian without a mark", utf16(table, false)],
  ["UTF-16 big endian without a mark", utf16(table, true)],
  ["Windows-1252", Buffer.from(table, "latin1")],
])("%s is read to the same cells, in whatever chunks it comes", async (_name, bytes) => {
  for (const chunk of [1 << 16, 7, 64]) expect(await cellsOf(bytes, chunk)).toEqual(cells);
});

test("Windows-1252 is a guess and said to be one; UTF-8 is none", async () => {
  expect(await inspect(Buffer.from(table, "latin1"))).toMatchObject({ encoding: "windows-1252", isEncodingGuessed: true });
  expect(await inspect(Buffer.from(table))).toMatchObject({ encoding: "utf-8", isEncodingGuessed: false });
});

test("one byte at the very end decides: what is not UTF-8 throughout is not UTF-8", async () => {
  const long = Buffer.from(`name\n${"Zoé\n".repeat(50_000)}`);
  expect(await inspect(long)).toMatchObject({ encoding: "utf-8" });
  expect(await inspect(Buffer.concat([long, Buffer.from([0xe9])]))).toMatchObject({ encoding: "windows-1252" });
});

test.each([
  ["a workbook", [0x50, 0x4b, 0x03, 0x04, 1, 2], "workbook"],
  ["an old workbook", [0xd0, 0xcf, 0x11, 0xe0], "Excel"],
  ["a PDF", [...Buffer.from("%PDF-1.7")], "PDF"],
  ["a gzip file", [0x1f, 0x8b, 8, 0], "gzip"],
  ["a picture", [0x89, 0x50, 0x4e, 0x47, 0, 0, 0xff, 0xd8, 1, 2, 3], "no text"],
])("%s is refused by its name", async (_name, bytes, word) => {
  expect(await inspect(Uint8Array.from(bytes))).toMatchObject({ kind: "not-text", reason: expect.stringContaining(word) as string });
});

test.each([
  [",", "a,b,c\n1,2,3\n"],
  [";", 'a;b;c\n1;"2;,,,,";3,5\n1,5;2;3\n'],
  ["\t", "a\tb\n1,5\t2,5\n"],
  ["|", "a|b\n1|2\n"],
  [",", "name\nAna\n"],
  [";", "name;text\nAna;one, two, three\nBen;four\n"],
])("the delimiter %j is recognised", async (delimiter, text) => {
  expect(await inspect(Buffer.from(text))).toMatchObject({ delimiter });
});

test("a first line such as sep=; is obeyed and is no row, but counts as one", async () => {
  expect(await read("sep=;\r\na;b,c\r\n")).toEqual([{ kind: "row", rowNumber: 2, cells: ["a", "b,c"] }]);
});

test("rows have the numbers that a spreadsheet shows, blank ones and mixed line ends included", async () => {
  const rows = await read('a,b\r\n\r\n"x\ny",1\n,,\n2,3\r4,5');
  expect(rows.map((row) => [row.rowNumber, row.kind === "row" && row.cells[0]])).toEqual([
    [1, "a"],
    [3, "x\ny"],
    [5, "2"],
    [6, "4"],
  ]);
});

test("rows keep as many cells as they have, and quotes in the middle of a cell are text", async () => {
  expect(await cellsOf('a,b\n1\n1,2,3\n5" screen,x\n')).toEqual([["a", "b"], ["1"], ["1", "2", "3"], ['5" screen', "x"]]);
});

test("after a quote that is never closed the rows before stand and the place is named", async () => {
  const rows = await read('a,b\n1,2\n"open,3\n4,5\n');
  expect(rows.slice(0, 2).map((row) => row.kind)).toEqual(["row", "row"]);
  expect(rows[2]).toMatchObject({ kind: "broken", rowNumber: 3, reason: expect.stringContaining("never closed") as string });
});

test("a row of more than 12 million characters ends the reading in little memory; a cell of 10 MB is read", async () => {
  const cell = "x".repeat(10_500_000);
  expect((await cellsOf(`a,b\n${cell},2\n`))[1]).toEqual([cell, "2"]);
  const rows = await read(`a\n"${"y\n".repeat(7_000_000)}`);
  expect(rows[1]).toMatchObject({ kind: "broken", rowNumber: 2, reason: expect.stringContaining("12 million") as string });
});

test("whoever stops reading early leaves nothing open", async () => {
  let isClosed = false;
  const open = async function* () {
    try {
      for (;;) yield Buffer.from("a,b\n".repeat(1000));
    } finally {
      isClosed = true;
    }
  };
  const format = { encoding: "utf-8", isEncodingGuessed: false, delimiter: ",", rowsBefore: 0 } as const;
  for await (const row of readCsv(open, format)) if (row.rowNumber > 5) break;
  expect(isClosed).toBe(true);
});

test("a text that a spreadsheet takes for a formula is written with an apostrophe and read without it", () => {
  expect(csvLines([["=1+1", "-Anna", "'=x", "plain", -5, null]])).toBe("'=1+1,'-Anna,''=x,plain,-5,\r\n");
  for (const cell of ["@cmd", "\tx", "\n=1", "＝1"]) expect(withApostrophe(cell)).toBe(`'${cell}`);
  expect(withoutApostrophe("'quoted'")).toBe("'quoted'");
});

test("any cells come back from CSV as they went in", async () => {
  const cell = fc.string({ unit: "grapheme", maxLength: 12 }).map((text) => text.replaceAll("\0", ""));
  const quirky = fc.oneof(cell, fc.constantFrom("=1", "'=1", "''@", "a,b;c\td", '"', "\r\n", "a\nb", "a\rb", " x ", "'"));
  const rows = fc.array(fc.array(quirky, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(rows, async (written) => {
      const whole = written.map((row) => ["x", ...row]);
      const back = await cellsOf(byteOrderMark + csvLines([["h", "h", "h", "h"], ...whole]));
      expect(back.slice(1).map((row) => (row as string[]).map(withoutApostrophe))).toEqual(whole);
    }),
    { numRuns: 300 },
  );
});
