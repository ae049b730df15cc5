import type { WorkspaceContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/database.ts";
import { loadDomain, moveDomain } from "../../domains/service.ts";
import * as queries from "../queries.ts";

/** Brings a domain with all its links under another host: each keeps its key. @throws Problem host-taken */
export async function moveLinks(ctx: WorkspaceContext, domainId: string, host: string): Promise<void> {
  await inTransaction(ctx, async (within) => {
    const { host: from } = await loadDomain(within, domainId);
    await moveDomain(within, domainId, host);
    await queries.moveKeys(within.db, within.workspaceId, { from, to: host });
  });
}
