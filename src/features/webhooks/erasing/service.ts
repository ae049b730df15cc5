import type { WorkspaceContext } from "../../../platform/context.ts";
import * as queries from "./queries.ts";

/**
 * Erases what events say that are kept for endpoints, in the caller's transaction. What was delivered is with its receiver; a try that is still to
 * come sends the id alone.
 *
 * @param texts as they stand in JSON: an id, an address, or a name within its quotation marks.
 */
export const eraseEvents = async (within: WorkspaceContext, texts: readonly string[]): Promise<void> => {
  await queries.eraseEventWords(within.db, within.workspaceId, texts);
};
