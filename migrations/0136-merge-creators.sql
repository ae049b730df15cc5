-- Two records of one person: nothing moves, the duplicate points at the creator who is kept, and taking the merge back takes the pointer back.
alter table creators add column merged_into_id uuid;
alter table creators add constraint creators_merged_into foreign key (workspace_id, merged_into_id) references creators (workspace_id, id);
comment on column creators.merged_into_id is 'the creator who is kept, never one that is merged itself; null: not merged';
create index creators_merged on creators (workspace_id, merged_into_id) where merged_into_id is not null;

create table creator_merges (
  workspace_id uuid not null,
  id uuid not null,
  from_creator_id uuid not null,
  into_creator_id uuid not null,
  action text not null check (action in ('merge', 'undo')),
  undoes_id uuid,
  reason text not null check (length(reason) <= 500),
  actor text not null,
  recorded_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, from_creator_id) references creators (workspace_id, id),
  foreign key (workspace_id, into_creator_id) references creators (workspace_id, id),
  foreign key (workspace_id, undoes_id) references creator_merges (workspace_id, id),
  check ((action = 'undo') = (undoes_id is not null))
);
comment on table creator_merges is 'append-only';
create unique index creator_merges_undone on creator_merges (workspace_id, undoes_id) where undoes_id is not null;
create index creator_merges_by_time on creator_merges (workspace_id, recorded_at desc, id desc);
grant select, insert on creator_merges to vouch_app;

-- What stands under a creator's own record, by kind: a merge leaves it there.
create view creator_belongings as
  select workspace_id, creator_id, 'links' as kind, count(*) as things from links group by 1, 2
  union all select workspace_id, creator_id, 'codes', count(*) from codes group by 1, 2
  union all select workspace_id, creator_id, 'enrollments', count(*) from enrollments group by 1, 2
  union all select workspace_id, creator_id, 'commissions', count(*) from commissions group by 1, 2
  union all select workspace_id, creator_id, 'posts', count(*) from posts group by 1, 2;
grant select on creator_belongings to vouch_app;

-- Who names the same page of links in what an account says of itself.
create index account_profiles_by_link on account_profiles (workspace_id, lower(substring(bio from '([[:alnum:].-]+[.][[:alpha:]]{2,}/[^[:space:]]+)')))
  where bio ~ '[[:alnum:].-]+[.][[:alpha:]]{2,}/[^[:space:]]+';
