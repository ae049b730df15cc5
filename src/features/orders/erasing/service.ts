import type { WorkspaceContext } from "../../../platform/context.ts";
import * as queries from "./queries.ts";

/**
 * Erases a creator from the free fields of orders, in the caller's transaction: a field that gives one of their handles or addresses says "erased".
 * Orders, amounts and the customer stay: they are books, and the customer is erased as a customer.
 */
export async function eraseOrderFields(
  within: WorkspaceContext,
  person: { readonly accounts: readonly { readonly handle: string }[]; readonly emails: readonly string[] },
): Promise<void> {
  const handles = [...new Set(person.accounts.map(({ handle }) => handle.toLowerCase()))];
  if (handles.length + person.emails.length === 0) return;
  await queries.eraseFields(within.db, within.workspaceId, { handles, emails: person.emails });
}
