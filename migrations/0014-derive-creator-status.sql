-- A creator's status is what its history says at an instant: no column beside it that could say otherwise.
alter table creators drop column status;

-- A handle that was given up may be taken by somebody else.
alter table creator_accounts drop constraint creator_accounts_workspace_id_platform_handle_normalised_key;
create unique index creator_accounts_handle on creator_accounts (workspace_id, platform, handle_normalised) where archived_at is null;

-- A day's number may be corrected: the newest record of a day and source holds.
alter table account_snapshots drop constraint account_snapshots_workspace_id_account_id_observed_on_sourc_key;
create index account_snapshots_newest on account_snapshots (workspace_id, account_id, observed_on desc, recorded_at desc, id desc);

-- Which rows of which file made or changed a creator.
create table creator_imports (
  workspace_id uuid not null,
  id uuid not null,
  creator_id uuid not null,
  import_id uuid not null,
  row_number bigint not null,
  outcome text not null check (outcome in ('created', 'updated')),
  recorded_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, creator_id) references creators (workspace_id, id),
  foreign key (workspace_id, import_id) references imports (workspace_id, id)
);
comment on table creator_imports is 'append-only';
create index creator_imports_by_creator on creator_imports (workspace_id, creator_id, recorded_at);
grant select, insert on creator_imports to vouch_app;

-- Search by part of a name or handle; recognising an imported row by e-mail or name.
create extension if not exists pg_trgm;
create index creators_name_parts on creators using gin (name gin_trgm_ops);
create index creator_accounts_handle_parts on creator_accounts using gin (handle_normalised gin_trgm_ops);
create index creators_by_email on creators (workspace_id, email_hash) where email_hash is not null;
create index creators_by_name on creators (workspace_id, lower(name));
