import { formatId } from "../../../kernel/ids.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { pageFrom, parseCursor } from "../../../platform/db/page.ts";
import { notFound } from "../../../platform/problems/platform-problems.ts";
import { externalIdsOf } from "../../orders/service.ts";
import type { SourceState } from "../../ledger/service.ts";
import { statesOf, type CommissionRow } from "../booking/service.ts";
import { commissionState, shownCommission, type CommissionState } from "../shown-commission.ts";
import * as queries from "../queries.ts";

type ReasonedRow = CommissionRow & { readonly reason_text: string; readonly reason_code: string };

const money = (amount: bigint | string, currency: string) => ({ amount: amount.toString(), currency });

function shown(row: ReasonedRow, state: SourceState, of: { reversedMinor: bigint; externalId: string }) {
  return {
    ...shownCommission(row),
    order_external_id: of.externalId,
    state: commissionState(state),
    reversed: money(of.reversedMinor, row.currency),
    pending: money(state.pendingMinor, row.currency),
    payable: money(state.payableMinor, row.currency),
    reason_code: row.reason_code,
    reason_text: row.reason_text,
    order_at: row.order_at.toISOString(),
  };
}

/** Commissions as the API shows them, in the order given. */
async function showAll(ctx: WorkspaceContext, rows: readonly ReasonedRow[]) {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const [states, reversals, externalIds] = await Promise.all([
    statesOf(ctx, ids),
    queries.listReversals(ctx.db, ctx.workspaceId, ids),
    externalIdsOf(
      ctx,
      rows.map((row) => row.conversion_id),
    ),
  ]);
  const reversed = new Map<string, bigint>();
  for (const each of reversals) reversed.set(each.commission_id, (reversed.get(each.commission_id) ?? 0n) + each.amount_minor);
  return rows.map((row) =>
    shown(row, states.get(row.id)!, { reversedMinor: reversed.get(row.id) ?? 0n, externalId: externalIds.get(row.conversion_id) ?? "" }),
  );
}

/** What a list of commissions is narrowed to. */
export interface CommissionQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly program_id?: string | undefined;
  readonly creator_id?: string | undefined;
  readonly state?: CommissionState | undefined;
}

/** Commissions with their state and reason, those of the newest orders first. */
export async function listCommissions(ctx: WorkspaceContext, query: CommissionQuery) {
  const rows: ReasonedRow[] = await queries.listCommissions(ctx.db, ctx.workspaceId, {
    limit: query.limit,
    after: parseCursor(query.cursor),
    creatorId: query.creator_id,
    programId: query.program_id,
    state: query.state,
  });
  const page = pageFrom(
    rows,
    query.limit,
    (row) => ({ at: row.order_at, id: row.id }),
    (row) => row,
  );
  return { data: await showAll(ctx, page.data), next_cursor: page.next_cursor };
}

interface StoredLine {
  readonly lineId: string | null;
  readonly baseMinor: string;
  readonly amountMinor: string;
  readonly value: Record<string, unknown>;
}

/** One commission with its lines, terms and reversals. @throws Problem not-found for any other id */
export async function getCommission(ctx: WorkspaceContext, id: string) {
  const row: ReasonedRow | undefined = await queries.findReasoned(ctx.db, ctx.workspaceId, id);
  if (row === undefined) throw notFound("commission", formatId("com", id));
  const [shownRow] = await showAll(ctx, [row]);
  const terms = row.terms as Record<string, unknown>;
  const reversals = await queries.listReversals(ctx.db, ctx.workspaceId, [id]);
  return {
    ...shownRow!,
    lines: (row.lines as unknown as StoredLine[]).map((line) => ({
      line: line.lineId,
      base: money(line.baseMinor, String(terms["orderCurrency"])),
      value: line.value,
      amount: money(line.amountMinor, row.currency),
    })),
    terms,
    reversals: reversals.map((each) => ({
      amount: money(each.amount_minor, each.currency),
      reason: each.reason,
      recorded_at: each.created_at.toISOString(),
    })),
  };
}

/** The commissions of one order, the newest first, those that were replaced too. */
export async function commissionsOfOrder(ctx: WorkspaceContext, conversionId: string) {
  return showAll(ctx, await queries.listReasonedOf(ctx.db, ctx.workspaceId, conversionId));
}

/** What was decided about an order, oldest first: the newest holds. */
export async function decisionsOfOrder(ctx: WorkspaceContext, conversionId: string) {
  const rows = await queries.listDecisions(ctx.db, ctx.workspaceId, conversionId);
  return rows.map((row) => ({
    id: formatId("dec", row.id),
    version: row.version,
    outcome: row.outcome as "pay" | "none",
    is_provisional: row.is_provisional,
    creator_id: row.creator_id === null ? null : formatId("cre", row.creator_id),
    program_id: row.program_id === null ? null : formatId("prg", row.program_id),
    reason_code: row.reason_code,
    reason_text: row.reason_text,
    /** The click, visit or code that won, paid or not; a plain uuid. */
    winner_touch_id: (row.document as { winner?: { touchId: string } | null }).winner?.touchId ?? null,
    decided_at: row.decided_at.toISOString(),
  }));
}

/** Who else has a claim on an order, by evidence that came too late to decide it. */
export async function claimsOfOrder(ctx: WorkspaceContext, conversionId: string) {
  const rows = await queries.listClaimsOf(ctx.db, ctx.workspaceId, conversionId);
  return rows.map((row) => ({
    creator_id: formatId("cre", row.creator_id),
    kind: row.kind,
    reason: row.reason,
    created_at: row.created_at.toISOString(),
  }));
}

/** Claims, newest first. */
export async function listClaims(ctx: WorkspaceContext, query: { limit: number; cursor?: string | undefined }) {
  const rows = await queries.listClaims(ctx.db, ctx.workspaceId, query.limit, parseCursor(query.cursor));
  return pageFrom(
    rows,
    query.limit,
    (row) => ({ at: row.created_at, id: row.id }),
    (row) => ({
      id: row.id,
      conversion_id: formatId("ord", row.conversion_id),
      creator_id: formatId("cre", row.creator_id),
      kind: row.kind as "late_evidence" | "manual",
      reason: row.reason,
      created_at: row.created_at.toISOString(),
    }),
  );
}
