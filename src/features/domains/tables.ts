import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns; link_changes tells the edges. */
export type DomainTables = Pick<DB, "domains" | "domain_hosts" | "link_changes">;
