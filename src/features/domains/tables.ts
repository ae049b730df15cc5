import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns. */
export type DomainTables = Pick<DB, "domains" | "domain_hosts">;
