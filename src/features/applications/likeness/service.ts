import type { Platform } from "../../../kernel/social/platform.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { accountsNamed, creatorsByIds, creatorsWithEmail } from "../../creators/service.ts";
import type { AccountRow, ApplicationRow } from "../tables.ts";

interface Known {
  readonly creatorId: string;
  readonly name: string;
  readonly why: string;
  /** A verified profile shows who it is; an e-mail address anybody can type. */
  readonly by: "profile" | "email";
}

interface Likeness {
  readonly known: readonly Known[];
  /** By the id of an account of the application: the creator here who has that profile. */
  readonly holders: ReadonlyMap<string, { readonly creatorId: string; readonly name: string }>;
}

/** Creators here who may be the applicant, by a verified profile or the same e-mail address; and whose the named profiles are here. */
export async function likenessOf(ctx: WorkspaceContext, application: ApplicationRow, accounts: readonly AccountRow[]): Promise<Likeness> {
  if (application.creator_id !== null) return { known: [], holders: new Map() };
  const named = await accountsNamed(
    ctx,
    accounts.map(({ platform, handle }) => ({ platform: platform as Platform, handle })),
  );
  const mailed = await creatorsWithEmail(ctx, application.email);
  const ids = [...new Set([...named.map(({ creatorId }) => creatorId), ...mailed])];
  const creators = ids.length === 0 ? new Map<string, { name: string }>() : await creatorsByIds(ctx, ids);
  const held = accounts.flatMap((account) => {
    const own = named.find(({ platform, normalised }) => platform === account.platform && normalised === account.handle_normalised);
    const name = own === undefined ? undefined : creators.get(own.creatorId)?.name;
    return own === undefined || name === undefined ? [] : [{ account, creatorId: own.creatorId, name }];
  });
  const shownBy = held.filter(({ account }) => account.verified_at !== null);
  const known = ids.flatMap((creatorId): Known[] => {
    const name = creators.get(creatorId)?.name;
    const profile = shownBy.find((each) => each.creatorId === creatorId)?.account;
    if (name === undefined || (profile === undefined && !mailed.includes(creatorId))) return [];
    if (profile === undefined) return [{ creatorId, name, why: "has the same e-mail address", by: "email" }];
    return [{ creatorId, name, why: `has ${profile.handle} on ${profile.platform}`, by: "profile" }];
  });
  return { known, holders: new Map(held.map(({ account, ...holder }) => [account.id, holder])) };
}
