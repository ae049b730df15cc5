-- What other channels than creators cost, as somebody states it, and orders' credit by channel and by whether the customer was new.

create table channel_costs (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  channel text not null check (channel in ('paid', 'organic_search', 'organic_social', 'email', 'referral', 'word_of_mouth', 'offline')),
  from_on date not null,
  to_on date not null check (to_on > from_on),
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  note text not null default '' check (length(note) <= 1000),
  created_by text not null,
  created_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id)
);
comment on table channel_costs is 'never edited, only taken out of the sums';
comment on column channel_costs.to_on is 'the day after the last one; the amount is spread evenly over the days';
create index channel_costs_by_time on channel_costs (workspace_id, created_at desc, id desc);
grant select, insert, update (archived_at) on channel_costs to vouch_app;

create table rollup_channels (
  workspace_id uuid not null,
  from_at timestamptz not null,
  place int not null,
  currency text not null,
  channel text not null,
  is_new boolean,
  credits numeric[] not null,
  weights numeric[] not null,
  primary key (workspace_id, from_at, place)
);
comment on table rollup_channels is 'derived: as rollup_credits by channel and by whether it was the customer''s first order; the channel '''' is all orders that have credit';
comment on column rollup_channels.is_new is 'null: not known';
grant select, insert, update, delete on rollup_channels to vouch_app;
