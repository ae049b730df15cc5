-- A result that a person keeps: as what credit is worth and as what a campaign caused, until they take it back.

alter table attribution_calibrations add column withdrawn_at timestamptz, add column withdrawn_by text,
  add check ((withdrawn_at is null) = (withdrawn_by is null));
comment on column attribution_calibrations.withdrawn_at is 'since then it no longer holds, and the one before it does';
grant update (withdrawn_at, withdrawn_by) on attribution_calibrations to vouch_app;

alter table campaign_estimates add column withdrawn_at timestamptz, add column withdrawn_by text,
  add check ((withdrawn_at is null) = (withdrawn_by is null));
comment on column campaign_estimates.withdrawn_at is 'since then it no longer holds, and the one before it does';
grant update (withdrawn_at, withdrawn_by) on campaign_estimates to vouch_app;

create table experiment_keepings (
  workspace_id uuid not null,
  id uuid not null,
  experiment_id uuid not null,
  calibration_ids uuid[] not null check (cardinality(calibration_ids) > 0),
  estimate_id uuid,
  kept_by text not null,
  kept_at timestamptz not null,
  undone_by text,
  undone_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, experiment_id) references experiment_plans (workspace_id, experiment_id),
  foreign key (workspace_id, estimate_id) references campaign_estimates (workspace_id, id),
  check ((undone_at is null) = (undone_by is null))
);
comment on table experiment_keepings is 'which calibrations and which campaign''s estimate came of an experiment''s result';
create unique index experiment_keepings_standing on experiment_keepings (workspace_id, experiment_id) where undone_at is null;
grant select, insert on experiment_keepings to vouch_app;
grant update (undone_by, undone_at) on experiment_keepings to vouch_app;
