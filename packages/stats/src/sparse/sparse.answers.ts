import type { Answers } from "../../../../test/known-answers.ts";
import { sparseLu } from "./sparse-lu.ts";
import { sparseMatrixOf, type Entry } from "./sparse-matrix.ts";

/** The gambler's ruin with a chance of p to win each round: I - P over the stakes 1 ... n, from which 0 and n + 1 are left for good. */
const ruin = (n: number, p: number): readonly Entry[] =>
  Array.from({ length: n }, (_, at) => at).flatMap((at): Entry[] => [
    [at, at, 1],
    ...(at > 0 ? [[at, at - 1, p - 1] as const] : []),
    ...(at < n - 1 ? [[at, at + 1, -p] as const] : []),
  ]);

/** The chance to reach n + 1 before 0 from each stake. */
function chances(n: number, p: number): Float64Array {
  const lu = sparseLu(sparseMatrixOf(n, n, ruin(n, p)));
  if (lu.kind !== "factored") throw new RangeError("the chain must end");
  return lu.solve(Float64Array.from({ length: n }, (_, at) => (at === n - 1 ? p : 0)));
}

const closedForm = (n: number, p: number): number[] => {
  const odds = (1 - p) / p;
  return Array.from({ length: n }, (_, at) => (1 - odds ** (at + 1)) / (1 - odds ** (n + 1)));
};

export const answers: readonly Answers[] = [
  {
    of: "sparseLu",
    reference: "the gambler's ruin, (1 - r^k) / (1 - r^(n + 1)) with r = (1 - p) / p",
    tolerance: 1e-12,
    answers: [
      { call: "20 stakes, p = 0.45", expected: closedForm(20, 0.45), actual: () => chances(20, 0.45) },
      { call: "3,000 stakes, p = 0.501", expected: closedForm(3_000, 0.501), actual: () => chances(3_000, 0.501) },
    ],
  },
  ...["sparseMatrixOf", "sparseTimes", "sparseTransposeTimes"].map((of) => ({
    of,
    heldBy: "products agree with those of the dense matrix",
  })),
];
