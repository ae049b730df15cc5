-- Until the index of columns is ready, PostgreSQL gives a page of found creators by walking through the cards in the order that is asked for.
-- Each order has an index, without what is not known: that comes last in both directions, and there in the order of creators.

create index creator_cards_by_followers on creator_cards (workspace_id, followers desc nulls last, creator_id)
  where not is_gone and followers is not null;
create index creator_cards_by_following on creator_cards (workspace_id, following desc nulls last, creator_id)
  where not is_gone and following is not null;
create index creator_cards_by_posts_count on creator_cards (workspace_id, posts_count desc nulls last, creator_id)
  where not is_gone and posts_count is not null;
create index creator_cards_by_avg_views on creator_cards (workspace_id, avg_views desc nulls last, creator_id)
  where not is_gone and avg_views is not null;
create index creator_cards_by_er_followers on creator_cards (workspace_id, er_followers desc nulls last, creator_id)
  where not is_gone and er_followers is not null;
create index creator_cards_by_er_views on creator_cards (workspace_id, er_views desc nulls last, creator_id)
  where not is_gone and er_views is not null;
create index creator_cards_by_er_reach on creator_cards (workspace_id, er_reach desc nulls last, creator_id)
  where not is_gone and er_reach is not null;
create index creator_cards_by_er_impressions on creator_cards (workspace_id, er_impressions desc nulls last, creator_id)
  where not is_gone and er_impressions is not null;
create index creator_cards_by_growth_30d on creator_cards (workspace_id, growth_30d desc nulls last, creator_id)
  where not is_gone and growth_30d is not null;
create index creator_cards_by_quality on creator_cards (workspace_id, quality desc nulls last, creator_id)
  where not is_gone and quality is not null;
create index creator_cards_by_price_minor on creator_cards (workspace_id, price_minor desc nulls last, creator_id)
  where not is_gone and price_minor is not null;
create index creator_cards_by_last_post_on on creator_cards (workspace_id, last_post_on desc nulls last, creator_id)
  where not is_gone and last_post_on is not null;
create index creator_cards_by_added_on on creator_cards (workspace_id, added_on desc nulls last, creator_id)
  where not is_gone and added_on is not null;
create index creator_cards_by_name on creator_cards (workspace_id, name_key collate "C", creator_id) where not is_gone;

-- Of a misspelt word one part or another is as it is: words of about its length are found by how they begin and how they end.
create index creator_words_by_beginning on creator_words (workspace_id, char_length(word), (word collate "C"));
create index creator_words_by_end on creator_words (workspace_id, char_length(word), (reverse(word) collate "C"));
