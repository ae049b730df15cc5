import { formatId } from "../../../kernel/ids.ts";
import type { Platform } from "../../../kernel/social/platform.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { handleFault, parseHandle, platformOfAddress, type ParsedHandle } from "../handle.ts";
import { emailHash } from "../profiles/service.ts";
import * as queries from "./queries.ts";

/** What a person pasted, and what else they know. */
interface Pasted {
  readonly text: string;
  readonly platform?: Platform | undefined;
  readonly email?: string | undefined;
  readonly name?: string | undefined;
}

type Read = { readonly platform: Platform; readonly parsed: Extract<ParsedHandle, { ok: true }> } | { readonly problem: string };

function accountIn({ text, platform }: Pasted): Read {
  const where = platformOfAddress(text) ?? platform;
  if (where === undefined) return { problem: "names no platform: choose one, or paste the address of the account’s page" };
  const parsed = parseHandle(where, text);
  return parsed.ok ? { platform: where, parsed } : { problem: handleFault(parsed.problem, where, text) };
}

const unlessBlank = (text: string | undefined): string | null => (text === undefined || text === "" ? null : text);

/** Which account a text names, and who has it or may be the same; nothing is written. */
export async function recogniseAccount(ctx: WorkspaceContext, pasted: Pasted) {
  const read = accountIn(pasted);
  const isRead = "parsed" in read;
  const email = unlessBlank(pasted.email);
  const likely = await queries.listLikely(ctx.db, ctx.workspaceId, {
    platform: isRead ? read.platform : null,
    handle: isRead ? read.parsed.normalised : null,
    emailHash: email === null ? null : emailHash(ctx, email),
    name: unlessBlank(pasted.name),
  });
  return {
    account: isRead ? { platform: read.platform, handle: read.parsed.handle, url: read.parsed.url } : null,
    problem: isRead ? null : read.problem,
    known: likely.map(({ id, name, is_archived, reason }) => ({ id: formatId("cre", id), name, is_archived, reason })),
  };
}
