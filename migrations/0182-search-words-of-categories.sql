-- Words of categories are searched: the cards of accounts that have a category are made anew, and theirs are among the words then.

insert into creator_marks (workspace_id, id, creator_id)
  select workspace_id, gen_random_uuid(), creator_id from creator_cards where category is not null and not is_gone group by workspace_id, creator_id;
