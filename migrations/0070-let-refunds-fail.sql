-- A refund may fail after it was told: its failure is an adjustment too, and undoes it.
alter table adjustments drop constraint adjustments_kind_check,
  add constraint adjustments_kind_check check (kind in ('refund', 'refund_failed', 'cancellation', 'dispute_opened', 'dispute_won', 'dispute_lost'));
