-- What features keep of a creator is erased with the creator. Numbers, scores, decisions and digests stay; of what was frozen it is said when it went.
alter table scorecards alter column input drop not null, alter column result drop not null, add column erased_at timestamptz;
alter table scorecards add check ((erased_at is null) = (input is not null) and (input is null) = (result is null));
comment on column scorecards.erased_at is 'when input and result went; their digests stay and are held against nothing any more';
grant update (input, result, erased_at) on scorecards to vouch_app;

alter table vetting_decisions alter column evidence drop not null, add column erased_at timestamptz;
alter table vetting_decisions add check ((erased_at is null) = (evidence is not null));
grant update (reason, evidence, erased_at) on vetting_decisions to vouch_app;

grant delete on safety_findings, creator_words to vouch_app;
grant update (comments, reading, evidence) on comment_samples to vouch_app;
grant update (evidence) on follower_samples, post_snapshots to vouch_app;
grant update (source, note) on creator_quotes to vouch_app;
