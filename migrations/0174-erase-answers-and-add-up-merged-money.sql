-- What still named a person after an erasure: what they were told, answers that are kept for repeated requests, and events for webhooks.
-- Days, channels and ids stay, the words go.
grant update (body) on creator_notices to vouch_app;
grant update (response) on idempotency_keys to vouch_app;
grant update (payload) on webhook_events to vouch_app;

-- What each record of a creator earned and cost, by currency, so that the records of one person can be added up where they are shown. Owned by creators.
create view creator_money as
  select c.workspace_id, c.creator_id, 'commissions' as kind, m.currency, sum(m.pending_minor + m.payable_minor)::bigint as amount_minor
  from commissions c join commission_moves m on m.workspace_id = c.workspace_id and m.commission_id = c.id
  group by c.workspace_id, c.creator_id, m.currency
  union all
  select workspace_id, creator_id, 'costs', currency, sum(amount_minor)::bigint
  from campaign_costs where creator_id is not null and voided_at is null group by workspace_id, creator_id, currency;
grant select on creator_money to vouch_app;
