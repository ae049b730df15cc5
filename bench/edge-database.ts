import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { urlWithRole } from "../src/platform/db/pool.ts";
import { migrate } from "../src/platform/db/migrating/migrate.ts";
import { silentLog } from "../src/platform/log.ts";
import { startEmbeddedPostgres } from "../src/platform/postgres/embedded-postgres.ts";
import { benchWorld } from "./edge-world.ts";

/** A migrated PostgreSQL of the benchmark's own, with the settings that the product runs it with. */
export type BenchDatabase = { url: string; appUrl: string; owner: pg.Client; close: () => Promise<void> };

/** Starts it with one workspace, its domain and so many links, the same as `benchLinks` gives. */
export async function openBenchDatabase(links: number): Promise<BenchDatabase> {
  const folder = mkdtempSync(path.join(tmpdir(), "vouch-bench-pg-"));
  chmodSync(folder, 0o711); // the server runs under an account of its own
  const postgres = await startEmbeddedPostgres({ root: path.join(folder, "pg"), log: silentLog() });
  await migrate({ url: postgres.url, log: silentLog() });
  const owner = new pg.Client(postgres.url);
  await owner.connect();
  const { workspaceId, domainId, host } = benchWorld;
  await owner.query(`
    insert into organizations values ('${workspaceId}', 'Bench', now());
    insert into workspaces (id, organization_id, slug, name, zone, currency, created_at) values ('${workspaceId}', '${workspaceId}', 'bench', 'Bench', 'UTC', 'EUR', now());
    insert into domains (workspace_id, id, host, fallback_url, created_at, updated_at) values ('${workspaceId}', '${domainId}', '${host}', 'https://shop.example/', now(), now())`);
  await insertLinks(owner, links);
  const close = async (): Promise<void> => {
    await owner.end();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: postgres.url, appUrl: urlWithRole(postgres.url, "vouch_app"), owner, close };
}

async function insertLinks(owner: pg.Client, links: number): Promise<void> {
  const keys = Array.from({ length: links }, (_, number) => `k${number.toString(36)}`);
  await owner.query(
    `insert into links (workspace_id, id, domain_id, key, key_skeleton, destination, created_at, updated_at)
     select $1, gen_random_uuid(), $2, key, key, 'https://shop.example/products/item-' || key || '?size=m', now(), now() from unnest($3::text[]) as key`,
    [benchWorld.workspaceId, benchWorld.domainId, keys],
  );
}

/** Fills this month's clicks, first the rows and then the indexes, which is the quicker way and ends in the same table. */
export async function fillMonth(owner: pg.Client, rows: number): Promise<void> {
  const month = new Date().toISOString().slice(0, 7);
  const name = `clicks_${month.replace("-", "_")}`;
  const { workspaceId, domainId } = benchWorld;
  await owner.query(`create table ${name} (like clicks including defaults including constraints)`);
  await owner.query(
    `insert into ${name} (workspace_id, occurred_at, id, edge_id, link_id, domain_id, creator_id, visitor_id, outcome, visitor_class, class_reason, country, is_hosting, address_hash, device, referrer_host, consent)
     select '${workspaceId}', at, gen_random_uuid(), '${domainId}', (array['${workspaceId}', '${domainId}'])[1 + n % 2]::uuid, '${domainId}', '${domainId}', gen_random_uuid(),
       'redirected', 'human', 'browser_user_agent', 'US', false, decode(md5(n::text), 'hex'), 'windows chrome', 'www.instagram.com', 'not_required'
     from (select n, date_trunc('month', now() at time zone 'utc') at time zone 'utc' + n * (now() - date_trunc('month', now() at time zone 'utc') at time zone 'utc') / ${rows} as at from generate_series(1, ${rows}) n) as times`,
  );
  await owner.query(`alter table ${name} add primary key (workspace_id, occurred_at, id)`);
  await owner.query(`create index on ${name} (workspace_id, link_id, occurred_at)`);
  await owner.query(`create index on ${name} (workspace_id, visitor_id, occurred_at) where visitor_id is not null`);
  await owner.query(
    `alter table clicks attach partition ${name} for values from ('${month}-01 00:00:00+00') to ('${nextMonth(month)}-01 00:00:00+00')`,
  );
  await owner.query("analyze clicks; checkpoint");
}

const nextMonth = (month: string): string => {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
};
