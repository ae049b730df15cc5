-- To which subscription an order belongs. Owned by orders.
create view subscription_orders as
  select workspace_id, id as conversion_id, subscription_id from conversions where subscription_id is not null;
grant select on subscription_orders to vouch_app;
