import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns. */
export type WebhookTables = Pick<DB, "webhook_endpoints" | "webhook_events" | "webhook_deliveries">;
