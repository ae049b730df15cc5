-- Who saw a code was decided by a hash: how many came, and how many of them ordered, by day and by whether they saw it.

create table reveal_counts (
  workspace_id uuid not null,
  experiment_id uuid not null,
  counted_on date not null,
  is_shown boolean not null,
  visitors bigint not null check (visitors >= 0),
  orders bigint not null check (orders >= 0 and orders <= visitors),
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (workspace_id, experiment_id, counted_on, is_shown),
  foreign key (workspace_id, experiment_id) references experiment_plans (workspace_id, experiment_id)
);
comment on column reveal_counts.orders is 'visitors of that day who ordered, each once';
grant select, insert on reveal_counts to vouch_app;
grant update (visitors, orders, recorded_by, recorded_at) on reveal_counts to vouch_app;
