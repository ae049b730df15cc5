-- What attribution reads of customers' answers, as it is: no rule of attribution stands here.

create view attribution_answers as
  select p.workspace_id, p.conversion_id, p.answer_id, p.counts, a.answered_at, c.creator_id,
    case when c.creator_id is null then a.channel else 'creator' end as channel
  from survey_order_answers p
  join survey_answers a on a.workspace_id = p.workspace_id and a.id = p.answer_id
  join survey_creators c on c.workspace_id = p.workspace_id and c.answer_id = p.answer_id
  where p.conversion_id is not null;
comment on view attribution_answers is 'owned by attribution: answers to orders that are here; channel is null where nobody knows whom the words mean';
create view attribution_answer_creators as
  select workspace_id, id as answer_id, creator_id from survey_answers where kind = 'creator'
  union all
  select workspace_id, answer_id, creator_id from survey_matches where is_sure and creator_id is not null;
comment on view attribution_answer_creators is 'owned by attribution: every creator whom an answer ever surely meant';
grant select on attribution_answers, attribution_answer_creators to vouch_app;

-- Reports tell what was seen from what was said.
create or replace view order_credits as
  select c.workspace_id, c.conversion_id, c.models, c.shares, c.unattributed, c.computed_at, t.creator_ids, t.channels, t.kinds
  from credits c
  join touches t on t.workspace_id = c.workspace_id and t.conversion_id = c.conversion_id and t.version = c.touch_version;
