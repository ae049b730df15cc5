-- How a workspace judges posts: which ladder of tiers it uses, and the rates that media value is worked out with. Only added; the newest holds.

create table post_settings (
  workspace_id uuid not null references workspaces (id),
  id uuid not null,
  kind text not null check (kind in ('tier_ladder', 'media_rates')),
  value jsonb not null,
  source text not null check (length(source) between 1 and 500),
  set_by text not null,
  set_at timestamptz not null,
  primary key (workspace_id, id)
);
create index post_settings_newest on post_settings (workspace_id, kind, set_at desc, id desc);

grant select, insert on post_settings to vouch_app;
