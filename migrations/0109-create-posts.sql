-- Posts: pieces of content that creators published, and what each was seen to reach: numbers with their time and source, only ever added.

create table posts (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  creator_id uuid not null,
  account_id uuid,
  campaign_id uuid,
  platform text not null,
  format text not null check (format in ('reel', 'short', 'story', 'video', 'live', 'image', 'carousel', 'text', 'audio', 'unknown')),
  url text,
  url_key text,
  external_id text,
  title text not null default '' check (length(title) <= 500),
  posted_at timestamptz not null,
  posted_precision text not null check (posted_precision in ('ms', 's', 'day')),
  is_sponsored boolean,
  source text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id),
  check ((url is null) = (url_key is null)),
  foreign key (workspace_id, creator_id) references creators (workspace_id, id),
  foreign key (workspace_id, account_id) references creator_accounts (workspace_id, id),
  foreign key (workspace_id, campaign_id) references campaigns (workspace_id, id)
);
comment on column posts.url_key is 'what is left of the address when it is compared: two addresses of one post have one key';
comment on column posts.is_sponsored is 'null: not known';
comment on column posts.external_id is 'the id that its source gives it';
create unique index posts_url on posts (workspace_id, url_key) where archived_at is null;
create unique index posts_external on posts (workspace_id, source, external_id) where archived_at is null and external_id is not null;
create index posts_by_time on posts (workspace_id, posted_at desc, id desc);
create index posts_by_creator on posts (workspace_id, creator_id, posted_at desc, id desc);
create index posts_by_campaign on posts (workspace_id, campaign_id, posted_at desc, id desc) where campaign_id is not null;

create table post_snapshots (
  workspace_id uuid not null,
  id uuid not null,
  post_id uuid not null,
  observed_at timestamptz not null,
  observed_precision text not null check (observed_precision in ('ms', 's', 'day')),
  source text not null check (length(source) between 1 and 60),
  evidence text not null default '' check (length(evidence) <= 1000),
  views bigint check (views >= 0),
  reach bigint check (reach >= 0),
  impressions bigint check (impressions >= 0),
  likes bigint check (likes >= 0),
  comments bigint check (comments >= 0),
  saves bigint check (saves >= 0),
  shares bigint check (shares >= 0),
  clicks bigint check (clicks >= 0),
  followers bigint check (followers >= 0),
  import_id uuid,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (workspace_id, id),
  check (num_nonnulls(views, reach, impressions, likes, comments, saves, shares, clicks, followers) > 0),
  foreign key (workspace_id, post_id) references posts (workspace_id, id),
  foreign key (workspace_id, import_id) references imports (workspace_id, id)
);
comment on table post_snapshots is 'null: not known, which is never zero';
comment on column post_snapshots.followers is 'of the account that published it, at the time';
create index post_snapshots_by_post on post_snapshots (workspace_id, post_id, observed_at desc, recorded_at desc, id desc);

grant select, insert on posts, post_snapshots to vouch_app;
grant update on posts to vouch_app;
