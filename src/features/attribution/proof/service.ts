import { formatId } from "../../../kernel/ids.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { codesByIds } from "../../codes/service.ts";
import { creditFault } from "./credit-proof.ts";
import * as queries from "./queries.ts";

const firstId = "00000000-0000-0000-0000-000000000000";
const stretch = 2000;

function rowFault(row: queries.CreditRow): string | undefined {
  if (!row.lengths_agree) return "its touches are not of equal length";
  const touches = row.occurred_at.map((at, index) => ({
    atMs: at.getTime(),
    isDirect: row.channels[index] === "direct",
    isSaid: row.kinds[index] === "survey",
  }));
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

/** A frozen touch that is not what was recorded, or a code that was somebody else's. */
async function touchFault(ctx: WorkspaceContext): Promise<string | undefined> {
  const changed = await queries.findChangedTouch(ctx.db, ctx.workspaceId);
  if (changed !== undefined)
    return `touch ${changed.place} of ${formatId("ord", changed.conversion_id)} is not the ${changed.kind} that was recorded`;
  const frozen = await queries.listFrozenCodes(ctx.db, ctx.workspaceId);
  const codes = await codesByIds(ctx, [...new Set(frozen.map((row) => row.code_id))]);
  const wrong = frozen.find((row) => codes.get(row.code_id)?.creator_id !== row.creator_id);
  return wrong === undefined ? undefined : `a code that ${formatId("ord", wrong.conversion_id)} was credited by is not its creator's`;
}

async function versionFault(ctx: WorkspaceContext): Promise<string | undefined> {
  const stale = await queries.findStaleCredit(ctx.db, ctx.workspaceId);
  if (stale === undefined) return undefined;
  const { conversion_id, versions, newest, credited } = stale;
  return `${formatId("ord", conversion_id)} has ${versions ?? "no"} versions of touches up to number ${newest ?? "none"}, and credit of number ${credited ?? "none"}`;
}

/** Works out every credit again from its touches and the models' definitions. Then the touches beside what was recorded. The first difference in words, or undefined. */
export async function creditDifference(ctx: WorkspaceContext): Promise<string | undefined> {
  for (let after = firstId; ;) {
    const rows = await queries.listCredits(ctx.db, ctx.workspaceId, after, stretch);
    for (const row of rows) {
      const fault = rowFault(row);
      if (fault !== undefined) return `attribution: the credit of ${formatId("ord", row.conversion_id)}: ${fault}`;
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < stretch) break;
    after = last.conversion_id;
  }
  const fault = (await versionFault(ctx)) ?? (await touchFault(ctx));
  return fault === undefined ? undefined : `attribution: ${fault}`;
}
