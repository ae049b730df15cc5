import type { Generator } from "@vouch/stats";
import { DAY_MS } from "../../../kernel/civil.ts";
import type { Dials, OtherChannel } from "../dials/dials.ts";
import type { Cast } from "./cast.ts";
import { seenShare } from "./exposure.ts";
import { weightedPlace } from "./streams.ts";

/** A contact with the shop before an order, that the shop could see. */
export interface PathTouch {
  readonly atMs: number;
  /** The post by whose link it came; undefined for a visit by a way that is no creator's. */
  readonly post: number | undefined;
  readonly channel: "creator" | OtherChannel;
}

/** How long before an order people find their way to it, and how long a post that they saw brings them. */
const wayDays = 14;
const memoryDays = 30;

/**
 * How many times somebody of a region is expected to have seen each post in the last 30 days.
 *
 * @param cast the posts.
 * @param dials how many people the region has, and how much likelier buyers are to see creators.
 * @param person where they are and when they are asked.
 * @returns a number a post, at least 0.
 */
export function exposures(cast: Cast, dials: Dials, person: { readonly region: number; readonly atMs: number }): Float64Array {
  const { people, isHeldOut = false } = dials.regions[person.region]!;
  return Float64Array.from(cast.posts, (post) => {
    if (isHeldOut) return 0;
    const ageDays = (person.atMs - post.atMs) / DAY_MS;
    const seen = seenShare(ageDays, post.halfLifeDays) - seenShare(ageDays - memoryDays, post.halfLifeDays);
    return (dials.response.affinity * post.reach * cast.creators[post.creator]!.byRegion[person.region]! * seen) / people;
  });
}

/** A click on a post's link on the way to an order that would have come without it. */
function clickAnyway(source: Generator, seen: Float64Array, at: { cast: Cast; dials: Dials; atMs: number }): PathTouch[] {
  const [chance, which, when] = [source.uniform(), source.uniform(), source.uniform()];
  const expected = seen.reduce((sum, one) => sum + one, 0);
  const place = weightedPlace(which, seen);
  if (place === -1 || chance >= -Math.expm1(-expected * at.dials.response.clicksAnyway)) return [];
  const since = Math.max(at.cast.posts[place]!.atMs, at.atMs - wayDays * DAY_MS);
  return [{ atMs: Math.floor(since + when * (at.atMs - since)), post: place, channel: "creator" }];
}

/** Visits by other ways in the days before the order, or since somebody first came. */
function otherVisits(source: Generator, dials: Dials, way: { sinceMs: number; atMs: number }): PathTouch[] {
  return dials.channels.flatMap(({ channel, onTheWay }): PathTouch[] => {
    const [chance, when] = [source.uniform(), source.uniform()];
    return chance < onTheWay ? [{ atMs: Math.floor(way.sinceMs + when * (way.atMs - way.sinceMs)), post: undefined, channel }] : [];
  });
}

/** What is known of an online order before its path is drawn. */
export interface Journey {
  readonly region: number;
  readonly atMs: number;
  /** How somebody came whom a post brought, and by which; undefined for everybody else. */
  readonly brought: { readonly post: number; readonly clicked: boolean; readonly cameAtMs: number } | undefined;
}

function firstTouches({ brought }: Journey): PathTouch[] {
  if (brought === undefined) return [];
  const { post, clicked, cameAtMs } = brought;
  return [clicked ? { atMs: cameAtMs, post, channel: "creator" } : { atMs: cameAtMs, post: undefined, channel: "direct" }];
}

/**
 * What the shop could see of somebody before an online order, oldest first: the click or the direct visit that a post caused, clicks on
 * posts that changed nothing, and visits by other ways.
 *
 * @param source its own source of randomness.
 * @param journey when and where, and what brought them.
 * @param of the business and its cast.
 */
export function pathOf(source: Generator, journey: Journey, { cast, dials }: { readonly cast: Cast; readonly dials: Dials }): PathTouch[] {
  const { atMs, brought } = journey;
  const anyway = clickAnyway(source, exposures(cast, dials, journey), { cast, dials, atMs });
  const others = otherVisits(source, dials, { sinceMs: brought?.cameAtMs ?? atMs - wayDays * DAY_MS, atMs });
  return [...firstTouches(journey), ...anyway, ...others].toSorted((a, b) => a.atMs - b.atMs);
}
