-- A customer's answer finds its order under any of its names: the store's own id, another name, or the id of an order that was joined into it.

create index conversion_references_by_name on conversion_references (workspace_id, store_id, reference);

-- Each name of each order, one order a name: its own id before another's other name, and of other names the first kind. Owned by orders.
create view order_names as
  select workspace_id, id as conversion_id, store_id, external_id as name from conversions where joined_into_id is null
  union all
  select c.workspace_id, c.id, c.store_id, r.reference
  from conversion_references r
  join conversions c on c.workspace_id = r.workspace_id and c.store_id = r.store_id and c.external_id = r.conversion_external_id
  where c.joined_into_id is null
    and not exists (select from conversions x where x.workspace_id = r.workspace_id and x.store_id = r.store_id
      and x.external_id = r.reference and x.joined_into_id is null)
    and not exists (select from conversion_references s
      join conversions y on y.workspace_id = s.workspace_id and y.store_id = s.store_id and y.external_id = s.conversion_external_id
      where s.workspace_id = r.workspace_id and s.store_id = r.store_id and s.reference = r.reference and s.kind < r.kind and y.joined_into_id is null);
comment on view order_names is 'the id of an order that was joined into another is a name of that other: joining writes it so';
grant select on order_names to vouch_app;

-- Which of an order's answers counts is looked up by each of its names in turn: a server that has not looked at these tables yet would take the
-- workspace for a handful of rows, and compare every answer with every name. Of all answers to one order,
-- under whatever name, one counts; the answers to a name that no order has yet are one order's.
create or replace view survey_order_answers as
  select a.workspace_id, a.id as answer_id, o.conversion_id,
    not exists (select from survey_answers b
      where b.workspace_id = a.workspace_id and b.store_id = a.store_id and b.external_order_id = a.external_order_id
        and (b.is_vouched, b.received_at, b.id) > (a.is_vouched, a.received_at, a.id))
    and not exists (
      select from (
        select n.store_id, n.name from order_names n where n.workspace_id = o.workspace_id and n.conversion_id = o.conversion_id offset 0) m
      cross join lateral (
        select from survey_answers b where b.workspace_id = o.workspace_id and b.store_id = m.store_id and b.external_order_id = m.name
          and (b.is_vouched, b.received_at, b.id) > (a.is_vouched, a.received_at, a.id) offset 0) b) as counts
  from survey_answers a
  left join lateral (select n.workspace_id, n.conversion_id from order_names n
    where n.workspace_id = a.workspace_id and n.store_id = a.store_id and n.name = a.external_order_id limit 1) o on true;

-- The same from the order's side: of a few orders it is found by their names, where the view above is found by the answer.
create view attribution_answers_of_orders as
  select o.workspace_id, o.conversion_id, a.id as answer_id, a.answered_at, c.creator_id,
    case when c.creator_id is null then a.channel else 'creator' end as channel,
    not exists (
      select from (
        select n.store_id, n.name from order_names n where n.workspace_id = o.workspace_id and n.conversion_id = o.conversion_id offset 0) m
      cross join lateral (
        select from survey_answers b where b.workspace_id = o.workspace_id and b.store_id = m.store_id and b.external_order_id = m.name
          and (b.is_vouched, b.received_at, b.id) > (a.is_vouched, a.received_at, a.id) offset 0) b) as counts
  from order_names o
  cross join lateral (
    select * from survey_answers s where s.workspace_id = o.workspace_id and s.store_id = o.store_id and s.external_order_id = o.name offset 0) a
  join survey_creators c on c.workspace_id = a.workspace_id and c.answer_id = a.id;
comment on view attribution_answers_of_orders is 'owned by attribution: the answers to each order';
grant select on attribution_answers_of_orders to vouch_app;

-- What was frozen of an order before it was joined into another is proven by the answers of that other.
create view attribution_joined_orders as
  select c.workspace_id, c.id as conversion_id, n.conversion_id as into_id
  from conversions c join order_names n on n.workspace_id = c.workspace_id and n.store_id = c.store_id and n.name = c.external_id
  where c.joined_into_id is not null;
comment on view attribution_joined_orders is 'owned by attribution: orders that turned out to be another';
grant select on attribution_joined_orders to vouch_app;
