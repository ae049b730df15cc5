-- Campaigns: work towards one goal with a start and an end, who takes part, what it cost in full, and what it is said to have caused.

create table campaigns (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  store_id uuid,
  name text not null check (length(name) between 1 and 200),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  starts_on date not null,
  ends_on date not null check (ends_on > starts_on),
  launched_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, store_id) references stores (workspace_id, id)
);
comment on column campaigns.store_id is 'null: orders of every store';
comment on column campaigns.ends_on is 'the day after the last one';

create table campaign_programs (
  workspace_id uuid not null,
  campaign_id uuid not null,
  program_id uuid not null,
  primary key (workspace_id, campaign_id, program_id),
  foreign key (workspace_id, campaign_id) references campaigns (workspace_id, id),
  foreign key (workspace_id, program_id) references programs (workspace_id, id)
);

create table campaign_creators (
  workspace_id uuid not null,
  campaign_id uuid not null,
  creator_id uuid not null,
  primary key (workspace_id, campaign_id, creator_id),
  foreign key (workspace_id, campaign_id) references campaigns (workspace_id, id),
  foreign key (workspace_id, creator_id) references creators (workspace_id, id)
);

-- The one goal. Once the campaign is launched its digest stands, and nobody changes it.
create table campaign_goals (
  workspace_id uuid not null,
  campaign_id uuid not null,
  metric text not null,
  definition text not null check (length(definition) between 1 and 2000),
  target numeric(24, 4) not null,
  unit text not null check (length(unit) between 1 and 40),
  deadline_on date not null,
  stakeholders uuid[] not null check (cardinality(stakeholders) between 1 and 20),
  digest bytea not null check (length(digest) = 32),
  set_by text not null,
  set_at timestamptz not null,
  primary key (workspace_id, campaign_id),
  foreign key (workspace_id, campaign_id) references campaigns (workspace_id, id)
);
comment on column campaign_goals.stakeholders is 'members who sign it';

create table campaign_signatures (
  workspace_id uuid not null,
  campaign_id uuid not null,
  member_id uuid not null,
  digest bytea not null check (length(digest) = 32),
  signed_at timestamptz not null,
  primary key (workspace_id, campaign_id, member_id, digest),
  foreign key (workspace_id, campaign_id) references campaigns (workspace_id, id),
  foreign key (workspace_id, member_id) references members (workspace_id, id)
);

-- A cost is never edited: one that was wrong is voided, with its reason, and entered again.
create table campaign_costs (
  workspace_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  creator_id uuid,
  kind text not null check (kind in ('fee', 'product', 'shipping', 'staff_time', 'tools', 'amplification')),
  basis text not null check (basis in ('amount', 'hours', 'pieces')),
  quantity numeric(14, 4) check (quantity > 0),
  unit_minor bigint check (unit_minor > 0),
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  incurred_on date not null,
  note text not null default '',
  created_by text not null,
  created_at timestamptz not null,
  voided_at timestamptz,
  voided_by text,
  void_reason text,
  primary key (workspace_id, id),
  check ((basis = 'amount') = (quantity is null) and (quantity is null) = (unit_minor is null)),
  check ((voided_at is null) = (void_reason is null) and (voided_at is null) = (voided_by is null)),
  foreign key (workspace_id, campaign_id) references campaigns (workspace_id, id),
  foreign key (workspace_id, creator_id) references creators (workspace_id, id)
);
comment on column campaign_costs.quantity is 'hours or pieces; the amount is quantity times unit, rounded once';
create index campaign_costs_by_campaign on campaign_costs (workspace_id, campaign_id, created_at desc, id desc);

grant select, insert on campaigns, campaign_programs, campaign_creators, campaign_goals, campaign_signatures, campaign_costs to vouch_app;
grant update on campaigns, campaign_goals to vouch_app;
grant delete on campaign_programs, campaign_creators to vouch_app;
grant update (voided_at, voided_by, void_reason) on campaign_costs to vouch_app;
