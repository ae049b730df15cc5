-- Events that endpoints were told are forgotten after a time, with the log of their deliveries.
create index webhook_deliveries_by_event on webhook_deliveries (workspace_id, event_id);
grant delete on webhook_events, webhook_deliveries to vouch_app;
