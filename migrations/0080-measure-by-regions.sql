-- Sales by region and day, and experiments on them: what was planned, when that was locked, and what came of it.

create table sales_series (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  name text not null,
  currency text,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);
comment on column sales_series.currency is 'null: sales are counts of orders or units';
create unique index sales_series_by_name on sales_series (workspace_id, lower(name));

create table region_sales (
  workspace_id uuid not null,
  series_id uuid not null,
  region text not null,
  sold_on date not null,
  sales bigint not null check (sales >= 0),
  spend bigint check (spend >= 0),
  import_id uuid not null,
  recorded_at timestamptz not null,
  primary key (workspace_id, series_id, region, sold_on),
  foreign key (workspace_id, series_id) references sales_series (workspace_id, id),
  foreign key (workspace_id, import_id) references imports (workspace_id, id)
);
comment on column region_sales.sales is 'minor units of the series'' currency, or a count; a day that is not known has no row';
comment on column region_sales.spend is 'minor units of the series'' currency spent in the region on the day; null: not told';
grant select, insert on sales_series, region_sales to vouch_app;
grant update (sales, spend, import_id, recorded_at) on region_sales to vouch_app;
