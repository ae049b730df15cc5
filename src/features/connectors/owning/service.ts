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
import { reachRateOf, totalsTold } from "../insights/insight-facts.ts";
import { readOwnAccount, readOwnPosts, type OwnAccount, type OwnPost } from "../insights/service.ts";
import { accessOf } from "../instagram/service.ts";
import { placeOf, type Told } from "../keeping/service.ts";
import type { InsightsPlace, OwnFigures, RunInput } from "../running/run-input.ts";
import { averagedDays, averagesOf } from "../seen-account.ts";
import type { Connection, Found, Run } from "../tables.ts";

const evidence = "Instagram Graph API, insights for the owner: without advertisements, up to two days late";
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

/** What was seen of an account by its owner's own token, now. */
async function seenBy(within: WorkspaceContext, account: AskableAccount) {
  const { zone } = await loadWorkspace(within);
  return {
    ...{ accountId: account.id, observedOn: localDay(within.now(), zone), observedAt: nowAt(within), source: "instagram" },
    ...{ grade: "A" as const, evidence, importId: null },
  };
}

const figuresOf = ({ followers, following, postsCount }: OwnFigures) => ({ followers, following, posts_count: postsCount });
const cut = (text: string | null, longest: number): string | null => (text === null ? null : beginning(storablePart(text), longest));

/** Keeps the figures of an account whose owner gave a token, in the caller's transaction: grade A. */
export async function keepOwnAccount(within: WorkspaceContext, account: AskableAccount, told: OwnAccount): Promise<void> {
  const seen = await seenBy(within, account);
  const { externalId, displayName, bio } = told.account;
  await noteExternalId(within, account.id, externalId);
  const words = { display_name: cut(displayName, 300), bio: cut(bio, 10_000) };
  await recordProfiles(within, [{ ...seen, profile: { ...noProfile, state: "public", ...words } }]);
  await recordFigures(within, [{ ...seen, figures: { ...noFigures, ...figuresOf(told.account), audience: told.audience } }]);
}

/** Keeps posts of such an account with their numbers, in the caller's transaction. */
export async function keepOwnPosts(within: WorkspaceContext, account: AskableAccount, posts: readonly OwnPost[]): Promise<void> {
  const whose = { creatorId: account.creatorId, accountId: account.id, platform: "instagram" as const };
  await keepSeenPosts(within, { ...whose, source: "instagram", evidence, observedAtMs: within.now(), posts });
}

/** Keeps what the newest posts of such an account got on average, and the rate by reach over them, in the caller's transaction. */
export async function keepOwnMeans(within: WorkspaceContext, account: AskableAccount, { figures, posts }: InsightsPlace): Promise<void> {
  const means = averagesOf(posts, within.now());
  const rate = reachRateOf(posts, within.now() - averagedDays * 86_400_000);
  if (means.posts === 0) return;
  const seen = {
    ...(await seenBy(within, account)),
    evidence: `${evidence}; means over ${means.posts} posts of the last ${averagedDays} days`,
  };
  const averages = { avg_likes: means.likes, avg_comments: means.comments, avg_views: means.views, avg_shares: means.shares };
  const stated_rates = rate === undefined ? {} : { er_reach: rate };
  await recordFigures(within, [{ ...seen, figures: { ...noFigures, ...figuresOf(figures), ...averages, stated_rates } }]);
}

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

async function askAccount(line: Line, account: AskableAccount): Promise<Told> {
  const told = await readOwnAccount(line, accessOf(line));
  const { followers, following, postsCount, externalId, unknown } = told.account;
  const detail = [...totalsTold(told.totals), ...unknown].join(" ");
  const totals = { ...told.totals, from: dayOf(told.fromMs), until: dayOf(told.untilMs) };
  const found = {
    account_id: account.id,
    external_id: externalId,
    outcome: "taken",
    detail,
    found: { totals } as never,
  };
  const keep = async (within: WorkspaceContext): Promise<Found[]> => {
    await keepOwnAccount(within, account, told);
    return [found];
  };
  return { keep, reading: { insights: { figures: { followers, following, postsCount }, posts: [] } }, isLast: false };
}

const numbersOf = ({ postedAtMs, likes, comments, views, shares, saves, reach }: OwnPost) => ({
  ...{ postedAtMs, likes, comments, views, shares, saves, reach },
});

const foundPost = (account: AskableAccount, post: OwnPost): Found => {
  const isTold = [post.views, post.reach, post.saves, post.shares].some((value) => value !== null);
  const detail = isTold ? "" : "Instagram does not tell how often it was seen.";
  return { account_id: account.id, external_id: post.externalId, outcome: isTold ? "taken" : "none", detail, found: { post } as never };
};

async function askPosts(line: Line, run: Run, account: AskableAccount, place: InsightsPlace): Promise<Told> {
  const { posts, nextPage } = await readOwnPosts(line, accessOf(line), place.page);
  const isLast = nextPage === undefined || run.steps_done + 1 >= run.steps;
  const next: InsightsPlace = { ...place, page: nextPage, posts: [...place.posts, ...posts.map(numbersOf)] };
  const keep = async (within: WorkspaceContext): Promise<Found[]> => {
    await keepOwnPosts(within, account, posts);
    if (isLast) await keepOwnMeans(within, account, next);
    return posts.map((post) => foundPost(account, post));
  };
  return { keep, reading: { insights: next }, isLast };
}

/** Asks for what Instagram tells an account's owner alone: first of the account, then of its posts, page by page. @throws PlatformFault */
export async function askOwn(line: Line, run: Run, { accountIds }: RunInput & { kind: "insights" }): Promise<Told> {
  const [account] = await accountsOnPlatform(line.ctx, { platform: line.platform, ids: accountIds });
  if (account === undefined) return { keep: async () => [], isLast: true };
  const { insights } = placeOf(run);
  return insights === undefined ? askAccount(line, account) : askPosts(line, run, account, insights);
}
