-- What was seen of an account beside its followers: each figure with its source, its time and its grade of evidence, only ever added.
alter table account_snapshots add column observed_at timestamptz;
alter table account_snapshots add column grade text not null default 'D' check (grade in ('A', 'B', 'C', 'D', 'E'));
alter table account_snapshots add column evidence text not null default '' check (length(evidence) <= 1000);
alter table account_snapshots add column import_id uuid;
alter table account_snapshots add column following bigint check (following >= 0);
alter table account_snapshots add column posts_count bigint check (posts_count >= 0);
alter table account_snapshots add column avg_likes numeric(20, 3) check (avg_likes >= 0);
alter table account_snapshots add column avg_comments numeric(20, 3) check (avg_comments >= 0);
alter table account_snapshots add column avg_views numeric(20, 3) check (avg_views >= 0);
alter table account_snapshots add column avg_shares numeric(20, 3) check (avg_shares >= 0);
alter table account_snapshots add column stated_rates jsonb not null default '{}' check (jsonb_typeof(stated_rates) = 'object');
alter table account_snapshots add column audience jsonb not null default '{}' check (jsonb_typeof(audience) = 'object');
alter table account_snapshots add column sponsored jsonb not null default '{}' check (jsonb_typeof(sponsored) = 'object');
alter table account_snapshots add constraint account_snapshots_import foreign key (workspace_id, import_id) references imports (workspace_id, id);
comment on column account_snapshots.grade is 'evidence: A the platform for the account''s owner, B the platform for anybody, C a vendor''s estimate, D a person or a file of one''s own, E told or guessed';
comment on column account_snapshots.observed_at is 'null: only the day is known';
comment on column account_snapshots.stated_rates is 'rates in [0, 1] as the source states them, by exact name: er_followers, er_followers_likes, er_reach, er_views, er_impressions, growth_30d';
comment on column account_snapshots.audience is 'shares in [0, 1] by kind and value: types, countries, cities, genders, ages, languages, interests, brands, reachability; credibility, notable';
comment on column account_snapshots.sponsored is 'sponsored beside own posts: median views and likes of each, and their ratio';

-- What an account says of itself, as a source saw it: a row is added when something differs from that source's last one.
create table account_profiles (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  observed_on date not null,
  observed_at timestamptz,
  source text not null check (length(source) between 1 and 60),
  grade text not null check (grade in ('A', 'B', 'C', 'D', 'E')),
  evidence text not null default '' check (length(evidence) <= 1000),
  import_id uuid,
  state text check (state in ('public', 'private', 'deleted', 'unavailable')),
  display_name text check (length(display_name) <= 300),
  bio text check (length(bio) <= 10000),
  category text check (length(category) <= 120),
  topics text[] not null default '{}',
  language text check (language ~ '^[a-z]{2,3}$'),
  country text check (country ~ '^[A-Z]{2}$'),
  city text check (length(city) <= 120),
  is_verified boolean,
  is_business boolean,
  recorded_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, account_id) references creator_accounts (workspace_id, id),
  foreign key (workspace_id, import_id) references imports (workspace_id, id)
);
comment on table account_profiles is 'null: this source does not say';
comment on column account_profiles.display_name is 'personal';
comment on column account_profiles.bio is 'personal';
comment on column account_profiles.city is 'personal';
create index account_profiles_newest on account_profiles (workspace_id, account_id, observed_on desc, recorded_at desc, id desc);
grant select, insert on account_profiles to vouch_app;

alter table posts add column caption text not null default '' check (length(caption) <= 10000);
alter table posts add column hashtags text[] not null default '{}';
alter table posts add column language text check (language ~ '^[a-z]{2,3}$');

-- Who writes something by which creators are found notes the creator in the same transaction; the worker makes the cards anew and takes
-- away the notes it saw.
create table creator_marks (
  workspace_id uuid not null,
  id uuid not null,
  creator_id uuid not null,
  recorded_at timestamptz not null default now(),
  primary key (workspace_id, id)
);
grant select, insert, delete on creator_marks to vouch_app;

-- What creators are found by: one row an account (a creator without accounts has one under its own id), made from the rows of all features.
create sequence creator_card_revisions;
create table creator_cards (
  workspace_id uuid not null,
  creator_id uuid not null,
  account_id uuid not null,
  revision bigint not null,
  is_gone boolean not null,
  name text not null,
  status text not null,
  source text not null,
  added_on date not null,
  has_email boolean not null,
  list_ids uuid[] not null,
  program_ids uuid[] not null,
  has_worked boolean not null,
  decision text,
  price_minor bigint,
  currency text,
  platform text,
  handle text,
  bio text not null,
  words text not null,
  country text,
  city text,
  language text,
  category text,
  topics text[] not null,
  account_state text,
  is_verified boolean,
  followers bigint,
  following bigint,
  posts_count bigint,
  avg_views numeric(20, 3),
  er_followers numeric(16, 8),
  er_views numeric(16, 8),
  er_reach numeric(16, 8),
  er_impressions numeric(16, 8),
  growth_30d numeric(16, 8),
  last_post_on date,
  quality smallint check (quality between 0 and 100),
  audience jsonb not null,
  document tsvector not null,
  primary key (workspace_id, creator_id, account_id),
  foreign key (workspace_id, creator_id) references creators (workspace_id, id)
);
comment on table creator_cards is 'derived: vouch verify proves it equal to its sources; null: not known';
comment on column creator_cards.is_gone is 'archived, merged away or erased: kept for who follows the revisions';
comment on column creator_cards.words is 'captions and hashtags of the newest posts';
comment on column creator_cards.name is 'personal';
comment on column creator_cards.bio is 'personal';
comment on column creator_cards.city is 'personal';
create index creator_cards_by_revision on creator_cards (workspace_id, revision);
grant select, insert, update, delete on creator_cards to vouch_app;
grant usage on sequence creator_card_revisions to vouch_app;
