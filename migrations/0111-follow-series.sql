-- Series by day that people have from elsewhere: branded searches, direct traffic, followers of a creator. What posts did to them is worked out.

create table daily_series (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  kind text not null check (kind in ('branded_search', 'direct_traffic', 'followers', 'other')),
  creator_id uuid,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  check ((kind = 'followers') = (creator_id is not null)),
  foreign key (workspace_id, creator_id) references creators (workspace_id, id)
);
create unique index daily_series_by_name on daily_series (workspace_id, lower(name));

create table daily_values (
  workspace_id uuid not null,
  series_id uuid not null,
  told_on date not null,
  value bigint not null check (value >= 0),
  import_id uuid not null,
  recorded_at timestamptz not null,
  primary key (workspace_id, series_id, told_on),
  foreign key (workspace_id, series_id) references daily_series (workspace_id, id),
  foreign key (workspace_id, import_id) references imports (workspace_id, id)
);
comment on table daily_values is 'a day that is not known has no row';
grant select, insert on daily_series, daily_values to vouch_app;
grant update (value, import_id, recorded_at) on daily_values to vouch_app;
