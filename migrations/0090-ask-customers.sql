-- What customers say led them here: a survey a store shows after the order, and every answer to it.

create table surveys (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  store_id uuid not null,
  question text not null check (length(question) between 1 and 200),
  language text not null check (language in ('en', 'de', 'fr', 'es')),
  choices jsonb not null,
  is_active boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, store_id) references stores (workspace_id, id)
);
comment on column surveys.choices is 'in the order in which they were written; each has a kind (creator, channel), whose or which, and a label';
create index surveys_by_time on surveys (workspace_id, created_at desc, id desc);
grant select, insert, update (question, language, choices, is_active, updated_at) on surveys to vouch_app;

create table survey_answers (
  workspace_id uuid not null,
  id uuid not null,
  survey_id uuid not null,
  store_id uuid not null,
  external_order_id text not null check (length(external_order_id) between 1 and 200),
  kind text not null check (kind in ('creator', 'channel', 'other')),
  creator_id uuid,
  channel text,
  label text not null,
  free_text text check (length(free_text) between 1 and 200),
  shown text[] not null,
  seed bigint,
  source text not null check (source in ('link', 'page', 'api')),
  is_vouched boolean not null,
  answered_at timestamptz not null,
  received_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, survey_id) references surveys (workspace_id, id),
  foreign key (workspace_id, store_id) references stores (workspace_id, id),
  foreign key (workspace_id, creator_id) references creators (workspace_id, id),
  check ((kind = 'creator') = (creator_id is not null)),
  check ((kind = 'channel') = (channel is not null)),
  check ((kind = 'other') = (free_text is not null))
);
comment on table survey_answers is 'append-only; of an order''s answers the newest counts, and one whose sender is known before one that anybody can send';
comment on column survey_answers.free_text is 'personal';
comment on column survey_answers.shown is 'the labels as they stood on the page, from the top; empty where no page showed them';
comment on column survey_answers.is_vouched is 'came by a signed link or with an API key; an answer by an open page can be sent by anybody';
create index survey_answers_by_order on survey_answers (workspace_id, store_id, external_order_id, is_vouched desc, received_at desc, id desc);
create index survey_answers_by_time on survey_answers (workspace_id, survey_id, received_at desc, id desc);
grant select, insert on survey_answers to vouch_app;

-- The order of an answer, once it is here, and whether the answer is the one that counts for it. Owned by surveys.
create view survey_order_answers as
  select a.workspace_id, a.id as answer_id, o.id as conversion_id,
    not exists (select from survey_answers b
      where b.workspace_id = a.workspace_id and b.store_id = a.store_id and b.external_order_id = a.external_order_id
        and (b.is_vouched, b.received_at, b.id) > (a.is_vouched, a.received_at, a.id)) as counts
  from survey_answers a
  left join conversions o on o.workspace_id = a.workspace_id and o.store_id = a.store_id and o.external_id = a.external_order_id;
grant select on survey_order_answers to vouch_app;
