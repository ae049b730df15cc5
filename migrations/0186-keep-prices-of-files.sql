-- Prices that files of creators state, each with its file and the grade of its evidence; of those written before the grade was not kept.
alter table creator_quotes add column grade text check (grade in ('A', 'B', 'C', 'D', 'E'));
alter table creator_quotes alter column grade set default 'D';
alter table creator_quotes add column import_id uuid;
alter table creator_quotes add foreign key (workspace_id, import_id) references imports (workspace_id, id);
comment on column creator_quotes.grade is
  'evidence: C a vendor''s estimate or export, D a person or a file of one''s own, E told or guessed; null: written before grades were kept';
comment on column creator_quotes.import_id is 'the file that stated it; null: a person or the API';

-- What the rate card learns from: however many prices a file states, those that people wrote down are found.
create index creator_quotes_by_hand on creator_quotes (workspace_id, recorded_at desc, id desc) where voided_at is null and import_id is null;
create index creator_quotes_of_files on creator_quotes (workspace_id, recorded_at desc, id desc)
  where voided_at is null and import_id is not null and grade <> 'C';
