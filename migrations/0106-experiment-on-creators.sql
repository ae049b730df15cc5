-- Experiments whose units are creators: their posts reach everywhere, so that chance decides when or for whom something begins.

alter table experiments drop constraint experiments_kind_check;
alter table experiments add constraint experiments_kind_check check (kind ~ '^[a-z]+(_[a-z]+)*$');
alter table experiments alter column series_id drop not null;
comment on column experiments.kind is 'by region, or how chance deals creators out; the code knows which there are';
comment on column experiments.series_id is 'null: outcomes are the workspace''s own records';

-- What people said did not go as planned. It changes no number; it is shown beside them.
create table experiment_deviations (
  workspace_id uuid not null,
  id uuid not null,
  experiment_id uuid not null,
  unit text not null check (length(unit) between 1 and 200),
  kind text not null check (kind in ('began_early', 'did_not_begin', 'dropped_out')),
  note text not null default '' check (length(note) <= 500),
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, experiment_id) references experiment_plans (workspace_id, experiment_id)
);
comment on table experiment_deviations is 'append-only; units are named as in the locked plan';
create index experiment_deviations_by_experiment on experiment_deviations (workspace_id, experiment_id, recorded_at, id);
grant select, insert on experiment_deviations to vouch_app;
