-- An account of Instagram may ask for thirty different hashtags in seven days; each counts from when it was asked for first.

create table platform_hashtag_uses (
  workspace_id uuid not null references workspaces (id),
  account_external_id text not null,
  hashtag text not null check (length(hashtag) between 1 and 100),
  counted_at timestamptz not null,
  primary key (workspace_id, account_external_id, hashtag)
);
grant select, insert, update on platform_hashtag_uses to vouch_app;
