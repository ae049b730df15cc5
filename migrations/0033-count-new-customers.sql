-- Whether the order was its customer's first; null where that is not known.
create or replace view order_figures as
  select workspace_id, id as conversion_id, store_id, external_id, kind, source, occurred_at, currency, total_minor, refunded_minor,
    total_minor - refunded_minor as kept_minor, is_new_customer
  from conversions where status = 'paid' and joined_into_id is null;
