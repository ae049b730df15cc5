-- What was earned names its order, so that a line of the timeline can be told from the next.
create or replace view creator_timeline as
  select workspace_id, id as creator_id, created_at as at, id as event_id, id as subject_id, 'creator_added' as kind,
    jsonb_build_object('source', source) as detail from creators
  union all
  select workspace_id, id, archived_at, md5(id::text || ' archived')::uuid, id, 'creator_archived', '{}'::jsonb
    from creators where archived_at is not null
  union all
  select workspace_id, creator_id, effective_at, id, creator_id, 'status_changed', jsonb_build_object('status', status, 'reason', reason)
    from creator_statuses
  union all
  select workspace_id, creator_id, created_at, id, id, 'account_added', jsonb_build_object('platform', platform, 'handle', handle)
    from creator_accounts
  union all
  select workspace_id, creator_id, archived_at, md5(id::text || ' archived')::uuid, id, 'account_archived',
    jsonb_build_object('platform', platform, 'handle', handle)
    from creator_accounts where archived_at is not null
  union all
  select workspace_id, creator_id, recorded_at, id, import_id, 'imported', jsonb_build_object('row', row_number, 'outcome', outcome)
    from creator_imports
  union all
  select e.workspace_id, e.creator_id, e.started_at, e.id, e.id, 'enrolled', jsonb_build_object('program_id', p.id, 'program', p.name)
    from enrollments e join programs p on p.workspace_id = e.workspace_id and p.id = e.program_id
  union all
  select e.workspace_id, e.creator_id, e.ended_at, md5(e.id::text || ' ended')::uuid, e.id, 'enrollment_ended',
    jsonb_build_object('program_id', p.id, 'program', p.name)
    from enrollments e join programs p on p.workspace_id = e.workspace_id and p.id = e.program_id where e.ended_at is not null
  union all
  select l.workspace_id, l.creator_id, l.created_at, l.id, l.id, 'link_made', jsonb_build_object('host', d.host, 'key', l.key)
    from links l join domains d on d.workspace_id = l.workspace_id and d.id = l.domain_id where l.creator_id is not null
  union all
  select workspace_id, creator_id, created_at, id, id, 'code_made', jsonb_build_object('code', code) from codes
  union all
  select c.workspace_id, c.creator_id, c.earned_at, c.id, c.id, 'commission_earned',
    jsonb_build_object(
      'amount', c.amount_minor::text, 'currency', c.currency, 'conversion_id', c.conversion_id, 'order', v.external_id)
    from commissions c join conversions v on v.workspace_id = c.workspace_id and v.id = c.conversion_id;
