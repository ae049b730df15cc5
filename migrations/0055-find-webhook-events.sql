-- What an endpoint missed is replayed from an instant on.
create index webhook_events_by_time on webhook_events (workspace_id, occurred_at);
