import { referenceNumber } from "../../../../test/reference-data.ts";
import type { Answers } from "../../../../test/known-answers.ts";
import { benfordDiagnostic } from "./benford.ts";

const counts = [3174, 1706, 1196, 873, 703, 613, 560, 471, 454];
/** Numbers with these first digits; what comes after the digit does not matter. */
const values = counts.flatMap((count, at) => Array.from({ length: count }, (_, k) => (at + 1) * 10 ** (k % 7)));
const diagnosed = benfordDiagnostic(values);

export const answers: readonly Answers[] = [
  {
    of: "benfordDiagnostic",
    reference: "reference-numbers.json, audience.benford_random10k_followers: n, chi2, mad, r",
    data: "numbers with the first digits of 9,750 followers",
    tolerance: 1e-4,
    isRounded: true,
    answers: [
      {
        call: "benfordDiagnostic(values)",
        expected: ["n", "chi2", "mad", "r"].map((name) => referenceNumber(`audience.benford_random10k_followers.${name}`)),
        actual: () =>
          diagnosed.kind === "diagnosed"
            ? [diagnosed.n, diagnosed.chiSquare, diagnosed.meanAbsoluteDeviation, diagnosed.correlation ?? 0]
            : [],
      },
    ],
  },
];
