-- Whether a creator can be trusted: samples of followers and comments, findings in what was written, scorecards, and decisions. What a score was
-- made from is frozen with it; nothing of it is edited.

create table follower_samples (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  taken_on date not null,
  source text not null check (length(source) between 1 and 60),
  evidence text not null default '' check (length(evidence) <= 1000),
  followers jsonb not null check (jsonb_typeof(followers) = 'array'),
  faults jsonb not null check (jsonb_typeof(faults) = 'array'),
  reading text not null,
  created_by text not null,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, account_id) references creator_accounts (workspace_id, id)
);
comment on table follower_samples is 'followers as figures alone: names are read for their digits and not kept';
comment on column follower_samples.followers is 'a row a follower: followers, following, posts, picture, share of digits; null: not known';
create index follower_samples_newest on follower_samples (workspace_id, account_id, taken_on desc, id desc);
grant select, insert on follower_samples to vouch_app;

create table comment_samples (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  taken_on date not null,
  source text not null check (length(source) between 1 and 60),
  evidence text not null default '' check (length(evidence) <= 1000),
  language text check (language ~ '^[a-z]{2,3}$'),
  comments jsonb not null check (jsonb_typeof(comments) = 'array'),
  reading text not null,
  created_by text not null,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, account_id) references creator_accounts (workspace_id, id)
);
comment on column comment_samples.comments is 'personal: what people wrote; writers and posts are numbers';
comment on column comment_samples.reading is 'personal: shares, with a few comments as they were written';
create index comment_samples_newest on comment_samples (workspace_id, account_id, taken_on desc, id desc);
grant select, insert on comment_samples to vouch_app;

create table vetting_settings (
  workspace_id uuid primary key,
  competitors jsonb not null default '[]' check (jsonb_typeof(competitors) = 'array'),
  word_lists jsonb check (jsonb_typeof(word_lists) = 'array'),
  changed_by text not null,
  changed_at timestamptz not null
);
comment on column vetting_settings.word_lists is 'null: the lists that come with Vouch';
grant select, insert, update on vetting_settings to vouch_app;

create table safety_findings (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  kind text not null check (kind in ('safety', 'conflict')),
  category text not null check (length(category) between 1 and 80),
  severity text not null check (severity in ('low', 'medium', 'high')),
  word text not null check (length(word) between 1 and 80),
  quote text not null,
  place text not null,
  post_id uuid,
  written_on date not null,
  found_at timestamptz not null,
  dismissed_at timestamptz,
  dismissed_by text,
  dismiss_reason text check (length(dismiss_reason) between 1 and 500),
  primary key (workspace_id, id),
  unique (workspace_id, account_id, kind, category, place, word),
  check ((dismissed_at is null) = (dismissed_by is null) and (dismissed_at is null) = (dismiss_reason is null)),
  foreign key (workspace_id, account_id) references creator_accounts (workspace_id, id),
  foreign key (workspace_id, post_id) references posts (workspace_id, id)
);
comment on column safety_findings.quote is 'personal';
comment on column safety_findings.place is 'bio, or the post''s id';
create index safety_findings_by_account on safety_findings (workspace_id, account_id, found_at desc, id desc);
grant select, insert, update (dismissed_at, dismissed_by, dismiss_reason) on safety_findings to vouch_app;

create table scorecards (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  formula text not null,
  score smallint check (score between 0 and 100),
  input text not null,
  input_sha256 bytea not null check (length(input_sha256) = 32),
  result text not null,
  result_sha256 bytea not null check (length(result_sha256) = 32),
  made_by text not null,
  made_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, account_id) references creator_accounts (workspace_id, id)
);
comment on table scorecards is 'input and result are canonical JSON: the same input under the same formula gives the same bytes';
comment on column scorecards.input is 'personal: quotes of what was written';
comment on column scorecards.result is 'personal: quotes of what was written';
create index scorecards_newest on scorecards (workspace_id, account_id, made_at desc, id desc);
grant select, insert on scorecards to vouch_app;

create table vetting_decisions (
  workspace_id uuid not null,
  id uuid not null,
  creator_id uuid not null,
  decision text not null check (decision in ('approve', 'reject', 'watch')),
  reason text not null check (length(reason) between 1 and 2000),
  evidence text not null,
  evidence_sha256 bytea not null check (length(evidence_sha256) = 32),
  decided_by text not null,
  decided_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, creator_id) references creators (workspace_id, id)
);
comment on column vetting_decisions.evidence is 'personal: the newest scorecard of each account and its findings, as they were';
create index vetting_decisions_newest on vetting_decisions (workspace_id, creator_id, decided_at desc, id desc);
create index vetting_decisions_by_time on vetting_decisions (workspace_id, decided_at desc, id desc);
grant select, insert on vetting_decisions to vouch_app;

-- For whoever lists creators: the newest score of each account, and what was decided last of each creator.
create view creator_quality as
  select distinct on (workspace_id, account_id) workspace_id, account_id, score as quality, made_at
  from scorecards order by workspace_id, account_id, made_at desc, id desc;
create view creator_decisions_now as
  select distinct on (workspace_id, creator_id) workspace_id, creator_id, decision, decided_at
  from vetting_decisions order by workspace_id, creator_id, decided_at desc, id desc;

-- Owned by vetting: what its neighbours know of an account.
create view vetted_accounts as
  select workspace_id, id as account_id, creator_id, platform, handle, created_at from creator_accounts where archived_at is null;
create view vetted_figures as
  select workspace_id, account_id, id, observed_on, recorded_at, source, grade, followers, posts_count, avg_likes, avg_comments, avg_shares,
    avg_views, stated_rates, audience, sponsored
  from account_snapshots;
create view vetted_profiles as
  select distinct on (workspace_id, account_id, source) workspace_id, account_id, source, observed_on, recorded_at, bio, language
  from account_profiles order by workspace_id, account_id, source, observed_on desc, recorded_at desc, id desc;
create view vetted_posts as
  select p.workspace_id, p.id as post_id, p.creator_id, p.account_id, p.platform, p.posted_at, p.is_sponsored, p.title, p.caption, p.updated_at, n.likes
  from posts p
  left join lateral (
    select s.likes from post_snapshots s
    where s.workspace_id = p.workspace_id and s.post_id = p.id and s.likes is not null
    order by s.observed_at desc, s.recorded_at desc, s.id desc limit 1
  ) n on true
  where p.archived_at is null;
grant select on creator_quality, creator_decisions_now, vetted_accounts, vetted_figures, vetted_profiles, vetted_posts to vouch_app;
