import { formatId } from "../../kernel/ids.ts";
import { tidyText } from "../../kernel/text.ts";
import { recordAudit } from "../../platform/audit/audit.ts";
import { nowAt, type WorkspaceContext } from "../../platform/context.ts";
import { inTransaction } from "../../platform/db/database.ts";
import { pageFrom, parseCursor } from "../../platform/db/page.ts";
import { loadStore } from "../stores/service.ts";
import { tell } from "../webhooks/service.ts";
import { sumCosts, sumCostsByDay } from "./costs/queries.ts";
import { countEnrolled, enrollmentsOf, lockEnrollments } from "./enrollments/queries.ts";
import { loadProgram, lockProgram, programsByIds, rulesAt, type PayRuleVersion } from "./finding/service.ts";
import type { CostKind } from "../../kernel/costs/cost-kind.ts";
import type { ProgramKind } from "./program-kind.ts";
import * as queries from "./queries.ts";
import { longestLinkWindow } from "./rules/queries.ts";
import { payRuleSummary } from "./rules/pay-rule-summary.ts";
import type { Enrollment, Program } from "./tables.ts";

export type { PayField } from "./pay/pay-candidates.ts";
export { decidePay, type PayDecision } from "./pay/pay-decision.ts";
export type { CapUsage, PayCreator, PayOrder, PayProgram, PayTouch } from "./pay/pay-evidence.ts";
export { payChoice, type SubscriptionBond } from "./pay/pay-winner.ts";
export { capPeriod, type EarnedOrder } from "./pay/pay-limits.ts";
export { enterCost } from "./costs/service.ts";
export { enrollCreators, getEnrollment } from "./enrollments/service.ts";
export { loadProgram, payRuleAt, programsByIds, rulesByIds, type PayRuleVersion } from "./finding/service.ts";
export { tellOfEarlierTerms } from "./earlier/service.ts";
export { programFinder, type ProgramFinder } from "./naming/service.ts";
export { ruleDifference } from "./proof/service.ts";
export { getPublishedRule, publishPayRule } from "./rules/service.ts";
export type { Enrollment, Program } from "./tables.ts";

/** A program as it stands at an instant. */
export interface ProgramAt {
  readonly program: Program;
  /** Undefined: nothing is paid. */
  readonly rule: PayRuleVersion | undefined;
}

/**
 * What decides about some creators at an instant: every part they take or took in any program, and those programs that had not been
 * archived then, each with the rule in force. A creator may have several enrollments in one program, one after the other.
 */
export async function loadProgramsFor(
  ctx: WorkspaceContext,
  creatorIds: readonly string[],
  at: Date,
): Promise<{ enrollments: Enrollment[]; programs: ProgramAt[] }> {
  if (creatorIds.length === 0) return { enrollments: [], programs: [] };
  const enrollments = await enrollmentsOf(ctx.db, ctx.workspaceId, creatorIds);
  const known = await programsByIds(ctx, [...new Set(enrollments.map((row) => row.program_id))]);
  const open = [...known.values()].filter((program) => program.archived_at === null || program.archived_at > at);
  const ids = open.map((program) => program.id);
  const rules = await rulesAt(ctx, ids, at);
  return { enrollments, programs: open.map((program) => ({ program, rule: rules.get(program.id) })) };
}

/** How many calendar days before an order a click can lie that some program still pays for. */
export const longestReachDays = (ctx: WorkspaceContext): Promise<number> => longestLinkWindow(ctx.db, ctx.workspaceId);

/**
 * Holds a creator's place in a program until the transaction ends, so that decisions that count towards one cap are made one after the
 * other. Gives the creator's enrollments there.
 */
export const lockEnrollment = (within: WorkspaceContext, programId: string, creatorId: string): Promise<Enrollment[]> =>
  lockEnrollments(within.db, within.workspaceId, programId, creatorId);

/** What was spent in a span of days for one program, creator (null: the program as a whole), kind and currency. */
export interface CostSum {
  readonly programId: string;
  readonly creatorId: string | null;
  readonly kind: CostKind;
  readonly currency: string;
  readonly amountMinor: bigint;
}

const costSum = (row: Awaited<ReturnType<typeof sumCosts>>[number]): CostSum => ({
  programId: row.program_id,
  creatorId: row.creator_id,
  kind: row.kind as CostKind,
  currency: row.currency,
  amountMinor: row.amount_minor,
});

/** Sums of costs entered; the last day is not included. Currencies are never mixed. */
export const costSums = async (ctx: WorkspaceContext, days: { fromOn: string; toOn: string }): Promise<CostSum[]> =>
  (await sumCosts(ctx.db, ctx.workspaceId, days)).map(costSum);

/** What was spent on a day. */
export type DayCost = CostSum & { readonly day: string };

/** The same sums by day. */
export const costsByDay = async (ctx: WorkspaceContext, days: { fromOn: string; toOn: string }): Promise<DayCost[]> =>
  (await sumCostsByDay(ctx.db, ctx.workspaceId, days)).map((row) => ({ ...costSum(row), day: row.incurred_on }));

const shownRule = (version: PayRuleVersion | undefined) =>
  version === undefined
    ? null
    : {
        id: formatId("rul", version.id),
        version: version.version,
        effective_at: version.effectiveAt.toISOString(),
        summary: payRuleSummary(version.rule),
      };

async function show(ctx: WorkspaceContext, rows: readonly Program[]) {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const rules = await rulesAt(ctx, ids, nowAt(ctx));
  const counts = await countEnrolled(ctx.db, ctx.workspaceId, ids, nowAt(ctx));
  const enrolled = new Map(counts.map((row) => [row.program_id, Number(row.count)]));
  return rows.map((row) => ({
    id: formatId("prg", row.id),
    name: row.name,
    kind: row.kind as ProgramKind,
    store_id: row.store_id === null ? null : formatId("sto", row.store_id),
    currency: row.currency,
    pay_rule: shownRule(rules.get(row.id)),
    creators: enrolled.get(row.id) ?? 0,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    archived_at: row.archived_at?.toISOString() ?? null,
  }));
}

const showOne = async (ctx: WorkspaceContext, row: Program) => (await show(ctx, [row]))[0]!;

/** One program with the rule in force. */
export const getProgram = async (ctx: WorkspaceContext, id: string) => showOne(ctx, await loadProgram(ctx, id));

/** What a list of programs is narrowed to. */
export interface ProgramQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly kind?: ProgramKind | undefined;
  readonly store_id?: string | undefined;
  readonly archived: "true" | "false";
}

/** A page of programs, newest first. */
export async function listPrograms(ctx: WorkspaceContext, query: ProgramQuery) {
  const { kind, store_id: storeId, limit } = query;
  const filter = { kind, storeId, archived: query.archived === "true" };
  const rows = await queries.listPrograms(ctx.db, ctx.workspaceId, filter, { limit, after: parseCursor(query.cursor) });
  const page = pageFrom(
    rows,
    limit,
    (row) => ({ at: row.created_at, id: row.id }),
    (row) => row,
  );
  return { data: await show(ctx, page.data), next_cursor: page.next_cursor };
}

/** A program to start. */
export interface NewProgram {
  readonly name: string;
  readonly kind: ProgramKind;
  readonly store_id: string | null;
  readonly currency: string | null;
}

/** Starts a program. It pays nothing until a pay rule is published. */
export async function createProgram(ctx: WorkspaceContext, program: NewProgram) {
  return inTransaction(ctx, async (within) => {
    if (program.store_id !== null) await loadStore(within, program.store_id);
    const now = nowAt(within);
    const { name, kind, store_id, currency } = program;
    const values = { name: tidyText(name), kind, store_id, currency, created_at: now, updated_at: now };
    const row = await queries.insertProgram(within.db, { workspace_id: within.workspaceId, id: within.newId(), ...values });
    await recordAudit(within, { action: "program.created", subjectKind: "program", subjectId: row.id, detail: { name, kind, currency } });
    await tell(within, "program.created.v1", [row.id]);
    return showOne(within, row);
  });
}

/** What may change of a program; undefined: stays. */
export type ProgramUpdate = { readonly [F in keyof NewProgram]?: NewProgram[F] | undefined };

const audited = ({ name, kind, store_id, currency }: Program) => ({ name, kind, store_id, currency });

/** Changes what is named; commissions already decided keep their terms. */
export async function updateProgram(ctx: WorkspaceContext, id: string, changes: ProgramUpdate) {
  return inTransaction(ctx, async (within) => {
    const before = await lockProgram(within, id);
    if (typeof changes.store_id === "string") await loadStore(within, changes.store_id);
    const named = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const row = await queries.updateProgram(within.db, within.workspaceId, id, { ...named, updated_at: nowAt(within) });
    const detail = { before: audited(before), after: audited(row) };
    await recordAudit(within, { action: "program.updated", subjectKind: "program", subjectId: id, detail });
    await tell(within, "program.updated.v1", [id]);
    return showOne(within, row);
  });
}

/** Ends a program: orders from now on earn nothing in it. Doing it again changes nothing. */
export async function archiveProgram(ctx: WorkspaceContext, id: string) {
  return inTransaction(ctx, async (within) => {
    const before = await lockProgram(within, id);
    if (before.archived_at !== null) return showOne(within, before);
    const now = nowAt(within);
    const row = await queries.updateProgram(within.db, within.workspaceId, id, { archived_at: now, updated_at: now });
    await recordAudit(within, { action: "program.archived", subjectKind: "program", subjectId: id, detail: { name: row.name } });
    await tell(within, "program.updated.v1", [id]);
    return showOne(within, row);
  });
}
