-- Costs come from files as well, are worked out from a share of a bill or from a gifted order, and say what they contain of value-added tax.

alter table campaign_costs
  add column vat_note text not null default '' check (length(vat_note) <= 200),
  add column reference text check (length(reference) between 1 and 200),
  add column conversion_id uuid,
  add column import_id uuid,
  add column import_key bytea check (length(import_key) = 32),
  add foreign key (workspace_id, conversion_id) references conversions (workspace_id, id),
  add foreign key (workspace_id, import_id) references imports (workspace_id, id),
  add constraint campaign_costs_imported unique (workspace_id, import_key),
  drop constraint campaign_costs_basis_check,
  drop constraint campaign_costs_check,
  add constraint campaign_costs_basis check (basis in ('amount', 'hours', 'pieces', 'share', 'order')),
  add constraint campaign_costs_worked_out check ((basis in ('amount', 'order')) = (quantity is null) and (quantity is null) = (unit_minor is null)),
  add constraint campaign_costs_of_order check ((basis = 'order') = (conversion_id is not null));
comment on column campaign_costs.import_key is 'SHA-256 of the reference, or of all that the row of a file said: the same row again is the same cost';
comment on column campaign_costs.conversion_id is 'the gifted order whose goods these are';

-- The goods of a gifted order are given once.
create unique index campaign_costs_by_order on campaign_costs (workspace_id, conversion_id) where voided_at is null;
