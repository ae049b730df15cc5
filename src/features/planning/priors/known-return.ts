import { mean, normalDistribution, normalShrinkage, weightedMean } from "@vouch/stats";

/** What a lesson says of one subject: revenue per unit spent with its interval. */
export interface ReturnEstimate {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly level: number;
  readonly cycles: number;
  /** What was spent for it in all, in whole units of the plan's currency; undefined: not known. */
  readonly spent: number | undefined;
}

/** A creator with everything that was learned of them. */
export interface KnownCreator {
  readonly id: string;
  readonly tier: string | undefined;
  readonly lessons: readonly ReturnEstimate[];
}

/** What is believed of a return before the next campaign. */
export interface ReturnPrior {
  /** Revenue per unit spent. */
  readonly estimate: number;
  /** How far the true return may lie from it, as a standard deviation. */
  readonly deviation: number;
  /** What chance adds in one campaign, as a standard deviation of the return. */
  readonly noise: number;
  /** Campaigns of the creator's own; 0: nothing is known of themselves. */
  readonly cycles: number;
  /** What was spent in one campaign, on average; undefined: not known. */
  readonly spent: number | undefined;
  readonly source: "own" | "tier" | "all" | "assumed";
}

/** What a plan assumes of creators of whom nothing is known: the middle and the ends of an interval of 80 %. */
export interface Assumption {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

interface Combined {
  readonly estimate: number;
  readonly standardError: number;
  readonly noise: number;
  readonly cycles: number;
  readonly spent: number | undefined;
}

const eightyPercent = 0.8;
const deviationOf = ({ low, high }: { low: number; high: number }, level: number): number =>
  Math.max((high - low) / (2 * normalDistribution().upperQuantile((1 - level) / 2)), 1e-6);

/** All lessons of one subject as one: by the inverse of their variances. */
function combined(lessons: readonly ReturnEstimate[]): Combined | undefined {
  if (lessons.length === 0) return undefined;
  const errors = lessons.map((lesson) => deviationOf(lesson, lesson.level));
  const weights = errors.map((error) => error ** -2);
  const cycles = lessons.reduce((sum, lesson) => sum + lesson.cycles, 0);
  const spends = lessons.flatMap(({ spent, cycles: own }) => (spent === undefined ? [] : [spent / own]));
  return {
    estimate: weightedMean(
      lessons.map(({ estimate }) => estimate),
      weights,
    ),
    standardError: Math.sqrt(1 / weights.reduce((sum, weight) => sum + weight, 0)),
    noise: Math.sqrt(mean(lessons.map(({ cycles: own }, at) => errors[at]! ** 2 * own))),
    cycles,
    spent: spends.length === 0 ? undefined : mean(spends),
  };
}

interface Group {
  readonly mean: number;
  /** Of a member of whom nothing is known. */
  readonly deviation: number;
  readonly noise: number;
  readonly members: ReadonlyMap<string, { estimate: number; deviation: number }>;
}

/** Creators drawn together; undefined: fewer than three are known. */
function groupOf(known: ReadonlyMap<string, Combined>): Group | undefined {
  const ids = [...known.keys()];
  const outcome = normalShrinkage([...known.values()]);
  if (outcome.kind === "too-few") return undefined;
  const members = new Map(
    ids.map((id, at) => [id, { estimate: outcome.units[at]!.estimate, deviation: outcome.units[at]!.standardError }]),
  );
  // Somebody of whom nothing is known is not known better than those of whom something is.
  const widest = Math.max(...outcome.units.map(({ standardError }) => standardError));
  const deviation = Math.max(widest, Math.sqrt(outcome.variance + outcome.meanStandardError ** 2));
  return { mean: outcome.mean, deviation, noise: mean([...known.values()].map(({ noise }) => noise)), members };
}

/** Own lessons and the plan's assumption as one, where nobody else is known to draw them to. */
function withAssumption(own: Combined, { estimate, deviation }: { estimate: number; deviation: number }) {
  const weights = [own.standardError ** -2, deviation ** -2];
  return { estimate: weightedMean([own.estimate, estimate], weights), deviation: Math.sqrt(1 / (weights[0]! + weights[1]!)) };
}

/**
 * What is believed of each creator's return: their own lessons drawn towards those of their tier (of all, where fewer than three of the tier
 * are known; of the plan's assumption, where fewer than three are known at all) by as much as their own interval leaves open.
 *
 * @param creators candidates and everybody else of whom lessons are known: they say what is usual.
 * @param tiers lessons about whole tiers, by the tier's key: they stand in where too few of its creators are known.
 * @param assumption for creators of whom nothing and nobody says anything.
 * @returns one a creator; returns are those of attributed revenue, not of what was caused.
 */
export function returnPriors(
  creators: readonly KnownCreator[],
  tiers: ReadonlyMap<string, readonly ReturnEstimate[]>,
  assumption: Assumption,
): Map<string, ReturnPrior> {
  const own = new Map(creators.flatMap(({ id, lessons }) => (lessons.length === 0 ? [] : [[id, combined(lessons)!] as const])));
  const inTier = (tier: string) => new Map([...own].filter(([id]) => creators.find((each) => each.id === id)?.tier === tier));
  const keys = [...new Set(creators.flatMap(({ tier }) => tier ?? []))];
  const tierGroups = new Map(keys.map((tier) => [tier, groupOf(inTier(tier))]));
  const all = groupOf(own);
  const assumed = { estimate: assumption.estimate, deviation: deviationOf(assumption, eightyPercent) };
  return new Map(creators.map((creator) => [creator.id, priorOf(creator, own.get(creator.id))]));

  function priorOf({ id, tier }: KnownCreator, lessons: Combined | undefined): ReturnPrior {
    const group = (tier === undefined ? undefined : tierGroups.get(tier)) ?? all;
    if (lessons !== undefined) {
      const { cycles, noise, spent } = lessons;
      return { ...(group?.members.get(id) ?? withAssumption(lessons, assumed)), cycles, noise, spent, source: "own" };
    }
    return { ...unknownCreator(tier), cycles: 0, spent: undefined };
  }

  function unknownCreator(tier: string | undefined): Pick<ReturnPrior, "estimate" | "deviation" | "noise" | "source"> {
    const group = tier === undefined ? undefined : tierGroups.get(tier);
    if (group !== undefined) return { estimate: group.mean, deviation: group.deviation, noise: group.noise, source: "tier" };
    const ofTier = tier === undefined ? undefined : combined(tiers.get(tier) ?? []);
    if (ofTier !== undefined) {
      const deviation = Math.hypot(ofTier.standardError, all?.deviation ?? assumed.deviation);
      return { estimate: ofTier.estimate, deviation, noise: ofTier.noise, source: "tier" };
    }
    if (all !== undefined) return { estimate: all.mean, deviation: all.deviation, noise: all.noise, source: "all" };
    return { ...assumed, noise: assumed.deviation, source: "assumed" };
  }
}
