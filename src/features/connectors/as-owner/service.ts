import type { AskableAccount } from "../../creators/service.ts";
import { PlatformFault } from "../faults/platform-fault.ts";
import { ownViewers, type Viewers } from "../viewers/service.ts";
import { findChannel, newestVideos } from "../youtube/service.ts";
import type { Line } from "../calling/service.ts";
import { askAs, grantFor } from "../granting/service.ts";
import { ownInstagram } from "../instagram-owner/service.ts";
import type { Told } from "../keeping/service.ts";
import type { SignInPlatform } from "../oauth/sign-in-protocol.ts";
import { askOwnAccount, askOwnPosts, askOwnStories, creatorsOwn } from "../owning/service.ts";
import { postsToLookUp } from "../../posts/service.ts";
import type { InsightsPlace } from "../running/run-input.ts";
import { averagedDays, type SeenAccount, type SeenPost } from "../seen-account.ts";
import type { Sight } from "../seeing/service.ts";
import type { Connection } from "../tables.ts";
import { newestOwnVideos, ownUser, ownVideos } from "../tiktok/service.ts";
import { scopesOf } from "../tiktok/tiktok-facts.ts";

/** Whoever signed in, as the platform names them. */
export interface OwnIdentity {
  /** The platform's own id of the person or the account. */
  readonly userId: string;
  /** Null: the platform was not permitted to say. */
  readonly handle: string | null;
}

const noChannel = new PlatformFault("denied", "The Google account has no YouTube channel.");
const analyticsScope = "https://www.googleapis.com/auth/yt-analytics.readonly";

async function ownChannel(owner: Line) {
  const found = await findChannel(owner, { mine: true });
  if (found === undefined) throw noChannel;
  return found;
}

const identityOf: { readonly [P in SignInPlatform]: (owner: Line, scopes: string) => Promise<Pick<SeenAccount, "externalId" | "handle">> } =
  {
    tiktok: (owner, scopes) => ownUser(owner, scopesOf(scopes)),
    youtube: async (owner) => (await ownChannel(owner)).account,
    instagram: ownInstagram,
  };

/** Asks who signed in: one call. @throws PlatformFault */
export async function ownIdentity(owner: Line, scopes: string): Promise<OwnIdentity> {
  const { externalId, handle } = await identityOf[owner.platform as SignInPlatform](owner, scopes);
  const byId = owner.platform === "youtube" && externalId !== "" ? `channel/${externalId}` : null;
  return { userId: externalId, handle: handle ?? byId };
}

/** Older posts that are looked up by their ids were published within these days. */
const lookedUpDays = 365;

async function seeTiktok(owner: Line, account: AskableAccount, text: string): Promise<Sight> {
  const scopes = scopesOf(text);
  const seen = await ownUser(owner, scopes);
  const posts: SeenPost[] = [];
  if (scopes.has("video.list")) {
    posts.push(...(await newestOwnVideos(owner)));
    const shown = new Set(posts.map(({ externalId }) => externalId));
    const since = new Date(owner.ctx.now() - lookedUpDays * 86_400_000);
    const known = await postsToLookUp(owner.ctx, { creatorId: account.creatorId, platform: "tiktok", since });
    posts.push(
      ...(await ownVideos(
        owner,
        known.filter((id) => !shown.has(id)),
      )),
    );
  }
  return { kind: "seen", grade: "A", account: seen, posts, evidence: "TikTok Display API, permitted by the account's owner" };
}

/** What the owner permits of the audience; YouTube tells nothing of a channel with few viewers. */
async function viewersOf(owner: Line, scopes: string): Promise<{ readonly audience: Viewers | undefined; readonly unknown: string[] }> {
  if (!scopes.split(" ").includes(analyticsScope))
    return { audience: undefined, unknown: ["The owner did not permit the analytics: the audience is not known."] };
  const audience = await ownViewers(owner);
  const isEmpty = Object.values(audience).every((shares) => Object.keys(shares as object).length === 0);
  return isEmpty ? { audience: undefined, unknown: ["YouTube tells nothing of so few viewers."] } : { audience, unknown: [] };
}

async function seeYoutube(owner: Line, _account: AskableAccount, scopes: string): Promise<Sight> {
  const { account, uploads } = await ownChannel(owner);
  const posts = uploads === null ? [] : await newestVideos(owner, uploads);
  const { audience, unknown } = await viewersOf(owner, scopes);
  return {
    ...{ kind: "seen", grade: "A", account: { ...account, unknown: [...account.unknown, ...unknown] }, posts },
    ...(audience === undefined ? {} : { audience: { ...audience } }),
    evidence: `YouTube Data API v3 and Analytics API v2, permitted by the channel's owner: subscribers are rounded to three digits by YouTube; the audience is who watched in the last ${averagedDays} days`,
  };
}

/** The platforms that tell all of an account in one step. */
type AtOncePlatform = Exclude<SignInPlatform, "instagram">;

const sightOf: { readonly [P in AtOncePlatform]: (owner: Line, account: AskableAccount, scopes: string) => Promise<Sight> } = {
  tiktok: seeTiktok,
  youtube: seeYoutube,
};

/** Looks at an account as its owner does. @throws PlatformFault of kind denied where the owner permits it no more */
export async function seeOwn(app: Line, connection: Connection, account: AskableAccount): Promise<Sight> {
  const grant = await grantFor(app.ctx, connection.id, account.id);
  return askAs(app, grant, (owner) => sightOf[connection.platform as AtOncePlatform](owner, account, grant.scopes));
}

/** Where the reading of one account is. */
export interface OwnersPlace {
  /** Missing: at its figures, which come before its posts. */
  readonly insights: InsightsPlace | undefined;
  /** Whether its stories are read, between both. */
  readonly hasStories: boolean;
  /** How many steps are left of the account, this one among them. */
  readonly left: number;
  /** Whether the run is done with this account. */
  readonly isLast: boolean;
}

/**
 * Asks Instagram for one step of an account as its owner does: for its figures and who follows, then for its stories that are up, then for a page of its
 * posts.
 *
 * @throws PlatformFault of kind denied where the owner permits it no more
 */
export async function askOwner(app: Line, connection: Connection, account: AskableAccount, place: OwnersPlace): Promise<Told> {
  const { insights, hasStories, left, isLast } = place;
  const grant = await grantFor(app.ctx, connection.id, account.id);
  return askAs(app, grant, async (owner) => {
    const owned = creatorsOwn(owner, account, grant);
    if (insights === undefined) return askOwnAccount(owner, owned, hasStories);
    if (insights.areStoriesDue === true) return askOwnStories(owner, owned, insights);
    const { isLast: isOver, ...told } = await askOwnPosts(owner, owned, insights, left === 1);
    return isOver ? { keep: told.keep, steps: left, isLast } : { ...told, isLast: false };
  });
}
