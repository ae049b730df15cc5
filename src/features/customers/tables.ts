import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns: rows of customers, what identifies them, and how they were merged. */
export type CustomerTables = Pick<DB, "customers" | "customer_identifiers" | "identity_merges">;
