-- What the commission engine keeps beside its evidence.

-- When and with what a commission counts against its program's cap, in the cap's currency; null where the program has none.
alter table commissions add column order_at timestamptz;
alter table commissions add column counted_minor bigint;
alter table commissions add column counted_currency text;
update commissions set order_at = earned_at where order_at is null;
alter table commissions alter column order_at set not null;
create index commissions_by_cap on commissions (workspace_id, program_id, creator_id, order_at);
comment on column commissions.order_at is 'the order''s time: caps, windows and recurrence count by it; earned_at is when it was booked';

-- A claim for late evidence is made once for each state of the evidence.
create unique index claims_once on claims (workspace_id, conversion_id, creator_id, kind);
create index claims_by_time on claims (workspace_id, created_at desc, id desc);
create index pay_decisions_by_creator on pay_decisions (workspace_id, creator_id, decided_at desc);
create index commissions_by_time on commissions (workspace_id, earned_at desc, id desc);
-- The sums of one cause's transfers.
create index postings_by_source on postings (workspace_id, source_kind, source_id);
-- Commissions whose pending part has come to an end, by maturing or by a later decision: what is left is still on hold. Owned by the ledger.
create view commission_endings as
  select workspace_id, source_id as commission_id, step from postings where source_kind = 'commission' and step in ('matured', 'superseded');
grant select on commission_endings to vouch_app;

-- What was taken back of a commission, line by line in its order; below zero where something is earned again.
create table commission_reversals (
  workspace_id uuid not null,
  id uuid not null,
  commission_id uuid not null,
  position int not null check (position > 0),
  line_amounts bigint[] not null,
  amount_minor bigint not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  reason text not null,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, commission_id, position),
  foreign key (workspace_id, commission_id) references commissions (workspace_id, id)
);
comment on table commission_reversals is 'append-only; the ledger books each as the step reversed-<position> of its commission';
grant select, insert on commission_reversals to vouch_app;
