import type { Answers } from "../../../../../test/known-answers.ts";
import type { Customer } from "../purchases/customer.ts";
import { simulatedCustomers } from "../simulated-customers.answers.ts";
import { bgNbdFit, bgNbdLogLikelihood, type BgNbd } from "./bg-nbd-fit.ts";
import { bgNbdAlive, bgNbdConditional, bgNbdExpected, bgNbdFrequencies } from "./bg-nbd-forecast.ts";

const model = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
const of = (repeats: number, recency: number, age: number): Customer => ({ repeats, recency, age });

const conditional: readonly (readonly [x: number, tx: number, T: number, expected: number, alive: number])[] = [
  [2, 30.43, 38.86, 1.226028174767135, 0.726578570080673],
  [23, 29, 39, 1.0611069388248295, 0.06552214149682918],
  [0, 0, 39, 0.19453072170326627, 1],
  [1, 2, 39, 0.21128928901136124, 0.22117853208209073],
  [10, 38, 39, 6.670739839494372, 0.9190215156827596],
];

const fit = bgNbdFit(simulatedCustomers());
const NONE: BgNbd = { r: 0, alpha: 0, a: 0, b: 0 };
const rowOf = (parameters: BgNbd): number[] => [parameters.r, parameters.alpha, parameters.a, parameters.b];

export const answers: readonly Answers[] = [
  {
    of: "bgNbdLogLikelihood",
    reference: "mpmath 1.3 at 40 digits, equation 6",
    tolerance: 1e-13,
    answers: (
      [
        [2, 30.43, 38.86, -9.45860630706627],
        [0, 0, 39, -0.5554981608414633],
        [300, 38, 39, 274.9755634417977],
      ] as const
    ).map(([x, tx, T, expected]) => ({ call: `${x}, ${tx}, ${T}`, expected, actual: () => bgNbdLogLikelihood(model, [of(x, tx, T)]) })),
  },
  {
    of: "bgNbdFit",
    part: "parameters",
    reference: "scipy 1.17, minimize(Nelder-Mead, xatol=1e-12) over logarithms",
    data: "clv/simulated-customers.csv",
    tolerance: 1e-6,
    answers: [
      {
        call: "r, alpha, a, b",
        expected: [0.5621703940697301, 4.848434855861315, 0.8324471685528263, 1.9792356112594096],
        actual: () => rowOf(fit.kind === "no-repeats" ? NONE : fit.parameters),
      },
    ],
  },
  {
    of: "bgNbdFit",
    part: "standard errors",
    reference: "numpy 2.4, inv of the extrapolated second differences of the same likelihood",
    data: "clv/simulated-customers.csv",
    tolerance: 1e-6,
    answers: [
      {
        call: "r, alpha, a, b",
        expected: [0.05792330431261131, 0.7448922758816429, 0.2509122990087677, 0.7739290978296338],
        actual: () => rowOf(fit.kind === "fitted" ? fit.standardErrors : NONE),
      },
    ],
  },
  {
    of: "bgNbdFit",
    part: "log likelihood",
    reference: "scipy 1.17, minimize(Nelder-Mead, xatol=1e-12) over logarithms",
    data: "clv/simulated-customers.csv",
    tolerance: 1e-14,
    answers: [{ call: "at the maximum", expected: -2822.744960280499, actual: () => (fit.kind === "fitted" ? fit.logLikelihood : 0) }],
  },
  {
    of: "bgNbdFit",
    heldBy: "CDNOW: BG/NBD has the parameters, errors and likelihood of the reference",
  },
  {
    of: "bgNbdAlive",
    reference: "reference-numbers.json, clv.cdnow.conditional.p_alive",
    tolerance: 1e-13,
    answers: conditional.map(([x, tx, T, , expected]) => ({
      call: `${x}, ${tx}, ${T}`,
      expected,
      actual: () => bgNbdAlive(model, of(x, tx, T)),
    })),
  },
  {
    of: "bgNbdConditional",
    reference: "reference-numbers.json, clv.cdnow.conditional.expected_39w, which asks for 1e-8",
    tolerance: 1e-12,
    answers: conditional.map(([x, tx, T, expected]) => ({
      call: `${x}, ${tx}, ${T} in 39 weeks`,
      expected,
      actual: () => bgNbdConditional(model, of(x, tx, T), 39),
    })),
  },
  {
    of: "bgNbdExpected",
    reference: "mpmath 1.3 at 40 digits, the mean of (1 - (alpha / (alpha + p t))^r) / p over beta(a, b), by quad",
    tolerance: 1e-11,
    answers: [
      { call: "CDNOW's in 1", expected: 0.05326789117165828, actual: () => bgNbdExpected(model, 1) },
      { call: "CDNOW's in 39", expected: 1.196723193320817, actual: () => bgNbdExpected(model, 39) },
      { call: "CDNOW's in 500", expected: 4.887868155291028, actual: () => bgNbdExpected(model, 500) },
      { call: "a = 1", expected: 1.3399083498360922, actual: () => bgNbdExpected({ r: 0.5, alpha: 2, a: 1, b: 2 }, 10) },
      { call: "a near 1", expected: 2.828161581102229, actual: () => bgNbdExpected({ r: 3, alpha: 5, a: 1.005, b: 4 }, 7) },
      { call: "a + b below 1", expected: 1.498533898464474, actual: () => bgNbdExpected({ r: 0.5, alpha: 2, a: 0.2, b: 0.3 }, 10) },
    ],
  },
  {
    of: "bgNbdExpected",
    part: "published",
    reference: "E[X(t)] of the reference data's facts, t = 1, 4, 26, 39, 52, 78",
    tolerance: 1e-6,
    isRounded: true,
    answers: [
      {
        call: "CDNOW's",
        expected: [0.0532679, 0.1960682, 0.9026369, 1.1967232, 1.4460506, 1.8605191],
        actual: () => [1, 4, 26, 39, 52, 78].map((t) => bgNbdExpected(model, t)),
      },
    ],
  },
  {
    of: "bgNbdFrequencies",
    reference: "mpmath 1.3 at 40 digits, equation 8",
    tolerance: 1e-12,
    answers: [
      {
        call: "0, 1, 2, 5, 20 in 39",
        expected: [0.5737863520960094, 0.19939528083591146, 0.08542975953906076, 0.017965493866579044, 0.0003986920941422094],
        actual: () => [0, 1, 2, 5, 20].map((x) => bgNbdFrequencies(model, 39, 20)[x] ?? Number.NaN),
      },
    ],
  },
];
