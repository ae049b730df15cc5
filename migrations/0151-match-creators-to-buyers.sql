-- Whom the brand wants to reach, in words and figures; what matching reads of creators; and the rules it goes by, as data.

create table audience_profiles (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 120),
  version int not null check (version > 0),
  is_default boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id)
);
comment on column audience_profiles.version is 'the newest of audience_profile_versions';
create unique index audience_profiles_one_default on audience_profiles (workspace_id) where is_default and archived_at is null;
create index audience_profiles_by_time on audience_profiles (workspace_id, created_at desc, id desc);

create table audience_profile_versions (
  workspace_id uuid not null,
  profile_id uuid not null,
  version int not null,
  document jsonb not null,
  written_by text not null,
  written_at timestamptz not null,
  primary key (workspace_id, profile_id, version),
  foreign key (workspace_id, profile_id) references audience_profiles (workspace_id, id)
);
comment on table audience_profile_versions is 'append-only: what the buyer was said to be, as the API takes it';

create table matching_rules (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  kind text not null check (kind in ('fit', 'platforms', 'prices', 'mix')),
  value jsonb not null,
  source text not null check (length(source) between 1 and 500),
  set_by text not null,
  set_at timestamptz not null,
  primary key (workspace_id, id)
);
comment on table matching_rules is 'append-only: the newest of a kind holds; a workspace without one goes by the defaults of the program';
create index matching_rules_newest on matching_rules (workspace_id, kind, set_at desc, id desc);
grant select, insert on audience_profiles, audience_profile_versions, matching_rules to vouch_app;
grant update (name, version, is_default, updated_at, archived_at) on audience_profiles to vouch_app;

-- Owned by matching: what is shown of an account, figure by figure the newest known; of one day the better grade, of one grade the later.
create view matching_accounts as
  select a.workspace_id, a.creator_id, a.id as account_id, a.platform, a.handle,
    f.followers, f.observed_on as followers_on, f.source as followers_source, f.grade as followers_grade,
    e.avg_likes, e.avg_comments, e.observed_on as averages_on, e.source as averages_source, e.grade as averages_grade,
    v.avg_views, v.observed_on as views_on, v.source as views_source, v.grade as views_grade,
    coalesce(d.audience, '{}') as audience, p.bio, p.category, p.topics, p.language, p.observed_on as profile_on, p.source as profile_source,
    p.grade as profile_grade
  from creator_accounts a
  left join lateral (
    select s.followers, s.observed_on, s.source, s.grade from account_snapshots s
    where s.workspace_id = a.workspace_id and s.account_id = a.id and s.followers is not null
    order by s.observed_on desc, s.grade, s.recorded_at desc, s.id desc limit 1) f on true
  left join lateral (
    select s.avg_likes, s.avg_comments, s.observed_on, s.source, s.grade from account_snapshots s
    where s.workspace_id = a.workspace_id and s.account_id = a.id and s.avg_likes is not null and s.avg_comments is not null
    order by s.observed_on desc, s.grade, s.recorded_at desc, s.id desc limit 1) e on true
  left join lateral (
    select s.avg_views, s.observed_on, s.source, s.grade from account_snapshots s
    where s.workspace_id = a.workspace_id and s.account_id = a.id and s.avg_views is not null
    order by s.observed_on desc, s.grade, s.recorded_at desc, s.id desc limit 1) v on true
  left join lateral (
    select jsonb_object_agg(n.key, jsonb_build_object('value', n.value, 'source', n.source, 'observed_on', n.observed_on, 'grade', n.grade)) as audience
    from (
      select distinct on (k.key) k.key, k.value, s.source, s.observed_on, s.grade
      from account_snapshots s cross join lateral jsonb_each(s.audience) as k (key, value)
      where s.workspace_id = a.workspace_id and s.account_id = a.id
      order by k.key, s.observed_on desc, s.grade, s.recorded_at desc, s.id desc) n) d on true
  left join lateral (
    select
      (array_agg(q.bio order by q.observed_on desc, q.grade, q.recorded_at desc, q.id desc) filter (where q.bio is not null))[1] as bio,
      (array_agg(q.category order by q.observed_on desc, q.grade, q.recorded_at desc, q.id desc) filter (where q.category is not null))[1] as category,
      (array_agg(q.language order by q.observed_on desc, q.grade, q.recorded_at desc, q.id desc) filter (where q.language is not null))[1] as language,
      (array_agg(to_jsonb(q.topics) order by q.observed_on desc, q.grade, q.recorded_at desc, q.id desc) filter (where q.topics <> '{}'))[1] as topics,
      (array_agg(q.source order by q.observed_on desc, q.grade, q.recorded_at desc, q.id desc))[1] as source,
      (array_agg(q.grade order by q.observed_on desc, q.grade, q.recorded_at desc, q.id desc))[1] as grade,
      max(q.observed_on) as observed_on
    from account_profiles q where q.workspace_id = a.workspace_id and q.account_id = a.id) p on true
  where a.archived_at is null;
comment on column matching_accounts.bio is 'personal';

-- Owned by matching: posts that stand, each with the newest number known of each metric.
create view matching_posts as
  select p.workspace_id, p.id as post_id, p.creator_id, p.account_id, p.campaign_id, p.platform, p.format, p.title, p.caption, p.hashtags,
    p.language, p.posted_at, p.is_sponsored, n.views, n.reach, n.likes, n.comments, n.followers
  from posts p
  left join lateral (
    select
      (array_agg(s.views order by s.observed_at desc, s.recorded_at desc, s.id desc) filter (where s.views is not null))[1] as views,
      (array_agg(s.reach order by s.observed_at desc, s.recorded_at desc, s.id desc) filter (where s.reach is not null))[1] as reach,
      (array_agg(s.likes order by s.observed_at desc, s.recorded_at desc, s.id desc) filter (where s.likes is not null))[1] as likes,
      (array_agg(s.comments order by s.observed_at desc, s.recorded_at desc, s.id desc) filter (where s.comments is not null))[1] as comments,
      (array_agg(s.followers order by s.observed_at desc, s.recorded_at desc, s.id desc) filter (where s.followers is not null))[1] as followers
    from post_snapshots s where s.workspace_id = p.workspace_id and s.post_id = p.id) n on true
  where p.archived_at is null;
comment on column matching_posts.caption is 'personal';

-- Owned by matching: clicks on creators' own links, and orders beside each creator who was seen on the way to them.
create view matching_clicks as
  select o.workspace_id, o.creator_id, k.click_id, k.occurred_at
  from link_owners o join human_clicks k on k.workspace_id = o.workspace_id and k.link_id = o.link_id
  where o.creator_id is not null;
create view matching_orders as
  select distinct f.workspace_id, f.conversion_id, f.occurred_at, f.currency, f.net_minor, k.creator_ids, t.creator_id
  from order_credits k
  join order_figures f on f.workspace_id = k.workspace_id and f.conversion_id = k.conversion_id
  cross join lateral unnest(k.creator_ids, k.kinds) as t (creator_id, kind)
  where f.kind = 'order' and t.creator_id is not null and t.kind <> 'survey';
grant select on matching_accounts, matching_posts, matching_clicks, matching_orders to vouch_app;
