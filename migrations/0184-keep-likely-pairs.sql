-- Who may be one person: by what keys each creator is held against others, and the pairs that share some. Both are derived, and kept by the worker
-- from the same notes as cards, so that a page of pairs is read and not worked out.

create table creator_match_keys (
  workspace_id uuid not null,
  creator_id uuid not null,
  reason text not null check (reason in ('email', 'handle', 'bio_link', 'name')),
  key_hash bytea not null check (length(key_hash) = 16),
  evidence text not null,
  primary key (workspace_id, creator_id, reason, key_hash)
);
comment on table creator_match_keys is 'derived: vouch verify proves it equal to its sources by the pairs that come of it';
comment on column creator_match_keys.key_hash is 'the first 16 bytes of SHA-256 of the key, which may be longer than an index takes';
comment on column creator_match_keys.evidence is 'personal: the key; empty from an erasure to the worker''s next pass';
create index creator_match_keys_by_key on creator_match_keys (workspace_id, reason, key_hash, creator_id);
grant select, insert, update, delete on creator_match_keys to vouch_app;

create table creator_likely_pairs (
  workspace_id uuid not null,
  one_id uuid not null,
  other_id uuid not null,
  reason_count integer not null check (reason_count > 0),
  reasons jsonb not null,
  primary key (workspace_id, one_id, other_id),
  check (one_id < other_id)
);
comment on table creator_likely_pairs is 'derived: vouch verify proves it equal to its sources';
comment on column creator_likely_pairs.reasons is 'personal: what both have in common';
create index creator_likely_pairs_of_other on creator_likely_pairs (workspace_id, other_id);
create index creator_likely_pairs_in_order on creator_likely_pairs (workspace_id, (-reason_count), one_id, other_id);
grant select, insert, delete on creator_likely_pairs to vouch_app;

insert into creator_marks (workspace_id, id, creator_id)
  select workspace_id, gen_random_uuid(), id from creators where archived_at is null and merged_into_id is null;
