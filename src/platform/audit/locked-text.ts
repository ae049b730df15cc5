import { canonicalJson } from "../../kernel/canonical-json.ts";
import { nowAt, type WorkspaceContext } from "../context.ts";
import { sha256 } from "../crypto/secrets.ts";

/** What was agreed, as its exact text with its hash, who locked it and when: from now on nothing can change it. */
export function lockedText(ctx: WorkspaceContext, what: object) {
  const document = canonicalJson(what);
  return { document, sha256: sha256(document), locked_by: `${ctx.actor.kind}:${ctx.actor.id}`, locked_at: nowAt(ctx) };
}

/** The same as the API shows it; null: not locked yet. */
export const shownLock = ({
  document,
  sha256: hash,
  locked_at: at,
}: {
  readonly document: string | null;
  readonly sha256: Buffer | null;
  readonly locked_at: Date | null;
}) => (document === null || hash === null || at === null ? null : { sha256: hash.toString("hex"), document, locked_at: at.toISOString() });
