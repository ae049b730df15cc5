import { beginning, storablePart } from "../../../kernel/text.ts";
import { localDay } from "../../../kernel/zone.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import {
  accountsOnPlatform,
  noFigures,
  noProfile,
  noteExternalId,
  recordFigures,
  recordProfiles,
  type AskableAccount,
} from "../../creators/service.ts";
import { keepSeenPosts } from "../../posts/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import type { Line } from "../calling/service.ts";
import { PlatformFault } from "../faults/platform-fault.ts";
import type { GraphAccess } from "../graph/service.ts";
import { reachRateOf, totalsTold } from "../insights/insight-facts.ts";
import { readOwnAccount, readOwnPosts, readStories, type OwnAccount, type OwnPost, type OwnStories } from "../insights/service.ts";
import { accessOf } from "../instagram/service.ts";
import { ownersAccess } from "../instagram-owner/service.ts";
import { placeOf, whileThere, type Told } from "../keeping/service.ts";
import { mostStories, type InsightsPlace, type OwnFigures, type RunInput } from "../running/run-input.ts";
import { averagedDays, averagesOf } from "../seen-account.ts";
import { renamed } from "../seeing/service.ts";
import type { Connection, Found, Grant, Run } from "../tables.ts";

const asOwner = "insights for the owner: without advertisements, up to two days late";
const ownId = /^17841\d{12}$/;

/** The account here that a connection's token is of; undefined: no creator has it. */
export async function ownAccountOf(
  ctx: WorkspaceContext,
  { platform, account_external_id: id, account_name: name }: Pick<Connection, "platform" | "account_external_id" | "account_name">,
): Promise<AskableAccount | undefined> {
  if (platform !== "instagram" || id === null) return undefined;
  const accounts = await accountsOnPlatform(ctx, { platform });
  const isNamed = ({ normalised, externalId }: AskableAccount) => normalised === name?.toLowerCase() && !ownId.test(externalId ?? "");
  return accounts.find(({ externalId }) => externalId === id) ?? accounts.find(isNamed);
}

/** An account that is asked about as its owner, and with what. */
export interface Owned {
  readonly account: AskableAccount;
  readonly access: GraphAccess;
  /** Which interface says so, and how exact it is. */
  readonly evidence: string;
}

/** The account that a brand's own token is of. */
export const brandsOwn = (line: Line, account: AskableAccount): Owned => ({
  ...{ account, access: accessOf(line), evidence: `Instagram Graph API, ${asOwner}` },
});

/** An account whose owner signed in: what insights are told of is asked for where that is permitted. */
export function creatorsOwn(owner: Line, account: AskableAccount, { platform_user_id: id, scopes }: Grant): Owned {
  const access = ownersAccess(owner, id, scopes);
  const evidence = "Instagram API with Instagram Login, permitted by the account's owner";
  return { account, access, evidence: access.hasInsights ? `${evidence}; ${asOwner}` : evidence };
}

/** What was seen of an account as its owner sees it, now. */
async function seenBy(within: WorkspaceContext, { account, evidence }: Omit<Owned, "access">) {
  const { zone } = await loadWorkspace(within);
  return {
    ...{ accountId: account.id, observedOn: localDay(within.now(), zone), observedAt: nowAt(within), source: "instagram" },
    ...{ grade: "A" as const, evidence, importId: null },
  };
}

const figuresOf = ({ followers, following, postsCount }: OwnFigures) => ({ followers, following, posts_count: postsCount });
const cut = (text: string | null, longest: number): string | null => (text === null ? null : beginning(storablePart(text), longest));

/** Keeps the figures of an account as its owner sees it, in the caller's transaction: grade A. */
async function keepOwnAccount(within: WorkspaceContext, owned: Owned, told: OwnAccount): Promise<void> {
  const seen = await seenBy(within, owned);
  const { externalId, displayName, bio } = told.account;
  await noteExternalId(within, owned.account.id, externalId);
  const words = { display_name: cut(displayName, 300), bio: cut(bio, 10_000) };
  await recordProfiles(within, [{ ...seen, profile: { ...noProfile, state: "public", ...words } }]);
  await recordFigures(within, [{ ...seen, figures: { ...noFigures, ...figuresOf(told.account), audience: told.audience } }]);
}

/** Keeps posts of such an account with their numbers, in the caller's transaction. */
export async function keepOwnPosts(within: WorkspaceContext, { account, evidence }: Owned, posts: readonly OwnPost[]): Promise<void> {
  const whose = { creatorId: account.creatorId, accountId: account.id, platform: "instagram" as const };
  await keepSeenPosts(within, { ...whose, source: "instagram", evidence, grade: "A", observedAtMs: within.now(), posts });
}

/** Keeps what the newest posts of such an account got on average, and the rate by reach over them, in the caller's transaction. */
async function keepOwnMeans(within: WorkspaceContext, owned: Owned, { figures, posts }: InsightsPlace): Promise<void> {
  const means = averagesOf(posts, within.now());
  const rate = reachRateOf(posts, within.now() - averagedDays * 86_400_000);
  if (means.posts === 0) return;
  const evidence = `${owned.evidence}; means over ${means.posts} posts of the last ${averagedDays} days`;
  const seen = await seenBy(within, { account: owned.account, evidence });
  const averages = { avg_likes: means.likes, avg_comments: means.comments, avg_views: means.views, avg_shares: means.shares };
  const stated_rates = rate === undefined ? {} : { er_reach: rate };
  await recordFigures(within, [{ ...seen, figures: { ...noFigures, ...figuresOf(figures), ...averages, stated_rates } }]);
}

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Asks for the figures of an account as its owner: up to seven calls; its stories come next where they are wanted. @throws PlatformFault */
export async function askOwnAccount(line: Line, owned: Owned, areStoriesDue = false): Promise<Told> {
  const told = await readOwnAccount(line, owned.access);
  const { followers, following, postsCount, externalId, handle, unknown } = told.account;
  const found = {
    ...{ account_id: owned.account.id, external_id: externalId, outcome: "taken" },
    detail: [...totalsTold(told.totals), ...unknown, ...renamed(owned.account, handle)].join(" "),
    found: { totals: { ...told.totals, from: dayOf(told.fromMs), until: dayOf(told.untilMs) } } as never,
  };
  const keep = async (within: WorkspaceContext): Promise<Found[]> => {
    await keepOwnAccount(within, owned, told);
    return [found];
  };
  const insights: InsightsPlace = {
    figures: { followers, following, postsCount },
    hasInsights: told.hasInsights,
    areStoriesDue,
    posts: [],
  };
  return { keep, reading: { insights }, isLast: false };
}

const numbersOf = ({ postedAtMs, likes, comments, views, shares, saves, reach }: OwnPost) => ({
  ...{ postedAtMs, likes, comments, views, shares, saves, reach },
});

const foundPost = ({ account }: Owned, post: OwnPost): Found => {
  const isTold = [post.views, post.reach, post.saves, post.shares].some((value) => value !== null);
  const detail = isTold ? "" : "Instagram does not tell how often it was seen.";
  return { account_id: account.id, external_id: post.externalId, outcome: isTold ? "taken" : "none", detail, found: { post } as never };
};

const moreUp = `More stories are up than the newest ${mostStories}: of the others nothing is known.`;

/** What is said of the stories that were read: a row for each, and one where not all of them could be. */
const foundStories = (owned: Owned, { stories, isMore }: OwnStories): Found[] => [
  ...stories.map((story) => foundPost(owned, story)),
  ...(isMore ? [{ account_id: owned.account.id, external_id: null, outcome: "none", detail: moreUp }] : []),
];

const hiddenStories = ({ account }: Owned, { message }: PlatformFault): Found => ({
  ...{ account_id: account.id, external_id: account.externalId, outcome: "denied", detail: `${message} Stories are not known.` },
});

/**
 * Asks for the stories of an account that are up, as its owner: one call, and one or two for each of the newest fifty. Where Instagram does not permit
 * it, that is said and the rest goes on.
 *
 * @param line to ask over.
 * @param owned whose stories.
 * @param place where the account is read; its posts come next.
 * @throws PlatformFault
 */
export async function askOwnStories(line: Line, owned: Owned, place: InsightsPlace): Promise<Told> {
  const access = { ...owned.access, hasInsights: owned.access.hasInsights && place.hasInsights !== false };
  const told = await unlessDenied(readStories(line, access));
  const keep = async (within: WorkspaceContext): Promise<Found[]> => {
    if (told instanceof PlatformFault) return [hiddenStories(owned, told)];
    await keepOwnPosts(within, owned, told.stories);
    return foundStories(owned, told);
  };
  return { keep, reading: { insights: { ...place, areStoriesDue: false } }, isLast: false };
}

async function unlessDenied<T>(asking: Promise<T>): Promise<T | PlatformFault> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof PlatformFault && error.kind === "denied") return error;
    throw error;
  }
}

/** What a page of posts came to. */
export interface ToldPosts extends Told {
  readonly posts: readonly OwnPost[];
}

/**
 * Asks for a page of an account's posts as its owner: one call, and one for each post. The last page of this account keeps the means over all of them.
 *
 * @param line to ask over.
 * @param owned whose posts.
 * @param place where the account's posts are read.
 * @param isLastPage whether no more may be asked for.
 * @throws PlatformFault
 */
export async function askOwnPosts(line: Line, owned: Owned, place: InsightsPlace, isLastPage: boolean): Promise<ToldPosts> {
  const access = { ...owned.access, hasInsights: owned.access.hasInsights && place.hasInsights !== false };
  const { posts, nextPage } = await readOwnPosts(line, access, place.page);
  const isLast = nextPage === undefined || isLastPage;
  const next: InsightsPlace = { ...place, page: nextPage, posts: [...place.posts, ...posts.map(numbersOf)] };
  const keep = async (within: WorkspaceContext): Promise<Found[]> => {
    await keepOwnPosts(within, owned, posts);
    if (isLast) await keepOwnMeans(within, owned, next);
    return [];
  };
  return { posts, keep, reading: { insights: next }, isLast };
}

/** Asks for what Instagram tells the brand's own account alone: first of the account, then of its posts, page by page. @throws PlatformFault */
export async function askOwn(line: Line, run: Run, { accountIds }: RunInput & { kind: "insights" }): Promise<Told> {
  const [account] = await accountsOnPlatform(line.ctx, { platform: line.platform, ids: accountIds });
  if (account === undefined) return { keep: async () => [], isLast: true };
  const [owned, { insights }] = [brandsOwn(line, account), placeOf(run)];
  if (insights === undefined) return whileThere(line.platform, account, await askOwnAccount(line, owned));
  const { posts, ...told } = await askOwnPosts(line, owned, insights, run.steps_done + 1 >= run.steps);
  const keep = async (within: WorkspaceContext) => [...(await told.keep(within)), ...posts.map((post) => foundPost(owned, post))];
  return whileThere(line.platform, account, { ...told, keep });
}
