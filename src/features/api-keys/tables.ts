import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns. */
export type KeyTables = Pick<DB, "api_keys" | "api_key_hashes">;
