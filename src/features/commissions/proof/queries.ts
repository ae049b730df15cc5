import { sql } from "kysely";
import type { Database } from "../../../platform/db/database.ts";

export interface ProofRow {
  id: string;
  conversion_id: string;
  creator_id: string;
  currency: string;
  amount_minor: bigint;
  lines: { amountMinor: string }[];
  decision_outcome: string;
  decision_creator_id: string | null;
  reversals: { position: number; amount: string; lines: string[] }[];
  is_newest: boolean;
  newest_outcome: string;
}

/** Commissions with their decision and what was taken back of them, a stretch at a time. */
export const listCommissions = async (db: Database, workspaceId: string, after: string, limit: number) =>
  (
    await sql<ProofRow>`
      select c.id, c.conversion_id, c.creator_id, c.currency, c.amount_minor, c.lines, d.outcome as decision_outcome, d.creator_id as decision_creator_id,
        coalesce((select jsonb_agg(jsonb_build_object('position', r.position, 'amount', r.amount_minor::text, 'lines', r.line_amounts::text[]) order by r.position)
          from commission_reversals r where r.workspace_id = c.workspace_id and r.commission_id = c.id), '[]') as reversals,
        not exists (select 1 from commissions later where later.workspace_id = c.workspace_id and later.conversion_id = c.conversion_id
          and (later.created_at, later.id) > (c.created_at, c.id)) as is_newest,
        (select n.outcome from pay_decisions n where n.workspace_id = c.workspace_id and n.conversion_id = c.conversion_id order by n.version desc limit 1) as newest_outcome
      from commissions c join pay_decisions d on d.workspace_id = c.workspace_id and d.id = c.decision_id
      where c.workspace_id = ${workspaceId} and c.id > ${after}::uuid order by c.id limit ${limit}`.execute(db)
  ).rows;
