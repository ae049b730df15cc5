-- Reports that are shown to whoever has their link: read only, until a day that is set, and as long as nobody takes the link back.

create table shares (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  report text not null check (report in ('overview', 'program', 'creator', 'campaign', 'comparison')),
  subject_id uuid,
  filters jsonb not null,
  subject_name text not null,
  shows_names boolean not null,
  shows_money boolean not null,
  secret_hash bytea not null check (length(secret_hash) = 32),
  created_by uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  opened bigint not null default 0 check (opened >= 0),
  last_opened_at timestamptz,
  primary key (workspace_id, id),
  check ((subject_id is not null) = (report in ('program', 'creator', 'campaign'))),
  check (expires_at > created_at)
);
comment on column shares.filters is 'what the report is asked for: from, to, currency, model, as far as the report has them; without days, the last 30';
comment on column shares.subject_name is 'as it was when the link was made: what the list of links calls it';
comment on column shares.secret_hash is 'SHA-256 of the secret in the link, which is kept nowhere';
create index shares_by_time on shares (workspace_id, created_at desc, id desc);
grant select, insert, update (revoked_at, opened, last_opened_at) on shares to vouch_app;
