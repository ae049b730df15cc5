-- Instagram, asked with an access token that ends after sixty days and is renewed before it does.

alter table platform_connections
  drop constraint platform_connections_platform_check,
  drop constraint platform_connections_method_check,
  add constraint platform_connections_platform_check check (platform in ('youtube', 'instagram')),
  add constraint platform_connections_method_check check (method in ('api_key', 'access_token')),
  add column account_external_id text check (length(account_external_id) between 1 and 100),
  add column account_name text check (length(account_name) <= 300),
  add column expires_at timestamptz,
  add constraint platform_connections_token check ((method = 'access_token') = (account_external_id is not null));
comment on column platform_connections.account_external_id is 'of a token: the account on whose behalf the platform is asked';
comment on column platform_connections.expires_at is 'of a token: when the platform says that it ends; null: it says no end';

alter table platform_runs
  drop constraint platform_runs_kind_check,
  add constraint platform_runs_kind_check check (kind in ('figures', 'search', 'hashtag'));
