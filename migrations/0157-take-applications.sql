-- Creators who apply by themselves: a public page a program, what they sent, and how it was decided.

create table application_pages (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  program_id uuid not null,
  title text not null check (length(title) between 1 and 200),
  intro text not null check (length(intro) <= 5000),
  consent text not null check (length(consent) between 10 and 2000),
  consent_version integer not null check (consent_version >= 1),
  language text not null check (language in ('en', 'de')),
  is_open boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, program_id),
  foreign key (workspace_id, program_id) references programs (workspace_id, id)
);
grant select, insert, update on application_pages to vouch_app;

create table applications (
  workspace_id uuid not null,
  id uuid not null,
  page_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  email text not null check (length(email) <= 254),
  country text check (country ~ '^[A-Z]{2}$'),
  message text not null check (length(message) <= 3000),
  consent text not null,
  consent_version integer not null,
  address_hash bytea not null,
  state text not null check (state in ('new', 'verified', 'approved', 'refused')),
  creator_id uuid,
  decided_by text,
  decided_at timestamptz,
  reason text not null default '' check (length(reason) <= 2000),
  applied_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, page_id) references application_pages (workspace_id, id),
  foreign key (workspace_id, creator_id) references creators (workspace_id, id),
  check ((state in ('approved', 'refused')) = (decided_at is not null)),
  check ((state = 'approved') = (creator_id is not null))
);
comment on column applications.name is 'personal';
comment on column applications.email is 'personal';
comment on column applications.message is 'personal';
comment on column applications.consent is 'the sentence as it was agreed to at applied_at';
comment on column applications.address_hash is 'of the sender''s network on that day, under a key: to count, never to find somebody';
create index applications_newest on applications (workspace_id, applied_at desc, id desc);
create index applications_by_address on applications (workspace_id, address_hash);
grant select, insert, update on applications to vouch_app;

create table application_accounts (
  workspace_id uuid not null,
  id uuid not null,
  application_id uuid not null,
  position smallint not null,
  platform text not null,
  handle text not null check (length(handle) <= 300),
  handle_normalised text not null,
  url text,
  code text not null,
  verified_at timestamptz,
  verified_by text,
  checked_at timestamptz,
  check_said text not null default '' check (length(check_said) <= 1000),
  primary key (workspace_id, id),
  foreign key (workspace_id, application_id) references applications (workspace_id, id)
);
comment on column application_accounts.handle is 'personal';
comment on column application_accounts.code is 'what the applicant puts into the account''s bio, to show that it is theirs';
create index application_accounts_of on application_accounts (workspace_id, application_id);
grant select, insert, update on application_accounts to vouch_app;
