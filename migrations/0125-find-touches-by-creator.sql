-- Which orders a creator touched: a campaign's figures, and those of creators across campaigns, read the orders of their creators and no others.
create index touches_by_creator on touches using gin (creator_ids);
