-- What campaigns' returns are worked out from, kept by spans of time as other figures are. Nothing here is evidence: a backup leaves it out.

alter table rollup_marks drop constraint rollup_marks_subject_check;
alter table rollup_marks add constraint rollup_marks_subject_check
  check (subject in ('clicks', 'orders', 'credits', 'commissions', 'ledger', 'returns'));

-- A campaign counts a customer's later orders by the share of their first one. Whoever changes an order's customer, time or credit notes here
-- whose later orders may count otherwise. Who ordered it, and what they ordered since, is looked up when the note is read, so that nothing is
-- missed that was not committed yet.
create table rollup_customer_marks (
  workspace_id uuid not null,
  id bigint generated always as identity,
  conversion_id uuid,
  customer_id uuid,
  from_at timestamptz,
  primary key (workspace_id, id),
  check ((conversion_id is null) <> (customer_id is null)),
  check ((customer_id is null) = (from_at is null))
);
comment on table rollup_customer_marks is 'derived: what the customer of an order, or a customer, of whichever person they are now, ordered since is to be counted again for campaigns';

create table rollup_return_spans (
  workspace_id uuid not null references workspaces (id),
  part uuid not null,
  from_at timestamptz not null,
  before_at timestamptz not null check (before_at > from_at),
  primary key (workspace_id, part, from_at)
);
comment on table rollup_return_spans is 'derived: spans of which the sums of some campaigns are kept; they never overlap within a part';
comment on column rollup_return_spans.part is 'the hash of the campaigns'' definitions, the model, the zone and the formula: sums under another definition are another part';

create table rollup_return_cells (
  workspace_id uuid not null,
  part uuid not null,
  from_at timestamptz not null,
  place int not null,
  campaign_id uuid not null,
  day date not null,
  scope text,
  currency text not null,
  source text not null,
  is_carried boolean not null,
  orders_ppb numeric not null,
  orders_again_ppb numeric not null,
  firsts_ppb numeric not null,
  unknown_novelty bigint not null,
  total_ppb numeric not null,
  kept_ppb numeric not null,
  kept_again_ppb numeric not null,
  margin_ppb numeric not null,
  costed_orders bigint not null,
  uncosted_kept_ppb numeric not null,
  uncosted_orders bigint not null,
  squares numeric not null,
  largest_minor bigint not null,
  primary key (workspace_id, part, from_at, place)
);
comment on table rollup_return_cells is 'derived: what orders of a span add up to for campaigns, by creator and for all of them';
comment on column rollup_return_cells.squares is 'of what orders kept times their shares, in billionths of minor units squared; exact';

create table rollup_return_commissions (
  workspace_id uuid not null,
  part uuid not null,
  from_at timestamptz not null,
  place int not null,
  campaign_id uuid not null,
  day date not null,
  creator_id uuid not null,
  currency text not null,
  amount_minor bigint not null,
  again_minor bigint not null,
  primary key (workspace_id, part, from_at, place)
);
comment on table rollup_return_commissions is 'derived: what creators earned with orders of a span that count for campaigns';

grant select, insert, delete on rollup_customer_marks to vouch_app;
grant select, insert, update, delete on rollup_return_spans, rollup_return_cells, rollup_return_commissions to vouch_app;

-- Who ordered and when, whatever became of the order. Owned by the platform.
create view figure_customers as
  select workspace_id, id as conversion_id, customer_id, occurred_at as at from conversions where customer_id is not null;
comment on view figure_customers is 'read by who notes that figures change';
grant select on figure_customers to vouch_app;

-- When the person that a customer now is ordered, under whichever of their records. Owned by the platform.
create view person_orders as
  select c.workspace_id, c.id as customer_id, v.occurred_at as at
  from customers c
  join customers p on p.workspace_id = c.workspace_id and p.canonical_id = c.canonical_id
  join conversions v on v.workspace_id = p.workspace_id and v.customer_id = p.id;
comment on view person_orders is 'read by who looks for figures that changed';
grant select on person_orders to vouch_app;
