-- A status or a part in a program may begin or end later: its note waits until then.
alter table creator_marks add column due_at timestamptz;
comment on column creator_marks.due_at is 'from when on the card is another one; null: at once';
