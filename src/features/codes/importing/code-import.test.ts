import { Readable } from "node:stream";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { makeCreator, makeProgram, must } from "../../../../test/builders.ts";
import { importFile } from "../../imports/service.ts";

let t: TestApp;
let w: TestWorkspace;
beforeAll(async () => {
  t = await openTestApp();
});
beforeEach(async () => {
  t.clock.set("2026-05-01T10:00:00Z");
  w = await t.makeWorkspace();
  await makeCreator(w, { name: "Ana Lund" });
  await makeCreator(w, { name: "Ben" });
  await makeProgram(w, { name: "Friends" });
});
afterAll(() => t.close());

const take = (lines: readonly string[], skipFaulty = false) =>
  importFile(w.ctx, {
    kind: "codes",
    file_name: "codes.csv",
    content: Readable.from([["Coupon,Creator,Program,Purpose,Valid from,Valid until", ...lines].join("\n")]),
    skipFaulty,
  });
const codes = async () =>
  (await must<{ data: { code: string; purpose: string; valid_from: string; valid_until: string | null }[] }>(w, "GET", "/v1/codes")).data;
const refusals = async (id: string) =>
  (await must<{ data: { row: number; field: string; message: string }[] }>(w, "GET", `/v1/imports/${id}/refusals`)).data;

const good = [
  "ANA10,Ana Lund,,,2025-01-01,",
  "BEN,Ben,Friends,personal use,2025-01-01,2026-01-01",
  "BEN,Ana Lund,,,2026-01-01,",
  "NEW,ben,,,,",
];

test("codes of before are taken with their owner and time, one without a program where there is just one; again they change nothing", async () => {
  expect(await take(good)).toMatchObject({ status: "done", rows: 4, taken: 4, unchanged: 0, refused: 0, problem: null });
  const made = (await codes()).map((code) => `${code.code} ${code.purpose} ${code.valid_from} ${code.valid_until}`).toSorted();
  expect(made).toEqual([
    "ANA10 public 2025-01-01T00:00:00.000Z null",
    "BEN personal_use 2025-01-01T00:00:00.000Z 2026-01-01T00:00:00.000Z",
    "BEN public 2026-01-01T00:00:00.000Z null",
    "NEW public 2026-05-01T10:00:00.000Z null",
  ]);
  t.clock.set("2026-06-01T10:00:00Z");
  expect(await take(good)).toMatchObject({ status: "done", taken: 0, unchanged: 4, refused: 0 });
  expect(await codes()).toHaveLength(4);
});

test("a code has one owner at a time: rows that say otherwise are refused, within the file and beside what is here, and nothing is taken", async () => {
  await take(good);
  const ended = await take([
    "ANA10,Ben,,,2026-02-01,",
    "ana1O,Ana Lund,,,2026-02-01,",
    "FREE,Nobody,Nothing,,,",
    ",,,fun,32.1.2026,2025-01-01",
    "OTHER,Ben,,,2026-02-01,",
  ]);
  expect(ended).toMatchObject({ status: "failed", refused: 4 });
  expect((await refusals(ended.id)).map(({ row, field }) => `${row} ${field}`)).toEqual([
    "2 creator",
    "3 code",
    "4 creator",
    "4 program",
    "5 code",
    "5 creator",
    "5 valid_from",
    "5 valid_until",
    "5 purpose",
  ]);
  expect(await codes()).toHaveLength(4);
});

test("where there are several programs a row has to say which", async () => {
  await makeProgram(w, { name: "Others" });
  const ended = await take(["ANA10,Ana Lund,,,,"]);
  expect(await refusals(ended.id)).toMatchObject([{ row: 2, field: "program", message: expect.stringContaining("say which") as string }]);
});
