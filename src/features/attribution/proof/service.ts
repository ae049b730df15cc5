import { formatId } from "../../../kernel/ids.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { creditFault } from "./credit-proof.ts";
import * as queries from "./queries.ts";

const firstId = "00000000-0000-0000-0000-000000000000";
const stretch = 2000;

function rowFault(row: queries.CreditRow): string | undefined {
  if (!row.lengths_agree) return "its touches are not of equal length";
  const touches = row.occurred_at.map((at, index) => ({ atMs: at.getTime(), isDirect: row.channels[index] === "direct" }));
  if (touches.some((touch, index) => index > 0 && touch.atMs < touches[index - 1]!.atMs)) return "its touches are not in order";
  const count = touches.length;
  if (row.shares.length !== row.models.length * count || row.unattributed.length !== row.models.length)
    return "it has not one share a model and touch";
  for (const [block, model] of row.models.entries()) {
    const fault = creditFault(model, touches, row.shares.slice(block * count, (block + 1) * count), row.unattributed[block]!);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** Works out every credit again from its touches and the models' definitions. The first difference in words, or undefined. */
export async function creditDifference(ctx: WorkspaceContext): Promise<string | undefined> {
  for (let after = firstId; ;) {
    const rows = await queries.listCredits(ctx.db, ctx.workspaceId, after, stretch);
    for (const row of rows) {
      const fault = rowFault(row);
      if (fault !== undefined) return `attribution: the credit of ${formatId("ord", row.conversion_id)}: ${fault}`;
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < stretch) return undefined;
    after = last.conversion_id;
  }
}
