import { sql } from "kysely";
import type { Database } from "../../../platform/db/database.ts";

export interface RawTransfer {
  id: string;
  posting_id: string;
  amount_minor: bigint;
  currency: string;
  from_id: string;
  from_currency: string;
  to_id: string;
  to_currency: string;
  source_kind: string;
  source_id: string;
  step: string;
  booked_on: string;
  recorded_at: Date;
}

/** Every transfer of a workspace in the order of its ids, a stretch at a time. */
export const listTransfers = async (db: Database, workspaceId: string, after: string, limit: number) =>
  (
    await sql<RawTransfer>`
      select t.id, t.posting_id, t.amount_minor, t.currency, f.id as from_id, f.currency as from_currency, o.id as to_id, o.currency as to_currency,
        p.source_kind, p.source_id, p.step, p.booked_on, p.recorded_at
      from transfers t
      join postings p on p.workspace_id = t.workspace_id and p.id = t.posting_id
      join ledger_accounts f on f.workspace_id = t.workspace_id and f.id = t.from_account_id
      join ledger_accounts o on o.workspace_id = t.workspace_id and o.id = t.to_account_id
      where t.workspace_id = ${workspaceId} and t.id > ${after}::uuid order by t.id limit ${limit}`.execute(db)
  ).rows;

/** Every account of a workspace by what it is. */
export const listAccounts = async (db: Database, workspaceId: string) =>
  (
    await sql<{ id: string; kind: string; owner_id: string; currency: string }>`
      select id, kind, owner_id, currency from ledger_accounts where workspace_id = ${workspaceId}`.execute(db)
  ).rows;
