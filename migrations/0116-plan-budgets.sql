-- Plans of the next budget: who gets how much by which rules, and the forecast that a lock freezes so that what came can be held against it.

create table budget_plans (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  budget_minor bigint not null check (budget_minor > 0),
  starts_on date not null,
  ends_on date not null check (ends_on > starts_on),
  rules jsonb not null,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id)
);
comment on column budget_plans.ends_on is 'the day after the last one';
comment on column budget_plans.rules is 'candidates, limits, gates and assumptions, as the API takes them';
create index budget_plans_by_time on budget_plans (workspace_id, created_at desc, id desc);

create table locked_budget_plans (
  workspace_id uuid not null,
  plan_id uuid not null,
  campaign_id uuid not null,
  document text not null,
  sha256 bytea not null check (length(sha256) = 32),
  locked_by text not null,
  locked_at timestamptz not null,
  primary key (workspace_id, plan_id),
  foreign key (workspace_id, plan_id) references budget_plans (workspace_id, id),
  foreign key (workspace_id, campaign_id) references campaigns (workspace_id, id)
);
comment on table locked_budget_plans is 'one a plan, never changed: the exact text of the forecast whose SHA-256 is shown, and the campaign that it is held against';
create index locked_budget_plans_by_time on locked_budget_plans (workspace_id, locked_at desc, plan_id desc);

grant select, insert on budget_plans, locked_budget_plans to vouch_app;
grant update (name, budget_minor, starts_on, ends_on, rules, updated_at) on budget_plans to vouch_app;
