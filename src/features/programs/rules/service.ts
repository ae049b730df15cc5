import { formatId } from "../../../kernel/ids.ts";
import { canonicalJson } from "../../../kernel/canonical-json.ts";
import { recordAudit } from "../../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { sha256 } from "../../../platform/crypto/secrets.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { invalidInput, notFound } from "../../../platform/problems/platform-problems.ts";
import { tell } from "../../webhooks/service.ts";
import { tellOfEarlierTerms } from "../earlier/service.ts";
import type { PayRule } from "../pay/pay-rule.ts";
import { loadProgram, lockProgram, payRuleAt } from "../finding/service.ts";
import type { PayRuleRow } from "../tables.ts";
import { payRuleSummary } from "./pay-rule-summary.ts";
import * as queries from "./queries.ts";
import { documentOfRule, ruleOfDocument, type RuleDocument } from "./rule-document.ts";

type Mutable<T> = T extends readonly (infer E)[] ? Mutable<E>[] : T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;

function shown(row: PayRuleRow) {
  const rule = row.document as unknown as PayRule;
  return {
    id: formatId("rul", row.id),
    program_id: formatId("prg", row.program_id),
    version: row.version,
    effective_at: row.effective_at.toISOString(),
    created_at: row.created_at.toISOString(),
    summary: payRuleSummary(rule),
    document: documentOfRule(rule) as Mutable<RuleDocument>,
  };
}

function effectiveAt(now: Date, stated: string | undefined, isFirst: boolean): Date {
  const at = stated === undefined ? now : new Date(stated);
  if (isFirst || at >= now) return at;
  const detail = `effective_at: orders before now were decided by an earlier version; found ${at.toISOString()}, leave it out for now`;
  throw invalidInput([{ pointer: "/effective_at", detail }]);
}

/** Publishes a new version of a program's pay rule; versions are numbered one after the other, also when two are published at once. */
export async function publishPayRule(
  ctx: WorkspaceContext,
  programId: string,
  rule: { document: RuleDocument; effective_at?: string | undefined },
) {
  return inTransaction(ctx, async (within) => {
    await lockProgram(within, programId);
    const newest = await queries.findNewestRule(within.db, within.workspaceId, programId);
    const now = nowAt(within);
    const row = await queries.insertRule(within.db, {
      workspace_id: within.workspaceId,
      id: within.newId(),
      program_id: programId,
      version: (newest?.version ?? 0) + 1,
      document: ruleOfDocument(rule.document),
      effective_at: effectiveAt(now, rule.effective_at, newest === undefined),
      created_by: within.actor.id,
      created_at: now,
    });
    const { document: _document, ...detail } = shown(row);
    const document_sha256 = sha256(canonicalJson(row.document)).toString("hex");
    await recordAudit(within, {
      action: "pay_rule.published",
      subjectKind: "pay_rule",
      subjectId: row.id,
      detail: { ...detail, document_sha256 },
    });
    await tell(within, "pay_rule.published.v1", [row.id]);
    await tellOfEarlierTerms(within, { id: row.id, from: row.effective_at });
    return shown(row);
  });
}

/** What a rule would mean; nothing is kept. */
export async function previewPayRule(ctx: WorkspaceContext, programId: string, document: RuleDocument): Promise<{ summary: string }> {
  await loadProgram(ctx, programId);
  return { summary: payRuleSummary(ruleOfDocument(document)) };
}

/** Every version of a program's pay rule, newest first. */
export async function listPayRules(ctx: WorkspaceContext, programId: string) {
  await loadProgram(ctx, programId);
  return { data: (await queries.listRules(ctx.db, ctx.workspaceId, programId)).map(shown) };
}

/** One version of a program's pay rule. */
export async function getPayRule(ctx: WorkspaceContext, programId: string, id: string) {
  const row = await queries.findRule(ctx.db, ctx.workspaceId, programId, id);
  if (row === undefined) throw notFound("pay rule", formatId("rul", id));
  return shown(row);
}

/** A version by its id alone, as webhooks show it. */
export async function getPublishedRule(ctx: WorkspaceContext, id: string) {
  const [row] = await queries.findRules(ctx.db, ctx.workspaceId, [id]);
  if (row === undefined) throw notFound("pay rule", formatId("rul", id));
  return shown(row);
}

/** The version in force now. */
export async function getCurrentPayRule(ctx: WorkspaceContext, programId: string) {
  await loadProgram(ctx, programId);
  const current = await payRuleAt(ctx, programId, nowAt(ctx));
  if (current === undefined) throw notFound("pay rule in force for the program", formatId("prg", programId));
  return getPayRule(ctx, programId, current.id);
}
