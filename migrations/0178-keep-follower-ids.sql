-- How many people follow two creators: samples of followers keep a keyed hash of each follower's handle and id, and how they were drawn.

alter table follower_samples add column drawn text check (drawn in ('at_random', 'newest', 'all'));
comment on column follower_samples.drawn is 'as whoever gave the list says: at random, the newest first, or all of them; null: not said';
comment on table follower_samples is 'followers as figures alone: names are read for their digits and become keyed hashes';

create table follower_sample_ids (
  workspace_id uuid not null,
  sample_id uuid not null,
  kind text not null check (kind in ('handle', 'id')),
  keyed_hash bytea not null check (length(keyed_hash) = 16),
  primary key (workspace_id, sample_id, kind, keyed_hash),
  foreign key (workspace_id, sample_id) references follower_samples (workspace_id, id) on delete cascade
);
comment on table follower_sample_ids is 'personal, under a pseudonym: whoever has the installation''s secret can tell whether somebody they know is in a sample';
comment on column follower_sample_ids.keyed_hash is 'the first 16 bytes of HMAC-SHA256 under the installation''s secret, of workspace, platform, kind and normal form';
grant select, insert, delete on follower_sample_ids to vouch_app;
