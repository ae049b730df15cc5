-- Reports that are mailed by the calendar: to whom, when next, and what became of each mail.

create table report_schedules (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  report text not null check (report in ('overview', 'program', 'creator', 'campaign', 'comparison')),
  subject_id uuid,
  subject_name text not null,
  filters jsonb not null,
  every text not null check (every in ('day', 'week', 'month')),
  on_day smallint not null check (on_day between 1 and 28),
  at_hour smallint not null check (at_hour between 0 and 23),
  shows_names boolean not null,
  shows_money boolean not null,
  next_due_at timestamptz not null,
  created_by uuid not null,
  created_at timestamptz not null,
  stopped_at timestamptz,
  primary key (workspace_id, id),
  check ((subject_id is not null) = (report in ('program', 'creator', 'campaign')))
);
comment on column report_schedules.on_day is 'of the week, Monday is 1, or of the month; 1 for every day';
comment on column report_schedules.at_hour is 'by the workspace''s clock';
create index report_schedules_by_time on report_schedules (workspace_id, created_at desc, id desc);
create index report_schedules_due on report_schedules (next_due_at) where stopped_at is null;
grant select, insert, update (next_due_at, stopped_at) on report_schedules to vouch_app;

create table report_recipients (
  workspace_id uuid not null,
  schedule_id uuid not null,
  user_id uuid not null,
  opted_out_at timestamptz,
  primary key (workspace_id, schedule_id, user_id),
  foreign key (workspace_id, schedule_id) references report_schedules (workspace_id, id)
);
grant select, insert, update (opted_out_at) on report_recipients to vouch_app;

create table report_mails (
  workspace_id uuid not null,
  schedule_id uuid not null,
  due_at timestamptz not null,
  user_id uuid not null,
  state text not null check (state in ('waiting', 'sending', 'sent', 'failed', 'unknown')),
  tries smallint not null default 0 check (tries >= 0),
  problem text,
  changed_at timestamptz not null,
  primary key (workspace_id, schedule_id, due_at, user_id),
  foreign key (workspace_id, schedule_id, user_id) references report_recipients (workspace_id, schedule_id, user_id)
);
comment on column report_mails.state is 'sending: handed to the mail server from then on; unknown: its sender died in between, so it may have arrived and is not sent again';
grant select, insert, update (state, tries, problem, changed_at) on report_mails to vouch_app;
