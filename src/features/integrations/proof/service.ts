import { formatId } from "../../../kernel/ids.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { sameBytes, sha256 } from "../../../platform/crypto/secrets.ts";
import { readPayload } from "../payloads/service.ts";
import * as queries from "../queries.ts";

const firstId = "00000000-0000-0000-0000-000000000000";
const stretch = 200;

/** Whether a payload is what was delivered; one that was erased cannot be read any more, and need not. */
function isWhole(ctx: WorkspaceContext, row: Awaited<ReturnType<typeof queries.listForProof>>[number]): boolean {
  try {
    const body = readPayload(ctx, row);
    return body === undefined || sameBytes(sha256(body), row.sha256);
  } catch {
    return false;
  }
}

/** Opens every payload that was kept and holds it against its digest. The first difference in words, or undefined. */
export async function payloadDifference(ctx: WorkspaceContext): Promise<string | undefined> {
  for (let after = firstId; ;) {
    const rows = await queries.listForProof(ctx.db, ctx.workspaceId, after, stretch);
    const changed = rows.find((row) => !isWhole(ctx, row));
    if (changed !== undefined) return `payloads: ${formatId("raw", changed.id)} is not what was delivered`;
    const last = rows.at(-1);
    if (last === undefined || rows.length < stretch) return undefined;
    after = last.id;
  }
}
