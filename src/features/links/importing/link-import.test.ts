import { Readable } from "node:stream";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { makeCreator, makeProgram, must } from "../../../../test/builders.ts";
import { importFile } from "../../imports/service.ts";

let t: TestApp;
let w: TestWorkspace;
let host: string;
beforeAll(async () => {
  t = await openTestApp();
});
beforeEach(async () => {
  t.clock.set("2026-05-01T10:00:00Z");
  w = await t.makeWorkspace();
  host = `${w.id.slice(-12)}.example`;
  await must(w, "POST", "/v1/domains", { host });
  await makeCreator(w, { name: "Ana Lund" });
  await makeProgram(w, { name: "Friends" });
});
afterAll(() => t.close());

const head = "Slug,Target,Creator,Program,Expires,UTM Source";
const take = (lines: readonly string[], { header = head, in: place = w, skipFaulty = false } = {}) =>
  importFile(place.ctx, { kind: "links", file_name: "links.csv", content: Readable.from([[header, ...lines].join("\n")]), skipFaulty });
interface Link {
  id: string;
  url: string;
  destination: string;
  creator_id: string | null;
  program_id: string | null;
  expires_at: string | null;
  utm: object;
}
const links = async () => (await must<{ data: Link[] }>(w, "GET", "/v1/links")).data;
const refusals = async (id: string) =>
  (await must<{ data: { row: number; field: string; message: string }[] }>(w, "GET", `/v1/imports/${id}/refusals`)).data;

const good = () => [
  "Anna,https://shop.example/summer?size=m,ana lund,Friends,2026-12-31 12:00:00Z,blog",
  `https://${host}/go/sale,https://shop.example/sale,,,,`,
  `${host}/Home,https://shop.example,,,,`,
];

test("another tool's links are taken with creator, program, end and UTM; the same file again changes nothing", async () => {
  expect(await take(good())).toMatchObject({ status: "done", rows: 3, taken: 3, unchanged: 0, refused: 0, problem: null });
  const made = await links();
  expect(made.map(({ url }) => new URL(url).pathname).toSorted()).toEqual(["/anna", "/go/sale", "/home"]);
  expect(made.find(({ url }) => url.endsWith("/anna"))).toMatchObject({
    destination: "https://shop.example/summer?size=m",
    creator_id: expect.stringMatching(/^cre_/) as string,
    program_id: expect.stringMatching(/^prg_/) as string,
    expires_at: "2026-12-31T12:00:00.000Z",
    utm: { utm_source: "blog" },
  });
  expect(await take(good())).toMatchObject({ status: "done", taken: 0, unchanged: 3, refused: 0 });
  expect(await links()).toEqual(made);
});

test("one faulty row and nothing is taken; every fault of every row is named with what was found and is asked", async () => {
  const ended = await take([
    ...good(),
    "a b,javascript:alert(1),Nobody,Friends,,{shoe}",
    ",https://shop.example/,,Nothing,31.31.2026,",
    "anna,https://shop.example/other,,,,",
    "robots.txt,https://shop.example/,Nobody,Nothing,,",
    "ok,https://shop.example/,Nobody,Nothing,,",
  ]);
  expect(ended).toMatchObject({ status: "failed", taken: 3, refused: 5 });
  const said = await refusals(ended.id);
  const at = said.map(({ row, field }) => `${row} ${field}`);
  expect(at.slice(0, 5)).toEqual(["5 key", "5 destination", "5 utm_source", "6 key", "6 expires_at"]);
  expect(at.slice(5)).toEqual(["7 key", "8 key", "9 creator", "9 program"]);
  expect(said.find(({ row, field }) => row === 5 && field === "destination")!.message).toContain('found "javascript:alert(1)"');
  expect(said.find(({ row }) => row === 7)!.message).toContain("row 2");
  expect(await links()).toEqual([]);
  expect(await take([...good(), ",https://shop.example/,,,,"], { skipFaulty: true })).toMatchObject({
    status: "done",
    taken: 3,
    refused: 1,
  });
});

test("a link that is here is never changed by a file: what a row says otherwise is refused with what is here", async () => {
  await take(good());
  const ended = await take(["anna,https://shop.example/other,,,,", "anna0,https://shop.example/,,,,", "annа,https://shop.example/,,,,"]);
  expect(ended).toMatchObject({ status: "failed", refused: 2 });
  expect(await refusals(ended.id)).toMatchObject([
    { row: 2, field: "destination", message: expect.stringContaining("leads to https://shop.example/summer?size=m") as string },
    { row: 4, field: "key", message: expect.stringMatching(/mistaken|unsupported|letters|row 2/) as string },
  ]);
  const gone = (await links()).find(({ url }) => url.endsWith("/home"))!;
  await must(w, "DELETE", `/v1/links/${gone.id}`);
  const again = await take(good());
  expect(await refusals(again.id)).toMatchObject([{ row: 4, field: "key", message: expect.stringContaining("archived") as string }]);
});

test("a row without a destination leads where the file's option says; without a domain there is nothing to make links on", async () => {
  const { id } = (await w.call("POST", "/v1/imports?kind=links&file_name=l.csv", "key\nana\n", { "content-type": "text/csv" })).body as {
    id: string;
  };
  const mapping = { format: "table", has_header: true, columns: { key: "key" } };
  expect((await w.call("PUT", `/v1/imports/${id}/mapping`, mapping)).body).toMatchObject({ errors: [{ pointer: "/options/destination" }] });
  await must(w, "PUT", `/v1/imports/${id}/mapping`, { ...mapping, options: { destination: "https://shop.example/", domain: host } });
  const { rows } = await must<{ rows: { values: object }[] }>(w, "GET", `/v1/imports/${id}/preview`);
  expect(rows).toMatchObject([{ row: 2, values: { key: "ana", destination: "https://shop.example/" }, faults: [] }]);
  const empty = await t.makeWorkspace();
  expect(await take(["ana,https://shop.example/,,,,"], { in: empty })).toMatchObject({ status: "failed", refused: 1 });
});

test("the same file twice at once is taken once", async () => {
  const ended = await Promise.all([take(good()), take(good())]);
  expect(ended.reduce((sum, { taken }) => sum + taken, 0)).toBe(3);
});
