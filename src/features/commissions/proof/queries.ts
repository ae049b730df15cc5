import { sql } from "kysely";
import type { Database } from "../../../platform/db/database.ts";
import type { KeptLine } from "./priced-line.ts";

export interface ProofRow {
  id: string;
  conversion_id: string;
  creator_id: string;
  program_id: string;
  pay_rule_id: string;
  currency: string;
  base_minor: bigint;
  amount_minor: bigint;
  counted_minor: bigint | null;
  lines: KeptLine[];
  terms: Record<string, unknown>;
  order_at: Date;
  hold_until: Date;
  earned_at: Date;
  created_at: Date;
  decision_conversion_id: string;
  decision_outcome: string;
  decision_creator_id: string | null;
  decision_program_id: string | null;
  decision_rule_id: string | null;
  decision_reason: { code: string; text: string };
  decision_document: Record<string, unknown>;
  decided_at: Date;
  reversals: { position: number; amount: string; currency: string; lines: string[] }[];
  is_newest: boolean;
  newest_outcome: string;
  kept_state: string | null;
  kept_due_at: Date | null;
  is_kept_under: boolean;
}

/** Commissions with their decision and what was taken back of them, a stretch at a time. */
export const listCommissions = async (db: Database, workspaceId: string, after: string, limit: number) =>
  (
    await sql<ProofRow>`
      select c.id, c.conversion_id, c.creator_id, c.program_id, c.pay_rule_id, c.currency, c.base_minor, c.amount_minor, c.counted_minor, c.lines,
        c.terms, c.order_at, c.hold_until, c.earned_at, c.created_at, d.conversion_id as decision_conversion_id, d.outcome as decision_outcome,
        d.creator_id as decision_creator_id, d.program_id as decision_program_id, d.pay_rule_id as decision_rule_id,
        jsonb_build_object('code', d.reason_code, 'text', d.reason_text) as decision_reason, d.document as decision_document, d.decided_at,
        coalesce((select jsonb_agg(jsonb_build_object('position', r.position, 'amount', r.amount_minor::text, 'currency', r.currency,
            'lines', r.line_amounts::text[]) order by r.position)
          from commission_reversals r where r.workspace_id = c.workspace_id and r.commission_id = c.id), '[]') as reversals,
        not exists (select 1 from commissions later where later.workspace_id = c.workspace_id and later.conversion_id = c.conversion_id
          and (later.created_at, later.id) > (c.created_at, c.id)) as is_newest,
        (select n.outcome from pay_decisions n where n.workspace_id = c.workspace_id and n.conversion_id = c.conversion_id order by n.version desc limit 1) as newest_outcome,
        s.state as kept_state, s.due_at as kept_due_at,
        (s.creator_id, s.program_id, s.order_at) is not distinct from (c.creator_id, c.program_id, c.order_at) as is_kept_under
      from commissions c join pay_decisions d on d.workspace_id = c.workspace_id and d.id = c.decision_id
      left join commission_states s on s.workspace_id = c.workspace_id and s.commission_id = c.id
      where c.workspace_id = ${workspaceId} and c.id > ${after}::uuid order by c.id limit ${limit}`.execute(db)
  ).rows;

/** How many commissions a workspace has, and how many of them a decision. */
export const countCommissions = async (db: Database, workspaceId: string) =>
  (
    await sql<{ all: bigint; decided: bigint }>`
      select count(*) as all, count(d.id) as decided from commissions c left join pay_decisions d on d.workspace_id = c.workspace_id and d.id = c.decision_id
      where c.workspace_id = ${workspaceId}`.execute(db)
  ).rows[0]!;

/** The first decision of a conversion whose versions do not run from 1 without a gap. */
export const findDecisionGap = async (db: Database, workspaceId: string) =>
  (
    await sql<{ conversion_id: string; versions: bigint; newest: number }>`
      select conversion_id, count(*) as versions, max(version) as newest from pay_decisions where workspace_id = ${workspaceId}
      group by conversion_id having count(*) <> max(version) or min(version) <> 1 order by conversion_id limit 1`.execute(db)
  ).rows[0];

/** Those of the ids that are commissions. */
export const listKnown = async (db: Database, workspaceId: string, ids: readonly string[]) =>
  (
    await sql<{ id: string }>`select id from commissions where workspace_id = ${workspaceId} and id = any(${[...ids]}::uuid[])`.execute(db)
  ).rows.map((row) => row.id);
