import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns; link_changes tells the edges. */
export type LinkTables = Pick<DB, "links" | "link_keys" | "link_changes" | "link_owners">;
