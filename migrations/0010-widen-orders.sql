-- Orders that arrive by several ways: who a customer is now, what an order joined, what was refunded, and payloads known by their delivery.

-- A merge is append-only in identity_merges; this repeats its result, so that a person is found in one step.
alter table customers add column canonical_id uuid;
update customers set canonical_id = id;
alter table customers alter column canonical_id set not null;
alter table customers add constraint customers_canonical_id_fkey foreign key (workspace_id, canonical_id) references customers (workspace_id, id);
create index customers_by_canonical on customers (workspace_id, canonical_id);
comment on column customers.canonical_id is 'the customer that all merged rows resolve to, itself when nothing was merged; repeats the newest of identity_merges';
-- A customer who was about to be made while another transaction made the same one.
grant delete on customers to vouch_app;

alter table identity_merges add column undoes_id uuid;
alter table identity_merges add constraint identity_merges_undoes_id_fkey
  foreign key (workspace_id, undoes_id) references identity_merges (workspace_id, id);
create index identity_merges_by_time on identity_merges (workspace_id, recorded_at desc, id desc);

alter table conversions add column flags text[] not null default '{}';
alter table conversions add column stated_total_minor bigint;
alter table conversions add column refunded_minor bigint not null default 0;
alter table conversions add column joined_into_id uuid;
alter table conversions add constraint conversions_joined_into_id_fkey
  foreign key (workspace_id, joined_into_id) references conversions (workspace_id, id);
comment on column conversions.flags is 'what a reader should know about the amounts: total_mismatch, amount_unknown, currency_changed, refund_in_other_currency';
comment on column conversions.stated_total_minor is 'the sender''s own total, where it stated one';
comment on column conversions.refunded_minor is 'repeats the sum of the adjustments as they take effect';
comment on column conversions.joined_into_id is 'this order turned out to be another name of that one; it is cancelled and nothing is paid for it';
create index conversions_by_subscription on conversions (workspace_id, subscription_id, occurred_at) where subscription_id is not null;
create index conversions_by_status on conversions (workspace_id, status, occurred_at desc, id desc);

-- When two names turn out to mean one order, they are pointed at it.
grant update on conversion_references to vouch_app;
create index conversion_references_by_order on conversion_references (workspace_id, store_id, conversion_external_id);

alter table adjustments add column is_cumulative boolean not null default false;
comment on column adjustments.is_cumulative is 'amount_minor is all that was refunded so far, as the sender states it, not this refund alone';
create index adjustments_by_time on adjustments (workspace_id, occurred_at desc, id desc);

alter table raw_payloads add column delivery_id text not null default '';
comment on column raw_payloads.delivery_id is 'the sender''s own id of the delivery: the same one is taken once';
create unique index raw_payloads_one_a_delivery on raw_payloads (workspace_id, connection_id, delivery_id) where delivery_id <> '';
create index raw_payloads_by_time on raw_payloads (workspace_id, received_at desc, id desc);
create index payload_results_by_payload on payload_results (workspace_id, payload_id, processed_at);
