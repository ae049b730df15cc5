import { sql } from "kysely";
import type { Database } from "../../../platform/db/database.ts";
import { recordset } from "../../../platform/db/recordset.ts";

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

export interface SourceMove {
  source_id: string;
  step: string;
  from_kind: string;
  from_owner: string;
  to_kind: string;
  to_owner: string;
  amount_minor: bigint;
  currency: string;
}

/** Every transfer of some sources with the accounts it lies between. */
export const listMoves = async (db: Database, workspaceId: string, sourceKind: string, sourceIds: readonly string[]) =>
  (
    await sql<SourceMove>`
      select p.source_id, p.step, f.kind as from_kind, f.owner_id as from_owner, o.kind as to_kind, o.owner_id as to_owner, t.amount_minor, t.currency
      from postings p
      join transfers t on t.workspace_id = p.workspace_id and t.posting_id = p.id
      join ledger_accounts f on f.workspace_id = t.workspace_id and f.id = t.from_account_id
      join ledger_accounts o on o.workspace_id = t.workspace_id and o.id = t.to_account_id
      where p.workspace_id = ${workspaceId} and p.source_kind = ${sourceKind} and p.source_id = any(${[...sourceIds]}::uuid[])
      order by p.source_id, p.step, t.id`.execute(db)
  ).rows;

/** Postings by what caused them, each cause once, a stretch at a time. */
export const listSources = async (db: Database, workspaceId: string, after: { kind: string; id: string }, limit: number) =>
  (
    await sql<{ source_kind: string; source_id: string }>`
      select distinct source_kind, source_id from postings
      where workspace_id = ${workspaceId} and (source_kind, source_id) > (${after.kind}, ${after.id}::uuid)
      order by source_kind, source_id limit ${limit}`.execute(db)
  ).rows;

export interface RateKey {
  readonly base: string;
  readonly quote: string;
  readonly rate_on: string;
}

export interface KnownRate extends RateKey {
  readonly rate: string;
}

const rateColumns = recordset<RateKey>({ base: "text", quote: "text", rate_on: "date" });

/** Of these pairs and days the rates that were imported. */
export const listRatesOf = async (db: Database, workspaceId: string, asked: readonly RateKey[]) =>
  (
    await sql<KnownRate>`
      select f.base, f.quote, f.rate_on, f.rate from ${rateColumns.of(asked)}
      join fx_rates f on f.workspace_id = ${workspaceId} and f.base = r.base and f.quote = r.quote and f.rate_on = r.rate_on`.execute(db)
  ).rows;
