import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns: connections to stores and payment providers, and what they sent, word for word. */
export type IntegrationTables = Pick<DB, "connections" | "raw_payloads" | "payload_keys" | "payload_results">;
