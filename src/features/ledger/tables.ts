import type { DB } from "../../platform/db/schema.gen.ts";

/** The tables this feature owns. */
export type LedgerTables = Pick<DB, "ledger_accounts" | "postings" | "transfers" | "closed_months" | "fx_rates" | "rollup_balances">;
