import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../../test/app.ts";
import { makeOrder } from "../../../../test/builders.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { withConnection } from "../../../platform/db/pool.ts";
import { eraseOrderFields } from "./service.ts";

let t: TestApp;
let w: TestWorkspace;
beforeAll(async () => {
  t = await openTestApp();
});
beforeEach(async () => {
  w = await t.makeWorkspace();
});
afterAll(() => t.close());

const ana = { accounts: [{ handle: "Ana.Lima" }], emails: ["ana@example.com"] };
const fieldsOf = async (): Promise<unknown[]> =>
  (await w.ctx.db.selectFrom("conversions").select("metadata").where("workspace_id", "=", w.id).orderBy("id").execute()).map(
    ({ metadata }) => metadata,
  );

/** Copies of the workspace's one order under other ids, each with a handle of its own. */
const copyOrder = (count: number): Promise<unknown> =>
  sql`
  insert into conversions select (c.r).* from (
    select jsonb_populate_record(o, jsonb_build_object('id', gen_random_uuid(), 'external_id', 'copy-' || n,
      'metadata', jsonb_build_object('instagram', '@somebody.' || n, 'note', 'gift ' || n))) as r
    from conversions o, generate_series(1, ${count}::int) n where o.workspace_id = ${w.id} and o.external_id not like 'copy-%') c`.execute(
    t.ctx.db,
  );
const asOwner = (text: string): Promise<unknown> => withConnection(t.database.url, "test of erasing", (client) => client.query(text));

test("what names the person says so no more: handles with and without @, in addresses, e-mail addresses; all else stays", async () => {
  const named = [
    "@ana.lima",
    " ANA.LIMA ",
    "https://instagram.com/Ana.Lima/?igsh=1#x",
    "tiktok.com/@ana.lima",
    "Ana@Example.com",
    "ana@example.com",
  ];
  const other = ["ana.lima2", "I love ana.lima", "https://instagram.com/ana.lima/reel", "other@example.com", "", "@", "/", "//?#"];
  for (const value of [...named, ...other]) await makeOrder(w, { metadata: { said: value, number: 7, none: null, kept: "kept" } });
  await inTransaction(w.ctx, (within) => eraseOrderFields(within, ana));
  const rest = { number: 7, none: null, kept: "kept" };
  expect(await fieldsOf()).toEqual([...named.map(() => ({ said: "erased", ...rest })), ...other.map((said) => ({ said, ...rest }))]);
});

test("orders that name nobody of the kind are not read, however many there are", async () => {
  await makeOrder(w, { metadata: { instagram: "@ana.lima" } });
  await copyOrder(5_000);
  await asOwner("analyze conversions");
  const read = await inTransaction(w.ctx, async (within) => {
    await eraseOrderFields(within, ana);
    const found = await sql<{ rows: bigint }>`
      select seq_tup_read + coalesce(idx_tup_fetch, 0) as rows from pg_stat_xact_user_tables where relname = 'conversions'`.execute(
      within.db,
    );
    return Number(found.rows[0]!.rows);
  });
  expect(read).toBeLessThan(20);
  expect((await fieldsOf()).filter((each) => JSON.stringify(each).includes("erased"))).toEqual([{ instagram: "erased" }]);
});

test("what was erased is as it was when the transaction comes to nothing", async () => {
  await makeOrder(w, { metadata: { instagram: "@ana.lima" } });
  const failing = inTransaction(w.ctx, async (within) => {
    await eraseOrderFields(within, ana);
    throw new RangeError("a later step failed");
  });
  await expect(failing).rejects.toThrow("a later step failed");
  expect(await fieldsOf()).toEqual([{ instagram: "@ana.lima" }]);
});
