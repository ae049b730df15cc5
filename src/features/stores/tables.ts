import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns. */
export type StoreTables = Pick<DB, "stores" | "site_keys">;
