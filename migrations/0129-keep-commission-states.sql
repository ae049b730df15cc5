-- Where each commission stands, in one word, kept beside the ledger that says it: a list of what is payable need not ask the ledger about each.

create table commission_states (
  workspace_id uuid not null,
  commission_id uuid not null,
  creator_id uuid not null,
  program_id uuid not null,
  order_at timestamptz not null,
  state text not null check (state in ('on_hold', 'payable', 'reversed', 'replaced')),
  due_at timestamptz,
  primary key (workspace_id, commission_id),
  foreign key (workspace_id, commission_id) references commissions (workspace_id, id)
);
comment on table commission_states is 'what the ledger says of each commission, written with each of its postings; vouch verify compares the two';
comment on column commission_states.due_at is 'when its hold is over; empty once it has matured or was replaced';

insert into commission_states
  select c.workspace_id, c.id, c.creator_id, c.program_id, c.order_at,
    case when e.superseded then 'replaced' when coalesce(m.left_minor, 0) = 0 then 'reversed' when e.matured then 'payable' else 'on_hold' end,
    case when e.superseded or e.matured then null else c.hold_until end
  from commissions c
  left join (
    select workspace_id, commission_id, sum(pending_minor + payable_minor) as left_minor from commission_moves group by 1, 2
  ) m on m.workspace_id = c.workspace_id and m.commission_id = c.id
  cross join lateral (
    select coalesce(bool_or(step = 'superseded'), false) as superseded, coalesce(bool_or(step = 'matured'), false) as matured
    from commission_endings where workspace_id = c.workspace_id and commission_id = c.id
  ) e;

create index commission_states_by_time on commission_states (workspace_id, order_at desc, commission_id desc);
create index commission_states_by_state on commission_states (workspace_id, state, order_at desc, commission_id desc);
create index commission_states_by_creator on commission_states (workspace_id, creator_id, order_at desc, commission_id desc);
create index commission_states_by_program on commission_states (workspace_id, program_id, order_at desc, commission_id desc);
create index commission_states_by_program_state on commission_states (workspace_id, program_id, state, order_at desc, commission_id desc);
create index commission_states_by_due on commission_states (due_at) where due_at is not null;

-- Lists and reports go by the order's time, and what is due is found above.
drop index commissions_by_hold, commissions_by_time, commissions_by_program, commissions_by_creator;
create index commissions_by_creator on commissions (workspace_id, creator_id, order_at);
grant select, insert, update (state, due_at) on commission_states to vouch_app;
