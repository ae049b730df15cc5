import { binomialVariate, multinomialVariate, poissonVariate, type Generator } from "@vouch/stats";
import { DAY_MS } from "../../../kernel/civil.ts";
import type { Dials } from "../dials/dials.ts";
import type { Cast, CastPost } from "./cast.ts";
import { seenAfterDays } from "./exposure.ts";
import { dayFactor, epochDayIn, yearFactor } from "./season.ts";
import { weightedPlace, type streamsOf } from "./streams.ts";

/** Somebody who came to the shop because of a post. */
export interface Interested {
  /** A number that is theirs, and stays it when a dial brings more people. */
  readonly key: number;
  /** The post's place in the cast. */
  readonly post: number;
  readonly region: number;
  readonly age: number;
  /** When they came, milliseconds since 1970. */
  readonly cameAtMs: number;
  /** Whether by the link; else nothing tells of it. */
  readonly clicked: boolean;
  /** Whether they left an address when they came. */
  readonly isLead: boolean;
  /** When they bought; undefined when they did not, or not in the time that is told. */
  readonly boughtAtMs: number | undefined;
}

/** Somebody's first order that no creator had a part in. */
export interface Anyway {
  /** A number that is theirs; no interested person's. */
  readonly key: number;
  readonly region: number;
  readonly age: number;
  readonly atMs: number;
}

type Streams = ReturnType<typeof streamsOf>;

/** The time that is told: from the first day to the end of the last. */
export interface Told {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * The time that the dials tell of.
 *
 * @param dials their first day and their number of days.
 */
export function toldTime({ startsOn, days }: Pick<Dials, "startsOn" | "days">): Told {
  const fromMs = epochDayIn(startsOn) * DAY_MS;
  return { fromMs, toMs: fromMs + days * DAY_MS };
}

/** How readily people of each age buy what they are shown, beside the mean over all people. */
const inclinations = ({ ages }: Dials): number[] => ages.map(({ inclination }) => inclination);

/** What one interested person does; always the same number of draws, so that no dial moves another's. */
function response(source: Generator, post: CastPost, dials: Dials): Pick<Interested, "cameAtMs" | "clicked" | "isLead" | "boughtAtMs"> {
  const [seen, dark, buys, delay, leave] = Array.from({ length: 5 }, () => source.uniform()) as [number, number, number, number, number];
  const { response: dial } = dials;
  const cameAtMs = Math.floor(post.atMs + seenAfterDays(seen, post.halfLifeDays) * DAY_MS);
  const chance = Math.min(1, dial.buys * yearFactor(dials.season, Math.floor(cameAtMs / DAY_MS)));
  const boughtAtMs = Math.floor(cameAtMs + 60_000 - Math.log(1 - delay) * dial.delayDays * DAY_MS);
  const isTold = buys < chance && boughtAtMs < toldTime(dials).toMs;
  return { cameAtMs, clicked: dark >= dial.dark, isLead: leave < dials.leads.leave, boughtAtMs: isTold ? boughtAtMs : undefined };
}

function interestedIn(place: number, { cast, dials, streams }: { cast: Cast; dials: Dials; streams: Streams }): Interested[] {
  const post = cast.posts[place]!;
  const creator = cast.creators[post.creator]!;
  const source = streams("reached", place);
  const reached = multinomialVariate(source, poissonVariate(source, post.reach), creator.byRegion);
  const byAge = inclinations(dials);
  const out: Interested[] = [];
  reached.forEach((people, region) =>
    multinomialVariate(source, people, creator.byAge).forEach((count, age) => {
      if (dials.regions[region]!.isHeldOut === true) return;
      const chance = Math.min(1, dials.response.interest * creator.pull * byAge[age]!);
      const coming = binomialVariate(source, count, chance);
      for (let at = 0; at < coming; at++) {
        const key = (place * dials.regions.length + region) * 1e7 + age * 1e6 + at;
        out.push({ key, post: place, region, age, ...response(streams("response", key), post, dials) });
      }
    }),
  );
  return out;
}

/**
 * Everybody who comes to the shop because of a post, whether they buy or not, in the time that is told.
 *
 * @param of the business, its cast and its sources of randomness.
 * @returns by post, then region and age.
 */
export function interestedPeople(of: { readonly cast: Cast; readonly dials: Dials; readonly streams: Streams }): Interested[] {
  const { toMs } = toldTime(of.dials);
  return of.cast.posts.flatMap((_, place) => interestedIn(place, of)).filter(({ cameAtMs }) => cameAtMs < toMs);
}

/**
 * First orders that would have come without any creator: a Poisson number for each region and day.
 *
 * @param dials the business.
 * @param streams its sources of randomness.
 * @returns by region, then day.
 */
export function anywayOrders(dials: Dials, streams: Streams): Anyway[] {
  const { fromMs } = toldTime(dials);
  const ageShares = dials.ages.map(({ share }) => share);
  return dials.regions.flatMap(({ people }, region) =>
    Array.from({ length: dials.days }, (_, day) => {
      const source = streams("anyway", region * 100_000 + day);
      const mean = (people / 1000) * dials.customers.firstOrders * dayFactor(dials.season, fromMs / DAY_MS + day);
      return Array.from({ length: poissonVariate(source, mean) }, (_buyer, at) => ({
        key: -1 - (region * 1e5 + day) * 1e5 - at,
        region,
        age: weightedPlace(source.uniform(), ageShares),
        atMs: Math.floor(fromMs + (day + source.uniform()) * DAY_MS),
      }));
    }).flat(),
  );
}

/** Somebody whom a post brought and who left an address on coming. */
export interface Lead {
  /** Whose it is, as an idle click has it. */
  readonly key: number;
  /** As orders number customers; undefined: nothing was bought. */
  readonly customer: number | undefined;
  /** The post's place in the cast. */
  readonly post: number;
  readonly region: number;
  /** When they came, milliseconds since 1970. */
  readonly atMs: number;
  /** Whether by the link. */
  readonly clicked: boolean;
}

/**
 * Who left an address.
 *
 * @param interested everybody whom posts brought.
 * @param customers their numbers as customers, of those who bought.
 * @returns oldest first.
 */
export const leadsOf = (interested: readonly Interested[], customers: ReadonlyMap<number, number>): Lead[] =>
  interested
    .filter(({ isLead }) => isLead)
    .map(({ key, post, region, cameAtMs: atMs, clicked }) => ({ key, customer: customers.get(key), post, region, atMs, clicked }))
    .toSorted((a, b) => a.atMs - b.atMs || a.key - b.key);
