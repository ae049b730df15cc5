-- A click of which nothing is known can be a touch and be paid for, so reports count it as links do: the line that attribution draws.
create or replace view human_clicks as
  select workspace_id, id as click_id, occurred_at, link_id, creator_id from clicks where visitor_class in ('human', 'unknown');
comment on view human_clicks is 'clicks that can be a touch by themselves: a person''s, or one of which nothing is known';
