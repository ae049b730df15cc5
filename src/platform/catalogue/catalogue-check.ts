import type pg from "pg";

/** Tables that are no tenant's, each with the reason; the comment on the table says the same to whoever looks there. */
export const exceptions: Readonly<Record<string, string>> = {
  organizations: "reference table, above the workspaces",
  workspaces: "distributed by id, which is the workspace",
  workspace_slugs: "lookup by slug",
  api_key_hashes: "lookup by hash",
  site_keys: "lookup by site key",
  domain_hosts: "lookup by host",
  link_keys: "lookup by host and key",
  link_changes: "local to the coordinator, by sequence",
  outbox: "local to the coordinator, a queue",
  edges: "local to the coordinator",
  edge_offsets: "local to the coordinator",
  address_salts: "local to the coordinator",
};

/** Tables that the application may only add to. */
export const appendOnly: readonly string[] = [
  "audit_events",
  "audit_chain",
  "clicks",
  "visits",
  "browser_events",
  "raw_payloads",
  "payload_results",
  "conversion_versions",
  "conversion_lines",
  "conversion_statuses",
  "adjustments",
  "touches",
  "pay_decisions",
  "pay_rules",
  "commissions",
  "commission_reversals",
  "claims",
  "postings",
  "transfers",
  "fx_rates",
  "creator_statuses",
  "identity_merges",
  "creator_merges",
  "creator_notices",
  "survey_answers",
  "survey_matches",
  "reader_invitations",
  "attribution_calibrations",
  "experiment_plans",
  "experiment_results",
  "post_snapshots",
  "post_settings",
  "follower_samples",
  "comment_samples",
  "scorecards",
  "vetting_decisions",
  "audience_profile_versions",
  "matching_rules",
  "creator_predictions",
];

interface Rule {
  readonly name: string;
  /** Gives a row `{fault}` for each place that breaks the rule. */
  readonly query: string;
}

const ours = `n.nspname = 'public' and not c.relispartition`;
const tenantTables = `select c.oid, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where ${ours} and c.relkind in ('r', 'p') and c.relname <> all($1::text[])`;
const firstColumn = (columns: string, relation: string) =>
  `(select attname from pg_attribute where attrelid = ${relation} and attnum = (${columns})[1])`;

const rules: readonly Rule[] = [
  {
    name: "a tenant table has workspace_id uuid not null",
    query: `select t.relname as fault from (${tenantTables}) t where not exists (select from pg_attribute a
      where a.attrelid = t.oid and a.attname = 'workspace_id' and a.atttypid = 'uuid'::regtype and a.attnotnull and not a.attisdropped)`,
  },
  {
    name: "a tenant table has a primary key that begins with workspace_id",
    query: `select t.relname as fault from (${tenantTables}) t where not exists (select from pg_constraint k
      where k.conrelid = t.oid and k.contype = 'p' and ${firstColumn("k.conkey", "k.conrelid")} = 'workspace_id')`,
  },
  {
    name: "a unique index of a tenant table begins with workspace_id",
    query: `select t.relname || ': ' || i.indexrelid::regclass as fault from (${tenantTables}) t join pg_index i on i.indrelid = t.oid
      where (i.indisunique or i.indisexclusion) and (select attname from pg_attribute where attrelid = t.oid and attnum = i.indkey[0]) is distinct from 'workspace_id'`,
  },
  {
    name: "a foreign key between tenant tables begins with workspace_id on both sides",
    query: `select t.relname || ': ' || k.conname as fault from (${tenantTables}) t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
      join (${tenantTables}) r on r.oid = k.confrelid
      where ${firstColumn("k.conkey", "k.conrelid")} <> 'workspace_id' or ${firstColumn("k.confkey", "k.confrelid")} <> 'workspace_id'`,
  },
  {
    name: "no table that is an exception points at a tenant table",
    query: `select c.relname || ': ' || k.conname as fault from pg_constraint k join pg_class c on c.oid = k.conrelid and c.relname = any($1::text[])
      join (${tenantTables}) r on r.oid = k.confrelid where k.contype = 'f'`,
  },
  {
    name: "no foreign key sets null or a default",
    query: `select c.relname || ': ' || k.conname as fault from pg_constraint k join pg_class c on c.oid = k.conrelid
      join pg_namespace n on n.oid = c.relnamespace where ${ours} and k.contype = 'f' and (k.confdeltype in ('n', 'd') or k.confupdtype in ('n', 'd')) and $1::text[] is not null`,
  },
  {
    name: "no table has a trigger",
    query: `select c.relname || ': ' || g.tgname as fault from pg_trigger g join pg_class c on c.oid = g.tgrelid join pg_namespace n on n.oid = c.relnamespace
      where ${ours} and not g.tgisinternal and $1::text[] is not null`,
  },
  {
    name: "a column of money is bigint and stands beside a currency",
    query: `select c.relname || '.' || a.attname as fault from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where ${ours} and c.relkind in ('r', 'p') and a.attname like '%\\_minor' and $1::text[] is not null and (a.atttypid <> 'bigint'::regtype
        or (c.relname not in ('conversion_lines') and not exists (select from pg_attribute b where b.attrelid = c.oid and b.attname = 'currency' and not b.attisdropped)))`,
  },
  {
    name: "no column is a float",
    query: `select c.relname || '.' || a.attname as fault from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where ${ours} and c.relkind in ('r', 'p') and a.atttypid in ('float4'::regtype, 'float8'::regtype, 'money'::regtype) and $1::text[] is not null`,
  },
  {
    name: "the application may add to evidence but neither change nor delete it",
    query: `select e.relname || ': ' || p.privilege as fault from pg_class e join pg_namespace n on n.oid = e.relnamespace
      cross join (values ('UPDATE'), ('DELETE'), ('TRUNCATE')) p(privilege)
      where n.nspname = 'public' and e.relname = any($2::text[]) and has_table_privilege('vouch_app', e.oid, p.privilege) and $1::text[] is not null`,
  },
  {
    name: "every table of evidence is there",
    query: `select name as fault from unnest($2::text[]) name where to_regclass('public.' || name) is null and $1::text[] is not null`,
  },
  {
    name: "every exception says so in its comment",
    query: `select c.relname as fault from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where ${ours} and c.relkind in ('r', 'p') and c.relname = any($1::text[]) and coalesce(obj_description(c.oid, 'pg_class'), '') not like 'exception:%'`,
  },
];

/** Where the migrated database breaks a rule of the schema; empty when it keeps them all. */
export async function catalogueFaults(client: pg.ClientBase): Promise<string[]> {
  const faults: string[] = [];
  for (const { name, query } of rules) {
    const values = query.includes("$2") ? [Object.keys(exceptions), appendOnly] : [Object.keys(exceptions)];
    const { rows } = await client.query<{ fault: string }>(query, values);
    faults.push(...rows.map(({ fault }) => `${fault} (${name})`));
  }
  return faults;
}

/** Stops the start when the migrated database breaks a rule. @throws Error that lists every place */
export async function checkCatalogue(client: pg.ClientBase): Promise<void> {
  const faults = await catalogueFaults(client);
  if (faults.length > 0) throw new Error(`The database breaks rules of the schema:\n  ${faults.join("\n  ")}`);
}
