-- Which of an order's answers counts is looked up by each of its names in turn. Left to itself a server that has not looked at these tables yet
-- takes the workspace for a handful of rows, and compares every answer with every name: minutes for a few thousand orders.

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

create or replace view attribution_answers_of_orders as
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
