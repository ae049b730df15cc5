import { doseEffect, permutedDoses, generatorOf, studentTDistribution, type DoseOutcome } from "@vouch/stats";
import { pText, percentText, unitText } from "../analysis/unit-text.ts";
import { headlines, ruledOutcome, type FinalVerdict } from "../analysis/verdict.ts";
import { doseFlags, doseVariation, placeboTest, regionDoses, type DoseSpread, type PlaceboTest } from "./dose-checks.ts";
import { comparedPanel, daysOf, meansOf, silentRegions, type ComparedPanel, type DoseSales } from "./dose-panel.ts";
import { doseCautions } from "./dose-plan.ts";

/** Regions of like dose, and how their sales changed against all regions. */
export interface DoseGroup {
  readonly regions: string[];
  /** The mean dose of the group's regions by that of all, both by what is usual. */
  readonly dose: number;
  /** The change of sales from before to the treatment, a share of what is usual, less that of all regions. */
  readonly change: number;
  readonly lower: number;
  readonly upper: number;
}

/** What came of an experiment by audience. Amounts are in the unit of the sales. */
export interface DoseAnalysis {
  readonly unit: string;
  /** Whether effects are of a person reached, or of a post where no reach was told. */
  readonly dose_unit: "person" | "post";
  readonly level: number;
  readonly regions: number;
  readonly days_usual: number;
  readonly days_before: number;
  readonly days_treated: number;
  readonly verdict: FinalVerdict;
  /** Of one person reached, or of one post. */
  readonly effect: number;
  /** Null: the interval has no end on this side. */
  readonly lower: number | null;
  readonly upper: number | null;
  readonly standard_error: number;
  readonly degrees_of_freedom: number;
  readonly interval_by: string;
  readonly p: number;
  readonly permuted_p: number;
  readonly draws: number;
  /** In the regions that take part, in all. */
  readonly dose: number;
  readonly total: number;
  readonly total_lower: number | null;
  readonly total_upper: number | null;
  /** The total by what was expected; null where that is not above zero. */
  readonly lift: number | null;
  readonly placebo: PlaceboTest | null;
  readonly spread: DoseSpread;
  readonly by_dose: DoseGroup[];
  readonly flags: string[];
}

/** An analysis, or why there is none, in words. */
export type DoseAnalysisOutcome =
  { readonly kind: "analysed"; readonly analysis: DoseAnalysis } | { readonly kind: "refused"; readonly reason: string };

type Estimated = Extract<DoseOutcome, { kind: "estimated" }>;

/** Why sales and doses give no estimate, in words. */
export function refusalOf(found: Exclude<DoseOutcome, Estimated>, regions: readonly string[]): string {
  if (found.kind === "few-regions") return `${found.regions} regions take part, and at least three are needed.`;
  if (found.kind === "no-variation")
    return "The dose is the same in all regions by what they sell: nothing can be compared. Choose creators whose audiences are elsewhere.";
  if (found.kind === "one-region")
    return `The dose of ${regions[found.region] ?? "one region"} alone differs from the others, so that nothing says how much regions differ by themselves.`;
  return "Sales by what is usual do not differ between regions at all: is a default value written where nothing is known?";
}

/** Regions without sales in the first half of the history, in words. */
export const silenceText = (silent: readonly string[]): string =>
  `${silent.slice(0, 10).join(", ")} sold nothing in the first half of the history, so that no change can be told by what is usual there. Leave ${silent.length === 1 ? "it" : "them"} out, or begin the history earlier.`;

const groupsAt = (regions: number): number => (regions >= 15 ? 5 : 3);

/** Regions from the least to the largest dose in groups of like number, with the mean change of each. */
export function doseGroups({ panel, before, doses }: ComparedPanel, regions: readonly string[], level: number): DoseGroup[] {
  const days = panel.outcomes.columns;
  const [earlier, later] = [meansOf(daysOf(panel.outcomes, 0, before)), meansOf(daysOf(panel.outcomes, before, days))];
  const bases = Float64Array.from(panel.bases);
  const total = bases.reduce((sum, base) => sum + base, 0);
  const common = earlier.reduce((sum, value, at) => sum + (later[at] as number) - value, 0) / total;
  const byUsual = regionDoses(doses.all).map((dose, at) => dose / (bases[at] as number));
  const mean = byUsual.reduce((sum, dose) => sum + dose, 0) / byUsual.length;
  const order = regions.map((_, at) => at).toSorted((a, b) => (byUsual[a] as number) - (byUsual[b] as number));
  const count = groupsAt(regions.length);
  return Array.from({ length: count }, (_, group) => {
    const own = order.slice(Math.floor((group * order.length) / count), Math.floor(((group + 1) * order.length) / count));
    const changes = own.map((at) => ((later[at] as number) - (earlier[at] as number)) / (bases[at] as number) - common);
    const middle = changes.reduce((sum, change) => sum + change, 0) / own.length;
    const variance = changes.reduce((sum, change) => sum + (change - middle) ** 2, 0) / Math.max(1, own.length - 1);
    const half =
      own.length < 2 ? 0 : studentTDistribution(own.length - 1).upperQuantile((1 - level) / 2) * Math.sqrt(variance / own.length);
    return {
      regions: own.map((at) => regions[at] as string),
      dose: own.reduce((sum, at) => sum + (byUsual[at] as number), 0) / own.length / mean,
      ...{ change: middle, lower: middle - half, upper: middle + half },
    };
  });
}

const ended = (end: number): number | null => (Number.isFinite(end) ? end : null);

/** On which region most of an estimate rests. */
export function largestOf(shares: Float64Array, regions: readonly string[]): DoseSpread["largest"] {
  const at = shares.reduce((best, share, place) => (share > (shares[best] as number) ? place : best), 0);
  return { region: regions[at] as string, share: shares[at] as number };
}

function verdictOf(found: Omit<DoseAnalysis, "verdict" | "flags">, { alpha, direction }: DoseSales["plan"]): FinalVerdict {
  const { unit, total, total_lower: low, total_upper: high, lift, p, level } = found;
  const outcome = ruledOutcome({ p, effect: found.effect }, { alpha, direction });
  const size = lift === null ? unitText(total, unit) : `${lift >= 0 ? "+" : ""}${percentText(lift)}`;
  const interval =
    low === null || high === null
      ? "There is no interval with two ends, since creators may be so unlike."
      : `The ${percentText(level).replace(".0", "")} interval is ${unitText(low, unit)} to ${unitText(high, unit)}, by ${found.interval_by}.`;
  const sentence = `Where more of the audience is, sales changed so that posts brought ${unitText(Math.abs(total), unit)} ${total < 0 ? "less" : "more"} in all (p ${pText(p)}, asked: at most ${alpha}). ${interval}`;
  return { outcome, headline: headlines[outcome](size), sentence };
}

function sizesOf(compared: ComparedPanel, found: Estimated) {
  const { panel, before, doses } = compared;
  const dose = doses.all.values.reduce((sum, each) => sum + each, 0);
  const sold = daysOf(panel.outcomes, before, panel.outcomes.columns).values.reduce((sum, each) => sum + each, 0);
  const total = found.slope * dose;
  return {
    ...{ dose, total, total_lower: ended(found.low * dose), total_upper: ended(found.high * dose) },
    lift: sold - total > 0 ? total / (sold - total) : null,
  };
}

function flagsOf(analysis: Omit<DoseAnalysis, "verdict" | "flags">, { plan, audiences }: DoseSales): string[] {
  const { p, permuted_p: permuted, spread, regions, placebo } = analysis;
  const alpha = Number(plan.alpha);
  return [
    ...doseFlags(spread, { regions, placebo, alpha }),
    ...(p <= alpha === permuted <= alpha
      ? []
      : [
          `When doses are dealt out anew between regions, ${percentText(permuted)} of the dealings show as much: the check and the rule say different things.`,
        ]),
    ...doseCautions(plan, audiences),
  ];
}

/**
 * The analysis of posts that reached regions unlike in how much of the audience is there.
 *
 * @param data sales of the regions from the first day of the history to the last of the treatment.
 * @param report told how much of the work is done, a share in [0, 1].
 * @returns what a person reached brought and all of them together, with interval, p, checks and verdict; or why there is none. The same data
 *   give the same.
 */
export function doseAnalysis(data: DoseSales, report: (share: number) => void): DoseAnalysisOutcome {
  const { plan, regions, unit, seed } = data;
  const silent = silentRegions(data);
  if (silent.length > 0) return { kind: "refused", reason: silenceText(silent) };
  report(0);
  const level = 1 - Number(plan.alpha);
  const compared = comparedPanel(data);
  const found = doseEffect(compared.panel, { level, sources: compared.sources, sourceSpread: Number(plan.creator_spread) });
  if (found.kind !== "estimated") return { kind: "refused", reason: refusalOf(found, regions) };
  report(0.3);
  const permuted = permutedDoses(generatorOf(seed), compared.panel, { draws: regions.length > 100 ? 999 : 9_999 });
  const analysis = {
    unit,
    dose_unit: plan.posts.some(({ reach }) => reach === null) ? ("post" as const) : ("person" as const),
    level,
    regions: regions.length,
    days_usual: data.sales.columns - compared.panel.outcomes.columns,
    days_before: compared.before,
    days_treated: compared.doses.all.columns,
    ...{ effect: found.slope, lower: ended(found.low), upper: ended(found.high) },
    ...{ standard_error: found.standardError, degrees_of_freedom: found.degreesOfFreedom, p: found.p },
    interval_by: `errors by region (CR2), Student's t with ${found.degreesOfFreedom.toFixed(1)} degrees of freedom, and creators who may differ by ${percentText(Number(plan.creator_spread)).replace(".0", "")}`,
    ...{ permuted_p: permuted.p, draws: permuted.draws },
    ...sizesOf(compared, found),
    placebo: placeboTest(compared, level),
    spread: {
      variation: doseVariation(compared.doses.all, compared.panel.bases),
      largest: largestOf(found.shares, regions),
      negative_weights: found.negativeWeights,
    },
    by_dose: doseGroups(compared, regions, level),
  };
  report(1);
  return { kind: "analysed", analysis: { ...analysis, verdict: verdictOf(analysis, plan), flags: flagsOf(analysis, data) } };
}
