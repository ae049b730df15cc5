import type { Selectable } from "kysely";
import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns. */
export type SharingTables = Pick<DB, "shares">;

export type ShareRow = Selectable<SharingTables["shares"]>;
