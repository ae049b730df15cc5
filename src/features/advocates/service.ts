import { formatId } from "../../kernel/ids.ts";
import type { Platform } from "../../kernel/social/platform.ts";
import type { WorkspaceContext } from "../../platform/context.ts";
import { groupBy } from "../../platform/db/group-by.ts";
import { accountsNamed, creatorsByIds, parseHandle } from "../creators/service.ts";
import { handleField, handleWords } from "./handle-field.ts";
import * as queries from "./queries.ts";

interface Sum {
  readonly currency: string;
  readonly orders: bigint;
  readonly kept_minor: bigint;
  readonly first_at: Date;
  readonly last_at: Date;
}

const most = 500;

/** Orders of one person: how many, what was kept of them by currency, the first and the last. */
function totalOf(sums: readonly Sum[]) {
  const byCurrency = [...groupBy(sums, ({ currency }) => currency)].map(([currency, own]) => ({
    amount: own.reduce((sum, each) => sum + each.kept_minor, 0n).toString(),
    currency,
  }));
  const times = sums.flatMap(({ first_at, last_at }) => [first_at.getTime(), last_at.getTime()]);
  return {
    orders: Number(sums.reduce((sum, each) => sum + each.orders, 0n)),
    value: byCurrency.toSorted((a, b) => (a.currency < b.currency ? -1 : 1)),
    first_order_at: new Date(Math.min(...times)).toISOString(),
    last_order_at: new Date(Math.max(...times)).toISOString(),
  };
}

interface Named {
  readonly platform: Platform;
  readonly handle: string;
  readonly normalised: string;
  readonly url: string | null;
}

/** The account that a field of an order names; nothing where its text is no handle. */
function accountIn({ field, value }: queries.FieldSum): Named[] {
  const platform = handleField(field);
  const parsed = platform === undefined ? undefined : parseHandle(platform, value);
  return platform === undefined || parsed?.ok !== true
    ? []
    : [{ platform, handle: parsed.handle, normalised: parsed.normalised, url: parsed.url }];
}

const keyOf = ({ platform, normalised }: { readonly platform: string; readonly normalised: string }): string => `${platform} ${normalised}`;

async function byHandle(ctx: WorkspaceContext) {
  const sums = await queries.listFieldSums(ctx.db, ctx.workspaceId, handleWords);
  const named = sums.flatMap((sum) => accountIn(sum).map((account) => ({ account, sum })));
  const groups = [...groupBy(named, ({ account }) => keyOf(account)).values()];
  const accounts = groups.map(([first]) => first!.account);
  const known = new Map((await accountsNamed(ctx, accounts)).map((account) => [keyOf(account), account.creatorId]));
  return groups.map((group) => {
    const { platform, handle, url } = group[0]!.account;
    return { account: { platform, handle, url }, creatorId: known.get(keyOf(group[0]!.account)), ...totalOf(group.map(({ sum }) => sum)) };
  });
}

async function byEmail(ctx: WorkspaceContext) {
  const sums = await queries.listCreatorSums(ctx.db, ctx.workspaceId);
  return [...groupBy(sums, (sum) => sum.creator_id)].map(([creatorId, own]) => ({ account: null, creatorId, ...totalOf(own) }));
}

/** Customers who create: who names a handle with an order, and creators who buy under their own address; those with most orders first. */
export async function listAdvocates(ctx: WorkspaceContext) {
  const found = [...(await byHandle(ctx)), ...(await byEmail(ctx))].toSorted((a, b) => b.orders - a.orders).slice(0, most);
  const creators = await creatorsByIds(ctx, [...new Set(found.flatMap(({ creatorId }) => creatorId ?? []))]);
  return {
    data: found.map(({ creatorId, account, ...total }) => {
      const creator = creatorId === undefined ? undefined : creators.get(creatorId);
      return {
        found_by: account === null ? ("email" as const) : ("handle" as const),
        account,
        creator: creator === undefined ? null : { id: formatId("cre", creator.id), name: creator.name },
        ...total,
      };
    }),
  };
}
