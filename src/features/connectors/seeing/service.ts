import { beginning, storablePart } from "../../../kernel/text.ts";
import { localDay } from "../../../kernel/zone.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { noFigures, noProfile, noteExternalId, recordFigures, recordProfiles, type AskableAccount } from "../../creators/service.ts";
import { keepSeenPosts } from "../../posts/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import type { Line } from "../calling/service.ts";
import type { FindingOutcome } from "../running/run-state.ts";
import { averagedDays, averagesOf, type Averages, type SeenAccount, type SeenPost } from "../seen-account.ts";
import { discover } from "../instagram/service.ts";
import { findChannel, newestVideos, type FoundChannel } from "../youtube/service.ts";

/** An account that a platform shows nothing of. */
interface Gone {
  readonly kind: "gone";
  readonly state: "private" | "deleted" | "unavailable";
  readonly sentence: string;
  readonly evidence: string;
}

/** What a platform showed of an account, or why it shows nothing. */
export type Sight =
  | {
      readonly kind: "seen";
      readonly grade: "A" | "B";
      readonly account: SeenAccount;
      readonly posts: readonly SeenPost[];
      /** Who the audience is, where the owner permits it; missing: not known. */
      readonly audience?: (typeof noFigures)["audience"];
      /** Which interface said so, and how exact it is. */
      readonly evidence: string;
    }
  | Gone;

const channelId = /^(?:channel\/)?(UC[\w-]{22})$/;

const ownId = /^17841\d{12}$/;

/** Looks at an account of Instagram: one call. Its id cannot be asked for, so a name that is another's by now is told by the id. */
async function seeDiscovered(line: Line, { handle, externalId }: AskableAccount): Promise<Sight> {
  const evidence = "Instagram Graph API, business discovery";
  const found = await discover(line, handle);
  const gone = (sentence: string): Sight => ({ kind: "gone", state: "unavailable", sentence, evidence });
  if (found === undefined)
    return gone(
      `Instagram shows nothing of @${handle}: it is private or personal, has an age limit, was renamed or is gone. Instagram does not say which.`,
    );
  const isOther = ownId.test(externalId ?? "") && ownId.test(found.account.externalId) && externalId !== found.account.externalId;
  if (isOther) return gone(`@${handle} is another account now than the one that was asked about before. Correct the handle.`);
  return { kind: "seen", grade: "B", ...found, evidence };
}

const channelEvidence = "YouTube Data API v3, channels.list";

/** The channel of an account, by its id where that is known, or why there is none: one unit. @throws PlatformFault */
export async function lookForChannel(line: Line, account: AskableAccount): Promise<({ readonly kind: "there" } & FoundChannel) | Gone> {
  const id = channelId.exec(account.externalId ?? "")?.[1] ?? channelId.exec(account.handle)?.[1];
  const found = await findChannel(line, id === undefined ? { handle: account.handle } : { id });
  if (found !== undefined) return { kind: "there", ...found };
  const gone = (state: Gone["state"], sentence: string): Gone => ({ kind: "gone", state, sentence, evidence: channelEvidence });
  return id === undefined
    ? gone("unavailable", `YouTube has no channel called @${account.handle}: it was renamed, deleted or closed.`)
    : gone("deleted", "YouTube has no channel with this id any more: it was deleted or closed.");
}

/** Looks at a channel: three units. */
async function seeChannel(line: Line, account: AskableAccount): Promise<Sight> {
  const found = await lookForChannel(line, account);
  if (found.kind === "gone") return found;
  const posts = found.uploads === null ? [] : await newestVideos(line, found.uploads);
  const evidence = `${channelEvidence}: subscribers are rounded to three digits by YouTube`;
  return { kind: "seen", grade: "B", account: found.account, posts, evidence };
}

/** Looks at an account: three units on YouTube, one call on Instagram. @throws PlatformFault */
export const seeAccount = (line: Line, account: AskableAccount): Promise<Sight> =>
  line.platform === "instagram" ? seeDiscovered(line, account) : seeChannel(line, account);

/** What a sight came to, for people. */
export interface Kept {
  readonly outcome: FindingOutcome;
  readonly detail: string;
  readonly externalId: string | null;
}

/** That an account goes by another name than here; nothing where it does not. */
export const renamed = (account: AskableAccount, handle: string | null): string[] =>
  handle === null || handle.toLowerCase() === account.normalised || account.handle.startsWith("channel/")
    ? []
    : [`It goes by @${handle} now.`];

const cut = (text: string | null, longest: number): string | null => (text === null ? null : beginning(storablePart(text), longest));

const profileOf = ({ displayName, bio, topics, language, country, isVerified }: SeenAccount) => ({
  ...{ ...noProfile, state: "public" as const, display_name: cut(displayName, 300), bio: cut(bio, 10_000) },
  ...{ topics, language, country, is_verified: isVerified },
});

const figuresOf = ({ followers, following, postsCount }: SeenAccount, means: Averages, audience = noFigures.audience) => ({
  ...{ ...noFigures, followers, following, posts_count: postsCount, audience },
  ...{ avg_likes: means.likes, avg_comments: means.comments, avg_views: means.views, avg_shares: means.shares },
});

/**
 * Keeps what was seen of an account, in the caller's transaction; an account that is gone becomes a state, and its figures stay as they
 * were.
 */
export async function keepSight(within: WorkspaceContext, line: Line, account: AskableAccount, sight: Sight): Promise<Kept> {
  const { zone } = await loadWorkspace(within);
  const seen = {
    ...{ accountId: account.id, observedOn: localDay(within.now(), zone), observedAt: nowAt(within), source: line.platform },
    ...{ grade: sight.kind === "seen" ? sight.grade : ("B" as const), evidence: sight.evidence, importId: null },
  };
  if (sight.kind === "gone") {
    await recordProfiles(within, [{ ...seen, profile: { ...noProfile, state: sight.state } }]);
    return { outcome: sight.state, detail: sight.sentence, externalId: account.externalId };
  }
  const { account: told, posts } = sight;
  const means = averagesOf(posts, within.now());
  const over = means.posts === 0 ? "no post to average over" : `means over ${means.posts} posts`;
  // TikTok's id is the app's own name for the person: another app is told another.
  if (line.platform !== "tiktok") await noteExternalId(within, account.id, told.externalId);
  await recordProfiles(within, [{ ...seen, profile: profileOf(told) }]);
  const evidence = `${sight.evidence}; ${over} of the last ${averagedDays} days`;
  await recordFigures(within, [{ ...seen, evidence, figures: figuresOf(told, means, sight.audience) }]);
  const whose = { creatorId: account.creatorId, accountId: account.id, platform: line.platform };
  await keepSeenPosts(within, {
    ...whose,
    source: line.platform,
    evidence: sight.evidence,
    grade: sight.grade,
    observedAtMs: within.now(),
    posts,
  });
  return { outcome: "taken", detail: [...told.unknown, ...renamed(account, told.handle)].join(" "), externalId: told.externalId };
}
