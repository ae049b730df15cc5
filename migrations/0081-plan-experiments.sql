-- Experiments: a draft that may change, the plan as it was locked, and each analysis of it.

create table experiments (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  kind text not null check (kind in ('geo_holdout')),
  name text not null,
  series_id uuid not null,
  plan jsonb not null,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, series_id) references sales_series (workspace_id, id)
);
comment on column experiments.plan is 'the draft; what counts once it is locked stands in experiment_plans';
create index experiments_by_time on experiments (workspace_id, created_at desc, id desc);

create table experiment_plans (
  workspace_id uuid not null,
  experiment_id uuid not null,
  document text not null,
  sha256 bytea not null,
  locked_by text not null,
  locked_at timestamptz not null,
  primary key (workspace_id, experiment_id),
  foreign key (workspace_id, experiment_id) references experiments (workspace_id, id)
);
comment on table experiment_plans is 'one an experiment, never changed: the exact text whose SHA-256 is shown';

create table experiment_results (
  workspace_id uuid not null,
  id uuid not null,
  experiment_id uuid not null,
  result jsonb not null,
  computed_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, experiment_id) references experiment_plans (workspace_id, experiment_id)
);
comment on table experiment_results is 'every analysis, never changed, with the SHA-256 of the sales that it was made of';
create index experiment_results_by_experiment on experiment_results (workspace_id, experiment_id, computed_at desc);
grant select, insert on experiments, experiment_plans, experiment_results to vouch_app;
grant update (name, plan, updated_at) on experiments to vouch_app;
