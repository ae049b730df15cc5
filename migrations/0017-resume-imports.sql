-- What was asked for, so that work whose worker died can be taken up by another.
alter table imports add column skip_faulty boolean not null default false;
create index imports_under_way on imports (touched_at) where status in ('checking', 'running');
