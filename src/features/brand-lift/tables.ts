import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns. */
export type BrandLiftTables = Pick<DB, "brand_lifts" | "brand_lift_plans" | "brand_lift_counts">;
