import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns. */
export type SeriesTables = Pick<DB, "daily_series" | "daily_values">;
