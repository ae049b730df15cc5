-- Comments that a platform tells: they wait here, video by video, until the sample of an account is whole, and then they go.

alter table platform_runs
  drop constraint platform_runs_kind_check,
  add constraint platform_runs_kind_check check (kind in ('figures', 'search', 'hashtag', 'comments'));
alter table platform_findings
  drop constraint platform_findings_outcome_check,
  add constraint platform_findings_outcome_check
    check (outcome in ('taken', 'found', 'none', 'unavailable', 'private', 'deleted', 'denied'));

create table platform_comments (
  workspace_id uuid not null,
  run_id uuid not null,
  account_id uuid not null,
  position integer not null check (position >= 0),
  post text not null check (length(post) between 1 and 100),
  author bytea check (length(author) = 32),
  body text not null,
  primary key (workspace_id, run_id, position),
  foreign key (workspace_id, run_id) references platform_runs (workspace_id, id),
  foreign key (workspace_id, account_id) references creator_accounts (workspace_id, id)
);
comment on column platform_comments.author is 'a keyed hash of who wrote it, of this run alone; null: the platform does not say';
comment on column platform_comments.body is 'personal: what people wrote';
create index platform_comments_by_account on platform_comments (workspace_id, account_id);
grant select, insert, delete on platform_comments to vouch_app;

alter table comment_samples add column grade text not null default 'D' check (grade in ('A', 'B', 'C', 'D', 'E'));
comment on column comment_samples.grade is 'evidence: B where the platform itself told the comments, D where somebody gave a list';

-- What runs say of a person goes when the person is erased.
grant update (external_id, detail, found) on platform_findings to vouch_app;
create index platform_findings_by_account on platform_findings (workspace_id, account_id) where account_id is not null;
