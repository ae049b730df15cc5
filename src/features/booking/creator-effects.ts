import { effectPredictors, factorOf, type PredictedEffects } from "@vouch/stats";

/** A creator's part in a campaign that is over. */
export interface Cycle {
  readonly campaign: string;
  readonly creator: string;
  readonly offer: string;
  readonly format: string;
  /** Contribution margin before cost, in whole units of the currency. */
  readonly margin: number;
  /** What the creator cost, in whole units; above zero. */
  readonly cost: number;
}

/** What a creator, an offer or a format adds, with the interval of 95 %. */
export interface Effect {
  readonly name: string;
  readonly cycles: number;
  readonly effect: number;
  readonly low: number;
  readonly high: number;
}

/** A creator as the list to book from shows them. */
export interface CreatorEffect extends Effect {
  /** The mean of their own cycles, as it is. */
  readonly raw: number;
  /** What is expected of them with an average offer and format. */
  readonly expected: number;
  readonly expected_low: number;
  readonly expected_high: number;
  /** How far they are drawn to the mean of all: 0 not at all, 1 wholly. */
  readonly drawn: number;
  /** Fewer cycles than tell much. */
  readonly is_few: boolean;
}

/** Effects on one outcome, each with the others taken out. */
export interface Effects {
  /** The outcome on average. */
  readonly level: number;
  /** What stands beside creators as drawn from a distribution of its own: offers where there are several, else formats, else campaigns. */
  readonly beside: "offer" | "format" | "campaign";
  /** Standard deviations: of creators, of what stands beside them, and of what is left. */
  readonly spread: { readonly creators: number; readonly beside: number; readonly rest: number };
  /** The highest first. */
  readonly creators: readonly CreatorEffect[];
  readonly besides: readonly Effect[];
  /** Against the first of them; empty where there is one, or where formats stand beside creators. */
  readonly formats: readonly Effect[];
  /** All in all there are fewer cycles than tell much. */
  readonly is_few: boolean;
}

const z95 = 1.959963984540054;
/** So few cycles of a creator, or of all, tell little. */
const [fewOfOne, fewOfAll] = [3, 20];

const meanOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

const ends = (effect: number, error: number) => ({ low: effect - z95 * error, high: effect + z95 * error });

function besideOf(cycles: readonly Cycle[]): Effects["beside"] {
  const several = (key: "offer" | "format"): boolean => new Set(cycles.map((cycle) => cycle[key])).size > 1;
  return several("offer") ? "offer" : several("format") ? "format" : "campaign";
}

/**
 * Effects with their intervals. Where the data show no spread every effect and its error are zero, which says too much: the interval is then
 * that of as many cycles alone.
 */
function predicted(
  levels: readonly (string | number)[],
  found: PredictedEffects,
  of: { names: readonly string[]; rest: number },
): Effect[] {
  return levels.map((level, at) => {
    const cycles = of.names.filter((name) => name === level).length;
    const error = found.variance === 0 ? Math.sqrt(of.rest / cycles) : found.standardErrors[at]!;
    return { name: String(level), cycles, effect: found.effects[at]!, ...ends(found.effects[at]!, error) };
  });
}

interface Fixed {
  readonly level: number;
  readonly formats: readonly Effect[];
}

/** The level of all at the formats as they were used, and each format against the first. */
function fixedPart(fixed: Float64Array, errors: Float64Array, formats: readonly string[] | undefined): Fixed {
  if (formats === undefined) return { level: fixed[0]!, formats: [] };
  const { levels, codes } = factorOf(formats);
  const of = (code: number): number => (code === 0 ? 0 : fixed[code]!);
  return {
    level: fixed[0]! + meanOf(Array.from(codes, of)),
    formats: levels.map((name, at) => ({
      name: String(name),
      cycles: formats.filter((format) => format === name).length,
      effect: of(at),
      ...ends(of(at), at === 0 ? 0 : errors[at]!),
    })),
  };
}

function creatorRows(
  effects: readonly Effect[],
  cycles: readonly Cycle[],
  outcome: readonly number[],
  of: { level: number; levelError: number; variance: number },
) {
  const rows = effects.map((each): CreatorEffect => {
    const own = outcome.filter((_, at) => cycles[at]!.creator === each.name);
    const error = (each.high - each.effect) / z95;
    // The level's own error besides: on the safe side, since the two are not told apart for nothing.
    const expected = ends(of.level + each.effect, Math.hypot(error, of.levelError));
    return {
      ...each,
      raw: meanOf(own),
      expected: of.level + each.effect,
      expected_low: expected.low,
      expected_high: expected.high,
      drawn: of.variance === 0 ? 1 : Math.min(1, error ** 2 / of.variance),
      is_few: each.cycles < fewOfOne,
    };
  });
  return rows.toSorted((a, b) => b.effect - a.effect);
}

/**
 * What creators, offers and formats add to an outcome, each with the others taken out, and drawn to the mean as far as their cycles leave
 * open: crossed random effects by REML, formats fixed (see `effectPredictors` of the statistics).
 *
 * A creator who was given the best offer looks good; here the offer's part is taken out. A creator of one cycle is drawn to the mean nearly
 * whole: the best of ten is partly the luckiest of ten.
 *
 * @param cycles a row a creator's part in a campaign.
 * @param outcomeOf the outcome of a cycle, in any unit.
 * @returns the effects in the outcome's unit, or in a sentence why there are none.
 */
export function effectsOn(cycles: readonly Cycle[], outcomeOf: (cycle: Cycle) => number): Effects | { readonly why_not: string } {
  if (cycles.length === 0) return { why_not: "No campaign that is over has a creator with a cost and a known margin." };
  const beside = besideOf(cycles);
  const [outcome, names] = [cycles.map(outcomeOf), cycles.map((cycle) => cycle[beside])];
  const formats = cycles.map((cycle) => cycle.format);
  const hasFormats = beside === "offer" && new Set(formats).size > 1;
  const factors = { creator: factorOf(cycles.map(({ creator }) => creator)), offer: factorOf(names) };
  const format = hasFormats ? { format: factorOf(formats) } : {};
  const found = effectPredictors({ outcome, ...factors, ...format });
  if (found.kind !== "estimated") return { why_not: whyNot(cycles) };
  const { level, formats: ofFormats } = fixedPart(found.fixed, found.fixedStandardErrors, hasFormats ? formats : undefined);
  const rest = found.residualVariance;
  const creators = predicted(factors.creator.levels, found.creators, { names: cycles.map(({ creator }) => creator), rest });
  return {
    level,
    beside,
    spread: {
      creators: Math.sqrt(found.creators.variance),
      beside: Math.sqrt(found.offers.variance),
      rest: Math.sqrt(found.residualVariance),
    },
    creators: creatorRows(creators, cycles, outcome, {
      level,
      levelError: found.fixedStandardErrors[0]!,
      variance: found.creators.variance,
    }),
    besides: predicted(factors.offer.levels, found.offers, { names, rest }).toSorted((a, b) => b.effect - a.effect),
    formats: ofFormats,
    is_few: cycles.length < fewOfAll || cycles.length < fewOfOne * factors.creator.levels.length,
  };
}

const counted = (many: number, what: string): string => `${many} ${what}${many === 1 ? "" : "s"}`;

function whyNot(cycles: readonly Cycle[]): string {
  const [creators, campaigns] = [new Set(cycles.map(({ creator }) => creator)).size, new Set(cycles.map(({ campaign }) => campaign)).size];
  const known = `${counted(creators, "creator")} in ${counted(campaigns, "campaign")}`;
  return `Results of ${known} do not tell creators, offers and chance apart: it takes several creators, most of them in several campaigns.`;
}

/** What the computation is made of. */
export interface EffectsInput {
  readonly cycles: readonly Cycle[];
  readonly frame: EffectsFrame;
}

/** What was asked, and which parts in campaigns could not be looked at. */
export interface EffectsFrame {
  readonly currency: string;
  readonly basis: "attributed" | "incremental";
  readonly model: string;
  readonly campaigns: number;
  readonly left_out: {
    readonly without_cost: number;
    readonly without_margin: number;
    readonly without_effect: number;
    readonly other_currency: number;
  };
}

/** Effects on what comes back for one spent, and on the margin itself; null where they cannot be told, with the reason. */
export interface CreatorEffects extends EffectsFrame {
  readonly cycles: number;
  readonly margin_per_cost: Effects | null;
  readonly margin: Effects | null;
  readonly why_not: string | null;
  /** The same of the margin itself. */
  readonly margin_why_not: string | null;
}

/** Both sets of effects. */
export function creatorEffects({ cycles, frame }: EffectsInput, report: (share: number) => void): CreatorEffects {
  const perCost = effectsOn(cycles, ({ margin, cost }) => margin / cost);
  report(0.5);
  const margin = effectsOn(cycles, (cycle) => cycle.margin);
  return {
    ...frame,
    cycles: cycles.length,
    margin_per_cost: "why_not" in perCost ? null : perCost,
    margin: "why_not" in margin ? null : margin,
    why_not: "why_not" in perCost ? perCost.why_not : null,
    margin_why_not: "why_not" in margin ? margin.why_not : null,
  };
}
