-- Creators sign in at a platform and let the brand read the figures of their own accounts.

alter table platform_connections
  drop constraint platform_connections_platform_check,
  drop constraint platform_connections_method_check,
  add constraint platform_connections_platform_check check (platform in ('youtube', 'instagram', 'tiktok')),
  add constraint platform_connections_method_check check (method in ('api_key', 'access_token', 'sign_in')),
  add column client_id text check (length(client_id) between 1 and 300),
  add constraint platform_connections_client check ((method = 'sign_in') = (client_id is not null)),
  add constraint platform_connections_tiktok check (platform <> 'tiktok' or method = 'sign_in');
comment on column platform_connections.client_id is 'of sign-in: the app at the platform under whose name creators sign in';
create unique index platform_connections_sign_in on platform_connections (workspace_id, platform)
  where method = 'sign_in' and state <> 'removed';

-- A link that a brand gives to one creator, under which they sign in and sign out.
create table platform_invitations (
  workspace_id uuid not null,
  id uuid not null,
  creator_id uuid not null,
  secret_hash bytea not null,
  language text not null check (language in ('en', 'de')),
  created_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, creator_id) references creators (workspace_id, id)
);
comment on column platform_invitations.secret_hash is 'SHA-256 of what stands in the link; the link itself is kept nowhere';
create unique index platform_invitations_open on platform_invitations (workspace_id, creator_id) where ended_at is null;
grant select, insert, update on platform_invitations to vouch_app;

-- A sign-in that was begun: it is taken out when the platform sends the person back, so that it works once.
create table platform_sign_ins (
  workspace_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  state_hash bytea not null,
  browser_hash bytea not null,
  verifier_ciphertext bytea,
  invitation_id uuid,
  application_account_id uuid,
  consent text not null check (length(consent) <= 2000),
  language text not null check (language in ('en', 'de')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, state_hash),
  foreign key (workspace_id, connection_id) references platform_connections (workspace_id, id),
  foreign key (workspace_id, invitation_id) references platform_invitations (workspace_id, id),
  foreign key (workspace_id, application_account_id) references application_accounts (workspace_id, id),
  check (num_nonnulls(invitation_id, application_account_id) = 1)
);
comment on column platform_sign_ins.browser_hash is 'SHA-256 of the cookie of the browser that began it';
comment on column platform_sign_ins.verifier_ciphertext is 'of PKCE, where the platform has it';
grant select, insert, delete on platform_sign_ins to vouch_app;

-- What the owner of an account permits: the tokens with which its figures are read.
create table platform_grants (
  workspace_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  account_id uuid not null,
  platform_user_id text not null check (length(platform_user_id) between 1 and 200),
  account_name text not null check (length(account_name) <= 300),
  scopes text not null check (length(scopes) <= 2000),
  consent text not null check (length(consent) <= 2000),
  secret_ciphertext bytea not null,
  state text not null check (state in ('working', 'ended', 'disconnected')),
  problem text check (length(problem) <= 1000),
  expires_at timestamptz,
  renew_at timestamptz,
  granted_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, connection_id, account_id),
  foreign key (workspace_id, connection_id) references platform_connections (workspace_id, id),
  foreign key (workspace_id, account_id) references creator_accounts (workspace_id, id),
  check ((state = 'working') = (length(secret_ciphertext) > 0))
);
comment on column platform_grants.platform_user_id is 'personal';
comment on column platform_grants.account_name is 'personal';
comment on column platform_grants.consent is 'the sentence that was agreed to at granted_at';
comment on column platform_grants.secret_ciphertext is 'the tokens; emptied when they end, are taken back or the creator is erased';
comment on column platform_grants.expires_at is 'when the token in use ends; null: no end is known';
comment on column platform_grants.renew_at is 'from when it is renewed although nobody asks, so that the permission does not lapse';
create index platform_grants_renewed on platform_grants (renew_at) where state = 'working';
create index platform_grants_of on platform_grants (workspace_id, account_id);
grant select, insert, update on platform_grants to vouch_app;

alter table application_accounts
  add constraint application_accounts_verified_by check (verified_by in ('platform', 'person', 'sign_in'));
