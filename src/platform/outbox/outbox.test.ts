import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "../../../test/app.ts";
import { consumeOutbox, writeOutbox, type OutboxHandlers, type TogetherHandler } from "./outbox.ts";

let t: TestApp;
let w: TestWorkspace;
let keys: string[];

beforeAll(async () => {
  t = await openTestApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  w = await t.makeWorkspace();
  await t.settle();
  keys = [1, 2, 3].map(() => t.ctx.newId());
});

const write = () =>
  writeOutbox(
    w.ctx,
    keys.map((key) => ({ topic: "tested", key })),
  );
const isEmpty = async () => (await t.ctx.db.selectFrom("outbox").select("id").execute()).length === 0;

/** Handlers that note what they are given. */
function noting(together: TogetherHandler): { handlers: OutboxHandlers; singly: string[] } {
  const singly: string[] = [];
  const each = { tested: async (_ctx: unknown, row: { key: string }) => void singly.push(row.key) };
  return { singly, handlers: { each, together: { tested: together } } };
}

test("what is carried out at once is gone, and only what is left is carried out one by one", async () => {
  await write();
  const { handlers, singly } = noting(async (_ctx, rows) => new Set(rows.slice(0, 2).map((row) => row.key)));
  expect(await consumeOutbox(t.ctx, handlers)).toBe(3);
  expect(singly).toEqual([keys[2]]);
  expect(await isEmpty()).toBe(true);
});

test("what fails at once leaves nothing behind and is carried out one by one", async () => {
  await write();
  const { handlers, singly } = noting(async (ctx, rows) => {
    await ctx.db.updateTable("outbox").set({ attempts: 7 }).where("key", "=", rows[0]!.key).execute();
    throw new RangeError("not all of them");
  });
  const attempts: number[] = [];
  const each = {
    tested: async (ctx: Parameters<TogetherHandler>[0], row: { key: string }) => {
      singly.push(row.key);
      attempts.push((await ctx.db.selectFrom("outbox").select("attempts").where("key", "=", row.key).executeTakeFirstOrThrow()).attempts);
    },
  };
  expect(await consumeOutbox(t.ctx, { ...handlers, each })).toBe(3);
  expect(singly).toEqual(keys);
  expect(attempts).toEqual([0, 0, 0]);
  expect(await isEmpty()).toBe(true);
});

test("rows of two workspaces are never carried out at once, and one row alone is carried out by itself", async () => {
  const other = await t.makeWorkspace();
  await t.settle();
  const alone = t.ctx.newId();
  await write();
  await writeOutbox(other.ctx, [{ topic: "tested", key: alone }]);
  const together: string[][] = [];
  const { handlers, singly } = noting(async (_ctx, rows) => {
    together.push(rows.map((row) => row.key));
    return new Set(rows.map((row) => row.key));
  });
  expect(await consumeOutbox(t.ctx, handlers)).toBe(4);
  expect(together).toEqual([keys]);
  expect(singly).toEqual([alone]);
});
