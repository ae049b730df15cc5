-- Sizes and stated averages of accounts are read of thousands at a time, and so apart from audiences and words.

drop view matching_accounts;

-- Owned by matching: what is shown of an account, figure by figure the newest known; of one day the better grade, of one grade the later.
create view matching_figures as
  select a.workspace_id, a.creator_id, a.id as account_id, a.platform, a.handle_normalised, f.followers, f.observed_on as followers_on,
    f.source as followers_source, e.avg_likes, e.avg_comments, v.avg_views
  from creator_accounts a
  left join lateral (
    select s.followers, s.observed_on, s.source from account_snapshots s
    where s.workspace_id = a.workspace_id and s.account_id = a.id and s.followers is not null
    order by s.observed_on desc, s.grade, s.recorded_at desc, s.id desc limit 1) f on true
  left join lateral (
    select s.avg_likes, s.avg_comments from account_snapshots s
    where s.workspace_id = a.workspace_id and s.account_id = a.id and s.avg_likes is not null and s.avg_comments is not null
    order by s.observed_on desc, s.grade, s.recorded_at desc, s.id desc limit 1) e on true
  left join lateral (
    select s.avg_views from account_snapshots s
    where s.workspace_id = a.workspace_id and s.account_id = a.id and s.avg_views is not null
    order by s.observed_on desc, s.grade, s.recorded_at desc, s.id desc limit 1) v on true
  where a.archived_at is null;
create view matching_accounts as
  select a.workspace_id, a.creator_id, a.id as account_id, a.platform, a.handle, coalesce(d.audience, '{}') as audience, p.bio, p.category,
    p.topics, p.language, p.observed_on as profile_on, p.source as profile_source, p.grade as profile_grade
  from creator_accounts a
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

-- Owned by matching: whose clicks and whose orders can be seen at all; of anybody else they are not known, which is not zero.
create view matching_tracked as
  select workspace_id, creator_id, bool_or(has_link) as has_link
  from (
    select workspace_id, creator_id, true as has_link from link_owners where creator_id is not null
    union all
    select workspace_id, creator_id, false from code_owners where creator_id is not null) o
  group by workspace_id, creator_id;
grant select on matching_figures, matching_accounts, matching_tracked to vouch_app;
