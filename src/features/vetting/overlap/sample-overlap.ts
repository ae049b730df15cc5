import { overlapFromSamples, type IntervalEstimate, type OverlapSamples } from "@vouch/stats";
import { DAY_MS } from "../../../kernel/civil.ts";
import { nameKinds, type NameKind } from "../followers/follower-names.ts";

/** How a list of followers was drawn. */
export const drawings = ["at_random", "newest", "all"] as const;
/** One of {@link drawings}. */
export type Drawing = (typeof drawings)[number];

/** Why it is not known how many follow both. */
export type UnknownReason = "other_platform" | "no_sample" | "no_ids" | "other_kind" | "followers_unknown";

const overlapWarnings = ["drawing_not_said", "newest_first", "days_apart", "more_named_than_followers"] as const;
/** What speaks against an estimate that the interval does not know of. */
export type OverlapWarning = (typeof overlapWarnings)[number];

/** A number of followers that is at most so many days from a sample is taken for that of its day, and so are two samples for one time. */
export const nearDays = 31;

/** The sample of an account's followers by which it is compared. */
export interface NamedSample {
  readonly id: string;
  /** A calendar day. */
  readonly takenOn: string;
  readonly source: string;
  /** Null: not said. */
  readonly drawn: Drawing | null;
  /** Followers on the list. */
  readonly listed: number;
  /** How many different followers it names, in each way. */
  readonly named: Readonly<Record<NameKind, number>>;
  /** How many followers the account had within {@link nearDays} of that day, and when; null: not known. */
  readonly followers: { readonly count: number; readonly on: string } | null;
}

/** An account and its sample. */
export interface SampledAccount {
  readonly accountId: string;
  readonly platform: string;
  /** Null: there is none. */
  readonly sample: NamedSample | null;
}

/** Two accounts, and how many followers both of their samples name. */
export interface SampledPair {
  readonly accounts: readonly [SampledAccount, SampledAccount];
  readonly matches: Readonly<Record<NameKind, number>>;
}

/** One account's side of an estimate. */
export interface OverlapSide {
  readonly accountId: string;
  readonly sample: NamedSample;
  /** Different followers that were compared. */
  readonly named: number;
  /** Of how many they were drawn. */
  readonly followers: number;
  /** Of which day that number is. */
  readonly followersOn: string;
}

/** How many follow both. */
export type SampleOverlap =
  | {
      readonly kind: "estimated";
      readonly by: NameKind;
      readonly matches: number;
      readonly sides: readonly [OverlapSide, OverlapSide];
      /** Followers of both: whole numbers. */
      readonly shared: IntervalEstimate;
      /** The same as a share of the smaller. */
      readonly ofSmaller: IntervalEstimate;
      readonly warnings: readonly OverlapWarning[];
    }
  | {
      readonly kind: "not_known";
      readonly reason: UnknownReason;
      /** Of which accounts it is so. */
      readonly accountIds: readonly string[];
    };

type Kept = SampledAccount & { readonly sample: NamedSample };
const hasSample = (account: SampledAccount): account is Kept => account.sample !== null;
const namesSome = ({ sample }: Kept): boolean => nameKinds.some((kind) => sample.named[kind] > 0);

/** The way in which both samples name most. */
function kindOf([a, b]: readonly [Kept, Kept]): NameKind | undefined {
  const pairs = (kind: NameKind): number => a.sample.named[kind] * b.sample.named[kind];
  const best = pairs("handle") > pairs("id") ? "handle" : "id";
  return pairs(best) > 0 ? best : undefined;
}

/** Of how many followers a sample was drawn: of a list of all of them no other number is needed. */
function sideOf({ accountId, sample }: Kept, by: NameKind): OverlapSide | undefined {
  const known = sample.followers ?? (sample.drawn === "all" ? { count: sample.listed, on: sample.takenOn } : null);
  if (known === null) return undefined;
  const named = sample.named[by];
  return { accountId, sample, named, followers: Math.max(known.count, named), followersOn: known.on };
}

const daysBetween = (a: string, b: string): number => Math.abs(Date.parse(a) - Date.parse(b)) / DAY_MS;

function warningsOf(sides: readonly [OverlapSide, OverlapSide]): OverlapWarning[] {
  const [a, b] = sides;
  const some = (is: (side: OverlapSide) => boolean): boolean => sides.some(is);
  const speaks: Readonly<Record<OverlapWarning, boolean>> = {
    drawing_not_said: some(({ sample }) => sample.drawn === null),
    newest_first: some(({ sample, named, followers }) => sample.drawn === "newest" && named < followers),
    days_apart: daysBetween(a.sample.takenOn, b.sample.takenOn) > nearDays,
    more_named_than_followers: some(({ sample, named }) => sample.followers !== null && named > sample.followers.count),
  };
  return overlapWarnings.filter((warning) => speaks[warning]);
}

const notKnown = (reason: UnknownReason, accounts: readonly SampledAccount[]): SampleOverlap => ({
  kind: "not_known",
  reason,
  accountIds: accounts.map(({ accountId }) => accountId),
});

const samplesOf = ([a, b]: readonly [OverlapSide, OverlapSide], matches: number): OverlapSamples => ({
  sizes: [a.followers, b.followers],
  drawn: [a.named, b.named],
  matches,
});

const six = (value: number): number => Math.round(value * 1e6) / 1e6;

/**
 * How many people follow both of two accounts of one platform, from a sample of each one's followers: matches times both numbers of followers
 * over both numbers drawn, with the exact interval of `overlapFromSamples`.
 *
 * It holds for followers drawn at random. What the lists say against that comes as warnings; the interval does not know of them. Where it
 * cannot be known, the reason comes and no number. Samples that name in both ways are compared by the one in which they name more.
 *
 * @param level the coverage of the intervals, in (0, 1); missing means 0.95.
 * @returns followers in whole numbers, shares in [0, 1] with six decimals.
 */
export function sampleOverlap({ accounts, matches }: SampledPair, level = 0.95): SampleOverlap {
  const [a, b] = accounts;
  if (a.platform !== b.platform) return notKnown("other_platform", accounts);
  if (!hasSample(a) || !hasSample(b))
    return notKnown(
      "no_sample",
      accounts.filter((account) => !hasSample(account)),
    );
  const nameless = [a, b].filter((account) => !namesSome(account));
  if (nameless.length > 0) return notKnown("no_ids", nameless);
  const by = kindOf([a, b]);
  if (by === undefined) return notKnown("other_kind", accounts);
  const [one, other] = [sideOf(a, by), sideOf(b, by)];
  if (one === undefined || other === undefined)
    return notKnown("followers_unknown", [...(one === undefined ? [a] : []), ...(other === undefined ? [b] : [])]);
  const sides = [one, other] as const;
  const { shared, coefficient } = overlapFromSamples(samplesOf(sides, matches[by]), level);
  return {
    ...{ kind: "estimated", by, matches: matches[by], sides, warnings: warningsOf(sides) },
    shared: { ...shared, estimate: Math.round(shared.estimate) },
    ofSmaller: { estimate: six(coefficient.estimate), low: six(coefficient.low), high: six(coefficient.high) },
  };
}

/** What is told of a pair, and the wider interval by which all pairs hold together; undefined where the pair is not known. */
export interface ToldOverlap {
  readonly overlap: SampleOverlap;
  readonly joint: IntervalEstimate | undefined;
}

/**
 * How many follow both of each pair, at a level of 95 %, and of those that are estimated a wider interval, so that all of them hold together as
 * often (Bonferroni).
 *
 * An exact interval of two lists of 20,000 takes some milliseconds, and five creators have twenty of them: it yields after each, so that whoever
 * asks can let others have their turn.
 *
 * @returns in the order of the pairs.
 */
export function* sampleOverlaps(pairs: readonly SampledPair[]): Generator<undefined, ToldOverlap[]> {
  const told: SampleOverlap[] = [];
  for (const pair of pairs) {
    told.push(sampleOverlap(pair));
    yield;
  }
  const known = told.filter(({ kind }) => kind === "estimated").length;
  const all: ToldOverlap[] = [];
  for (const [at, overlap] of told.entries()) {
    const joint = overlap.kind === "not_known" || known === 1 ? overlap : sampleOverlap(pairs[at]!, 1 - 0.05 / known);
    all.push({ overlap, joint: joint.kind === "estimated" ? joint.shared : undefined });
    yield;
  }
  return all;
}
