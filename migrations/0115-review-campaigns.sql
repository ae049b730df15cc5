-- What a campaign taught: a review that is drafted from its data, closed by a person and kept as it was, and lessons in a form that plans read.

create table campaign_reviews (
  workspace_id uuid not null,
  campaign_id uuid not null,
  edits jsonb not null,
  notes text not null check (length(notes) <= 10000),
  lessons jsonb,
  updated_by text not null,
  updated_at timestamptz not null,
  primary key (workspace_id, campaign_id),
  foreign key (workspace_id, campaign_id) references campaigns (workspace_id, id)
);
comment on column campaign_reviews.edits is 'sentences that somebody wrote anew or took out (null), by their key; all others are drafted from the data';
comment on column campaign_reviews.lessons is 'null: those that the data suggest';

create table closed_reviews (
  workspace_id uuid not null,
  campaign_id uuid not null,
  document text not null,
  sha256 bytea not null check (length(sha256) = 32),
  closed_by text not null,
  closed_at timestamptz not null,
  primary key (workspace_id, campaign_id),
  foreign key (workspace_id, campaign_id) references campaign_reviews (workspace_id, campaign_id)
);
comment on table closed_reviews is 'one a campaign, never changed: the exact text, with its figures as they were, whose SHA-256 is shown';

create table campaign_lessons (
  workspace_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  subject_kind text not null check (subject_kind in ('creator', 'platform', 'tier', 'offer', 'format')),
  creator_id uuid,
  program_id uuid,
  subject text not null check (length(subject) between 1 and 200),
  metric text not null check (metric in ('revenue_per_spent', 'orders', 'new_customer_share')),
  estimate numeric(24, 6) not null,
  low numeric(24, 6) not null,
  high numeric(24, 6) not null check (low <= estimate and estimate <= high),
  level numeric(5, 4) not null check (level > 0 and level < 1),
  cycles integer not null check (cycles between 1 and 1000),
  spent_minor bigint check (spent_minor > 0),
  currency text check (currency ~ '^[A-Z]{3}$'),
  words text not null check (length(words) <= 1000),
  is_drafted boolean not null,
  learned_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, campaign_id) references closed_reviews (workspace_id, campaign_id),
  foreign key (workspace_id, creator_id) references creators (workspace_id, id),
  foreign key (workspace_id, program_id) references programs (workspace_id, id),
  check ((subject_kind = 'creator') = (creator_id is not null)),
  check ((subject_kind = 'offer') = (program_id is not null)),
  check ((spent_minor is null) = (currency is null))
);
comment on table campaign_lessons is 'written when a review is closed, never changed';
comment on column campaign_lessons.cycles is 'how many campaigns or posts the estimate is made of';
comment on column campaign_lessons.spent_minor is 'what was spent for it in all; null: not known';
create index campaign_lessons_by_time on campaign_lessons (workspace_id, learned_at desc, id desc);

grant select, insert on campaign_reviews, closed_reviews, campaign_lessons to vouch_app;
grant update (edits, notes, lessons, updated_by, updated_at) on campaign_reviews to vouch_app;
