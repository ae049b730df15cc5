-- Large files are taken batch by batch: the row up to which all is written, with the counts up to it, is kept in the batch's transaction.
alter table imports add column placed_row bigint not null default 0 check (placed_row >= 0);
comment on column imports.placed_row is 'rows up to this one are taken; 0: none, or the file is taken whole or not at all';
alter table imports add column notes text[] not null default '{}';
comment on column imports.notes is 'what a person should know of how the file was read, such as that a column is never imported';

-- Columns chosen once, to be used for every file of the same making.
create table import_presets (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  kind text not null,
  name text not null check (length(name) between 1 and 80),
  mapping jsonb not null check (jsonb_typeof(mapping) = 'object'),
  created_by text not null,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, kind, name)
);
grant select, insert, update, delete on import_presets to vouch_app;
