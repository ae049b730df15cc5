import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns. */
export type LinkTables = Pick<DB, "links" | "link_keys" | "link_owners">;
