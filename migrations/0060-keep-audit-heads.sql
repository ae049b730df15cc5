-- How far each workspace's audit chain reaches, kept beside it: a chain whose newest links were taken away does not reach that far.
create table audit_heads (
  workspace_id uuid not null references workspaces (id),
  position bigint not null,
  hash bytea not null,
  primary key (workspace_id)
);
comment on table audit_heads is 'the newest position and hash of audit_chain, written in the transaction that seals';
insert into audit_heads (workspace_id, position, hash)
  select distinct on (workspace_id) workspace_id, position, hash from audit_chain order by workspace_id, position desc;
grant select, insert, update on audit_heads to vouch_app;
