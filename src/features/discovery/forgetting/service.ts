import type { WorkspaceContext } from "../../../platform/context.ts";
import { cardWords } from "../query/words.ts";
import * as queries from "./queries.ts";

/** Who is to be forgotten: the creators, and the names and handles that they went by. */
interface Forgotten {
  readonly creatorIds: readonly string[];
  readonly names: readonly string[];
  readonly accounts: readonly { readonly handle: string }[];
}

/** Forgets the words of names and handles by which nobody else is found, in the caller's transaction; the cards themselves follow the creators. */
export async function forgetWords(within: WorkspaceContext, { creatorIds, names, accounts }: Forgotten): Promise<void> {
  const texts = [...names.map((name) => ({ name, handle: null })), ...accounts.map(({ handle }) => ({ name: "", handle }))];
  const words = new Set(texts.flatMap((text) => cardWords({ ...text, bio: "", words: "", category: null })));
  await queries.deleteWords(within.db, within.workspaceId, [...words], creatorIds);
}
