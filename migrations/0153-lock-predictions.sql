-- What planned posts of a creator were said to bring, frozen before they went up, so that what came can be held against it.

create table creator_predictions (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  creator_id uuid not null,
  from_on date not null,
  until_on date not null check (until_on > from_on),
  document text not null,
  sha256 bytea not null check (length(sha256) = 32),
  locked_by text not null,
  locked_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, creator_id) references creators (workspace_id, id)
);
comment on table creator_predictions is 'append-only: the exact text whose SHA-256 is shown';
comment on column creator_predictions.until_on is 'the day after the last one on which the posts go up';
create index creator_predictions_by_time on creator_predictions (workspace_id, locked_at desc, id desc);
create index creator_predictions_by_creator on creator_predictions (workspace_id, creator_id, locked_at desc, id desc);
grant select, insert on creator_predictions to vouch_app;
