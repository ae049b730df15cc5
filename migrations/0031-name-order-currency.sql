-- A commission may be in another currency than its order; a comparison is about orders of one currency.
create or replace view standing_commissions as
  select c.workspace_id, c.id as commission_id, c.conversion_id, c.creator_id, c.program_id, c.currency, c.order_at,
    c.terms ->> 'orderCurrency' as order_currency
  from commissions c
  where not exists (
    select 1 from commission_endings e where e.workspace_id = c.workspace_id and e.commission_id = c.id and e.step = 'superseded');
