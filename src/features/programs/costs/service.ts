import { formatId } from "../../../kernel/ids.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../../platform/db/page.ts";
import { notFound } from "../../../platform/problems/platform-problems.ts";
import { loadCreator } from "../../creators/service.ts";
import type { CostKind } from "../../../kernel/costs/cost-kind.ts";
import { loadProgram } from "../finding/service.ts";
import type { Cost } from "../tables.ts";
import * as queries from "./queries.ts";

const shown = (row: Cost) => ({
  id: formatId("cst", row.id),
  program_id: formatId("prg", row.program_id),
  creator_id: row.creator_id === null ? null : formatId("cre", row.creator_id),
  kind: row.kind as CostKind,
  amount: { amount: row.amount_minor.toString(), currency: row.currency },
  incurred_on: row.incurred_on,
  note: row.note,
  created_at: row.created_at.toISOString(),
  archived_at: row.archived_at?.toISOString() ?? null,
});

/** A cost to enter. */
export interface NewCost {
  readonly kind: CostKind;
  readonly amount: { readonly amount: string; readonly currency: string };
  readonly incurred_on: string;
  readonly creator_id: string | null;
  readonly note: string;
}

/** Enters a cost of a program; a day in the past changes the reports of that day. */
export async function enterCost(ctx: WorkspaceContext, programId: string, cost: NewCost) {
  return inTransaction(ctx, async (within) => {
    await loadProgram(within, programId);
    if (cost.creator_id !== null) await loadCreator(within, cost.creator_id);
    const { kind, amount, incurred_on, creator_id, note } = cost;
    const row = await queries.insertCost(within.db, {
      workspace_id: within.workspaceId,
      id: within.newId(),
      program_id: programId,
      creator_id,
      kind,
      amount_minor: BigInt(amount.amount),
      currency: amount.currency,
      incurred_on,
      note,
      created_by: within.actor.id,
      created_at: nowAt(within),
    });
    const detail = { program: programId, creator: creator_id, kind, amount, incurred_on };
    await recordAudit(within, { action: "cost.entered", subjectKind: "cost", subjectId: row.id, detail });
    return shown(row);
  });
}

/** What a list of costs is narrowed to. */
export interface CostQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly kind?: CostKind | undefined;
  readonly creator_id?: string | undefined;
  readonly archived: "true" | "false";
}

/** A page of a program's costs, the last entered first. */
export async function listCosts(ctx: WorkspaceContext, programId: string, query: CostQuery) {
  await loadProgram(ctx, programId);
  const program = { workspaceId: ctx.workspaceId, programId };
  const filter = { kind: query.kind, creatorId: query.creator_id, archived: query.archived === "true" };
  const rows = await queries.listCosts(ctx.db, program, filter, { limit: query.limit, after: parseCursor(query.cursor) });
  return pageFrom(rows, query.limit, (row) => ({ at: row.created_at, id: row.id }), shown);
}

/** Takes a cost out of the sums. Doing it again changes nothing. */
export async function archiveCost(ctx: WorkspaceContext, programId: string, id: string) {
  return inTransaction(ctx, async (within) => {
    const before = await queries.lockCost(within.db, within.workspaceId, programId, id);
    if (before === undefined) throw notFound("cost", formatId("cst", id));
    if (before.archived_at !== null) return shown(before);
    const row = await queries.archiveCost(within.db, within.workspaceId, id, nowAt(within));
    const detail = { kind: row.kind, amount: shown(row).amount };
    await recordAudit(within, { action: "cost.archived", subjectKind: "cost", subjectId: id, detail });
    return shown(row);
  });
}
