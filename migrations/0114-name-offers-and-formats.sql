-- With which offer and in which format a creator takes part in a campaign: what their part in its result is told apart by.
alter table campaign_creators
  add column discount numeric(10, 9) check (discount between 0 and 1),
  add column format text check (format in ('post', 'carousel', 'reel', 'story', 'video', 'short', 'live', 'podcast', 'newsletter', 'mixed'));
comment on column campaign_creators.discount is 'what the creator''s code takes off the price; 0: nothing, null: not said';
comment on column campaign_creators.format is 'null: not said';
grant update (discount, format) on campaign_creators to vouch_app;
