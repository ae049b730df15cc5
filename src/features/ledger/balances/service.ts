import { formatId } from "../../../kernel/ids.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { onSnapshot } from "../../../platform/db/database.ts";
import { openCover, type Rollup } from "../../../platform/rollups/rollup.ts";
import { allTimeMs } from "../../../platform/rollups/spans.ts";
import * as queries from "../queries.ts";

/** What a creator is owed, by currency: `pending` is on hold, `payable` is past it. Negative is a debt carried over. */
export interface CreatorBalance {
  readonly creatorId: string;
  readonly currency: string;
  readonly pendingMinor: bigint;
  readonly payableMinor: bigint;
}

/** What transfers moved up to today, kept in one sum, and hour by hour since: nothing that is stored is a balance. */
export const ledgerRollup: Rollup = {
  subject: "ledger",
  formula: "1",
  length: "all",
  tables: [queries.creatorMoves],
  firstAt: queries.firstPostingAt,
};

async function sumMoves({ db, workspaceId }: WorkspaceContext, ownerIds: readonly string[] | undefined) {
  const cover = await openCover(db, { workspaceId, rollup: ledgerRollup }, allTimeMs);
  return queries.sumCreatorMoves(db, workspaceId, { cover, ownerIds });
}

/** Balances of creators, summed from the transfers at this moment; in a transaction of the caller's, which must then be on one snapshot. */
export async function loadCreatorBalances(ctx: WorkspaceContext, creatorIds?: readonly string[]): Promise<CreatorBalance[]> {
  const sum = (within: WorkspaceContext) => sumMoves(within, creatorIds);
  const balances = new Map<string, CreatorBalance>();
  for (const row of await (ctx.db.isTransaction ? sum(ctx) : onSnapshot(ctx, sum))) {
    const name = `${row.owner_id} ${row.currency}`;
    const known = balances.get(name) ?? { creatorId: row.owner_id, currency: row.currency, pendingMinor: 0n, payableMinor: 0n };
    balances.set(name, { ...known, [row.kind === "creator_pending" ? "pendingMinor" : "payableMinor"]: row.balance_minor });
  }
  return [...balances.values()];
}

/** Balances as the API shows them. */
export async function listBalances(ctx: WorkspaceContext, query: { creator_id?: string | undefined }) {
  const rows = await loadCreatorBalances(ctx, query.creator_id === undefined ? undefined : [query.creator_id]);
  return {
    data: rows.map((row) => ({
      creator_id: formatId("cre", row.creatorId),
      pending: { amount: row.pendingMinor.toString(), currency: row.currency },
      payable: { amount: row.payableMinor.toString(), currency: row.currency },
    })),
  };
}
