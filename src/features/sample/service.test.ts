import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp } from "../../../test/app.ts";
import { jobs } from "../../app/work.ts";
import { loadSample } from "./service.ts";

let t: TestApp;
beforeAll(async () => {
  t = await openTestApp();
});
afterAll(() => t.close());

test("once the sample's orders are decided, the holds that are over end without waiting for the minute", async () => {
  const { id } = await t.ctx.people.create({ email: "olga@example.com", name: "Olga", password: "correct horse battery" });
  await loadSample(t.ctx, id, { edgeHost: "127.0.0.1:4601", shopUrl: "http://127.0.0.1:4600/sample-shop" });
  await t.settle();
  const { rows } = await sql<{ name: string }>`select task_identifier as name from graphile_worker.jobs`.execute(t.ctx.db);
  const asked = jobs.find(({ name }) => name === "mature-commissions" && rows.some((row) => row.name === name));
  await asked?.run(t.ctx, {}, undefined);
  const matured = await sql<{ n: number }>`select count(*)::int as n from postings where step = 'matured'`.execute(t.ctx.db);
  expect(matured.rows[0]!.n).toBeGreaterThan(20);
});
