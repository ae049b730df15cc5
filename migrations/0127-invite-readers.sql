-- Reports by e-mail for people outside the workspace: nobody gets one before they said so, and who wants none is not asked again.

-- A reader is a member, by their user's id, or somebody outside.
alter table report_recipients rename column user_id to reader_id;
alter table report_mails rename column user_id to reader_id;
comment on column report_recipients.reader_id is 'a user''s id, or the id of one of outside_readers';

create table outside_readers (
  workspace_id uuid not null,
  id uuid not null,
  schedule_id uuid not null,
  email text check (length(email) between 3 and 254),
  email_hash bytea not null check (length(email_hash) = 32),
  shows_names boolean not null,
  shows_money boolean not null,
  state text not null check (state in ('invited', 'confirmed', 'declined', 'stopped', 'bounced', 'removed')),
  token_hash bytea not null check (length(token_hash) = 32),
  invited_by uuid not null,
  invited_at timestamptz not null,
  expires_at timestamptz not null,
  answered_at timestamptz,
  problem text,
  primary key (workspace_id, id),
  unique (workspace_id, schedule_id, email_hash),
  foreign key (workspace_id, schedule_id) references report_schedules (workspace_id, id),
  check ((email is null) = (state = 'removed')),
  check (expires_at > invited_at)
);
comment on column outside_readers.email is 'personal; forgotten when the reader is taken out';
comment on column outside_readers.email_hash is 'keyed hash of the normal form, as customers have it';
comment on column outside_readers.token_hash is 'SHA-256 of the secret in the newest invitation, which is kept nowhere; it answers once, as long as the state is invited';
comment on column outside_readers.problem is 'why the newest invitation was not mailed, where it was not';
create index outside_readers_by_email on outside_readers (workspace_id, email_hash);
grant select, insert,
  update (email, shows_names, shows_money, state, token_hash, invited_by, invited_at, expires_at, answered_at, problem) on outside_readers to vouch_app;

create table reader_invitations (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  email_hash bytea not null check (length(email_hash) = 32),
  invited_at timestamptz not null,
  primary key (workspace_id, id)
);
comment on table reader_invitations is 'append-only: what the limits of invitations are counted from';
create index reader_invitations_by_time on reader_invitations (workspace_id, invited_at);
grant select, insert on reader_invitations to vouch_app;

create table mail_suppressions (
  workspace_id uuid not null references workspaces (id),
  email_hash bytea not null check (length(email_hash) = 32),
  since timestamptz not null,
  primary key (workspace_id, email_hash)
);
comment on table mail_suppressions is 'addresses whose owners want no reports of this workspace: nothing is sent to them, an invitation neither, until they say otherwise themselves';
grant select, insert, delete on mail_suppressions to vouch_app;

-- A mail whose sender died may have arrived; it is sent once more, under the same Message-ID, and never a third time.
alter table report_mails add column doubtful_tries smallint not null default 0 check (doubtful_tries >= 0);
comment on column report_mails.doubtful_tries is 'tries of which nobody can say whether the mail arrived: two at most';
comment on column report_mails.state is 'sending: handed to the mail server from then on; unknown: twice nobody could say whether it arrived';
grant update (doubtful_tries) on report_mails to vouch_app;
