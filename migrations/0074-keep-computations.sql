-- Heavy calculations: who asked for what, how far it is, and what came of it.

create table computations (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  kind text not null,
  subject text not null,
  input jsonb not null,
  read_scope text not null,
  write_scope text not null,
  requested_by text not null,
  requested_at timestamptz not null,
  started_at timestamptz,
  cancel_requested_at timestamptz,
  finished_at timestamptz,
  progress_per_mille integer not null default 0 check (progress_per_mille between 0 and 1000),
  result jsonb,
  problem text,
  primary key (workspace_id, id),
  check (finished_at is not null or (result is null and problem is null)),
  check (result is null or problem is null)
);
comment on table computations is 'a row a request; it is kept, only what came of it is filled in';
comment on column computations.subject is 'what it is about, in the words of its kind: the newest of a kind and subject is what is shown';
create index computations_newest on computations (workspace_id, kind, subject, requested_at desc, id desc);
grant select, insert, update (started_at, cancel_requested_at, finished_at, progress_per_mille, result, problem) on computations to vouch_app;
