-- What cards are made of: each a part of a neighbour's rows, in the columns that a card needs.
create view card_creators as select workspace_id, id as creator_id, name, source, country, email is not null as has_email, created_at, archived_at
  from creators;
create view card_accounts as select workspace_id, id as account_id, creator_id, platform, handle from creator_accounts where archived_at is null;
create view card_statuses as select workspace_id, id, creator_id, status, effective_at, recorded_at from creator_statuses;
create view card_programs as select workspace_id, creator_id, program_id, started_at, ended_at from enrollments;
create view card_profiles as select workspace_id, id, account_id, observed_on, source, grade, recorded_at, state, display_name, bio, category, topics,
  language, country, city, is_verified from account_profiles;
create view card_posts as select workspace_id, id, creator_id, account_id, platform, title, caption, hashtags, language, campaign_id, posted_at
  from posts where archived_at is null;
-- The figures of a snapshot, each rate from its own parts or else as its source states it.
create view card_snapshots as select workspace_id, id, account_id, observed_on, observed_at, recorded_at, source, grade, evidence,
  followers, following, posts_count, avg_likes, avg_comments, avg_views, audience,
  coalesce(case when followers > 0 then round((avg_likes + avg_comments) / followers, 8) end, (stated_rates ->> 'er_followers')::numeric) as er_followers,
  coalesce(case when avg_views > 0 then round((avg_likes + avg_comments + avg_shares) / avg_views, 8) end, (stated_rates ->> 'er_views')::numeric) as er_views,
  (stated_rates ->> 'er_reach')::numeric as er_reach,
  (stated_rates ->> 'er_impressions')::numeric as er_impressions,
  (stated_rates ->> 'growth_30d')::numeric as growth_stated
  from account_snapshots;
grant select on card_creators, card_accounts, card_statuses, card_programs, card_profiles, card_posts, card_snapshots to vouch_app;

-- Names are ordered by their folded form, which is the same everywhere.
alter table creator_cards add column name_key text not null;
create index creator_cards_document on creator_cards using gin (document);

-- Every word of a card, so that those with a letter wrong can be found; one that no card has any more does no harm.
create table creator_words (
  workspace_id uuid not null,
  word text not null check (length(word) <= 120),
  primary key (workspace_id, word)
);
create index creator_words_alike on creator_words using gin (word gin_trgm_ops);
grant select, insert on creator_words to vouch_app;

create table creator_lists (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 120),
  is_excluding boolean not null,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id)
);
comment on column creator_lists.is_excluding is 'whom nobody wants to find: the screen leaves them out of a search unless told otherwise';
create unique index creator_lists_name on creator_lists (workspace_id, lower(name)) where archived_at is null;
grant select, insert, update on creator_lists to vouch_app;

create table creator_list_members (
  workspace_id uuid not null,
  list_id uuid not null,
  creator_id uuid not null,
  added_by text not null,
  added_at timestamptz not null,
  primary key (workspace_id, list_id, creator_id),
  foreign key (workspace_id, list_id) references creator_lists (workspace_id, id),
  foreign key (workspace_id, creator_id) references creators (workspace_id, id)
);
create index creator_list_members_of on creator_list_members (workspace_id, creator_id);
grant select, insert, delete on creator_list_members to vouch_app;

create table creator_searches (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 120),
  query jsonb not null,
  is_alerting boolean not null,
  looked_at timestamptz,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id)
);
comment on column creator_searches.looked_at is 'null: nobody looked yet whom it finds';
create unique index creator_searches_name on creator_searches (workspace_id, lower(name)) where archived_at is null;
grant select, insert, update on creator_searches to vouch_app;

-- Whom a saved search has found, and since when.
create table creator_search_finds (
  workspace_id uuid not null,
  search_id uuid not null,
  creator_id uuid not null,
  found_at timestamptz not null,
  is_new boolean not null,
  primary key (workspace_id, search_id, creator_id),
  foreign key (workspace_id, search_id) references creator_searches (workspace_id, id),
  foreign key (workspace_id, creator_id) references creators (workspace_id, id)
);
comment on column creator_search_finds.is_new is 'false: found already when the search was saved';
create index creator_search_finds_newest on creator_search_finds (workspace_id, search_id, found_at desc, creator_id);
grant select, insert, delete on creator_search_finds to vouch_app;
