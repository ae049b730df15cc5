-- The newest price of one piece of content of each creator, of whichever of the creator's records it stands under: what their card shows.
create or replace view creator_prices as
  select c.workspace_id, c.id as creator_id, p.price_minor, p.currency
  from creators c
  cross join lateral (
    select round(q.price_minor::numeric / q.quantity)::bigint as price_minor, q.currency
    from (
      select c.id as record_id
      union all
      select m.id from creators m where m.workspace_id = c.workspace_id and m.merged_into_id = c.id) r
    join creator_quotes q on q.workspace_id = c.workspace_id and q.creator_id = r.record_id
    where q.kind = 'content' and q.voided_at is null
    order by q.quoted_on desc, q.recorded_at desc, q.id desc limit 1) p
  where c.merged_into_id is null;
