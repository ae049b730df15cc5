-- What a campaign's return is worked out from beside its costs: the brand's margin, and what somebody says that it caused.

create table margin_rates (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  rate numeric(10, 9) not null check (rate between 0 and 1),
  set_by text not null,
  set_at timestamptz not null,
  primary key (workspace_id, id)
);
comment on table margin_rates is 'what is left of revenue after the goods and their delivery; the newest holds';

create table campaign_estimates (
  workspace_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  horizon text not null check (horizon in ('campaign', 'days_90', 'lifetime')),
  revenue_minor bigint not null,
  low_minor bigint not null,
  high_minor bigint not null check (low_minor <= revenue_minor and revenue_minor <= high_minor),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  level numeric(10, 9) not null check (level > 0 and level < 1),
  source text not null check (length(source) between 1 and 500),
  stated_by text not null,
  stated_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, campaign_id) references campaigns (workspace_id, id)
);
comment on table campaign_estimates is 'revenue that would not have come without the campaign; the newest of a horizon holds';
create index campaign_estimates_by_campaign on campaign_estimates (workspace_id, campaign_id, id desc);
grant select, insert on margin_rates, campaign_estimates to vouch_app;

-- When, by which link and by which code each touch was made.
create or replace view order_credits as
  select c.workspace_id, c.conversion_id, c.models, c.shares, c.unattributed, c.computed_at, t.creator_ids, t.channels, t.kinds,
    t.occurred_at as touched_at, t.link_ids, t.code_ids
  from credits c
  join touches t on t.workspace_id = c.workspace_id and t.conversion_id = c.conversion_id and t.version = c.touch_version;

-- Who ordered, and what an order is without tax, shipping and tip.
create or replace view order_figures as
  select workspace_id, id as conversion_id, store_id, external_id, kind, source, occurred_at, currency, total_minor, refunded_minor,
    total_minor - refunded_minor as kept_minor, is_new_customer, customer_id,
    total_minor - tax_minor - shipping_minor - case when tax_included then 0 else shipping_tax_minor end - tip_minor as net_minor
  from conversions where status = 'paid' and joined_into_id is null;

-- What the goods of an order cost the brand; null where one line does not say. Owned by orders.
create view order_goods as
  select c.workspace_id, c.id as conversion_id,
    case when bool_and(l.unit_cost_minor is not null) then sum(l.unit_cost_minor * l.quantity)::bigint end as goods_minor
  from conversions c
  join conversion_lines l on l.workspace_id = c.workspace_id and l.conversion_id = c.id and l.version = c.version
  group by c.workspace_id, c.id;
grant select on order_goods to vouch_app;

-- For which program a code is. Owned by codes.
create view code_owners as select workspace_id, id as code_id, creator_id, program_id from codes;
grant select on code_owners to vouch_app;
