-- Recomputing attribution: who asked for it and what came of it, and what it reads.

create table attribution_runs (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  requested_by text not null,
  requested_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  orders bigint,
  orders_done bigint,
  clicks bigint,
  visits bigint,
  touches_changed bigint,
  credits_changed bigint,
  problem text,
  primary key (workspace_id, id)
);
comment on table attribution_runs is 'a row a request; it is kept, only what came of it is filled in';
create unique index attribution_runs_one_at_a_time on attribution_runs (workspace_id) where finished_at is null;
grant select, insert, update (started_at, finished_at, orders, orders_done, clicks, visits, touches_changed, credits_changed, problem)
  on attribution_runs to vouch_app;

-- What recomputing reads of other features' tables, as it is: no rule of attribution stands here.
create view attribution_orders as
  select o.workspace_id, o.id, o.occurred_at, o.occurred_precision, o.visitor_id, o.click_id, o.codes, c.canonical_id as person_id
  from conversions o left join customers c on c.workspace_id = o.workspace_id and c.id = o.customer_id;
create view attribution_visitors as
  select i.workspace_id, c.canonical_id as person_id, encode(i.keyed_hash, 'hex')::uuid as visitor_id
  from customer_identifiers i join customers c on c.workspace_id = i.workspace_id and c.id = i.customer_id
  where i.kind = 'visitor';
create view attribution_clicks as
  select workspace_id, occurred_at, id, link_id, creator_id, visitor_id, visitor_class from clicks;
create view attribution_visits as
  select workspace_id, occurred_at, id, visitor_id, click_id, channel, visitor_class from visits;
comment on view attribution_orders is 'owned by attribution: orders with the person behind each, after merges';
comment on view attribution_visitors is 'owned by attribution: the browsers of each person, after merges';
comment on view attribution_clicks is 'owned by attribution: clicks as recorded';
comment on view attribution_visits is 'owned by attribution: visits as recorded';
grant select on attribution_orders, attribution_visitors, attribution_clicks, attribution_visits to vouch_app;
