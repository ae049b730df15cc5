import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns. */
export type CommissionTables = Pick<
  DB,
  | "pay_decisions"
  | "commissions"
  | "commission_states"
  | "commission_reversals"
  | "commission_endings"
  | "claims"
  | "standing_commissions"
  | "commission_moves"
>;
