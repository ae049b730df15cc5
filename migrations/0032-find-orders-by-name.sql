-- An order is looked up by the id that its store gave it, whichever store that is.
create index conversions_by_external_id on conversions (workspace_id, external_id);
