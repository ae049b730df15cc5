-- Where creators' audiences are, by the regions that sales have: what an experiment takes for its dose.

create table audience_shares (
  workspace_id uuid not null,
  creator_id uuid not null,
  region text not null check (length(region) between 1 and 200),
  share_ppb integer not null check (share_ppb between 0 and 1000000000),
  import_id uuid,
  told_by text not null,
  told_at timestamptz not null,
  primary key (workspace_id, creator_id, region),
  foreign key (workspace_id, creator_id) references creators (workspace_id, id),
  foreign key (workspace_id, import_id) references imports (workspace_id, id)
);
comment on table audience_shares is 'an audience is told anew as a whole; what a locked plan was made of stands in the plan';
comment on column audience_shares.share_ppb is 'of the creator''s whole audience, in parts per billion; a region without a row is not told';
grant select, insert, delete on audience_shares to vouch_app;
