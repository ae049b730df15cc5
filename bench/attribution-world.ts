import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import path from "node:path";
import pg from "pg";
import { authUrl, openContext } from "../src/app/context.ts";
import { asSystem, type WorkspaceContext } from "../src/platform/context.ts";
import { migrate } from "../src/platform/db/migrate.ts";
import { closePool, openPool, urlWithRole } from "../src/platform/db/pool.ts";
import { silentLog } from "../src/platform/log.ts";
import { startEmbeddedPostgres } from "../src/platform/postgres/embedded-postgres.ts";

/** A database of clicks, visits and orders, and the context that attribution works in. */
export interface AttributionWorld {
  readonly ctx: WorkspaceContext;
  readonly owner: pg.Client;
  readonly close: () => Promise<void>;
}

export interface WorldSize {
  readonly clicks: number;
  readonly orders: number;
}

/** The one customer with 50 touches, and the order that arrives; a click each 36 hours before it. */
export const regular = { orderId: "c0000000-0000-7000-8000-000000000001", touches: 50 } as const;

const workspaceId = "0a".repeat(16);
const cache = fileURLToPath(new URL("../node_modules/.cache/vouch-bench-attribution", import.meta.url));
const numbered = (prefix: string, number: string): string => `('${prefix}-0000-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;
/** A uuid that carries the time as a click's does, and a number. */
const timed = (at: string, number: string): string =>
  `(lpad(to_hex((extract(epoch from ${at}) * 1000)::bigint), 12, '0') || '70008000' || lpad(to_hex(${number}), 12, '0'))::uuid`;

const start = "2026-01-01T00:00:00Z";
const spanMs = 120 * 86_400_000;
/** Times of row n of so many, whole milliseconds over 120 days; as a bench reads them they lie in the order of the table. */
const atOf = (rows: number): string => `('${start}'::timestamptz + (n::bigint * ${spanMs} / ${rows}) * interval '1 millisecond')`;

/** Four creators of five have links; a fifth of all clicks are by buyers, each of whom has two browsers. */
const clickRows = ({ clicks, orders }: WorldSize): string => `insert into clicks
  (workspace_id, occurred_at, id, edge_id, link_id, domain_id, creator_id, visitor_id, outcome, visitor_class, class_reason, country, is_hosting, address_hash, device, referrer_host, consent)
  select '${workspaceId}', at, ${timed("at", "n")}, '${workspaceId}', ${numbered("00000001", "n % 5000")}, '${workspaceId}', ${numbered("00000002", "n % 1000")},
    case when n % 5 = 0 then ${numbered("00000003", `(n / 5 * 7919) % ${orders}`)} else ${numbered("00000004", `(n * 7919) % ${clicks / 4}`)} end,
    'redirected', case when n % 20 = 1 then 'declared_bot' else 'human' end, 'browser_user_agent', 'US', false, decode(md5(n::text), 'hex'), 'windows chrome', 'www.instagram.com', 'not_required'
  from (select n, ${atOf(clicks)} as at from generate_series(0::bigint, ${clicks - 1}) n) as times`;

const visitRows = ({ clicks, orders }: WorldSize): string => `insert into visits
  (workspace_id, occurred_at, id, edge_id, store_id, visitor_id, click_id, channel, channel_rules_version, landing_path, visitor_class, class_reason, consent)
  select '${workspaceId}', at, ${timed("at", "n")}, '${workspaceId}', '${workspaceId}', ${numbered("00000003", `(n * 7919) % ${orders}`)}, null,
    (array['direct', 'email', 'paid', 'organic_search'])[(1 + n % 4)::int], 1, '/', 'human', 'browser_user_agent', 'not_required'
  from (select n, ${atOf(clicks / 10)} as at from generate_series(0::bigint, ${clicks / 10 - 1}) n) as times`;

const customerRows = ({ orders }: WorldSize): string => `
  insert into customers (workspace_id, id, canonical_id, created_at)
    select '${workspaceId}', ${numbered("00000005", "n")}, ${numbered("00000005", "n")}, '${start}' from generate_series(0::bigint, ${orders / 2 - 1}) n;
  insert into customer_identifiers (workspace_id, kind, keyed_hash, customer_id, first_seen_at, last_seen_at, source)
    select '${workspaceId}', 'visitor', decode(replace((${numbered("00000003", "n")})::text, '-', ''), 'hex'), ${numbered("00000005", "n / 2")}, '${start}', '${start}', 'bench'
    from generate_series(0::bigint, ${orders - 1}) n`;

const conversionColumns =
  "workspace_id, id, store_id, external_id, kind, occurred_at, occurred_precision, received_at, source, body_hash, version, status, customer_id, visitor_id, click_id, currency, total_minor, items_minor, codes, created_at";

/** Two orders a customer in the last two months, every tenth with a code. */
const orderRows = ({ orders }: WorldSize): string => `insert into conversions (${conversionColumns})
  select '${workspaceId}', ${numbered("00000006", "n")}, '${workspaceId}', 'o' || n, 'order', '2026-03-01'::timestamptz + n * (interval '60 days' / ${orders}), 's', now(), 'csv', '\\x00', 1, 'paid',
    ${numbered("00000005", `n % ${orders / 2}`)}, null, null, 'EUR', 10000, 10000, case when n % 10 = 0 then array['CODE' || n % 500] else '{}' end, now()
  from generate_series(0::bigint, ${orders - 1}) n`;

const regularRows = `
  insert into customers (workspace_id, id, canonical_id, created_at) values ('${workspaceId}', '${regular.orderId}', '${regular.orderId}', now());
  insert into customer_identifiers values ('${workspaceId}', 'visitor', decode(replace('${regular.orderId}', '-', ''), 'hex'), '${regular.orderId}', now(), now(), 'bench');
  insert into clicks (workspace_id, occurred_at, id, edge_id, link_id, domain_id, creator_id, visitor_id, outcome, visitor_class, class_reason, consent)
    select '${workspaceId}', at, ${timed("at", "n + 1")}, '${workspaceId}', ${numbered("00000001", "n")}, '${workspaceId}', ${numbered("00000002", "n")}, '${regular.orderId}', 'redirected', 'human', 'bench', 'not_required'
    from (select n, '2026-04-29'::timestamptz - n * interval '36 hours' + interval '1 millisecond' as at from generate_series(0::bigint, ${regular.touches - 1}) n) times;
  insert into conversions (${conversionColumns}) values ('${workspaceId}', '${regular.orderId}', '${workspaceId}', 'regular', 'order', '2026-04-30', 'ms', now(), 'api', '\\x00', 1, 'paid',
    '${regular.orderId}', '${regular.orderId}', null, 'EUR', 10000, 10000, '{}', now())`;

async function fill(owner: pg.Client, size: WorldSize): Promise<void> {
  await owner.query(`
    insert into organizations values ('${workspaceId}', 'Bench', now());
    insert into workspaces (id, organization_id, slug, name, zone, currency, created_at) values ('${workspaceId}', '${workspaceId}', 'bench', 'Bench', 'UTC', 'EUR', now());
    insert into stores (workspace_id, id, name, kind, zone, currency, site_key, created_at, updated_at) values ('${workspaceId}', '${workspaceId}', 'Bench', 'custom', 'UTC', 'EUR', 'bench', now(), now());
    select ensure_month_partition(p, m) from unnest(array['clicks', 'visits']) p, generate_series('2026-01-01'::timestamptz, '2026-05-01', interval '1 month') m;`);
  // First the rows and then the indexes: the quicker way, and it ends in the same table.
  await owner.query("drop index clicks_by_link, clicks_by_visitor, visits_by_visitor");
  for (const rows of [clickRows(size), visitRows(size), customerRows(size), orderRows(size), regularRows]) await owner.query(rows);
  await owner.query(`
    create index clicks_by_link on clicks (workspace_id, link_id, occurred_at);
    create index clicks_by_visitor on clicks (workspace_id, visitor_id, occurred_at) where visitor_id is not null;
    create index visits_by_visitor on visits (workspace_id, visitor_id, occurred_at) where visitor_id is not null`);
  await owner.query("vacuum analyze");
}

/** Starts a PostgreSQL of the benchmark's own, without syncs, and fills it. */
export async function openAttributionWorld(size: WorldSize): Promise<AttributionWorld> {
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(path.join(cache, "pg-"));
  chmodSync(folder, 0o711); // the server runs under an account of its own
  const postgres = await startEmbeddedPostgres({ root: path.join(folder, "pg"), durable: false, log: silentLog() });
  await migrate({ url: postgres.url, log: silentLog() });
  const owner = new pg.Client(postgres.url);
  await owner.connect();
  await fill(owner, size).catch(async (error: unknown) => {
    await owner.end();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  });
  const url = urlWithRole(postgres.url, "vouch_app");
  const pool = openPool({ url, name: "bench", log: silentLog() });
  const authPool = openPool({ url: authUrl(url), name: "bench", log: silentLog() });
  const ctx = openContext({
    pool,
    authPool,
    log: silentLog(),
    secret: "a secret of the benchmarks, 32 bytes",
    filesDirectory: folder,
    publicUrl: "http://127.0.0.1",
    smtpUrl: undefined,
    mailFrom: "bench@example.com",
    allowPrivateWebhooks: false,
  });
  const close = async (): Promise<void> => {
    await Promise.all([closePool(pool), closePool(authPool), owner.end()]);
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ctx: asSystem(ctx, workspaceUuid), owner, close };
}

const workspaceUuid = "0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a";
