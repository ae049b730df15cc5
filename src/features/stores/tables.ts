import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns; link_changes tells the edges that a store's snippet settings changed. */
export type StoreTables = Pick<DB, "stores" | "site_keys" | "link_changes">;
