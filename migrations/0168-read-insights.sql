-- What a platform tells the owner of an account alone.
alter table platform_runs
  drop constraint platform_runs_kind_check,
  add constraint platform_runs_kind_check check (kind in ('figures', 'search', 'hashtag', 'comments', 'insights'));
comment on column platform_findings.found is 'of a search: the account as the platform shows it to anybody; of a hashtag and of insights: a post, or the account''s totals';
