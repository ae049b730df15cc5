import { dirichletVariate, normalVariate } from "@vouch/stats";
import { DAY_MS } from "../../../kernel/civil.ts";
import type { CreatorDials, Dials, PlatformName } from "../dials/dials.ts";
import { platforms } from "./exposure.ts";
import { epochDayIn } from "./season.ts";
import { streamsOf } from "./streams.ts";

/** Somebody who speaks about the brand. */
export interface CastCreator {
  readonly name: string;
  /** The code that is theirs, and the key of their link in lower case. */
  readonly code: string;
  readonly platform: PlatformName;
  readonly followers: number;
  /** Shares of the audience by region and by age, in the order of the dials; each sums to one. */
  readonly byRegion: Float64Array;
  readonly byAge: Float64Array;
  /** How much more than others they move who see them: 1 on average over creators, above 0. */
  readonly pull: number;
}

/** Something that a creator published. */
export interface CastPost {
  /** The creator's place in the cast. */
  readonly creator: number;
  readonly atMs: number;
  /** How many are expected to see it in all, by itself and by amplification; at least 0. */
  readonly reach: number;
  readonly halfLifeDays: number;
}

/** Who speaks, and what they publish, the oldest first. */
export interface Cast {
  readonly creators: readonly CastCreator[];
  readonly posts: readonly CastPost[];
}

const names =
  "Alma Bruno Carla Deniz Emil Freya Gus Hanna Ilias Jette Kofi Lena Milo Nora Oskar Paula Quinn Rosa Sami Tilda Umut Vera Wim Xenia Yara Zeno".split(
    " ",
  );

const nameOf = (place: number): string =>
  names[place % names.length]! + (place < names.length ? "" : String(Math.floor(place / names.length) + 1));

/** A lognormal number around a median; `mean` 1 instead where it is asked for. */
const lognormal = (normal: number, spread: number): number => Math.exp(spread * normal);

function creatorOf(dials: Dials, place: number): CastCreator {
  const { creators, regions, ages } = dials;
  const source = streamsOf(creators.cast)("cast", place);
  const mix = (weights: readonly number[]): Float64Array => {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return dirichletVariate(
      source,
      weights.map((weight) => (creators.mixing * weights.length * weight) / total),
    );
  };
  const followers = Math.round(creators.followers * lognormal(normalVariate(source), creators.spread));
  const pull = lognormal(normalVariate(source) - creators.pullSpread / 2, creators.pullSpread);
  return {
    name: nameOf(place),
    code: `${nameOf(place).toUpperCase()}${Math.round(dials.codes.discount * 100)}`,
    platform: creators.platforms[place % creators.platforms.length]!,
    followers,
    byRegion: mix(regions.map(({ people }) => people)),
    byAge: mix(ages.map(({ share }) => share)),
    pull,
  };
}

const reachOf = ({ followers, platform }: CastCreator, { costs }: Dials): number =>
  followers * platforms[platform].reach + (costs.amplificationPerPost / 1000) * costs.amplifiedPeople;

/** Posts come out between eight in the morning and ten at night. */
function postTime(uniforms: readonly [number, number], { fromDay, overDays }: CreatorDials, startMs: number): number {
  return startMs + (fromDay + Math.floor(uniforms[0] * overDays)) * DAY_MS + Math.floor((8 / 24 + (uniforms[1] * 14) / 24) * DAY_MS);
}

/**
 * The creators of a business and their posts. Both depend on the dials and on `creators.cast`, not on a run's seed.
 *
 * @param dials the business.
 * @returns as many creators as asked for, and the posts of all of them.
 */
export function castOf(dials: Dials): Cast {
  const creators = Array.from({ length: dials.creators.count }, (_, place) => creatorOf(dials, place));
  const startMs = epochDayIn(dials.startsOn) * DAY_MS;
  const stream = streamsOf(dials.creators.cast);
  const posts = creators.flatMap((creator, place) =>
    Array.from({ length: dials.creators.posts }, (_, at): CastPost => {
      const source = stream("posts", place * 1000 + at);
      const atMs = postTime([source.uniform(), source.uniform()], dials.creators, startMs);
      return { creator: place, atMs, reach: reachOf(creator, dials), halfLifeDays: platforms[creator.platform].halfLifeDays };
    }),
  );
  return { creators, posts: posts.toSorted((a, b) => a.atMs - b.atMs || a.creator - b.creator) };
}
