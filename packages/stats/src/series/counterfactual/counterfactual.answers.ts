import type { Answers } from "../../../../../test/known-answers.ts";
import { causalImpactExample } from "../../../../../test/reference-series.ts";
import { fixtureText, referenceNumber, tableRows } from "../../../../../test/reference-data.ts";
import { generatorOf } from "../../random/generator.ts";
import { causalImpactPriors } from "../posterior/priors.ts";
import { counterfactual, type Banded, type Counterfactual, type PeriodEffect } from "./counterfactual.ts";

/** With the priors of the package, and perhaps another deviation of the level's step. */
function estimated(deviation: number = causalImpactPriors.level.deviation): Counterfactual {
  const { values, regressors } = causalImpactExample();
  const priors = { ...causalImpactPriors, level: { ...causalImpactPriors.level, deviation } };
  const outcome = counterfactual(generatorOf(1), values, { from: 70 }, { regressors, priors, draws: 8_000 });
  if (outcome.kind !== "estimated") throw new RangeError(outcome.kind);
  return outcome;
}

let found: Counterfactual | undefined;
const example = (): Counterfactual => (found ??= estimated());
const bandOf = ({ estimate, low, high }: Banded): number[] => [estimate, low, high];

/** A column of the package's series; its rows are periods. */
const seriesOf = (at: number, from = 0): number[] =>
  tableRows(fixtureText("geo/causalimpact-example-series.csv"))
    .slice(from)
    .map((cells) => Number(cells[at]));
const affected = (of: (effect: PeriodEffect) => number): number[] => example().effects.map(of);

const r = "CausalImpact 1.3.0, 20,000 iterations, held against causalImpactPriors";
const [data, series] = ["geo/causalimpact-example.csv", "geo/causalimpact-example-series.csv"];
const part = (name: string): number => referenceNumber(`geo.causalimpact.${name}`);

export const answers: readonly Answers[] = [
  {
    of: "counterfactual",
    part: "average effect",
    reference: `reference-numbers.json, geo.causalimpact: ${r}; it asks for 0.05`,
    data,
    tolerance: 1e-2,
    measure: "absolute",
    answers: [
      { call: "effect", expected: part("abs_effect"), actual: () => example().average.effect.estimate },
      { call: "observed", expected: part("actual"), actual: () => example().average.observed },
      { call: "predicted", expected: part("pred"), actual: () => example().average.predicted.estimate },
      { call: "its standard deviation", expected: part("pred_sd"), actual: () => example().average.deviation },
      { call: "relative effect", expected: part("rel_effect"), actual: () => example().relative?.estimate ?? Number.NaN },
    ],
  },
  {
    of: "counterfactual",
    part: "ends of the average effect's interval",
    reference: `reference-numbers.json, geo.causalimpact.abs_ci: ${r}; it asks for 0.1`,
    data,
    tolerance: 5e-2,
    measure: "absolute",
    answers: [
      {
        call: "ends",
        expected: [part("abs_ci.0"), part("abs_ci.1")],
        actual: () => [example().average.effect.low, example().average.effect.high],
      },
    ],
  },
  {
    of: "counterfactual",
    part: "a level that may drift ten times as far",
    reference: `${r}, prior.level.sd = 0.1: 10.742 [8.257, 13.241]`,
    data,
    tolerance: 1e-1,
    measure: "absolute",
    answers: [{ call: "effect and its ends", expected: [10.742, 8.257, 13.241], actual: () => bandOf(estimated(0.1).average.effect) }],
  },
  {
    of: "counterfactual",
    part: "predictions by period",
    reference: `${r}, series$point.pred`,
    data: series,
    tolerance: 2e-2,
    measure: "absolute",
    answers: [{ call: "all 100 periods", expected: seriesOf(2), actual: () => example().predicted.estimate }],
  },
  {
    of: "counterfactual",
    part: "ends of predictions by period",
    reference: `${r}, series$point.pred.lower and upper`,
    data: series,
    tolerance: 2e-1,
    measure: "absolute",
    answers: [
      { call: "lower, all 100 periods", expected: seriesOf(3), actual: () => example().predicted.low },
      { call: "upper, all 100 periods", expected: seriesOf(4), actual: () => example().predicted.high },
    ],
  },
  {
    of: "counterfactual",
    part: "effects by period and summed",
    reference: `${r}, series$point.effect and cum.effect`,
    data: series,
    tolerance: 2e-1,
    measure: "absolute",
    answers: [
      { call: "point effects", expected: seriesOf(8, 70), actual: () => affected(({ effect }) => effect.estimate) },
      { call: "cumulative effects", expected: seriesOf(11, 70), actual: () => affected(({ cumulative }) => cumulative.estimate) },
    ],
  },
  {
    of: "counterfactual",
    part: "ends of summed effects",
    reference: `${r}, series$cum.effect.lower and upper`,
    data: series,
    tolerance: 1,
    measure: "absolute",
    answers: [
      { call: "lower", expected: seriesOf(12, 70), actual: () => affected(({ cumulative }) => cumulative.low) },
      { call: "upper", expected: seriesOf(13, 70), actual: () => affected(({ cumulative }) => cumulative.high) },
    ],
  },
];
