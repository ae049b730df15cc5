import {
  betaBinomialShrinkage,
  binomialVariate,
  connectedSets,
  effectPredictors,
  effectVariances,
  factorOf,
  gammaPoissonShrinkage,
  gammaVariate,
  generatorOf,
  normalShrinkage,
  normalVariate,
  poissonVariate,
  twoWayEffects,
  type EffectsPanel,
} from "@vouch/stats";
import type { BenchRow } from "./bench-row.ts";
import { shortestMs } from "./shortest-ms.ts";

/** Rows of creators with offers: some offers are given far more often than others, or as it is told. */
function panelOf(rows: number, creators: number, offers: number, offerOf?: (creator: number, share: number) => number): EffectsPanel {
  const source = generatorOf(11);
  const [ofCreator, ofOffer] = [creators, offers].map((levels) => Float64Array.from({ length: levels }, () => normalVariate(source))) as [
    Float64Array,
    Float64Array,
  ];
  const creator = Int32Array.from({ length: rows }, () => source.below(creators));
  const offer = creator.map((one) => {
    const share = source.uniform();
    return offerOf === undefined ? Math.floor(offers * share ** 2) : offerOf(one, share);
  });
  const outcome = Float64Array.from(creator, (one, row) => (ofCreator[one] ?? 0) + (ofOffer[offer[row] ?? 0] ?? 0) + normalVariate(source));
  return { outcome, creator: factorOf(creator), offer: factorOf(offer) };
}

type Side = EffectsPanel["creator"];

/** The mean by level of what is left of each row, into `effects`; how far they moved in all. */
function sweepSide(own: Side, effects: Float64Array, left: (row: number) => number): number {
  const [sums, counts] = [new Float64Array(effects.length), new Float64Array(effects.length)];
  own.codes.forEach((level, row) => {
    sums[level] = (sums[level] ?? 0) + left(row);
    counts[level] = (counts[level] ?? 0) + 1;
  });
  let moved = 0;
  sums.forEach((sum, level) => {
    const effect = sum / (counts[level] ?? 1);
    moved += Math.abs(effect - (effects[level] ?? 0));
    effects[level] = effect;
  });
  return moved;
}

/** Both effects in turn, each the mean of what the other leaves, until they hardly move: what is done where nothing is solved. */
function alternating({ outcome, creator, offer }: EffectsPanel): number {
  const [creators, offers] = [new Float64Array(creator.levels.length), new Float64Array(offer.levels.length)];
  for (let sweep = 1; ; sweep++) {
    const moved =
      sweepSide(creator, creators, (row) => (outcome[row] ?? 0) - (offers[offer.codes[row] ?? 0] ?? 0)) +
      sweepSide(offer, offers, (row) => (outcome[row] ?? 0) - (creators[creator.codes[row] ?? 0] ?? 0));
    if (moved / (creators.length + offers.length) < 1e-11 || sweep === 1000) return sweep;
  }
}

const row = (of: string, work: string, measured: number, { asked = "-", unit = "ms" } = {}): BenchRow => ({
  name: `${of}: ${work}`,
  of,
  asked,
  measured,
  unit,
  detail: "shortest of the runs",
});

/** Two-way effects and shrinkage of packages/stats, at the size of a large programme. */
export function run(): Promise<BenchRow[]> {
  const panel = panelOf(1_000_000, 20_000, 500);
  const faithful = panelOf(1_000_000, 20_000, 500, (creator, share) => Math.min(499, Math.floor(creator / 40 + 2 * share)));
  const wide = panelOf(300_000, 20_000, 3_000);
  const source = generatorOf(12);
  const rates = Array.from({ length: 20_000 }, (_, at) => {
    const trials = 10 + (at % 500);
    return { trials, successes: binomialVariate(source, trials, 0.02 + 0.02 * source.uniform()) };
  });
  const counts = Array.from({ length: 20_000 }, (_, at) => {
    const exposure = 1 + (at % 60);
    return { exposure, count: poissonVariate(source, exposure * gammaVariate(source, 2)) };
  });
  const lifts = Array.from({ length: 2_000 }, (_, at) => ({ estimate: 2 * normalVariate(source), standardError: 0.5 + (at % 5) }));
  const million = "1 M rows, 20,000 creators, 500 offers";
  const fixedMs = shortestMs(() => twoWayEffects(panel), 3);
  return Promise.resolve([
    row("twoWayEffects", million, fixedMs, { asked: "< 10000" }),
    row("twoWayEffects", "against means in turn until they move by 1e-11", fixedMs / shortestMs(() => alternating(panel), 1), {
      unit: "times",
    }),
    row(
      "twoWayEffects",
      "the same where creators keep to two offers",
      shortestMs(() => twoWayEffects(faithful), 2) / shortestMs(() => alternating(faithful), 1),
      { unit: "times" },
    ),
    row(
      "twoWayEffects",
      "300,000 rows, 20,000 creators, 3,000 offers, conjugate gradients",
      shortestMs(() => twoWayEffects(wide), 2),
    ),
    row(
      "connectedSets",
      million,
      shortestMs(() => connectedSets(panel.creator, panel.offer), 2),
    ),
    row(
      "effectVariances",
      `${million}, exact leave-out`,
      shortestMs(() => effectVariances(panel), 1),
    ),
    row(
      "effectVariances",
      "300,000 rows, 20,000 creators, 3,000 offers, 50 projections",
      shortestMs(() => effectVariances(wide, { draws: 50, generator: generatorOf(1) }), 1),
    ),
    row(
      "effectPredictors",
      million,
      shortestMs(() => effectPredictors(panel), 1),
    ),
    row(
      "betaBinomialShrinkage",
      "20,000 creators",
      shortestMs(() => betaBinomialShrinkage(rates), 2),
    ),
    row(
      "gammaPoissonShrinkage",
      "20,000 creators",
      shortestMs(() => gammaPoissonShrinkage(counts), 2),
    ),
    row(
      "normalShrinkage",
      "2,000 lifts",
      shortestMs(() => normalShrinkage(lifts), 2),
    ),
  ]);
}
