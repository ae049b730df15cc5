-- What experiments say that credit is worth: a factor with its interval, beside the credit and never written over it.

create table attribution_calibrations (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  creator_id uuid,
  factor numeric(10, 4) not null,
  low numeric(10, 4) not null,
  high numeric(10, 4) not null,
  level numeric(4, 3) not null check (level > 0 and level < 1),
  source text not null check (length(source) between 1 and 200),
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, creator_id) references creators (workspace_id, id),
  check (low <= factor and factor <= high)
);
comment on table attribution_calibrations is 'append-only; of a creator the newest holds, else the newest of all creators';
comment on column attribution_calibrations.factor is 'orders that were caused, per order of credit under the model that reports show first';
comment on column attribution_calibrations.creator_id is 'null: measured over all creators together';
grant select, insert on attribution_calibrations to vouch_app;
