import { Readable } from "node:stream";
import { DAY_MS, daysLater } from "../../../kernel/civil.ts";
import { localDay } from "../../../kernel/zone.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { accountsNamed, accountsOf, noFigures, noProfile, recordFigures, recordProfiles } from "../../creators/service.ts";
import { importFile } from "../../imports/service.ts";
import { keepSeenPosts } from "../../posts/service.ts";
import { addCommentSample, addFollowerSample } from "../../vetting/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { ownAccounts, scoutedAccounts, type ScoutedAccount } from "./scouted-creators.ts";
import { scoutedPosts } from "./scouted-posts.ts";
import { reportOf } from "./scouted-report.ts";
import { commentList, drawnOf, followerList } from "./scouted-samples.ts";
import { seenWeeks } from "./scouted-weeks.ts";

/** An account of the story with the ids that it was given. */
export interface KeptAccount {
  readonly account: ScoutedAccount;
  readonly accountId: string;
  readonly creatorId: string;
}

const source = "sample";
const evidence = "Made up for the sample brand";
const hour = 3_600_000;

const keyOf = ({ platform, handle }: { readonly platform: string; readonly handle: string }): string => `${platform} ${handle}`;

/** Accounts of the story that are here, the brand's own creators' first and with the followers that it knows. */
export async function keptAccounts(ctx: WorkspaceContext): Promise<KeptAccount[]> {
  const told = [...ownAccounts, ...scoutedAccounts];
  const named = new Map((await accountsNamed(ctx, told)).map((each) => [`${each.platform} ${each.normalised}`, each]));
  const known = await accountsOf(
    ctx,
    [...named.values()].map(({ creatorId }) => creatorId),
  );
  return told.flatMap((account) => {
    const found = named.get(keyOf(account));
    if (found === undefined) return [];
    const { id: accountId, creatorId } = found;
    const followers = known.get(creatorId)?.find(({ id }) => id === accountId)?.followers ?? null;
    return [{ accountId, creatorId, account: { ...account, followers: followers === null ? account.followers : Number(followers) } }];
  });
}

/** Imports what an index reports of the creators, as a file like everybody's. */
async function importReports(ctx: WorkspaceContext, accounts: readonly ScoutedAccount[], today: string): Promise<void> {
  await importFile(ctx, {
    kind: "creators",
    file_name: "creator-index-reports.json",
    content: Readable.from([Buffer.from(JSON.stringify(accounts.map(reportOf)))]),
    skipFaulty: false,
    mapping: { format: "reports", has_header: false, columns: {}, options: { source: "Sample index", grade: "C", observed_on: today } },
  });
}

const seenBy = (accountId: string, observedOn: string) =>
  ({ accountId, observedOn, observedAt: null, source, grade: "B", evidence, importId: null }) as const;

/** Writes down what platforms would have shown of each account: its number of followers week by week, and its own words. */
async function recordSeen(ctx: WorkspaceContext, kept: readonly KeptAccount[], today: string): Promise<void> {
  const shown = kept.filter(({ account }) => account.state === "public" && account.platform !== "podcast");
  const weeks = shown.flatMap(({ accountId, account }) =>
    seenWeeks(account).map(({ weeksAgo, followers, following, posts, likes, comments, views, shares }) => ({
      ...seenBy(accountId, daysLater(today, -7 * weeksAgo)),
      figures: {
        ...noFigures,
        ...{ followers, following, posts_count: posts, avg_likes: likes, avg_comments: comments, avg_views: views, avg_shares: shares },
      },
    })),
  );
  await recordFigures(ctx, weeks);
  const words = kept.map(({ accountId, account: { name, city, country, language, category, topics, bio, state } }) => ({
    ...seenBy(accountId, today),
    profile: { ...noProfile, ...{ display_name: name, city, country, language, category, topics, bio, state } },
  }));
  await recordProfiles(ctx, words);
}

async function keepPosts(ctx: WorkspaceContext, { account, accountId, creatorId }: KeptAccount): Promise<void> {
  const { platform, handle } = account;
  await keepSeenPosts(ctx, {
    ...{ creatorId, accountId, platform, source, evidence, grade: "B", observedAtMs: ctx.now() },
    posts: scoutedPosts(account).map(({ number, daysAgo, ...post }) => ({
      ...post,
      externalId: `${handle}-${number}`,
      url: `https://posts.example/${platform}/${handle}/${number}`,
      postedAtMs: ctx.now() - daysAgo * DAY_MS + (number % 9) * hour,
    })),
  });
}

/** Of whom followers and comments were drawn. */
const sampledHandles = new Set([
  ...["ana.outdoors", "elif.unterwegs", "benbuilds", "jonas.gipfel.sample", "grace.fells.sample", "kofi.camps.sample"],
  ...["zoe.glow.sample", "diego.vertical.sample", "casper.daily.sample", "bastian.repariert.sample"],
]);

async function drawSamples(ctx: WorkspaceContext, kept: readonly KeptAccount[]): Promise<void> {
  for (const { account, accountId, creatorId } of kept.filter(({ account: { handle } }) => sampledHandles.has(handle))) {
    const of = { id: creatorId, account_id: accountId };
    await addFollowerSample(ctx, of, {
      text: followerList(account),
      source: `${drawnOf(account)} followers of an export`,
      evidence,
      drawn: "at_random",
    });
    await addCommentSample(ctx, of, {
      text: commentList(account),
      source: "Comments under six posts",
      evidence,
      language: account.language,
    });
  }
}

/** Fills in what is known of the sample's creators and of those whom it might work with, in the caller's transaction. */
export async function scoutCreators(ctx: WorkspaceContext): Promise<void> {
  const today = localDay(ctx.now(), (await loadWorkspace(ctx)).zone);
  const own = (await keptAccounts(ctx)).map(({ account }) => account);
  await importReports(ctx, [...own.filter(({ platform }) => platform !== "podcast"), ...scoutedAccounts], today);
  const kept = await keptAccounts(ctx);
  await recordSeen(ctx, kept, today);
  for (const each of kept.filter(({ account }) => account.platform !== "podcast")) await keepPosts(ctx, each);
  await drawSamples(ctx, kept);
  ctx.log.debug({ accounts: kept.length, at: nowAt(ctx) }, "the sample's creators were scouted");
}
