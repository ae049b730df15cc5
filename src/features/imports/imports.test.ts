import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { makeCreator, must } from "../../../test/builders.ts";
import { parseId } from "../../kernel/ids.ts";
import { closePool, openPool } from "../../platform/db/pool.ts";
import { startJobs } from "../../platform/jobs/run-jobs.ts";
import { silentLog } from "../../platform/log.ts";
import type { ImportStep } from "./import-state.ts";
import { importJobs } from "./jobs.ts";
import { performStep, resumeImports } from "./service.ts";

let t: TestApp;
let w: TestWorkspace;
beforeAll(async () => {
  t = await openTestApp();
});
beforeEach(async () => {
  t.clock.set("2026-05-01T10:00:00Z");
  w = await t.makeWorkspace();
});
afterAll(() => t.close());

interface Import {
  id: string;
  status: string;
  mapping: { columns: Record<string, string> } | null;
}
interface Preview {
  mapping: { format: string; has_header: boolean; columns: Record<string, string>; options: object };
  is_guessed: boolean;
  columns: { reference: string; example: string }[];
  rows: { row: number; values: Record<string, string>; faults: { field: string }[] }[];
  notes: string[];
}
const csv = { "content-type": "text/csv" };
const send = (content: string, query = "kind=creators&file_name=list.csv", headers = {}, place = w) =>
  place.call("POST", `/v1/imports?${query}`, content, { ...csv, ...headers });
const upload = async (content: string) => (await send(content)).body as Import;
const preview = (id: string) => must<Preview>(w, "GET", `/v1/imports/${id}/preview`);
const get = (id: string) => must<Import>(w, "GET", `/v1/imports/${id}`);

/** What the worker does when it finds the job. */
async function carryOut(id: string, step: ImportStep): Promise<Import> {
  await performStep(w.ctx, { importId: parseId("imp", id)!, step });
  return get(id);
}
async function run(id: string, skip_faulty = false): Promise<Import> {
  await must(w, "POST", `/v1/imports/${id}/run`, { skip_faulty });
  return carryOut(id, "run");
}

test("a file is uploaded, seen as it would be read, mapped, checked and run by the worker", async () => {
  const { id } = await upload("Wer,Kanal,Zahl\nAna,@ana,12k\nBen,@ben,\n");
  const guess = await preview(id);
  expect(guess).toMatchObject({ is_guessed: true, mapping: { format: "table", has_header: true, columns: {} } });
  expect(guess.columns).toEqual([
    { reference: "Wer", example: "Ana" },
    { reference: "Kanal", example: "@ana" },
    { reference: "Zahl", example: "12k" },
  ]);
  const columns = { name: "Wer", instagram: "Kanal", instagram_followers: "Zahl" };
  const chosen = await w.call("PUT", `/v1/imports/${id}/mapping`, { format: "table", has_header: true, columns });
  expect(chosen).toMatchObject({ status: 200, body: { mapping: { columns } } });
  expect((await preview(id)).rows).toEqual([
    { row: 2, values: { name: "Ana", accounts: "instagram: ana (12000)" }, faults: [] },
    { row: 3, values: { name: "Ben", accounts: "instagram: ben" }, faults: [] },
  ]);
  expect(await must(w, "POST", `/v1/imports/${id}/check`)).toMatchObject({ status: "checking", rows: null });
  expect(await carryOut(id, "check")).toMatchObject({ status: "checked", rows: 2, taken: 2, refused: 0, problem: null });
  expect(await must(w, "GET", "/v1/creators")).toMatchObject({ data: [] });
  const pool = openPool({ url: t.database.appUrl, name: "test jobs", log: silentLog() });
  const worker = await startJobs(t.ctx, pool, importJobs);
  await must(w, "POST", `/v1/imports/${id}/run`, {});
  await expect.poll(async () => (await get(id)).status, { timeout: 30_000, interval: 100 }).toBe("done");
  await worker.stop();
  await closePool(pool);
  expect(await get(id)).toMatchObject({ taken: 2, progress_bytes: 38, finished_at: "2026-05-01T10:00:00.000Z" });
});

test("the columns chosen for one file are the guess for the next with the same columns", async () => {
  const first = await upload("Wer,E-Mail\nAna,ana@example.com\n");
  await must(w, "PUT", `/v1/imports/${first.id}/mapping`, {
    format: "table",
    has_header: true,
    columns: { name: "Wer", email: "E-Mail" },
  });
  await run(first.id);
  const next = await upload("Wer,E-Mail,Notes\nBen,ben@example.com,x\n");
  expect((await preview(next.id)).mapping.columns).toEqual({ name: "Wer", email: "E-Mail", notes: "Notes" });
  const other = await upload("Who,E-Mail\nCleo,cleo@example.com\n");
  expect((await preview(other.id)).mapping.columns).toEqual({ email: "E-Mail" });
});

test("a file that cannot be read to its end says what became of the rows before", async () => {
  const content = 'order id,date,total\n1,2026-04-30,5.00\n"2,2026-04-30,5.00\n';
  const { id } = (await send(content, "kind=orders&file_name=orders.csv")).body as Import;
  expect(await run(id)).toMatchObject({ status: "failed", problem: expect.stringContaining("nothing was written") as string });
  expect(await must(w, "GET", "/v1/conversions")).toMatchObject({ data: [] });
  const partly = { status: "failed", taken: 1, refused: 1, problem: expect.stringContaining("only the rows before") as string };
  expect(await run(id, true)).toMatchObject(partly);
  expect(await must(w, "GET", "/v1/conversions")).toMatchObject({ data: [{ external_id: "1" }] });
});

test("columns that an earlier file of orders did not have are read, and another store's currency is not taken over", async () => {
  const stores = await must<{ data: { id: string }[] }>(w, "GET", "/v1/stores");
  const second = await must<{ id: string }>(w, "POST", "/v1/stores", { name: "Two", kind: "custom", zone: "UTC", currency: "EUR" });
  const ask = async (content: string, store: string) =>
    (await send(content, `kind=orders&file_name=orders.csv&store_id=${store}`)).body as Import;
  const first = await ask("order id,date,amount\n1,2026-04-30,5.00\n", stores.data[0]!.id);
  const columns = { order_id: "order id", occurred_at: "date", total: "amount" };
  const chosen = { format: "table", has_header: true, columns, options: { currency: "JPY", decimal: "point" } };
  await must(w, "PUT", `/v1/imports/${first.id}/mapping`, chosen);
  await run(first.id, true);
  const next = await ask("order id,date,amount,total,currency,refunded\n2,2026-04-30,5.00,7.00,USD,2.00\n", stores.data[0]!.id);
  expect((await preview(next.id)).mapping).toEqual({ ...chosen, columns: { ...columns, currency: "currency", refunded: "refunded" } });
  const other = await ask("order id,date,amount\n3,2026-04-30,5.00\n", second.id);
  expect((await preview(other.id)).mapping).toEqual({ ...chosen, options: {} });
});

test("a guess that leaves the name open is refused before any row is read, with what to choose", async () => {
  const { id } = await upload("Wer,Was\nAna,x\n");
  const reply = await w.call("POST", `/v1/imports/${id}/check`);
  expect(reply).toMatchObject({ status: 422, body: { errors: [{ pointer: "/columns" }] } });
  expect(await get(id)).toMatchObject({ status: "uploaded" });
});

test("all faults of a mapping come at once", async () => {
  const { id } = await upload("a,b\n1,2\n");
  const mapping = {
    format: "shopify",
    has_header: true,
    columns: { shoe_size: "a", instagram_followers: "b" },
    options: { currency: "euros", zone: "UTC" },
  };
  const reply = await w.call("PUT", `/v1/imports/${id}/mapping`, mapping);
  const { errors } = reply.body as { errors: { pointer: string }[] };
  expect(reply.status).toBe(422);
  expect(errors.map((error) => error.pointer)).toEqual(["/format", "/columns/shoe_size", "/columns", "/options/currency", "/options/zone"]);
});

test("a column that the file does not have fails the import in words", async () => {
  const { id } = await upload("a,b\nAna,2\n");
  await must(w, "PUT", `/v1/imports/${id}/mapping`, { format: "table", has_header: true, columns: { name: "Name", notes: "#2" } });
  await must(w, "POST", `/v1/imports/${id}/check`);
  expect(await carryOut(id, "check")).toMatchObject({ status: "failed", problem: expect.stringContaining("no column Name, #2") as string });
});

test("columns with the same header or none are told apart by their number", async () => {
  const { id } = await upload("Name,Handle,Handle,\nAna,x,@ana,note\n");
  expect((await preview(id)).columns.map((column) => column.reference)).toEqual(["Name", "#2", "#3", "#4"]);
  const columns = { name: "Name", tiktok: "#3", notes: "#4" };
  await must(w, "PUT", `/v1/imports/${id}/mapping`, { format: "table", has_header: true, columns });
  expect((await preview(id)).rows[0]!.values).toEqual({ name: "Ana", accounts: "tiktok: ana", notes: "note" });
});

test("refusals come page by page in the order of the file, several of one row together", async () => {
  const rows = Array.from({ length: 5 }, (_, at) => `Creator ${at},nonsense,Atlantis`).join("\n");
  const { id } = await upload(`name,email,country\n${rows}\n`);
  await must(w, "POST", `/v1/imports/${id}/check`);
  expect(await carryOut(id, "check")).toMatchObject({ status: "checked", rows: 5, taken: 0, refused: 5 });
  const seen: string[] = [];
  for (let cursor = ""; ;) {
    const page = await must<{ data: { row: number; field: string }[]; next_cursor: string | null }>(
      w,
      "GET",
      `/v1/imports/${id}/refusals?limit=3${cursor}`,
    );
    seen.push(...page.data.map(({ row, field }) => `${row} ${field}`));
    if (page.next_cursor === null) break;
    cursor = `&cursor=${page.next_cursor}`;
  }
  expect(seen).toEqual([2, 3, 4, 5, 6].flatMap((row) => [`${row} email`, `${row} country`]));
  expect((await w.call("GET", `/v1/imports/${id}/refusals?cursor=zzz`)).status).toBe(422);
});

test("checking again forgets the refusals of the check before", async () => {
  const { id } = await upload("name,email\nAna,nonsense\n");
  await must(w, "POST", `/v1/imports/${id}/check`);
  await carryOut(id, "check");
  await must(w, "PUT", `/v1/imports/${id}/mapping`, { format: "table", has_header: true, columns: { name: "name" } });
  expect(await must(w, "GET", `/v1/imports/${id}/refusals`)).toMatchObject({ data: [] });
  expect(await run(id)).toMatchObject({ status: "done", taken: 1 });
});

test("an import that is being worked on takes no other order, until its worker has been silent for two minutes", async () => {
  const { id } = await upload("name\nAna\n");
  const starts = await Promise.all(Array.from({ length: 5 }, () => w.call("POST", `/v1/imports/${id}/run`, {})));
  expect(starts.map((reply) => reply.status).toSorted((a, b) => a - b)).toEqual([202, 409, 409, 409, 409]);
  expect((await w.call("PUT", `/v1/imports/${id}/mapping`, { format: "table", has_header: true, columns: { name: "name" } })).status).toBe(
    409,
  );
  t.clock.advanceMs(120_000);
  expect((await w.call("POST", `/v1/imports/${id}/run`, {})).status).toBe(202);
  expect(await carryOut(id, "run")).toMatchObject({ status: "done", taken: 1 });
  expect(await carryOut(id, "run")).toMatchObject({ status: "done", taken: 1 });
});

test("an import whose worker died is taken up by another, with what was asked for", async () => {
  const { id } = await upload("name,email\nAna,ana@example.com\nBen,nonsense\n");
  await must(w, "POST", `/v1/imports/${id}/run`, { skip_faulty: true });
  const waiting = async () =>
    (
      await sql<{ count: bigint }>`select count(*) from graphile_worker.jobs where key = ${`import ${parseId("imp", id)}`}`.execute(
        t.ctx.db,
      )
    ).rows[0]!.count;
  await sql`select graphile_worker.remove_job(${`import ${parseId("imp", id)}`})`.execute(t.ctx.db);
  t.clock.advanceMs(119_999);
  await resumeImports(t.ctx);
  expect(await waiting()).toBe(0n);
  t.clock.advanceMs(1);
  await resumeImports(t.ctx);
  expect(await waiting()).toBe(1n);
  expect(await carryOut(id, "run")).toMatchObject({ status: "done", taken: 1, refused: 1 });
});

test("the same upload under one Idempotency-Key is one import; another file under it is refused", async () => {
  const key = { "idempotency-key": "upload-1" };
  const first = await send("name\nAna\n", undefined, key);
  const again = await send("name\nAna\n", undefined, key);
  expect(again.body).toEqual(first.body);
  expect(again.headers["idempotency-replayed"]).toBe("true");
  expect((await send("name\nBen\n", undefined, key)).status).toBe(409);
  expect((await must<{ data: object[] }>(w, "GET", "/v1/imports?kind=creators")).data).toHaveLength(1);
});

test("an empty body, a body of another type and a file that is no text are refused each in its way", async () => {
  expect((await send("")).status).toBe(400);
  expect((await send("{}", undefined, { "content-type": "application/xml" })).status).toBe(415);
  const { id } = await upload("PK\u0003\u0004rest of a workbook");
  expect((await w.call("GET", `/v1/imports/${id}/preview`)).body).toMatchObject({
    status: 422,
    detail: expect.stringContaining("workbook") as string,
  });
  expect((await w.call("POST", `/v1/imports/${id}/run`, {})).status).toBe(422);
});

test("another workspace's import or store is not there", async () => {
  const other = await t.makeWorkspace();
  const { id } = (await send("name\nAna\n", undefined, {}, other)).body as Import;
  const mapping = { format: "table", has_header: true, columns: { name: "name" } };
  const replies = await Promise.all([
    w.call("GET", `/v1/imports/${id}`),
    w.call("GET", `/v1/imports/${id}/preview`),
    w.call("GET", `/v1/imports/${id}/refusals`),
    w.call("PUT", `/v1/imports/${id}/mapping`, mapping),
    w.call("POST", `/v1/imports/${id}/check`),
    w.call("POST", `/v1/imports/${id}/run`, {}),
  ]);
  expect(replies.map((reply) => reply.status)).toEqual([404, 404, 404, 404, 404, 404]);
  const stores = await must<{ data: { id: string }[] }>(other, "GET", "/v1/stores");
  expect((await send("name\nAna\n", `kind=creators&store_id=${stores.data[0]!.id}`)).status).toBe(404);
});

test("bringing creators in by a file needs the scope to write creators as well", async () => {
  const only = await t.makeWorkspace({ scopes: ["imports:write", "imports:read"] });
  expect((await send("name\nAna\n", undefined, {}, only)).body).toMatchObject({
    detail: expect.stringContaining("creators:write") as string,
  });
  const reader = await t.makeWorkspace({ scopes: ["imports:read"] });
  expect((await send("name\nAna\n", undefined, {}, reader)).status).toBe(403);
});

test("a file of 4,000 rows is taken in one go and again without a change", async () => {
  const rows = Array.from({ length: 4_000 }, (_, at) => `Creator ${at},c${at}@example.com,handle_${at},${at}`).join("\n");
  const content = `name,email,instagram,instagram_followers\n${rows}\n`;
  expect(await run((await upload(content)).id)).toMatchObject({ status: "done", rows: 4000, taken: 4000 });
  expect(await run((await upload(content)).id)).toMatchObject({ status: "done", taken: 0, unchanged: 4000 });
});

test("a file of orders goes through the same wizard, under its own formats, into the workspace's first store", async () => {
  const content =
    "order id,date,total,currency,email\n1001,2026-04-30,19.99,EUR,a@example.com\n1002,2026-04-30,nonsense,EUR,b@example.com\n";
  const uploaded = (await send(content, "kind=orders&file_name=orders.csv")).body as Import & { store_id: string };
  const stores = await must<{ data: { id: string }[] }>(w, "GET", "/v1/stores");
  expect(uploaded.store_id).toBe(stores.data[0]!.id);
  expect((await preview(uploaded.id)).rows.map((row) => row.faults.length > 0)).toEqual([false, true]);
  expect(await run(uploaded.id)).toMatchObject({ status: "failed", refused: 1 });
  expect(await run(uploaded.id, true)).toMatchObject({ status: "done", taken: 1, refused: 1 });
  expect(await must(w, "GET", "/v1/conversions")).toMatchObject({ data: [{ external_id: "1001" }] });
  expect(await run(uploaded.id, true)).toMatchObject({ status: "done", taken: 0, unchanged: 1, refused: 1 });
});

test("a creator's timeline tells what happened, newest first, page by page", async () => {
  const ana = await makeCreator(w, { name: "Ana", accounts: [{ platform: "x", handle: "ana" }] });
  t.clock.advanceMs(1000);
  await must(w, "POST", `/v1/creators/${ana.id}/statuses`, { status: "paused", reason: "holiday" });
  t.clock.advanceMs(1000);
  const { id } = await upload("name,x,email\nAna,ana,ana@example.com\n");
  await run(id);
  const page = async (query: string) =>
    must<{ data: { kind: string; subject_id: string; detail: object }[]; next_cursor: string | null }>(
      w,
      "GET",
      `/v1/creators/${ana.id}/timeline?${query}`,
    );
  const first = await page("limit=2");
  expect(first.data).toMatchObject([
    { kind: "imported", subject_id: id, detail: { row: 2, outcome: "updated" } },
    { kind: "status_changed", subject_id: ana.id, detail: { status: "paused", reason: "holiday" } },
  ]);
  const rest = await page(`cursor=${first.next_cursor}`);
  expect(rest.data.map((event) => event.kind).toSorted()).toEqual(["account_added", "creator_added"]);
  const other = await t.makeWorkspace();
  expect((await other.call("GET", `/v1/creators/${ana.id}/timeline`)).status).toBe(404);
});
