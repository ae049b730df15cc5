-- A list of links counts the clicks of each by class: with the class in the index, the rows themselves need not be fetched.

drop index clicks_by_link;
create index clicks_by_link on clicks (workspace_id, link_id, occurred_at) include (visitor_class);
