import type { DB } from "../../platform/db/schema.gen.ts";

/** No table of its own: two views over its neighbours, what orders say in fields of their own, and orders under a creator's address. */
export type AdvocateTables = Pick<DB, "order_fields" | "creator_orders_by_email">;
