import { quantileOfSorted } from "@vouch/stats";
import { exponentOf } from "../../../kernel/money.ts";
import type { Platform } from "../../../kernel/social/platform.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import type { Goal } from "../advice/platform-rules.ts";
import { newcomerLine, sizeSpans, type SizeSpan } from "../loading/service.ts";
import { drawnMetric, type PlannedLine, type PredictedMetric } from "../prediction/predicted.ts";
import { priceEstimator, roughly } from "../pricing/service.ts";
import { heldRules, setRules, shownSetting, type HeldRules, type RulesSetting } from "../rules/service.ts";
import { creatorMix, type MixTier } from "./mix.ts";
import { defaultMixRules, defaultMixSource, goalMetrics, type MixRules } from "./mix-rules.ts";

const rulesHeld = (ctx: WorkspaceContext): Promise<HeldRules<MixRules>> =>
  heldRules(ctx, "mix", { value: defaultMixRules, source: defaultMixSource });

const formulas = {
  shares:
    "The rules' shares of the budget by tier × (result for money ÷ its geometric mean over tiers) to the power of the tilt, where it is known; scaled to one.",
  creators: "Share × budget ÷ the middle price of one, rounded down; what is left goes one by one to the tier furthest below its share.",
  price:
    "The middle of the price range of a creator in the middle of the tier (four times its beginning, where it has no end), one piece each.",
  cost: "80 %, from 4,000 futures: prices lognormal as their intervals say, each creator by itself.",
  over_chance: "The share of futures in which it costs more than the budget; the target is lowered by 5 % at a time until it is as asked.",
  result:
    "80 %, from 4,000 futures: each creator a newcomer of the platform and tier, whose best futures, one in twenty, count as the twentieth best. Audiences that overlap are counted twice.",
} as const;

/** What is asked of a mix. */
export interface MixAsked {
  readonly goal: Goal;
  readonly platform: Platform;
  readonly budget: string;
  readonly most_on_one: string;
  readonly most_over_chance: string;
}

/** As many newcomers are drawn apart; more are turned copies. */
const apart = 12;
const z80 = 1.2815515655446004;

interface Sized {
  readonly span: SizeSpan;
  readonly line: PlannedLine;
  readonly price: MixTier["price"];
}

/** The first metric that is known of every tier to which the rules give something. */
function metricOf(sized: readonly Sized[], goal: Goal, shares: Readonly<Record<string, number>>): PredictedMetric | undefined {
  const wanted = sized.filter(({ span }) => (shares[span.tier] ?? 0) > 0);
  return goalMetrics[goal].find((metric) => wanted.every(({ line }) => drawnMetric([line], metric, 1).kind === "known"));
}

/** Where few creators of a size are known, single futures have no bound: many creators together would have one of them, and rest on it. */
const wonders = 0.05;

/** Futures in which those that are better than all but one in twenty count as the twentieth best. */
function withoutWonders(drawn: Float64Array): Float64Array {
  const most = quantileOfSorted(drawn.toSorted(), 1 - wonders);
  return drawn.map((value) => Math.min(value, most));
}

function resultsOf(line: PlannedLine, metric: PredictedMetric | undefined): Float64Array[] | undefined {
  if (metric === undefined) return undefined;
  const found = Array.from({ length: apart }, (_, at) => drawnMetric([line], metric, at + 1));
  const drawn = found.flatMap((each) => (each.kind === "known" ? [withoutWonders(each.drawn)] : []));
  return drawn.length === apart ? drawn : undefined;
}

async function sizedTiers(ctx: WorkspaceContext, platform: Platform): Promise<{ sized: Sized[]; currency: string }> {
  const { content, exchange } = await priceEstimator(ctx);
  const sized: Sized[] = [];
  for (const span of await sizeSpans(ctx)) {
    const followers = Math.round(Math.sqrt(Math.max(1, span.from) * (span.before ?? span.from * 16)));
    const price = content({ creatorId: "", platform, format: undefined, followers, engagement: undefined });
    if (price.kind === "unknown") continue;
    const { low, middle, high } = price.range;
    const line = await newcomerLine(ctx, { platform, span, followers });
    sized.push({ span, line, price: { middle, deviation: Math.log(high / low) / (2 * z80) } });
  }
  return { sized, currency: exchange.to };
}

/** How many creators of each size a budget is for. */
export async function getCreatorMix(ctx: WorkspaceContext, asked: MixAsked) {
  const { goal, platform } = asked;
  const held = await rulesHeld(ctx);
  const { sized, currency } = await sizedTiers(ctx, platform);
  const unit = 10 ** exponentOf(currency);
  const shares = held.value.shares[goal];
  const metric = metricOf(sized, goal, shares);
  const tiers = sized.map(({ span, line, price }): MixTier => ({
    tier: span.tier,
    price,
    results: resultsOf(line, metric),
    share: shares[span.tier] ?? 0,
  }));
  const limits = { mostOnOne: Number(asked.most_on_one), mostOverChance: Number(asked.most_over_chance) };
  const mix = creatorMix(tiers, Number(asked.budget) / unit, limits, held.value.tilt);
  const money = (units: number) => ({ amount: (roughly(units) * unit).toFixed(0), currency });
  return {
    ...{ goal, platform, budget: { amount: asked.budget, currency }, metric: metric ?? null },
    tiers: mix.tiers.map((tier, at) => ({
      ...{ tier: tier.tier, from_followers: sized[at]!.span.from, creators: tier.creators, share: tier.share },
      ...{ each: money(tier.each), cost: money(tier.cost), result: tier.result, note: tier.note },
    })),
    ...{ planned: money(mix.planned), over_chance: mix.overChance, result: mix.result, limits: [...mix.limits] },
    cost: { low: money(mix.cost.low), middle: money(mix.cost.middle), high: money(mix.cost.high) },
    ...{ rules_source: held.source, rules_set_at: held.setAt, formulas: { ...formulas } },
  };
}

async function shownRules(ctx: WorkspaceContext, held: HeldRules<MixRules>) {
  const { awareness, leads, sales, authority } = held.value.shares;
  const shares = { awareness: { ...awareness }, leads: { ...leads }, sales: { ...sales }, authority: { ...authority } };
  const sizes = (await sizeSpans(ctx)).map(({ tier, from }) => ({ tier, from_followers: from }));
  return { shares, tilt: held.value.tilt, sizes, ...(await shownSetting(ctx, held)) };
}

/** The shares that mixes start from. */
export const getMixRules = async (ctx: WorkspaceContext) => shownRules(ctx, await rulesHeld(ctx));

/** Sets the workspace's own. @throws Problem rules-changed */
export async function setMixRules(ctx: WorkspaceContext, { shares, tilt, ...setting }: MixRules & RulesSetting) {
  await setRules(ctx, "mix", { shares, tilt }, setting);
  return getMixRules(ctx);
}
