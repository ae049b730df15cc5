-- The spine: who works here, creators, programs, links, clicks, orders, attribution, commissions and the ledger.
--
-- Rules that hold for every table here (checked against the catalogue after each migration):
--   * a tenant table has workspace_id first in its primary key, in every unique key and in every foreign key;
--   * no trigger, no ON DELETE SET NULL; money is bigint minor units beside a currency;
--   * the exceptions are the coordinator-local and lookup tables marked "exception:" in their comment.
-- The application runs as role vouch_app, which may not change or delete evidence (see the grants at the end).

create extension if not exists btree_gist;

-- ── who works here ─────────────────────────────────────────────────────────────────────────────────────────────
create table organizations (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  created_at timestamptz not null,
  archived_at timestamptz
);
comment on table organizations is 'exception: reference table; an agency or company above its workspaces';

create table workspaces (
  id uuid primary key,
  organization_id uuid not null references organizations (id),
  slug text not null,
  name text not null check (length(name) between 1 and 200),
  zone text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  is_sample boolean not null default false,
  settings jsonb not null default '{}',
  created_at timestamptz not null,
  archived_at timestamptz
);
comment on table workspaces is 'exception: distributed by id; one brand team with its own data';

create table workspace_slugs (slug text primary key, workspace_id uuid not null);
comment on table workspace_slugs is 'exception: lookup of a workspace by its slug';

create table members (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  user_id uuid not null,
  role text not null check (role in ('owner', 'admin', 'manager', 'analyst', 'viewer')),
  created_at timestamptz not null,
  removed_at timestamptz,
  primary key (workspace_id, id)
);
create unique index members_one_a_user on members (workspace_id, user_id) where removed_at is null;
create index members_by_user on members (user_id) where removed_at is null;

create table invitations (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  email text not null,
  role text not null check (role in ('owner', 'admin', 'manager', 'analyst', 'viewer')),
  token_hash bytea not null,
  invited_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  primary key (workspace_id, id)
);

create table api_keys (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 100),
  start text not null,
  scopes text[] not null,
  created_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (workspace_id, id)
);
create table api_key_hashes (hash bytea primary key, workspace_id uuid not null, api_key_id uuid not null);
comment on table api_key_hashes is 'exception: lookup of a key by its SHA-256';

create table audit_events (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  occurred_at timestamptz not null,
  actor_kind text not null check (actor_kind in ('user', 'api_key', 'system')),
  actor_id text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  request_id text,
  detail_digest bytea not null,
  primary key (workspace_id, id)
);
comment on column audit_events.detail_digest is 'sha256(salt || canonical JSON of the detail); erasing the row in audit_details leaves the chain intact';
create table audit_details (
  workspace_id uuid not null,
  event_id uuid not null,
  salt bytea not null,
  detail jsonb not null,
  primary key (workspace_id, event_id),
  foreign key (workspace_id, event_id) references audit_events (workspace_id, id)
);
create table audit_chain (
  workspace_id uuid not null,
  position bigint not null,
  event_id uuid not null,
  hash bytea not null,
  sealed_at timestamptz not null,
  primary key (workspace_id, position),
  unique (workspace_id, event_id),
  foreign key (workspace_id, event_id) references audit_events (workspace_id, id)
);
comment on column audit_chain.hash is 'sha256(previous hash || canonical JSON of the event with its detail digest); the first previous hash is 32 zero bytes';

create table idempotency_keys (
  workspace_id uuid not null references workspaces (id),
  key text not null,
  endpoint text not null,
  request_hash bytea not null,
  status int not null,
  response jsonb not null,
  created_at timestamptz not null,
  primary key (workspace_id, key)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);

create table notices (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  kind text not null,
  message text not null,
  subject_kind text,
  subject_id text,
  created_at timestamptz not null,
  read_at timestamptz,
  primary key (workspace_id, id)
);

create table outbox (
  id bigint generated always as identity primary key,
  workspace_id uuid not null,
  topic text not null,
  key uuid not null,
  payload jsonb not null default '{}',
  created_at timestamptz not null,
  available_at timestamptz not null,
  attempts int not null default 0,
  last_error text,
  failed_at timestamptz
);
comment on table outbox is 'exception: local to the coordinator; a row is deleted in the transaction that carried it out; rows of one key are taken in order';
create index outbox_due on outbox (available_at, id) where failed_at is null;
create index outbox_by_key on outbox (key, id);

create table files (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  sha256 bytea not null,
  size_bytes bigint not null,
  name text not null,
  media_type text not null,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);

-- ── stores and connections ─────────────────────────────────────────────────────────────────────────────────────
create table stores (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  kind text not null check (kind in ('shopify', 'stripe', 'custom')),
  zone text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  site_key text not null,
  allowed_origins text[] not null default '{}',
  consent_mode text not null default 'by_country' check (consent_mode in ('never_required', 'by_country', 'always_required')),
  cookie_domain text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id)
);
create table site_keys (site_key text primary key, workspace_id uuid not null, store_id uuid not null);
comment on table site_keys is 'exception: lookup of a store by the public key in its snippet';

create table connections (
  workspace_id uuid not null,
  id uuid not null,
  store_id uuid not null,
  kind text not null check (kind in ('shopify', 'stripe')),
  config jsonb not null default '{}',
  secret_ciphertext bytea not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  disabled_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, store_id) references stores (workspace_id, id)
);

create table raw_payloads (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  source text not null,
  connection_id uuid,
  topic text not null default '',
  received_at timestamptz not null,
  content_type text not null,
  sha256 bytea not null,
  ciphertext bytea not null,
  primary key (workspace_id, id)
);
create table payload_keys (
  workspace_id uuid not null,
  payload_id uuid not null,
  wrapped_key bytea not null,
  primary key (workspace_id, payload_id),
  foreign key (workspace_id, payload_id) references raw_payloads (workspace_id, id)
);
comment on table payload_keys is 'the key of each raw payload, wrapped by the installation secret; deleting the row erases the payload';
create table payload_results (
  workspace_id uuid not null,
  id uuid not null,
  payload_id uuid not null,
  processed_at timestamptz not null,
  outcome text not null,
  detail text not null default '',
  primary key (workspace_id, id),
  foreign key (workspace_id, payload_id) references raw_payloads (workspace_id, id)
);

-- ── creators ───────────────────────────────────────────────────────────────────────────────────────────────────
create table creators (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  email text,
  email_hash bytea,
  country text check (country ~ '^[A-Z]{2}$'),
  status text not null default 'active' check (status in ('active', 'paused', 'banned')),
  notes text not null default '',
  source text not null default 'manual',
  external_id text,
  metadata jsonb not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id)
);
comment on column creators.email is 'personal';
comment on column creators.name is 'personal';
create unique index creators_external on creators (workspace_id, source, external_id) where external_id is not null;
create index creators_by_time on creators (workspace_id, created_at desc, id desc);
create table creator_statuses (
  workspace_id uuid not null,
  id uuid not null,
  creator_id uuid not null,
  status text not null check (status in ('active', 'paused', 'banned')),
  effective_at timestamptz not null,
  recorded_at timestamptz not null,
  reason text not null default '',
  primary key (workspace_id, id),
  foreign key (workspace_id, creator_id) references creators (workspace_id, id)
);
create index creator_statuses_by_creator on creator_statuses (workspace_id, creator_id, effective_at);
create table creator_accounts (
  workspace_id uuid not null,
  id uuid not null,
  creator_id uuid not null,
  platform text not null check (platform in ('instagram', 'tiktok', 'youtube', 'x', 'facebook', 'twitch', 'pinterest', 'linkedin', 'threads', 'bluesky', 'snapchat', 'podcast', 'newsletter', 'blog', 'other')),
  handle text not null,
  handle_normalised text not null,
  url text,
  external_id text,
  created_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, platform, handle_normalised),
  foreign key (workspace_id, creator_id) references creators (workspace_id, id)
);
create index creator_accounts_by_creator on creator_accounts (workspace_id, creator_id);
create table account_snapshots (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  observed_on date not null,
  source text not null,
  followers bigint check (followers >= 0),
  recorded_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, account_id, observed_on, source),
  foreign key (workspace_id, account_id) references creator_accounts (workspace_id, id)
);
comment on column account_snapshots.followers is 'null: unknown, never zero';

create table imports (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  kind text not null,
  status text not null check (status in ('uploaded', 'checked', 'running', 'done', 'failed')),
  file_id uuid,
  store_id uuid,
  mapping jsonb not null default '{}',
  total_rows bigint,
  taken bigint not null default 0,
  unchanged bigint not null default 0,
  refused bigint not null default 0,
  progress_bytes bigint not null default 0,
  problem text,
  created_by text not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, file_id) references files (workspace_id, id)
);
create table import_refusals (
  workspace_id uuid not null,
  import_id uuid not null,
  row_number bigint not null,
  position int not null,
  field text not null,
  message text not null,
  primary key (workspace_id, import_id, row_number, position),
  foreign key (workspace_id, import_id) references imports (workspace_id, id)
);

-- ── programs, pay rules, costs ─────────────────────────────────────────────────────────────────────────────────
create table programs (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  store_id uuid,
  name text not null check (length(name) between 1 and 200),
  kind text not null check (kind in ('influencer', 'affiliate', 'ambassador', 'referral', 'employee_advocacy')),
  currency text check (currency ~ '^[A-Z]{3}$'),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, store_id) references stores (workspace_id, id)
);
comment on column programs.currency is 'null: earnings are in the order''s currency';
create index programs_by_time on programs (workspace_id, created_at desc, id desc);
create table pay_rules (
  workspace_id uuid not null,
  id uuid not null,
  program_id uuid not null,
  version int not null check (version > 0),
  document jsonb not null,
  effective_at timestamptz not null,
  created_by text not null,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, program_id, version),
  foreign key (workspace_id, program_id) references programs (workspace_id, id)
);
create table enrollments (
  workspace_id uuid not null,
  id uuid not null,
  program_id uuid not null,
  creator_id uuid not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, program_id, creator_id),
  foreign key (workspace_id, program_id) references programs (workspace_id, id),
  foreign key (workspace_id, creator_id) references creators (workspace_id, id)
);
create index enrollments_by_creator on enrollments (workspace_id, creator_id);
create table costs (
  workspace_id uuid not null,
  id uuid not null,
  program_id uuid not null,
  creator_id uuid,
  kind text not null check (kind in ('fee', 'product', 'shipping', 'staff_time', 'tools', 'amplification')),
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  incurred_on date not null,
  note text not null default '',
  created_by text not null,
  created_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, program_id) references programs (workspace_id, id),
  foreign key (workspace_id, creator_id) references creators (workspace_id, id)
);

-- ── domains, links, codes ──────────────────────────────────────────────────────────────────────────────────────
create table domains (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  store_id uuid,
  host text not null,
  click_param text not null default 'vclid' check (click_param ~ '^[A-Za-z_][A-Za-z0-9_-]{0,31}$'),
  fallback_url text,
  consent_mode text not null default 'by_country' check (consent_mode in ('never_required', 'by_country', 'always_required')),
  consent_countries text[] not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, store_id) references stores (workspace_id, id)
);
comment on column domains.consent_countries is 'countries in which by_country asks for consent; empty: the built-in list (EEA, UK, Switzerland)';
create table domain_hosts (host text primary key, workspace_id uuid not null, domain_id uuid not null);
comment on table domain_hosts is 'exception: lookup of a domain by its host (with port where it is not the scheme''s own)';

create table codes (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  store_id uuid,
  program_id uuid not null,
  creator_id uuid not null,
  code text not null check (length(code) between 1 and 64),
  code_normalised text not null,
  code_skeleton text not null,
  purpose text not null default 'public' check (purpose in ('public', 'personal_use')),
  policy text not null default 'always' check (policy in ('always', 'if_clicked', 'if_last')),
  valid_from timestamptz not null,
  valid_until timestamptz,
  disabled_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, store_id) references stores (workspace_id, id),
  foreign key (workspace_id, program_id) references programs (workspace_id, id),
  foreign key (workspace_id, creator_id) references creators (workspace_id, id),
  constraint codes_one_owner_at_a_time exclude using gist (workspace_id with =, code_normalised with =, tstzrange(valid_from, valid_until) with &&)
);
create index codes_by_text on codes (workspace_id, code_normalised, valid_from);
create index codes_by_creator on codes (workspace_id, creator_id);

create table links (
  workspace_id uuid not null,
  id uuid not null,
  domain_id uuid not null,
  key text not null,
  key_skeleton text not null,
  creator_id uuid,
  program_id uuid,
  destination text not null,
  utm jsonb not null default '{}',
  utm_precedence text not null default 'destination_incoming_link',
  fallback_url text,
  expires_at timestamptz,
  disabled_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, domain_id, key),
  foreign key (workspace_id, domain_id) references domains (workspace_id, id),
  foreign key (workspace_id, creator_id) references creators (workspace_id, id),
  foreign key (workspace_id, program_id) references programs (workspace_id, id)
);
comment on column links.utm is '{"rule": the template as written, "parameters": [[name, value], ...] expanded when it was saved; the edge reads the parameters}';
create index links_by_creator on links (workspace_id, creator_id);
create index links_by_skeleton on links (workspace_id, domain_id, key_skeleton);
create index links_by_time on links (workspace_id, created_at desc, id desc);
create table link_keys (host text not null, key text not null, workspace_id uuid not null, link_id uuid not null, primary key (host, key));
comment on table link_keys is 'exception: lookup of a link by host and key';

create table link_changes (
  seq bigint generated always as identity primary key,
  txid xid8 not null default pg_current_xact_id(),
  kind text not null check (kind in ('link', 'domain', 'store')),
  workspace_id uuid not null,
  subject_id uuid not null,
  changed_at timestamptz not null
);
comment on table link_changes is 'exception: local to the coordinator; says which link, domain or store changed; an edge takes rows whose txid is below pg_snapshot_xmin(pg_current_snapshot()) and reads the record as it now is, so order and repeats do no harm';
create index link_changes_by_txid on link_changes (txid, seq);

-- ── edges and what they record ─────────────────────────────────────────────────────────────────────────────────
create table edges (
  id uuid primary key,
  name text not null,
  started_at timestamptz not null,
  last_seen_at timestamptz not null,
  shipped_to timestamptz,
  retired_at timestamptz
);
comment on table edges is 'exception: local to the coordinator; every click of this edge before shipped_to is in the database';
create table edge_offsets (
  edge_id uuid not null references edges (id),
  segment bigint not null,
  byte_offset bigint not null,
  primary key (edge_id, segment)
);
comment on table edge_offsets is 'exception: local to the coordinator; how far each spool segment has been copied, committed with the rows';
create table address_salts (day date primary key, salt bytea not null);
comment on table address_salts is 'exception: local to the coordinator; the random salt of each UTC day''s address hashes, shared by all edges, deleted after the retention';

create table clicks (
  workspace_id uuid not null,
  occurred_at timestamptz not null,
  id uuid not null,
  edge_id uuid not null,
  link_id uuid,
  domain_id uuid not null,
  creator_id uuid,
  visitor_id uuid,
  outcome text not null,
  visitor_class text not null,
  class_reason text not null,
  country text,
  is_hosting boolean,
  address_hash bytea,
  device text,
  referrer_host text,
  params jsonb,
  consent text not null,
  primary key (workspace_id, occurred_at, id)
) partition by range (occurred_at);
comment on table clicks is 'append-only; id is a uuid v7 whose time is occurred_at, so a click is found by its id alone; no click is ever changed';
create index clicks_by_link on clicks (workspace_id, link_id, occurred_at);
create index clicks_by_visitor on clicks (workspace_id, visitor_id, occurred_at) where visitor_id is not null;

create table visits (
  workspace_id uuid not null,
  occurred_at timestamptz not null,
  id uuid not null,
  edge_id uuid not null,
  store_id uuid not null,
  visitor_id uuid,
  click_id uuid,
  channel text not null,
  channel_rules_version int not null,
  referrer_host text,
  params jsonb,
  landing_path text not null,
  visitor_class text not null,
  class_reason text not null,
  country text,
  consent text not null,
  primary key (workspace_id, occurred_at, id)
) partition by range (occurred_at);
create index visits_by_visitor on visits (workspace_id, visitor_id, occurred_at) where visitor_id is not null;

create table browser_events (
  workspace_id uuid not null,
  occurred_at timestamptz not null,
  id uuid not null,
  edge_id uuid not null,
  store_id uuid not null,
  visitor_id uuid,
  click_id uuid,
  name text not null,
  properties jsonb not null,
  visitor_class text not null,
  consent text not null,
  primary key (workspace_id, occurred_at, id)
) partition by range (occurred_at);

-- Month partitions are made on demand, past ones included. The application may not create tables; this function may.
create function ensure_month_partition(parent text, at timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  month date := date_trunc('month', at at time zone 'UTC');
  child text := parent || '_' || to_char(month, 'YYYY_MM');
begin
  if parent not in ('clicks', 'visits', 'browser_events') then
    raise exception 'no month partitions for %', parent;
  end if;
  if to_regclass(child) is not null then return; end if;
  perform pg_advisory_xact_lock(hashtext(child));
  if to_regclass(child) is not null then return; end if;
  execute format('create table %I partition of %I for values from (%L) to (%L)', child, parent,
    to_char(month, 'YYYY-MM-DD') || ' 00:00:00+00', to_char(month + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00');
end $$;

-- ── customers ──────────────────────────────────────────────────────────────────────────────────────────────────
create table customers (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  created_at timestamptz not null,
  erased_at timestamptz,
  primary key (workspace_id, id)
);
create table customer_identifiers (
  workspace_id uuid not null,
  kind text not null check (kind in ('email', 'external', 'visitor', 'phone')),
  keyed_hash bytea not null,
  customer_id uuid not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  source text not null,
  primary key (workspace_id, kind, keyed_hash),
  foreign key (workspace_id, customer_id) references customers (workspace_id, id)
);
comment on column customer_identifiers.keyed_hash is 'HMAC-SHA256 under the installation secret; for kind visitor the sixteen bytes of the visitor id itself';
create index customer_identifiers_by_customer on customer_identifiers (workspace_id, customer_id);
create table identity_merges (
  workspace_id uuid not null,
  id uuid not null,
  from_customer_id uuid not null,
  into_customer_id uuid not null,
  action text not null check (action in ('merge', 'undo')),
  reason text not null,
  recorded_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, from_customer_id) references customers (workspace_id, id),
  foreign key (workspace_id, into_customer_id) references customers (workspace_id, id)
);
create index identity_merges_from on identity_merges (workspace_id, from_customer_id);
create index identity_merges_into on identity_merges (workspace_id, into_customer_id);

-- ── orders ─────────────────────────────────────────────────────────────────────────────────────────────────────
create table conversions (
  workspace_id uuid not null,
  id uuid not null,
  store_id uuid not null,
  external_id text not null check (length(external_id) between 1 and 200),
  kind text not null check (kind in ('order', 'lead', 'sign_up', 'install', 'rsvp', 'booking')),
  occurred_at timestamptz not null,
  occurred_precision text not null check (occurred_precision in ('ms', 's', 'day')),
  received_at timestamptz not null,
  source text not null,
  body_hash bytea not null,
  version int not null,
  status text not null check (status in ('pending', 'paid', 'cancelled', 'test')),
  customer_id uuid,
  visitor_id uuid,
  click_id uuid,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  total_minor bigint not null,
  items_minor bigint not null,
  discount_minor bigint not null default 0,
  tax_minor bigint not null default 0,
  tax_included boolean not null default false,
  shipping_minor bigint not null default 0,
  shipping_tax_minor bigint not null default 0,
  tip_minor bigint not null default 0,
  gift_card_minor bigint not null default 0,
  codes text[] not null default '{}',
  is_new_customer boolean,
  novelty_reason text not null default 'unknown',
  country text,
  subscription_id text,
  renewal_number int,
  metadata jsonb not null default '{}',
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, store_id, external_id),
  foreign key (workspace_id, store_id) references stores (workspace_id, id),
  foreign key (workspace_id, customer_id) references customers (workspace_id, id)
);
comment on table conversions is 'one row an order; status and amounts repeat the newest row of the append-only histories beside it';
create index conversions_by_time on conversions (workspace_id, occurred_at desc, id desc);
create index conversions_by_customer on conversions (workspace_id, customer_id, occurred_at);
create index conversions_by_click on conversions (workspace_id, click_id) where click_id is not null;
create table conversion_versions (
  workspace_id uuid not null,
  conversion_id uuid not null,
  version int not null,
  source text not null,
  body_hash bytea not null,
  raw_payload_id uuid,
  document jsonb not null,
  recorded_at timestamptz not null,
  primary key (workspace_id, conversion_id, version),
  foreign key (workspace_id, conversion_id) references conversions (workspace_id, id)
);
create table conversion_lines (
  workspace_id uuid not null,
  conversion_id uuid not null,
  version int not null,
  position int not null,
  external_id text not null default '',
  sku text not null default '',
  product text not null default '',
  category text not null default '',
  title text not null default '',
  quantity bigint not null check (quantity >= 0),
  list_price_minor bigint not null,
  code_discount_minor bigint not null default 0,
  other_discount_minor bigint not null default 0,
  tax_minor bigint not null default 0,
  is_gift_card boolean not null default false,
  unit_cost_minor bigint,
  primary key (workspace_id, conversion_id, version, position),
  foreign key (workspace_id, conversion_id, version) references conversion_versions (workspace_id, conversion_id, version)
);
comment on column conversion_lines.list_price_minor is 'of one unit, before discounts';
comment on column conversion_lines.code_discount_minor is 'of the whole line';
create table conversion_statuses (
  workspace_id uuid not null,
  id uuid not null,
  conversion_id uuid not null,
  status text not null check (status in ('pending', 'paid', 'cancelled', 'test')),
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  source text not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, conversion_id) references conversions (workspace_id, id)
);
create index conversion_statuses_by_conversion on conversion_statuses (workspace_id, conversion_id, recorded_at);
create table conversion_references (
  workspace_id uuid not null,
  store_id uuid not null,
  kind text not null,
  reference text not null,
  conversion_external_id text not null,
  recorded_at timestamptz not null,
  primary key (workspace_id, store_id, kind, reference),
  foreign key (workspace_id, store_id) references stores (workspace_id, id)
);
comment on table conversion_references is 'other names of an order: payment intent, charge, invoice, checkout token';
create table adjustments (
  workspace_id uuid not null,
  id uuid not null,
  store_id uuid not null,
  conversion_external_id text not null,
  kind text not null check (kind in ('refund', 'cancellation', 'dispute_opened', 'dispute_won', 'dispute_lost')),
  external_id text not null,
  occurred_at timestamptz not null,
  amount_minor bigint check (amount_minor >= 0),
  currency text,
  lines jsonb not null default '[]',
  source text not null,
  body_hash bytea not null,
  raw_payload_id uuid,
  recorded_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, store_id, external_id),
  foreign key (workspace_id, store_id) references stores (workspace_id, id)
);
comment on table adjustments is 'append-only; names its order by store and external id, because it may arrive first; amount null: the whole order';
create index adjustments_by_order on adjustments (workspace_id, store_id, conversion_external_id);

-- ── attribution ────────────────────────────────────────────────────────────────────────────────────────────────
create table touches (
  workspace_id uuid not null,
  conversion_id uuid not null,
  version int not null,
  found_at timestamptz not null,
  kinds text[] not null,
  occurred_at timestamptz[] not null,
  channels text[] not null,
  creator_ids uuid[] not null,
  link_ids uuid[] not null,
  code_ids uuid[] not null,
  source_ids uuid[] not null,
  primary key (workspace_id, conversion_id, version),
  foreign key (workspace_id, conversion_id) references conversions (workspace_id, id)
);
comment on table touches is 'append-only evidence: all touches of one conversion in one row, oldest first, as arrays of equal length; kinds click, visit, code, survey, claim; source_ids the click, visit or code';
create table credits (
  workspace_id uuid not null,
  conversion_id uuid not null,
  touch_version int not null,
  models text[] not null,
  shares int[] not null,
  unattributed int[] not null,
  computed_at timestamptz not null,
  primary key (workspace_id, conversion_id),
  foreign key (workspace_id, conversion_id, touch_version) references touches (workspace_id, conversion_id, version)
);
comment on column credits.shares is 'parts per billion, model by model and within it touch by touch: element (m-1)*touches + t; each model''s shares and its unattributed part sum to 1000000000';
create table pay_decisions (
  workspace_id uuid not null,
  id uuid not null,
  conversion_id uuid not null,
  version int not null,
  touch_version int not null,
  outcome text not null check (outcome in ('pay', 'none')),
  is_provisional boolean not null,
  creator_id uuid,
  program_id uuid,
  pay_rule_id uuid,
  reason_code text not null,
  reason_text text not null,
  document jsonb not null,
  decided_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, conversion_id, version),
  foreign key (workspace_id, conversion_id, touch_version) references touches (workspace_id, conversion_id, version),
  foreign key (workspace_id, creator_id) references creators (workspace_id, id),
  foreign key (workspace_id, program_id) references programs (workspace_id, id),
  foreign key (workspace_id, pay_rule_id) references pay_rules (workspace_id, id)
);
comment on table pay_decisions is 'append-only; the newest version of a conversion holds, earlier ones are superseded';

-- ── commissions and the ledger ─────────────────────────────────────────────────────────────────────────────────
create table commissions (
  workspace_id uuid not null,
  id uuid not null,
  conversion_id uuid not null,
  decision_id uuid not null,
  creator_id uuid not null,
  program_id uuid not null,
  pay_rule_id uuid not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  base_minor bigint not null,
  amount_minor bigint not null check (amount_minor >= 0),
  lines jsonb not null,
  terms jsonb not null,
  earned_at timestamptz not null,
  hold_until timestamptz not null,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, decision_id),
  foreign key (workspace_id, conversion_id) references conversions (workspace_id, id),
  foreign key (workspace_id, decision_id) references pay_decisions (workspace_id, id),
  foreign key (workspace_id, creator_id) references creators (workspace_id, id),
  foreign key (workspace_id, program_id) references programs (workspace_id, id),
  foreign key (workspace_id, pay_rule_id) references pay_rules (workspace_id, id)
);
comment on table commissions is 'append-only; terms is the snapshot of rule version, rates, base, hold, cap, window and exchange rate; its state is what the ledger says';
create index commissions_by_creator on commissions (workspace_id, creator_id, earned_at);
create index commissions_by_conversion on commissions (workspace_id, conversion_id);
create index commissions_by_program on commissions (workspace_id, program_id, earned_at);
create index commissions_by_hold on commissions (hold_until);
create table claims (
  workspace_id uuid not null,
  id uuid not null,
  conversion_id uuid not null,
  creator_id uuid not null,
  kind text not null check (kind in ('late_evidence', 'manual')),
  reason text not null,
  evidence jsonb not null,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, conversion_id) references conversions (workspace_id, id),
  foreign key (workspace_id, creator_id) references creators (workspace_id, id)
);

create table ledger_accounts (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  kind text not null check (kind in ('commission_expense', 'creator_pending', 'creator_payable', 'exchange_clearing')),
  owner_id uuid not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, kind, owner_id, currency)
);
comment on column ledger_accounts.owner_id is 'the creator, or the workspace itself for its own accounts';
create table postings (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  source_kind text not null,
  source_id uuid not null,
  step text not null,
  booked_on date not null,
  recorded_at timestamptz not null,
  reverses_id uuid,
  memo text not null default '',
  primary key (workspace_id, id),
  unique (workspace_id, source_kind, source_id, step),
  foreign key (workspace_id, reverses_id) references postings (workspace_id, id)
);
create index postings_by_day on postings (workspace_id, booked_on, id);
create table transfers (
  workspace_id uuid not null,
  id uuid not null,
  posting_id uuid not null,
  from_account_id uuid not null,
  to_account_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  primary key (workspace_id, id),
  check (from_account_id <> to_account_id),
  foreign key (workspace_id, posting_id) references postings (workspace_id, id),
  foreign key (workspace_id, from_account_id) references ledger_accounts (workspace_id, id),
  foreign key (workspace_id, to_account_id) references ledger_accounts (workspace_id, id)
);
create index transfers_from on transfers (workspace_id, from_account_id);
create index transfers_to on transfers (workspace_id, to_account_id);
create index transfers_by_posting on transfers (workspace_id, posting_id);
create table closed_months (
  workspace_id uuid not null references workspaces (id),
  month date not null check (month = date_trunc('month', month)),
  closed_at timestamptz not null,
  closed_by text not null,
  primary key (workspace_id, month)
);
create table fx_rates (
  workspace_id uuid not null references workspaces (id),
  base text not null check (base ~ '^[A-Z]{3}$'),
  quote text not null check (quote ~ '^[A-Z]{3}$'),
  rate_on date not null,
  rate numeric(24, 12) not null check (rate > 0),
  source text not null,
  created_at timestamptz not null,
  primary key (workspace_id, base, quote, rate_on)
);

-- ── webhooks out ───────────────────────────────────────────────────────────────────────────────────────────────
create table webhook_endpoints (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  url text not null,
  event_types text[] not null,
  secret_ciphertext bytea not null,
  previous_secret_ciphertext bytea,
  previous_secret_until timestamptz,
  failing_since timestamptz,
  disabled_at timestamptz,
  disabled_reason text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id)
);
create table webhook_events (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  type text not null,
  payload jsonb not null,
  occurred_at timestamptz not null,
  primary key (workspace_id, id)
);
create table webhook_deliveries (
  workspace_id uuid not null,
  id uuid not null,
  endpoint_id uuid not null,
  event_id uuid not null,
  attempt int not null,
  status text not null check (status in ('pending', 'delivered', 'failed')),
  response_status int,
  response_excerpt text,
  error text,
  duration_ms int,
  attempted_at timestamptz,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, endpoint_id) references webhook_endpoints (workspace_id, id),
  foreign key (workspace_id, event_id) references webhook_events (workspace_id, id)
);
create index webhook_deliveries_by_endpoint on webhook_deliveries (workspace_id, endpoint_id, created_at desc, id desc);

-- ── privileges ─────────────────────────────────────────────────────────────────────────────────────────────────
do $$ begin
  if not exists (select from pg_roles where rolname = 'vouch_app') then create role vouch_app nologin; end if;
end $$;
grant usage on schema public to vouch_app;
grant select, insert on all tables in schema public to vouch_app;
grant usage on all sequences in schema public to vouch_app;
grant execute on function ensure_month_partition(text, timestamptz) to vouch_app;
-- What may change. Everything not named here is append-only for the application.
grant update on organizations, workspaces, members, invitations, api_keys, notices, outbox, stores, connections, creators, creator_accounts,
  imports, programs, enrollments, costs, domains, codes, links, edges, edge_offsets, customers, customer_identifiers, conversions, credits,
  webhook_endpoints, webhook_deliveries to vouch_app;
grant delete on workspace_slugs, audit_details, idempotency_keys, outbox, payload_keys, import_refusals, domain_hosts, link_keys, link_changes,
  edge_offsets, address_salts, customer_identifiers, closed_months to vouch_app;
grant update on link_keys to vouch_app;
