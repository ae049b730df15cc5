-- Plans of foreign keys are kept for as long as a connection lives. One made while these tables held a handful of orders reads them from
-- end to end, and would go on doing so through an import of half a million orders, until the server gets round to new statistics a minute
-- later. Whoever adds many orders at once asks here whether the tables have outgrown what is known of them.
create function refresh_order_statistics() returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  known int;
begin
  select relpages into known from pg_class where oid = 'conversions'::regclass;
  if pg_relation_size('conversions') / current_setting('block_size')::int < 4 * known + 20 then return false; end if;
  if not pg_try_advisory_xact_lock(hashtext('refresh_order_statistics')) then return false; end if;
  analyze conversions, conversion_versions, conversion_lines, conversion_statuses, conversion_references, adjustments, customers,
    customer_identifiers, outbox;
  return true;
end $$;
comment on function refresh_order_statistics is 'renews the statistics of orders when they have grown fourfold since; true when it did';
revoke execute on function refresh_order_statistics() from public;
grant execute on function refresh_order_statistics() to vouch_app;
