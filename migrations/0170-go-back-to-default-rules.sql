-- A workspace may go back to the program's own rules of matching: that is on record too, like every other change.
alter table matching_rules add column is_default boolean not null default false;
comment on column matching_rules.is_default is 'from here on the program''s own rules hold, whatever they become; the value is empty';
