import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cloneDatabase, type TestDatabase } from "../../../test/database.ts";
import { catalogueFaults, checkCatalogue } from "./catalogue-check.ts";

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await cloneDatabase();
  client = new pg.Client(database.url);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.close();
});

test("the migrated database keeps every rule", async () => {
  expect(await catalogueFaults(client)).toEqual([]);
});

const violations: [string, string, string][] = [
  ["a table without workspace_id", "create table stray (id uuid primary key)", "stray (a tenant table has workspace_id uuid not null)"],
  ["a nullable workspace_id", "create table stray (workspace_id uuid, id uuid)", "stray (a tenant table has workspace_id uuid not null)"],
  ["no primary key", "create table stray (workspace_id uuid not null)", "stray (a tenant table has a primary key"],
  [
    "a primary key in another order",
    "create table stray (workspace_id uuid not null, id uuid, primary key (id, workspace_id))",
    "stray (a tenant table has a primary key",
  ],
  ["a unique key across workspaces", "create unique index stray on creators (external_id)", "creators: stray (a unique index"],
  [
    "an exclusion across workspaces",
    "alter table codes add constraint stray exclude using gist (code with =)",
    "codes: stray (a unique index",
  ],
  [
    "a foreign key across workspaces",
    "create table stray (workspace_id uuid not null, id uuid, creator_id uuid, primary key (workspace_id, id), foreign key (creator_id, workspace_id) references creators (id, workspace_id))",
    "stray: stray_creator_id_workspace_id_fkey (a foreign key",
  ],
  [
    "a lookup table that points at a tenant's",
    "alter table link_keys add constraint stray foreign key (workspace_id, link_id) references links (workspace_id, id)",
    "link_keys: stray (no table that is an exception",
  ],
  [
    "a foreign key that sets null",
    "create table stray (workspace_id uuid not null, id uuid, creator_id uuid, primary key (workspace_id, id), constraint stray_fk foreign key (workspace_id, creator_id) references creators (workspace_id, id) on delete set null)",
    "stray: stray_fk (no foreign key sets null",
  ],
  [
    "a trigger",
    "create function stray() returns trigger language plpgsql as 'begin return new; end'; create trigger stray before insert on creators for each row execute function stray()",
    "creators: stray (no table has a trigger)",
  ],
  ["money that is no bigint", "alter table costs add stray_minor numeric", "costs.stray_minor (a column of money"],
  ["money without a currency", "alter table creators add stray_minor bigint", "creators.stray_minor (a column of money"],
  ["a float", "alter table creators add stray float8", "creators.stray (no column is a float)"],
  ["evidence that can be changed", "grant update on transfers to vouch_app", "transfers: UPDATE (the application may add"],
  ["evidence that can be deleted", "grant delete on clicks to vouch_app", "clicks: DELETE (the application may add"],
  ["evidence that is gone", "drop table claims", "claims (every table of evidence is there)"],
  ["an exception that does not say so", "comment on table edges is 'edges'", "edges (every exception says so"],
];

test.each(violations)("%s is found", async (_name, sql, fault) => {
  await client.query("begin");
  try {
    if (sql.includes("references creators (id, workspace_id)")) await client.query("alter table creators add unique (id, workspace_id)");
    await client.query(sql);
    expect(await catalogueFaults(client)).toEqual(expect.arrayContaining([expect.stringContaining(fault)]));
    await expect(checkCatalogue(client)).rejects.toThrow("breaks rules of the schema");
  } finally {
    await client.query("rollback");
  }
});
