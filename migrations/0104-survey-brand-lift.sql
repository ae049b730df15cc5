-- Surveys of people who saw a campaign and people who did not: what was planned, when that was locked, and what was counted.

create table brand_lifts (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  name text not null,
  plan jsonb not null,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id)
);
comment on column brand_lifts.plan is 'the draft; what counts once it is locked stands in brand_lift_plans';
create index brand_lifts_by_time on brand_lifts (workspace_id, created_at desc, id desc);

create table brand_lift_plans (
  workspace_id uuid not null,
  brand_lift_id uuid not null,
  document text not null,
  sha256 bytea not null,
  locked_by text not null,
  locked_at timestamptz not null,
  primary key (workspace_id, brand_lift_id),
  foreign key (workspace_id, brand_lift_id) references brand_lifts (workspace_id, id)
);
comment on table brand_lift_plans is 'one a survey, never changed: the exact text whose SHA-256 is shown';

create table brand_lift_counts (
  workspace_id uuid not null,
  id uuid not null,
  brand_lift_id uuid not null,
  counts jsonb not null,
  entered_by text not null,
  entered_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, brand_lift_id) references brand_lift_plans (workspace_id, brand_lift_id)
);
comment on table brand_lift_counts is 'append-only: the newest of a survey holds';
create index brand_lift_counts_by_survey on brand_lift_counts (workspace_id, brand_lift_id, entered_at desc);
grant select, insert on brand_lifts, brand_lift_plans, brand_lift_counts to vouch_app;
grant update (name, plan, updated_at) on brand_lifts to vouch_app;
