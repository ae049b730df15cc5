import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cloneDatabase, type TestDatabase } from "../../../test/database.ts";

const workspace = "0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a";
const own = `'${workspace}'::uuid`;
let database: TestDatabase;
let client: pg.Client;

/** Four hundred orders of one store with another name each, and an answer to every second of them under one of the two. */
const rows = [
  "set session_replication_role = replica",
  `insert into conversions (workspace_id, id, store_id, external_id, kind, occurred_at, occurred_precision, received_at, source, body_hash,
     version, status, currency, total_minor, items_minor, codes, created_at)
   select ${own}, md5('order' || n)::uuid, ${own}, 'o' || n, 'order', now(), 's', now(), 'csv', '\\x00', 1, 'paid', 'EUR', 100, 100, '{}', now()
   from generate_series(1, 400) n`,
  `insert into conversion_references (workspace_id, store_id, kind, reference, conversion_external_id, recorded_at)
   select ${own}, ${own}, 'order_number', 'n' || n, 'o' || n, now() from generate_series(1, 400) n`,
  "analyze conversions, conversion_references",
  `insert into survey_answers (workspace_id, id, survey_id, store_id, external_order_id, kind, channel, label, shown, source,
     is_vouched, answered_at, received_at)
   select ${own}, md5('answer' || n)::uuid, ${own}, ${own}, case when n % 4 = 0 then 'o' else 'n' end || n, 'channel', 'email', 'E-mail', '{}',
     'api', true, now(), now()
   from generate_series(2, 400, 2) n`,
];

const asked = `select a.* from unnest($2::uuid[]) o(id)
  cross join lateral (select * from attribution_answers_of_orders where workspace_id = $1 and conversion_id = o.id offset 0) a where a.counts`;

beforeAll(async () => {
  database = await cloneDatabase();
  client = new pg.Client(database.url);
  await client.connect();
  for (const row of rows) await client.query(row);
});

afterAll(async () => {
  await client.end();
  await database.close();
});

interface Explained {
  readonly Plan: { readonly "Shared Hit Blocks": number; readonly "Actual Rows": number };
}

test("answers that the server has not looked at yet are found by the names of each order, and not by comparing all with all", async () => {
  const { rows: orders } = await client.query<{ id: string }>("select id from conversions");
  const ids = orders.map(({ id }) => id);
  const answer = await client.query<{ "QUERY PLAN": [Explained] }>(`explain (analyze, buffers, format json) ${asked}`, [workspace, ids]);
  const [{ Plan: plan }] = answer.rows[0]!["QUERY PLAN"];
  expect(plan["Actual Rows"]).toBe(200);
  expect(plan["Shared Hit Blocks"] / ids.length).toBeLessThan(1_000);
});
