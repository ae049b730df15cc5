-- The accounts of one creator are looked up by index, their own and those of records that were merged into them: under one expression over both,
-- no index served, and the card of each creator cost a look at every account of the workspace. Owned by creators.
create or replace view card_accounts as
  select a.workspace_id, a.id as account_id, a.creator_id, a.platform, a.handle
  from creator_accounts a
  where a.archived_at is null
    and (select c.merged_into_id from creators c where c.workspace_id = a.workspace_id and c.id = a.creator_id) is null
  union all
  select a.workspace_id, a.id, c.merged_into_id, a.platform, a.handle
  from creators c join creator_accounts a on a.workspace_id = c.workspace_id and a.creator_id = c.id
  where c.merged_into_id is not null and a.archived_at is null;
