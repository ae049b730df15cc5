import { formatId } from "../../../kernel/ids.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { statesOfSources, type SourceState } from "../../ledger/service.ts";
import * as queries from "./queries.ts";

const firstId = "00000000-0000-0000-0000-000000000000";
const stretch = 1000;
const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);

function reversalFault(row: queries.ProofRow): string | undefined {
  const lines = row.lines.map((line) => BigInt(line.amountMinor));
  if (sum(lines) !== row.amount_minor) return `its lines sum to ${sum(lines)}, not to ${row.amount_minor}`;
  for (const [index, reversal] of row.reversals.entries()) {
    if (reversal.position !== index + 1) return `reversal ${index + 1} is missing`;
    if (sum(reversal.lines.map(BigInt)) !== BigInt(reversal.amount)) return `the lines of reversal ${reversal.position} do not sum to it`;
  }
  const taken = lines.map((_, line) => sum(row.reversals.map((reversal) => BigInt(reversal.lines[line] ?? "0"))));
  const wrong = taken.findIndex((amount, line) => amount < 0n || amount > lines[line]!);
  return wrong === -1 ? undefined : `line ${wrong + 1} earned ${lines[wrong]} and ${taken[wrong]} of it was taken back`;
}

/** What the ledger must hold of a commission: what was earned less what was taken back; nothing once a later decision took its place. */
function ledgerFault(row: queries.ProofRow, state: SourceState | undefined): string | undefined {
  if (state === undefined) return "nothing was booked for it";
  const left = row.amount_minor - sum(row.reversals.map((reversal) => BigInt(reversal.amount)));
  const expected = state.isSuperseded ? 0n : left;
  if (state.pendingMinor + state.payableMinor !== expected)
    return `the ledger holds ${state.pendingMinor + state.payableMinor} of it, ${expected} is left`;
  if (!state.isMatured && state.payableMinor !== 0n) return "a part of it is payable although its hold never ended";
  if (state.isMatured && state.pendingMinor !== 0n) return "a part of it is on hold although its hold ended";
  if (!state.isSuperseded && !row.is_newest) return "a later commission of the same order stands beside it";
  return undefined;
}

function decisionFault(row: queries.ProofRow, state: SourceState | undefined): string | undefined {
  if (row.decision_outcome !== "pay" || row.decision_creator_id !== row.creator_id) return "its decision does not pay its creator";
  if (state?.isSuperseded === false && !state.isMatured && row.newest_outcome !== "pay")
    return "the newest decision of its order pays nobody";
  return undefined;
}

/** Holds every commission against its decision, its reversals and the ledger. The first difference in words, or undefined. */
export async function commissionDifference(ctx: WorkspaceContext): Promise<string | undefined> {
  for (let after = firstId; ;) {
    const rows = await queries.listCommissions(ctx.db, ctx.workspaceId, after, stretch);
    const states = await statesOfSources(
      ctx,
      "commission",
      rows.map((row) => row.id),
    );
    for (const row of rows) {
      const state = states.get(row.id);
      const fault = reversalFault(row) ?? decisionFault(row, state) ?? ledgerFault(row, state);
      if (fault !== undefined) return `commissions: ${formatId("com", row.id)}: ${fault}`;
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < stretch) return undefined;
    after = last.id;
  }
}
