import type { Insertable, Selectable } from "kysely";
import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns. */
export type ReuseTables = Pick<DB, "content_reuses">;

/** A use of content as kept. */
export type Reuse = Selectable<ReuseTables["content_reuses"]>;
export type NewReuseRow = Insertable<ReuseTables["content_reuses"]>;
