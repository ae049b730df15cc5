import type { DB } from "../../../platform/db/schema.gen.ts";

/** The tables in which campaigns' cells are kept; `rollup_lenses` says how many orders a creator touched. */
export type ReturnTable = keyof Pick<DB, "rollup_return_spans" | "rollup_return_cells" | "rollup_return_commissions" | "rollup_lenses">;
