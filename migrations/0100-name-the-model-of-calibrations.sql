-- A factor says what credit is worth under one model, the one it was measured against, and is applied to that model's credit alone.

alter table attribution_calibrations
  add column model text not null default 'last_non_direct'
    check (model in ('first', 'last', 'last_non_direct', 'linear', 'position_40_20_40', 'time_decay_7d'));
alter table attribution_calibrations alter column model drop default;
comment on column attribution_calibrations.factor is 'orders that were caused, per order of credit under `model`';
comment on column attribution_calibrations.model is 'the reporting model whose credit the factor was measured against';
