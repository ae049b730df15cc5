-- What reports read: each view belongs to the feature whose table it shows.

-- Orders that stand: paid, no test, and not another name of an order that is counted already. Owned by orders.
create view order_figures as
  select workspace_id, id as conversion_id, store_id, external_id, kind, source, occurred_at, currency, total_minor, refunded_minor,
    total_minor - refunded_minor as kept_minor
  from conversions where status = 'paid' and joined_into_id is null;
grant select on order_figures to vouch_app;
comment on view order_figures is 'kept_minor is the order''s total, with tax and shipping, after refunds';

-- Clicks that a person made. Owned by tracking.
create view human_clicks as
  select workspace_id, id as click_id, occurred_at, link_id, creator_id from clicks where visitor_class = 'human';
grant select on human_clicks to vouch_app;

-- Whose a link is now, and for which program. Owned by links.
create view link_owners as select workspace_id, id as link_id, creator_id, program_id from links;
grant select on link_owners to vouch_app;

-- The newest credit of a conversion, beside the touches that share it. Owned by attribution.
create view order_credits as
  select c.workspace_id, c.conversion_id, c.models, c.shares, c.unattributed, c.computed_at, t.creator_ids, t.channels
  from credits c
  join touches t on t.workspace_id = c.workspace_id and t.conversion_id = c.conversion_id and t.version = c.touch_version;
grant select on order_credits to vouch_app;

-- Commissions that no later decision has replaced: at most one an order. Owned by commissions.
create view standing_commissions as
  select c.workspace_id, c.id as commission_id, c.conversion_id, c.creator_id, c.program_id, c.currency, c.order_at
  from commissions c
  where not exists (
    select 1 from commission_endings e where e.workspace_id = c.workspace_id and e.commission_id = c.id and e.step = 'superseded');
grant select on standing_commissions to vouch_app;
create index commissions_by_order_time on commissions (workspace_id, order_at);

-- What each transfer of a commission's postings did to its creator's two accounts; what it took out is below zero. Owned by commissions.
create view commission_moves as
  select p.workspace_id, p.source_id as commission_id, p.step, p.recorded_at, t.currency,
    case when o.kind = 'creator_pending' then t.amount_minor when f.kind = 'creator_pending' then -t.amount_minor else 0 end as pending_minor,
    case when o.kind = 'creator_payable' then t.amount_minor when f.kind = 'creator_payable' then -t.amount_minor else 0 end as payable_minor
  from postings p
  join transfers t on t.workspace_id = p.workspace_id and t.posting_id = p.id
  join ledger_accounts f on f.workspace_id = t.workspace_id and f.id = t.from_account_id
  join ledger_accounts o on o.workspace_id = t.workspace_id and o.id = t.to_account_id
  where p.source_kind = 'commission';
grant select on commission_moves to vouch_app;
