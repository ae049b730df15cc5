-- What creators ask or were paid, each price with its source, day and what it is for: five kinds that are never added up.

create table creator_quotes (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  creator_id uuid not null,
  campaign_id uuid,
  kind text not null check (kind in ('content', 'organic_repost', 'brand_ads', 'creator_ads', 'exclusivity')),
  state text not null check (state in ('asked', 'paid')),
  platform text not null,
  format text,
  quantity int not null check (quantity between 1 and 1000),
  months numeric(6, 2) check (months > 0),
  price_minor bigint not null check (price_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  quoted_on date not null,
  source text not null check (length(source) between 1 and 500),
  note text not null default '' check (length(note) <= 1000),
  recorded_by text not null,
  recorded_at timestamptz not null,
  voided_at timestamptz,
  voided_by text,
  void_reason text,
  primary key (workspace_id, id),
  check ((kind = 'content') = (months is null)),
  foreign key (workspace_id, creator_id) references creators (workspace_id, id),
  foreign key (workspace_id, campaign_id) references campaigns (workspace_id, id)
);
comment on column creator_quotes.price_minor is 'for all of quantity: pieces of content, or pieces whose use it is, over all of months';
comment on column creator_quotes.months is 'null for content; for a use or exclusivity how long it holds';
create index creator_quotes_by_creator on creator_quotes (workspace_id, creator_id, quoted_on desc, recorded_at desc, id desc);
create index creator_quotes_by_time on creator_quotes (workspace_id, recorded_at desc, id desc);
grant select, insert on creator_quotes to vouch_app;
grant update (voided_at, voided_by, void_reason) on creator_quotes to vouch_app;

-- The newest price of one piece of content of each creator: what their card shows.
create view creator_prices as
  select distinct on (workspace_id, creator_id) workspace_id, creator_id, round(price_minor::numeric / quantity)::bigint as price_minor, currency
  from creator_quotes where kind = 'content' and voided_at is null
  order by workspace_id, creator_id, quoted_on desc, recorded_at desc, id desc;

-- Owned by matching: fees that campaigns paid to a creator, beside how many of the creator's posts the campaign has.
create view matching_fees as
  select c.workspace_id, c.id as cost_id, c.creator_id, c.campaign_id, c.amount_minor, c.currency, c.incurred_on, m.format as part_format,
    p.posts, p.platform, p.format
  from campaign_costs c
  left join campaign_creators m on m.workspace_id = c.workspace_id and m.campaign_id = c.campaign_id and m.creator_id = c.creator_id
  cross join lateral (
    select count(*) as posts, min(platform) as platform, case when count(distinct format) = 1 then min(format) end as format,
      count(distinct platform) as platforms
    from posts where workspace_id = c.workspace_id and campaign_id = c.campaign_id and creator_id = c.creator_id and archived_at is null) p
  where c.kind = 'fee' and c.creator_id is not null and c.voided_at is null and p.platforms <= 1;
grant select on creator_prices, matching_fees to vouch_app;
