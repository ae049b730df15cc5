import type { Answers } from "../../../../../test/known-answers.ts";
import { matrixOf } from "../../linear/matrix.ts";
import { doseEffect, type DoseOptions } from "./dose-effect.ts";

const outcomes = matrixOf([
  [12, 14, 11, 13, 20, 22, 19],
  [5, 6, 4, 7, 7, 13, 9],
  [30, 28, 33, 31, 36, 35, 41],
  [8, 9, 12, 10, 9, 11, 8],
  [17, 15, 16, 18, 26, 22, 24],
  [3, 5, 2, 4, 3, 6, 2],
]);
const doses = matrixOf([
  [0, 0, 0, 0, 6, 6, 9],
  [0, 0, 0, 0, 3, 2, 3],
  [0, 0, 0, 0, 5, 8, 8],
  [0, 0, 0, 0, 0, 0, 1],
  [0, 0, 0, 0, 9, 7, 9],
  [0, 0, 0, 0, 1, 1, 0],
]);
const panel = { outcomes, doses, bases: [12.5, 5.5, 30.5, 9.75, 16.5, 3.5] };
const half = (isFirst: boolean) => ({ ...doses, values: doses.values.map((dose, at) => (at < 21 === isFirst ? dose : 0)) });

function estimated(options: DoseOptions) {
  const found = doseEffect(panel, { level: 0.9, ...options });
  if (found.kind !== "estimated") throw new Error(found.kind);
  return found;
}

const reference =
  "numpy 2.4 and scipy 1.17, weighted least squares on region and period dummies, CR2 and the degrees of freedom from dense hat matrices, region by region";

export const answers: readonly Answers[] = [
  {
    of: "doseEffect",
    part: "slope, error, freedom, interval, p",
    reference,
    tolerance: 1e-12,
    answers: [
      {
        call: "doseEffect(panel, { level: 0.9 })",
        expected: [0.9966602787883, 0.1783486459622822, 3.228375067176132, 0.5887730953463935, 1.4045474622302065, 0.009278742607651713],
        actual: () => {
          const { slope, standardError, degreesOfFreedom, low, high, p } = estimated({});
          return [slope, standardError, degreesOfFreedom, low, high, p];
        },
      },
    ],
  },
  {
    of: "doseEffect",
    part: "what it rests on",
    reference: "numpy 2.4, residuals of the doses on region and period dummies",
    tolerance: 1e-14,
    answers: [
      {
        call: "doseEffect(panel).shares, .negativeWeights",
        expected: [
          0.25427261261397194, 0.059326509283013175, 0.1363320481760468, 0.2839865985598733, 0.18465648858511888, 0.08142574278197592,
          0.16426676698284393,
        ],
        actual: () => [...estimated({}).shares, estimated({}).negativeWeights],
      },
    ],
  },
  {
    of: "doseEffect",
    part: "sources that may be unlike",
    reference: "numpy 2.4 and scipy 1.17, brentq of the distance of slopes that are not refused",
    tolerance: 1e-11,
    answers: [
      {
        call: "doseEffect(panel, { level: 0.9, sources, sourceSpread: 0.4 })",
        expected: [-0.11869661526606223, 0.11869661526606395, 0.5791887040566986, 1.4622720852230886],
        actual: () => {
          const { leanings, low, high } = estimated({ sources: [half(true), half(false)], sourceSpread: 0.4 });
          return [...leanings, low, high];
        },
      },
    ],
  },
  { of: "permutedDoses", heldBy: "dealing out anew is the same as estimating anew, dealing by dealing" },
  { of: "dosePower", heldBy: "power grows with the effect, and without one about alpha is found" },
];
