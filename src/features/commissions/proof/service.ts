import { formatId } from "../../../kernel/ids.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { bookedSources, movesOfSources, ratesOn, statesOfSources, type SourceMove, type SourceState } from "../../ledger/service.ts";
import { amountsOfOrders, listTakenBack, type ProofOrder } from "../../orders/service.ts";
import { rulesByIds, type PayRuleVersion } from "../../programs/service.ts";
import { dueAt, sourceKind } from "../booking/service.ts";
import { commissionState } from "../shown-commission.ts";
import { takenNow } from "../taking/service.ts";
import { bookedFault } from "./booked-commission.ts";
import { decidedFault } from "./decided-commission.ts";
import { orderBaseMinor, type BaseTerms } from "./order-base.ts";
import * as queries from "./queries.ts";

const firstId = "00000000-0000-0000-0000-000000000000";
const stretch = 1000;
const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);

/** A commission with everything that it is held against. */
interface Case {
  readonly row: queries.ProofRow;
  readonly state: SourceState | undefined;
  readonly moves: readonly SourceMove[];
  readonly rule: PayRuleVersion | undefined;
  readonly order: ProofOrder | undefined;
  readonly workspaceId: string;
}

function reversalFault({ row }: Case): string | undefined {
  const lines = row.lines.map((line) => BigInt(line.amountMinor));
  if (sum(lines) !== row.amount_minor) return `its lines sum to ${sum(lines)}, not to ${row.amount_minor}`;
  for (const [index, reversal] of row.reversals.entries()) {
    if (reversal.position !== index + 1) return `reversal ${index + 1} is missing`;
    if (reversal.currency !== row.currency) return `reversal ${reversal.position} is in ${reversal.currency}`;
    if (sum(reversal.lines.map(BigInt)) !== BigInt(reversal.amount)) return `the lines of reversal ${reversal.position} do not sum to it`;
  }
  const taken = lines.map((_, line) => sum(row.reversals.map((reversal) => BigInt(reversal.lines[line] ?? "0"))));
  const wrong = taken.findIndex((amount, line) => amount < 0n || amount > lines[line]!);
  return wrong === -1 ? undefined : `line ${wrong + 1} earned ${lines[wrong]} and ${taken[wrong]} of it was taken back`;
}

/** What the ledger must hold of a commission: what was earned less what was taken back; nothing once a later decision took its place. */
function ledgerFault({ row, state, moves, workspaceId }: Case): string | undefined {
  if (state === undefined) return "nothing was booked for it";
  const reversalsMinor = row.reversals.map((reversal) => BigInt(reversal.amount));
  const expected = state.isSuperseded ? 0n : row.amount_minor - sum(reversalsMinor);
  if (state.pendingMinor + state.payableMinor !== expected)
    return `the ledger holds ${state.pendingMinor + state.payableMinor} of it, ${expected} is left`;
  if (!state.isMatured && state.payableMinor !== 0n) return "a part of it is payable although its hold never ended";
  if (state.isMatured && state.pendingMinor !== 0n) return "a part of it is on hold although its hold ended";
  if (!state.isSuperseded && !row.is_newest) return "a later commission of the same order stands beside it";
  const booked = { creatorId: row.creator_id, workspaceId, currency: row.currency, amountMinor: row.amount_minor, reversalsMinor };
  return bookedFault(booked, moves);
}

/** The state by which a commission is found must be the one that the ledger says. */
function keptFault({ row, state }: Case): string | undefined {
  if (state === undefined) return undefined;
  const said = commissionState(state);
  if (row.kept_state !== said) return `it is listed as ${row.kept_state ?? "nothing"}, the ledger says ${said}`;
  if (!row.is_kept_under) return "it is listed under another creator, program or time";
  return row.kept_due_at?.getTime() === dueAt(row, state)?.getTime() ? undefined : "it is listed as due at another time";
}

const decidedOf = ({ row, rule }: Case) => ({
  creatorId: row.creator_id,
  programId: row.program_id,
  ruleId: row.pay_rule_id,
  currency: row.currency,
  baseMinor: row.base_minor,
  amountMinor: row.amount_minor,
  countedMinor: row.counted_minor,
  terms: row.terms,
  lines: row.lines,
  orderAtMs: row.order_at.getTime(),
  holdUntilMs: row.hold_until.getTime(),
  decision: {
    outcome: row.decision_outcome,
    creatorId: row.decision_creator_id,
    programId: row.decision_program_id,
    ruleId: row.decision_rule_id,
    reason: row.decision_reason,
    document: row.decision_document,
  },
  rule: {
    programId: rule?.programId ?? "",
    version: rule?.version ?? 0,
    document: (rule?.rule ?? {}) as unknown as Record<string, unknown>,
  },
});

const minuteMs = 60_000;

function decisionFault(each: Case): string | undefined {
  const { row, state } = each;
  if (row.decision_conversion_id !== row.conversion_id) return "its decision is about another order";
  if (row.earned_at.getTime() !== row.created_at.getTime()) return "it was not earned when it was made";
  if (Math.abs(row.created_at.getTime() - row.decided_at.getTime()) > minuteMs) return "it was not made when it was decided";
  if (state?.isSuperseded === false && !state.isMatured && row.newest_outcome !== "pay")
    return "the newest decision of its order pays nobody";
  return decidedFault(decidedOf(each));
}

/** Compares a commission's base with its order, as long as the order is still the version that was decided on. */
function baseFault({ row, order }: Case): string | undefined {
  if (order === undefined) return "its order is not there";
  if (order.version !== row.decision_document["orderVersion"]) return undefined;
  const base = orderBaseMinor(order, row.terms["base"] as BaseTerms);
  return base === row.base_minor ? undefined : `its base is ${row.base_minor}, that of its order is ${base}`;
}

/** Compares what was taken back with the refunds, cancellations and disputes of the order, unless some of them wait to be booked. */
async function takenFault(ctx: WorkspaceContext, { row, state }: Case): Promise<string | undefined> {
  if (state?.isSuperseded === true) return undefined;
  const wanted = await takenNow(ctx, { conversion_id: row.conversion_id, lines: row.lines as never });
  const booked = sum(row.reversals.map((reversal) => BigInt(reversal.amount)));
  if (wanted === undefined || wanted === booked) return undefined;
  return `${booked} of it was taken back, its order's refunds and disputes take ${wanted}`;
}

async function casesOf(ctx: WorkspaceContext, rows: readonly queries.ProofRow[]): Promise<Case[]> {
  const ids = rows.map((row) => row.id);
  const conversionIds = [...new Set(rows.map((row) => row.conversion_id))];
  const states = await statesOfSources(ctx, sourceKind, ids);
  const moves = await movesOfSources(ctx, sourceKind, ids);
  const rules = await rulesByIds(ctx, [...new Set(rows.map((row) => row.pay_rule_id))]);
  const orders = await amountsOfOrders(ctx, conversionIds);
  return rows.map((row) => ({
    row,
    state: states.get(row.id),
    moves: moves.get(row.id) ?? [],
    rule: rules.get(row.pay_rule_id),
    order: orders.get(row.conversion_id),
    workspaceId: ctx.workspaceId,
  }));
}

/** A rate of exchange that a commission was worked out with, and that was never imported. */
async function rateFault(ctx: WorkspaceContext, rows: readonly queries.ProofRow[]): Promise<string | undefined> {
  const used = rows.flatMap((row) => row.lines.flatMap(({ exchange }) => (exchange === null ? [] : [{ id: row.id, ...exchange }])));
  const asked = used.map(({ from, to, onDay }) => ({ base: from, quote: to, rate_on: onDay }));
  const known = new Set((await ratesOn(ctx, asked)).map((each) => `${each.base} ${each.quote} ${each.rate_on} ${each.rate}`));
  const wrong = used.find(({ from, to, onDay, rate }) => !known.has(`${from} ${to} ${onDay} ${rate}`));
  return (
    wrong &&
    `commissions: ${formatId("com", wrong.id)}: no rate of ${wrong.rate} from ${wrong.from} to ${wrong.to} is known on ${wrong.onDay}`
  );
}

async function stretchFault(ctx: WorkspaceContext, rows: readonly queries.ProofRow[]): Promise<string | undefined> {
  const conversionIds = [...new Set(rows.map((row) => row.conversion_id))];
  const takenBack = await listTakenBack(ctx, conversionIds);
  for (const each of await casesOf(ctx, rows)) {
    const { row } = each;
    const isTouched = row.reversals.length > 0 || takenBack.has(row.conversion_id);
    const fault = reversalFault(each) ?? decisionFault(each) ?? baseFault(each) ?? ledgerFault(each) ?? keptFault(each);
    const named = fault ?? (isTouched ? await takenFault(ctx, each) : undefined);
    if (named !== undefined) return `commissions: ${formatId("com", row.id)}: ${named}`;
  }
  return rateFault(ctx, rows);
}

/** A posting under the name of a commission that does not exist. */
async function strangerFault(ctx: WorkspaceContext): Promise<string | undefined> {
  for await (const sources of bookedSources(ctx)) {
    const stranger = sources.find(({ kind }) => kind !== sourceKind);
    if (stranger !== undefined) return `ledger: something is booked for a ${stranger.kind}, ${stranger.id}, and nothing books for such`;
    const known = new Set(
      await queries.listKnown(
        ctx.db,
        ctx.workspaceId,
        sources.map(({ id }) => id),
      ),
    );
    const missing = sources.find(({ id }) => !known.has(id));
    if (missing !== undefined) return `ledger: ${formatId("com", missing.id)} is booked and is not there`;
  }
  return undefined;
}

async function decisionsFault(ctx: WorkspaceContext): Promise<string | undefined> {
  const gap = await queries.findDecisionGap(ctx.db, ctx.workspaceId);
  if (gap !== undefined)
    return `commissions: ${formatId("ord", gap.conversion_id)} has ${gap.versions} decisions, the newest is number ${gap.newest}`;
  const { all, decided } = await queries.countCommissions(ctx.db, ctx.workspaceId);
  return all === decided ? undefined : `commissions: ${all - decided} have no decision`;
}

/**
 * Holds every commission against its decision, the version of its rule, its order, its reversals and the ledger, and does its arithmetic
 * once more. The first difference in words, or undefined.
 */
export async function commissionDifference(ctx: WorkspaceContext): Promise<string | undefined> {
  for (let after = firstId; ;) {
    const rows = await queries.listCommissions(ctx.db, ctx.workspaceId, after, stretch);
    const fault = await stretchFault(ctx, rows);
    if (fault !== undefined) return fault;
    const last = rows.at(-1);
    if (last === undefined || rows.length < stretch) return (await decisionsFault(ctx)) ?? strangerFault(ctx);
    after = last.id;
  }
}
