-- Whom an answer in a customer's own words means: by its text where that is sure, else by a person's decision.

create table survey_matches (
  workspace_id uuid not null,
  answer_id uuid not null,
  version int not null check (version > 0),
  creator_id uuid,
  score_per_mille int check (score_per_mille between 0 and 1000),
  is_sure boolean not null,
  decided_by text not null,
  decided_at timestamptz not null,
  primary key (workspace_id, answer_id, version),
  foreign key (workspace_id, answer_id) references survey_answers (workspace_id, id),
  foreign key (workspace_id, creator_id) references creators (workspace_id, id)
);
comment on table survey_matches is 'append-only; the newest version holds. Not sure: a guess that waits for a person and counts for nobody. Without a creator: a person said that nobody is meant';
comment on column survey_matches.score_per_mille is 'how alike text and name are; null where a person decided';
grant select, insert on survey_matches to vouch_app;

-- The creator of each answer that has one: the one who was chosen, or the one whom the customer's words mean. Owned by surveys.
create view survey_creators as
  select a.workspace_id, a.id as answer_id, coalesce(a.creator_id, m.creator_id) as creator_id
  from survey_answers a
  left join survey_matches m on m.workspace_id = a.workspace_id and m.answer_id = a.id and m.is_sure
    and m.version = (select max(n.version) from survey_matches n where n.workspace_id = a.workspace_id and n.answer_id = a.id);
grant select on survey_creators to vouch_app;
