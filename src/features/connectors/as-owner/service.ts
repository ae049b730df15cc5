import type { AskableAccount } from "../../creators/service.ts";
import { PlatformFault } from "../faults/platform-fault.ts";
import { ownViewers, type Viewers } from "../viewers/service.ts";
import { findChannel, newestVideos } from "../youtube/service.ts";
import type { Line } from "../calling/service.ts";
import { askAs, grantFor } from "../granting/service.ts";
import { ownInstagram, ownInstagramPosts } from "../instagram-owner/service.ts";
import type { SignInPlatform } from "../oauth/sign-in-protocol.ts";
import { postsToLookUp } from "../../posts/service.ts";
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

const identityOf: { readonly [P in SignInPlatform]: (owner: Line, scopes: string) => Promise<SeenAccount> } = {
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

async function seeInstagram(owner: Line): Promise<Sight> {
  const evidence = "Instagram API with Instagram Login, permitted by the account's owner";
  return { kind: "seen", grade: "A", account: await ownInstagram(owner), posts: await ownInstagramPosts(owner), evidence };
}

const sightOf: { readonly [P in SignInPlatform]: (owner: Line, account: AskableAccount, scopes: string) => Promise<Sight> } = {
  tiktok: seeTiktok,
  youtube: seeYoutube,
  instagram: seeInstagram,
};

/** Looks at an account as its owner does. @throws PlatformFault of kind denied where the owner permits it no more */
export async function seeOwn(app: Line, connection: Connection, account: AskableAccount): Promise<Sight> {
  const grant = await grantFor(app.ctx, connection.id, account.id);
  return askAs(app, grant, (owner) => sightOf[connection.platform as SignInPlatform](owner, account, grant.scopes));
}
