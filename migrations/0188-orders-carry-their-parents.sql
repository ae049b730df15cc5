-- What is only ever added in the statement or transaction that makes what it belongs to is not looked up again by the server, row by row:
-- that was a fifth of what an order cost it. Nobody may delete or rename these parents, and `vouch verify` proves that none is missing.
alter table customer_identifiers drop constraint customer_identifiers_workspace_id_customer_id_fkey;
alter table conversion_versions drop constraint conversion_versions_workspace_id_conversion_id_fkey;
alter table conversion_lines drop constraint conversion_lines_workspace_id_conversion_id_version_fkey;
alter table conversion_statuses drop constraint conversion_statuses_workspace_id_conversion_id_fkey;
