-- Where no source states average likes and comments, an account's engagement is counted over its posts.
create or replace view vetted_posts as
  select p.workspace_id, p.id as post_id, p.creator_id, p.account_id, p.platform, p.posted_at, p.is_sponsored, p.title, p.caption, p.updated_at, n.likes,
    n.comments, n.shares, n.views
  from posts p
  left join lateral (
    select
      (array_agg(s.likes order by s.observed_at desc, s.recorded_at desc, s.id desc) filter (where s.likes is not null))[1] as likes,
      (array_agg(s.comments order by s.observed_at desc, s.recorded_at desc, s.id desc) filter (where s.comments is not null))[1] as comments,
      (array_agg(s.shares order by s.observed_at desc, s.recorded_at desc, s.id desc) filter (where s.shares is not null))[1] as shares,
      (array_agg(s.views order by s.observed_at desc, s.recorded_at desc, s.id desc) filter (where s.views is not null))[1] as views
    from post_snapshots s where s.workspace_id = p.workspace_id and s.post_id = p.id
  ) n on true
  where p.archived_at is null;
