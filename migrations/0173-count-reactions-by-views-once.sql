-- What a rate by views counts: likes, comments and shares; on YouTube, which tells nobody how often a video was shared, likes and comments.
-- A number that is not known makes the whole not known. The same rule as src/kernel/social/view-reactions.ts.
create function view_reactions(platform text, likes numeric, comments numeric, shares numeric) returns numeric
  language sql immutable parallel safe
  return likes + comments + case when platform = 'youtube' then 0 else shares end;

-- The figures of a snapshot, each rate from its own parts or else as its source states it.
create or replace view card_snapshots as select s.workspace_id, s.id, s.account_id, s.observed_on, s.observed_at, s.recorded_at, s.source, s.grade, s.evidence,
  s.followers, s.following, s.posts_count, s.avg_likes, s.avg_comments, s.avg_views, s.audience,
  coalesce(case when s.followers > 0 then round((s.avg_likes + s.avg_comments) / s.followers, 8) end, (s.stated_rates ->> 'er_followers')::numeric) as er_followers,
  coalesce(case when s.avg_views > 0 then round(view_reactions(a.platform, s.avg_likes, s.avg_comments, s.avg_shares) / s.avg_views, 8) end,
    (s.stated_rates ->> 'er_views')::numeric) as er_views,
  (s.stated_rates ->> 'er_reach')::numeric as er_reach,
  (s.stated_rates ->> 'er_impressions')::numeric as er_impressions,
  (s.stated_rates ->> 'growth_30d')::numeric as growth_stated
  from account_snapshots s join creator_accounts a on a.workspace_id = s.workspace_id and a.id = s.account_id;

-- Cards of YouTube accounts are made anew: of many the rate is known now.
insert into creator_marks (workspace_id, id, creator_id)
  select workspace_id, gen_random_uuid(), creator_id from (
    select distinct workspace_id, creator_id from creator_accounts where platform = 'youtube' and archived_at is null) c;
