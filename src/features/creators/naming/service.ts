import { parseId } from "../../../kernel/ids.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { creatorsByIds, creatorsCalled } from "../profiles/service.ts";

/** The one creator whom a text means, or why there is none. */
export type NamedCreator = { readonly id: string } | { readonly fault: string };

const plain = (text: string): string => text.replace(/^@/, "").toLowerCase();

/**
 * Whom the texts of a file mean: a creator's id, name or handle, with or without @, in any case.
 *
 * @param texts all that are asked for later: creators are looked up once for all of them.
 */
export async function creatorFinder(ctx: WorkspaceContext, texts: readonly string[]): Promise<(text: string) => NamedCreator> {
  const known = texts.length === 0 ? [] : await creatorsCalled(ctx, texts.map(plain));
  const ids = texts.flatMap((text) => parseId("cre", text) ?? []);
  const byId = ids.length === 0 ? new Map<string, unknown>() : await creatorsByIds(ctx, ids);
  return (text) => {
    const id = parseId("cre", text);
    if (id !== undefined && byId.has(id)) return { id };
    const called = known.filter(({ name, handles }) => name.toLowerCase() === plain(text) || handles.includes(plain(text)));
    const [one] = called;
    if (one !== undefined && called.length === 1) return { id: one.id };
    const found = called.length === 0 ? "is no creator here" : `is the name of ${called.length} creators here`;
    return { fault: `${JSON.stringify(text.slice(0, 80))} ${found}: write the name, handle or id as it stands in Vouch` };
  };
}
