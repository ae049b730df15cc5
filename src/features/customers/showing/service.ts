import { formatId } from "../../../kernel/ids.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { pageFrom, parseCursor } from "../../../platform/db/page.ts";
import { forgetPerson, listMerges, loadPerson, mergeCustomers, undoMerge } from "../people/service.ts";

const customer = (id: string): string => formatId("cus", id);

/** Somebody who bought, as the API shows them: kinds of identifiers, never the identifiers. */
export async function showCustomer(ctx: WorkspaceContext, id: string) {
  const person = await loadPerson(ctx, id);
  return {
    id: customer(person.id),
    customer_ids: person.customerIds.map(customer),
    created_at: person.createdAt.toISOString(),
    erased_at: person.erasedAt?.toISOString() ?? null,
    known_by: person.identifiers.map((each) => ({
      kind: each.kind,
      first_seen_at: each.firstSeenAt.toISOString(),
      last_seen_at: each.lastSeenAt.toISOString(),
      source: each.source,
    })),
  };
}

/** Forgets who a customer is. */
export async function eraseCustomer(ctx: WorkspaceContext, id: string): Promise<Record<string, never>> {
  await forgetPerson(ctx, id);
  return {};
}

/** Makes two customers one, by hand. */
export async function merge(ctx: WorkspaceContext, body: { from_customer_id: string; into_customer_id: string; reason: string }) {
  const { personId } = await mergeCustomers(ctx, { from: body.from_customer_id, into: body.into_customer_id, reason: body.reason });
  return { customer_id: customer(personId) };
}

/** Merges and those taken back, newest first. */
export async function showMerges(ctx: WorkspaceContext, query: { limit: number; cursor?: string | undefined }) {
  const rows = await listMerges(ctx, { before: parseCursor(query.cursor), limit: query.limit });
  return pageFrom(
    rows,
    query.limit,
    (row) => ({ at: row.recorded_at, id: row.id }),
    (row) => ({
      id: row.id,
      action: row.action as "merge" | "undo",
      from_customer_id: customer(row.from_customer_id),
      into_customer_id: customer(row.into_customer_id),
      reason: row.reason,
      recorded_at: row.recorded_at.toISOString(),
      undoes_id: row.undoes_id,
    }),
  );
}

/** Takes a merge back. */
export async function undo(ctx: WorkspaceContext, mergeId: string, reason: string) {
  const { personIds } = await undoMerge(ctx, mergeId, reason);
  return { customer_ids: personIds.map(customer) };
}
