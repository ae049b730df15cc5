-- Orders that name a handle in a field of their own. Owned by orders.
create index conversions_with_fields on conversions (workspace_id, id) where metadata <> '{}';
create view order_fields as
  select c.workspace_id, c.id as conversion_id, lower(f.key) as field, f.value, c.occurred_at, c.currency, c.total_minor - c.refunded_minor as kept_minor
  from conversions c cross join lateral jsonb_each_text(c.metadata) f
  where c.metadata <> '{}' and c.status = 'paid' and c.joined_into_id is null;
grant select on order_fields to vouch_app;

-- Orders whose customer has the e-mail address of a creator. Owned by orders, customers and creators.
create view creator_orders_by_email as
  select cr.workspace_id, coalesce(cr.merged_into_id, cr.id) as creator_id, c.id as conversion_id, c.occurred_at, c.currency,
    c.total_minor - c.refunded_minor as kept_minor
  from creators cr
  join customer_identifiers i on i.workspace_id = cr.workspace_id and i.kind = 'email' and i.keyed_hash = cr.email_hash
  join customers own on own.workspace_id = i.workspace_id and own.id = i.customer_id
  join customers same on same.workspace_id = own.workspace_id and same.canonical_id = own.canonical_id
  join conversions c on c.workspace_id = same.workspace_id and c.customer_id = same.id
  where cr.erased_at is null and c.status = 'paid' and c.joined_into_id is null;
grant select on creator_orders_by_email to vouch_app;
