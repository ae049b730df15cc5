import { uuidV7 } from "../../../kernel/ids.ts";
import { streamsOf } from "../world/streams.ts";
import type { World } from "../world/world.ts";

/** Where a world's clicks and visits are recorded: uuids of a workspace and of what it has for each creator. */
export interface SentTo {
  readonly workspaceId: string;
  readonly storeId: string;
  readonly domainId: string;
  readonly edgeId: string;
  /** In the order of the cast. */
  readonly creators: readonly { readonly creatorId: string; readonly linkId: string }[];
}

/** A click as the redirect saw it. */
export interface SentClick {
  readonly id: string;
  readonly atMs: number;
  readonly visitorId: string;
  /** Places in the cast. */
  readonly post: number;
  readonly creator: number;
  readonly region: number;
}

/** A visit as the snippet told of it. */
export interface SentVisit {
  readonly id: string;
  readonly atMs: number;
  readonly visitorId: string;
  readonly channel: string;
  readonly region: number;
}

/** What of a world is recorded before anything is bought, oldest first. */
export interface SentTouches {
  readonly clicks: readonly SentClick[];
  readonly visits: readonly SentVisit[];
  /** The visitor of an order placed online and the last click before it, by the order's number. */
  readonly ofOrder: ReadonlyMap<number, KnownBrowser>;
  /** The same of those who left an address, by the lead's key; of those who came by no link and bought nothing none is known. */
  readonly ofLead: ReadonlyMap<number, KnownBrowser>;
}

/** Whose browser it was, and the last click in it before. */
export interface KnownBrowser {
  readonly visitorId: string;
  readonly clickId: string | undefined;
}

/** Entities whose ids are made, far enough apart that none meet. */
const kinds = { place: 0, touch: 1e9, idle: 2e12, visitor: 3e12, idleVisitor: 4e12 } as const;

/** Ids of one world: the same kind, number and time always give the same uuid. */
function idsOf(seed: number): (kind: keyof typeof kinds, number: number, atMs: number) => string {
  const streams = streamsOf(seed);
  return (kind, number, atMs) => {
    const source = streams("id", kinds[kind] + number);
    return uuidV7(
      atMs,
      Uint8Array.from({ length: 10 }, () => source.below(256)),
    );
  };
}

/**
 * Ids for a world that no workspace has yet.
 *
 * @param world as `marketWorld` gives it.
 */
export function madeUpPlaces({ seed, fromMs, cast }: World): SentTo {
  const id = idsOf(seed);
  const [workspaceId, storeId, domainId, edgeId] = [1, 2, 3, 4].map((number) => id("place", number, fromMs));
  const creators = cast.creators.map((_, at) => ({
    creatorId: id("place", 1000 + 2 * at, fromMs),
    linkId: id("place", 1001 + 2 * at, fromMs),
  }));
  return { workspaceId: workspaceId!, storeId: storeId!, domainId: domainId!, edgeId: edgeId!, creators };
}

/**
 * The clicks and visits of a world with their ids, and which of them an order's cart knows of.
 *
 * @param world as `marketWorld` gives it.
 */
export function sentTouches({ seed, fromMs, cast, orders, idleClicks, leads }: World): SentTouches {
  const id = idsOf(seed);
  const clicks: SentClick[] = [];
  const visits: SentVisit[] = [];
  const [ofOrder, ofLead] = [new Map<number, KnownBrowser>(), new Map<number, KnownBrowser>()];
  const arrivals = new Map<string, string>();
  for (const { number, customer, region, touches, isInStore } of orders) {
    const visitorId = id("visitor", customer, fromMs);
    let clickId: string | undefined;
    touches.forEach(({ atMs, post, channel }, at) => {
      const touch = { id: id("touch", number * 100 + at, atMs), atMs, visitorId, region };
      if (post === undefined) visits.push({ ...touch, channel });
      else clicks.push({ ...touch, post, creator: cast.posts[post]!.creator });
      if (post !== undefined) arrivals.set(`${customer} ${post} ${atMs}`, (clickId = touch.id));
    });
    if (!isInStore) ofOrder.set(number, { visitorId, clickId });
  }
  for (const { key, customer, post, atMs } of leads)
    if (customer !== undefined)
      ofLead.set(key, { visitorId: id("visitor", customer, fromMs), clickId: arrivals.get(`${customer} ${post} ${atMs}`) });
  const isLead = new Set(leads.map(({ key }) => key));
  for (const [at, { key, post, atMs, region }] of idleClicks.entries()) {
    const own = { id: id("idle", at, atMs), visitorId: id("idleVisitor", at, fromMs) };
    clicks.push({ ...own, atMs, region, post, creator: cast.posts[post]!.creator });
    if (isLead.has(key)) ofLead.set(key, { visitorId: own.visitorId, clickId: own.id });
  }
  const byTime = (a: SentVisit | SentClick, b: SentVisit | SentClick): number => a.atMs - b.atMs || (a.id < b.id ? -1 : 1);
  return { clicks: clicks.toSorted(byTime), visits: visits.toSorted(byTime), ofOrder, ofLead };
}
