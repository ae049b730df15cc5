-- What a creator's content was worth where the brand used it again. It stands by itself: no return, revenue or cost reads it.

create table content_reuses (
  workspace_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  creator_id uuid not null,
  post_id uuid,
  used_in text not null check (used_in in ('paid_ads', 'email', 'product_page', 'website', 'in_store', 'other')),
  from_on date not null,
  until_on date check (until_on > from_on),
  basis text not null check (basis in ('replacement_cost', 'licence_fee', 'measured')),
  amount_minor bigint not null,
  low_minor bigint,
  high_minor bigint check (low_minor <= amount_minor and amount_minor <= high_minor),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  test jsonb,
  source text not null check (length(source) between 1 and 500),
  reference text check (length(reference) between 1 and 200),
  note text not null default '' check (length(note) <= 1000),
  created_by text not null,
  created_at timestamptz not null,
  voided_at timestamptz,
  voided_by text,
  void_reason text,
  primary key (workspace_id, id),
  check ((basis = 'measured') = (test is not null) and (test is null) = (low_minor is null) and (low_minor is null) = (high_minor is null)),
  check (basis = 'measured' or amount_minor > 0),
  check ((voided_at is null) = (void_reason is null) and (voided_at is null) = (voided_by is null)),
  foreign key (workspace_id, campaign_id) references campaigns (workspace_id, id),
  foreign key (workspace_id, creator_id) references creators (workspace_id, id),
  foreign key (workspace_id, post_id) references posts (workspace_id, id)
);
comment on table content_reuses is 'one row a use of content besides the post itself; never edited, only voided';
comment on column content_reuses.test is 'of a split test: how many saw the page or ad with and without the content, how many ordered, how many saw it in all, and what an order is worth';
comment on column content_reuses.until_on is 'the day after the last one; null: still used';
create index content_reuses_by_campaign on content_reuses (workspace_id, campaign_id, created_at desc, id desc);
grant select, insert, update (voided_at, voided_by, void_reason) on content_reuses to vouch_app;
