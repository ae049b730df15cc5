import type { Insertable, Selectable, Updateable } from "kysely";
import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns. */
export type ComputationTables = Pick<DB, "computations">;

export type ComputationRow = Selectable<ComputationTables["computations"]>;
export type NewComputation = Omit<Insertable<ComputationTables["computations"]>, "input"> & { readonly input: object };
export type ComputationChanges = Pick<
  Updateable<ComputationTables["computations"]>,
  "started_at" | "finished_at" | "progress_per_mille" | "problem"
> & { readonly result?: object };
