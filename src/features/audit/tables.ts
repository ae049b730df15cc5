import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns. */
export type AuditTables = Pick<DB, "audit_events" | "audit_details" | "audit_chain" | "audit_heads">;
