-- Whose personal data was erased: the row stays, so that money keeps its evidence, and says nothing of the person.
alter table creators add column erased_at timestamptz;
grant delete on account_profiles to vouch_app;
grant update (evidence) on account_snapshots to vouch_app;

-- Who must not be contacted, by keyed hashes alone: the list keeps nothing by which somebody who was erased could be found.
create table do_not_contact (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  kind text not null check (kind in ('email', 'account')),
  keyed_hash bytea not null check (length(keyed_hash) = 32),
  hint text not null check (length(hint) <= 120),
  reason text not null check (length(reason) <= 500),
  actor text not null,
  recorded_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, kind, keyed_hash)
);
comment on column do_not_contact.hint is 'what a person sees of it, without naming anybody: the platform, or the domain of an address';
grant select, insert, delete on do_not_contact to vouch_app;

create table privacy_settings (
  workspace_id uuid not null references workspaces (id),
  retention_days int check (retention_days between 7 and 3650),
  notice_text text not null check (length(notice_text) <= 20000),
  updated_at timestamptz not null,
  primary key (workspace_id)
);
comment on column privacy_settings.retention_days is 'days after which a creator who was found and never told or worked with is proposed for erasure; null: nobody is proposed';
grant select, insert, update on privacy_settings to vouch_app;

-- When and how a creator was told that their data is kept.
create table creator_notices (
  workspace_id uuid not null,
  id uuid not null,
  creator_id uuid not null,
  told_on date not null,
  channel text not null check (channel in ('email', 'message', 'contract', 'form', 'other')),
  body text not null check (length(body) <= 20000),
  actor text not null,
  recorded_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, creator_id) references creators (workspace_id, id)
);
comment on table creator_notices is 'append-only';
create index creator_notices_by_creator on creator_notices (workspace_id, creator_id, told_on desc, id desc);
grant select, insert on creator_notices to vouch_app;

-- Creators with whom there is something: what is agreed, followed or paid, or what they were told.
create view creators_in_touch as
  select workspace_id, creator_id from enrollments
  union select workspace_id, creator_id from links
  union select workspace_id, creator_id from codes
  union select workspace_id, creator_id from commissions
  union select workspace_id, creator_id from campaign_creators
  union select workspace_id, creator_id from campaign_costs where creator_id is not null
  union select workspace_id, creator_id from creator_notices;
grant select on creators_in_touch to vouch_app;
