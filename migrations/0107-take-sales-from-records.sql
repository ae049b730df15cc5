-- A series may be taken from the workspace's own records instead of a file: what each creator had a part in, by day.

alter table sales_series add column measure text check (measure in ('orders', 'net_sales', 'clicks'));
comment on column sales_series.measure is 'what of the workspace''s own records it counts, by creator; null: imported';
alter table region_sales alter column import_id drop not null;
comment on column region_sales.import_id is 'null: taken from the workspace''s own records';
comment on column region_sales.region is 'a region, or the name of a creator: personal';

-- Owned by experiments: orders beside each creator who was seen on the way to them; what customers said afterwards is not counted.
create view experiment_creator_orders as
  select distinct f.workspace_id, f.conversion_id, f.occurred_at, f.currency, f.net_minor, t.creator_id
  from order_figures f
  join order_credits k on k.workspace_id = f.workspace_id and k.conversion_id = f.conversion_id
  cross join lateral unnest(k.creator_ids, k.kinds) as t (creator_id, kind)
  where f.kind = 'order' and t.creator_id is not null and t.kind <> 'survey';
create view experiment_creator_clicks as
  select k.workspace_id, k.click_id, k.occurred_at, coalesce(k.creator_id, o.creator_id) as creator_id
  from human_clicks k
  left join link_owners o on o.workspace_id = k.workspace_id and o.link_id = k.link_id
  where coalesce(k.creator_id, o.creator_id) is not null;
create view experiment_creator_names as
  select workspace_id, id as creator_id,
    case when count(*) over (partition by workspace_id, lower(name)) > 1 then name || ' ' || right(id::text, 6) else name end as name
  from creators;
comment on view experiment_creator_names is 'creators of one name are told apart by the end of their id';
grant select on experiment_creator_orders, experiment_creator_clicks, experiment_creator_names to vouch_app;
