import { formatId } from "../../../kernel/ids.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { notFound } from "../../../platform/problems/platform-problems.ts";
import type { PayRule } from "../pay/pay-rule.ts";
import * as queries from "../queries.ts";
import { findRules, rulesInForce } from "../rules/queries.ts";
import type { PayRuleRow, Program } from "../tables.ts";

/** A program of the workspace, archived or not. @throws Problem not-found for any other id */
export async function loadProgram(ctx: WorkspaceContext, id: string): Promise<Program> {
  const row = await queries.findProgram(ctx.db, ctx.workspaceId, id);
  if (row === undefined) throw notFound("program", formatId("prg", id));
  return row;
}

/** The program, held until the transaction ends. */
export async function lockProgram(within: WorkspaceContext, id: string): Promise<Program> {
  const row = await queries.lockProgram(within.db, within.workspaceId, id);
  if (row === undefined) throw notFound("program", formatId("prg", id));
  return row;
}

/** Those of the ids that are programs of the workspace, by id. */
export async function programsByIds(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, Program>> {
  if (ids.length === 0) return new Map();
  const rows = await queries.findPrograms(ctx.db, ctx.workspaceId, ids);
  return new Map(rows.map((row) => [row.id, row]));
}

/** A version of a pay rule, as it decides. */
export interface PayRuleVersion {
  readonly id: string;
  readonly programId: string;
  readonly version: number;
  readonly effectiveAt: Date;
  readonly rule: PayRule;
}

const versionOf = (row: PayRuleRow): PayRuleVersion => ({
  id: row.id,
  programId: row.program_id,
  version: row.version,
  effectiveAt: row.effective_at,
  rule: row.document as unknown as PayRule,
});

/** For each program the version of its pay rule in force at an instant; a program without one is left out. */
export async function rulesAt(ctx: WorkspaceContext, programIds: readonly string[], at: Date): Promise<Map<string, PayRuleVersion>> {
  if (programIds.length === 0) return new Map();
  const rows = await rulesInForce(ctx.db, ctx.workspaceId, programIds, at);
  return new Map(rows.map((row) => [row.program_id, versionOf(row)]));
}

/** The version of a program's pay rule in force at an instant; undefined when none had taken effect. */
export const payRuleAt = async (ctx: WorkspaceContext, programId: string, at: Date): Promise<PayRuleVersion | undefined> =>
  (await rulesAt(ctx, [programId], at)).get(programId);

/** Versions of pay rules by their ids. */
export async function rulesByIds(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, PayRuleVersion>> {
  const rows = ids.length === 0 ? [] : await findRules(ctx.db, ctx.workspaceId, ids);
  return new Map(rows.map((row) => [row.id, versionOf(row)]));
}
