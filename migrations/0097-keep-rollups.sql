-- Figures of closed spans of time, kept so that a report need not add up every click and order again. They are no evidence: whatever is in
-- these tables can be thrown away and is made anew from the rows that it sums up. A backup leaves them out.

-- Whoever changes a row that figures are made of notes here, in the same transaction, in which hour of which subject.
create table rollup_marks (
  workspace_id uuid not null,
  subject text not null check (subject in ('clicks', 'orders', 'credits', 'commissions', 'ledger')),
  hour timestamptz not null,
  id uuid not null default gen_random_uuid(),
  primary key (workspace_id, subject, hour, id)
);
comment on table rollup_marks is 'derived: figures of this hour (by UTC) are to be read from the rows themselves until the span around it is summed up again';

-- Which spans are summed up: they never overlap within a subject. One without a mark equals the rows; any other time is read from the rows.
create table rollup_spans (
  workspace_id uuid not null references workspaces (id),
  subject text not null check (subject in ('clicks', 'orders', 'credits', 'commissions', 'ledger')),
  from_at timestamptz not null,
  before_at timestamptz not null check (before_at > from_at),
  formula text not null,
  summed_at timestamptz not null,
  primary key (workspace_id, subject, from_at)
);
comment on table rollup_spans is 'derived: a day of the workspace''s zone or all of them together, or an hour of a day that is not over';
comment on column rollup_spans.formula is 'what was summed up and how; a span of another formula than the program''s counts for nothing';

create table rollup_clicks (
  workspace_id uuid not null,
  from_at timestamptz not null,
  place int not null,
  creator_id uuid,
  program_id uuid,
  is_linked boolean not null,
  clicks bigint not null,
  primary key (workspace_id, from_at, place)
);
comment on table rollup_clicks is 'derived: clicks that can be a touch, by whose they are';

create table rollup_orders (
  workspace_id uuid not null,
  from_at timestamptz not null,
  place int not null,
  currency text not null,
  source text not null,
  orders bigint not null,
  others bigint not null,
  first_orders bigint not null,
  unknown_orders bigint not null,
  total_minor bigint not null,
  refunded_minor bigint not null,
  kept_minor bigint not null,
  primary key (workspace_id, from_at, place)
);
comment on table rollup_orders is 'derived: orders that stand, by currency and the channel they came by';

create table rollup_credits (
  workspace_id uuid not null,
  from_at timestamptz not null,
  place int not null,
  currency text not null,
  creator_id uuid,
  channel text not null,
  credits numeric[] not null,
  weights numeric[] not null,
  primary key (workspace_id, from_at, place)
);
comment on table rollup_credits is 'derived: parts per billion of orders by creator and channel, one entry a model, and the same times what the orders kept';

create table rollup_credited (
  workspace_id uuid not null,
  from_at timestamptz not null,
  place int not null,
  currency text not null,
  is_credited boolean not null,
  orders bigint not null,
  answered bigint not null,
  kept_minor bigint not null,
  primary key (workspace_id, from_at, place)
);
comment on table rollup_credited is 'derived: orders with and without credit, and how many of them a customer answered';

create table rollup_lenses (
  workspace_id uuid not null,
  from_at timestamptz not null,
  place int not null,
  currency text not null,
  creator_id uuid not null,
  touched bigint not null,
  coded bigint not null,
  said bigint not null,
  credit_ppb bigint not null,
  touched_places int[] not null,
  primary key (workspace_id, from_at, place)
);
comment on table rollup_lenses is 'derived: orders of the span by what speaks for a creator';
comment on column rollup_lenses.touched_places is 'which of the span''s orders of this currency the creator touched, counted from 1 by time and id: two creators share the places that both have';

create table rollup_commissions (
  workspace_id uuid not null,
  from_at timestamptz not null,
  place int not null,
  creator_id uuid not null,
  program_id uuid not null,
  currency text not null,
  order_currency text,
  pending_minor bigint not null,
  payable_minor bigint not null,
  primary key (workspace_id, from_at, place)
);
comment on table rollup_commissions is 'derived: what standing commissions earned and did not give back, by the day of their orders';

create table rollup_paid_orders (
  workspace_id uuid not null,
  from_at timestamptz not null,
  place int not null,
  creator_id uuid not null,
  program_id uuid not null,
  currency text not null,
  orders bigint not null,
  refunded_minor bigint not null,
  kept_minor bigint not null,
  primary key (workspace_id, from_at, place)
);
comment on table rollup_paid_orders is 'derived: orders for which a creator is paid';

create table rollup_balances (
  workspace_id uuid not null,
  from_at timestamptz not null,
  place int not null,
  kind text not null,
  owner_id uuid not null,
  currency text not null,
  balance_minor bigint not null,
  primary key (workspace_id, from_at, place)
);
comment on table rollup_balances is 'derived: what the postings of the span moved in creators'' accounts, by when they were recorded';
create index postings_by_time on postings (workspace_id, recorded_at);

grant select, insert, delete on rollup_marks to vouch_app;
grant select, insert, update, delete on rollup_spans, rollup_clicks, rollup_orders, rollup_credits, rollup_credited, rollup_lenses,
  rollup_commissions, rollup_paid_orders, rollup_balances to vouch_app;

-- When something of an order is counted: at its own time, and at the time that a commission for it was made with. Owned by the platform.
create view figure_times as
  select workspace_id, id as conversion_id, occurred_at as at from conversions
  union all
  select workspace_id, conversion_id, order_at from commissions;
comment on view figure_times is 'read by who notes that figures change';
grant select on figure_times to vouch_app;
