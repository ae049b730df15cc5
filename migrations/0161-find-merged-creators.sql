-- Creators are found with the accounts of records that were merged into them; the duplicate itself is found no more. Owned by creators.
create or replace view card_creators as select workspace_id, id as creator_id, name, source, country, email is not null as has_email, created_at,
  coalesce(archived_at, case when merged_into_id is not null then updated_at end) as archived_at
  from creators;
create or replace view card_accounts as
  select a.workspace_id, a.id as account_id, coalesce(c.merged_into_id, a.creator_id) as creator_id, a.platform, a.handle
  from creator_accounts a join creators c on c.workspace_id = a.workspace_id and c.id = a.creator_id
  where a.archived_at is null;
