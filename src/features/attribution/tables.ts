import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns. */
export type AttributionTables = Pick<DB, "touches" | "credits" | "order_credits">;
