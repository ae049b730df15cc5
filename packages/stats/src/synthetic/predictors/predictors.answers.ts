import type { Answers } from "../../../../../test/known-answers.ts";
import { californiaPanel } from "../../../../../test/reference-panels.ts";
import { matrixOf } from "../../linear/matrix.ts";
import { predictorControl } from "./predictor-control.ts";

const panel = californiaPanel();
const years = panel.periods.length;
/** Packs in every other year before treatment, the later ones counting more. */
const places = Array.from({ length: 10 }, (_, at) => 2 * at);
const predictors = matrixOf(panel.units.map((_, unit) => places.map((place) => panel.outcomes.values[unit * years + place] ?? 0)));
const predictorWeights = places.map((_, at) => at + 1);

export const answers: readonly Answers[] = [
  {
    of: "predictorControl",
    part: "predictor weights given",
    reference: "numpy and scipy.optimize.nnls, polished on the support",
    data: "geo/california-prop99.csv",
    tolerance: 1e-11,
    answers: [
      {
        call: "effect, loss of outcomes, loss of predictors",
        expected: [-18.387361741930174, 3.438056090312109, 0.0010073730112609876],
        actual: () => {
          const found = predictorControl(panel, predictors, { predictorWeights });
          return found.kind === "estimated" ? [found.att, found.outcomeLoss, found.predictorLoss] : [];
        },
      },
    ],
  },
  { of: "predictorControl", heldBy: "predictors that lead to outcomes are found to count, and what only makes noise is not" },
];
