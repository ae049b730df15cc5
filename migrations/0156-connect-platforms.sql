-- Platforms such as YouTube, asked through their own interfaces: with what they are asked, what was asked of them and how much of it is left.

create table platform_connections (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  platform text not null check (platform in ('youtube')),
  method text not null check (method in ('api_key')),
  label text not null check (length(label) between 1 and 120),
  secret_ciphertext bytea not null,
  state text not null default 'working' check (state in ('working', 'refused', 'removed')),
  problem text check (length(problem) <= 1000),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id)
);
comment on column platform_connections.secret_ciphertext is 'emptied when it is removed';
grant select, insert, update on platform_connections to vouch_app;

-- How much of a quota was used in one of its windows; counted before each call, so that a worker that dies cannot forget one.
create table platform_quota_uses (
  workspace_id uuid not null,
  connection_id uuid not null,
  quota text not null,
  window_at timestamptz not null,
  used bigint not null check (used >= 0),
  primary key (workspace_id, connection_id, quota, window_at),
  foreign key (workspace_id, connection_id) references platform_connections (workspace_id, id)
);
grant select, insert, update on platform_quota_uses to vouch_app;

-- A run asks for many things one after the other and remembers how far it came, in the transaction that keeps what it was told.
create table platform_runs (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  connection_id uuid not null,
  kind text not null check (kind in ('figures', 'search')),
  input jsonb not null,
  place jsonb not null,
  steps integer not null check (steps >= 0),
  steps_done integer not null default 0 check (steps_done >= 0),
  tries integer not null default 0 check (tries >= 0),
  requested_by text not null,
  requested_at timestamptz not null,
  started_at timestamptz,
  resumes_at timestamptz,
  cancel_requested_at timestamptz,
  finished_at timestamptz,
  outcome text check (outcome in ('done', 'cancelled', 'stopped')),
  problem text check (length(problem) <= 1000),
  clock_ahead_s integer,
  primary key (workspace_id, id),
  foreign key (workspace_id, connection_id) references platform_connections (workspace_id, id),
  check ((finished_at is null) = (outcome is null))
);
comment on column platform_runs.resumes_at is 'when it goes on by itself: the platform was away, or its quota is used up';
comment on column platform_runs.clock_ahead_s is 'how far the platform''s clock is ahead of ours, where it is more than five minutes';
create index platform_runs_newest on platform_runs (workspace_id, requested_at desc, id desc);
grant select, insert, update on platform_runs to vouch_app;

-- What each step of a run came to.
create table platform_findings (
  workspace_id uuid not null,
  run_id uuid not null,
  position integer not null check (position >= 0),
  account_id uuid,
  external_id text,
  outcome text not null check (outcome in ('taken', 'found', 'unavailable', 'private', 'deleted', 'denied')),
  detail text not null default '' check (length(detail) <= 1000),
  found jsonb,
  recorded_at timestamptz not null,
  primary key (workspace_id, run_id, position),
  foreign key (workspace_id, run_id) references platform_runs (workspace_id, id),
  foreign key (workspace_id, account_id) references creator_accounts (workspace_id, id)
);
comment on column platform_findings.found is 'of a search: the account as the platform shows it to anybody';
grant select, insert on platform_findings to vouch_app;
