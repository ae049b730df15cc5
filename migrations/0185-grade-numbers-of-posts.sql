-- How good the evidence of a post's numbers is, by the letters that figures of accounts have; of what was written before it was not kept.
alter table post_snapshots add column grade text check (grade in ('A', 'B', 'C', 'D', 'E'));
alter table post_snapshots alter column grade set default 'D';
comment on column post_snapshots.grade is
  'evidence: A the platform for the account''s owner, B the platform for anybody, D a person or a file of one''s own; null: written before grades were kept';
