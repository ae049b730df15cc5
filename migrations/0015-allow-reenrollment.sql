-- An enrollment that ended may be followed by another; two never overlap.
alter table enrollments drop constraint enrollments_workspace_id_program_id_creator_id_key;
alter table enrollments add constraint enrollments_end_after_start check (ended_at is null or ended_at >= started_at);
alter table enrollments add constraint enrollments_one_at_a_time
  exclude using gist (workspace_id with =, program_id with =, creator_id with =, tstzrange(started_at, ended_at) with &&);
create index enrollments_by_program on enrollments (workspace_id, program_id, started_at desc, id desc);
create index costs_by_program on costs (workspace_id, program_id, created_at desc, id desc);
create index pay_rules_in_force on pay_rules (workspace_id, program_id, effective_at, version);

-- In which programs a creator is and was, for the creators' list.
create view creator_programs as select workspace_id, creator_id, program_id, started_at, ended_at from enrollments;
grant select on creator_programs to vouch_app;
