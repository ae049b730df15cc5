import type { Answers, KnownAnswer } from "../../../../../test/known-answers.ts";
import type { Customer } from "../purchases/customer.ts";
import { simulatedCustomers } from "../simulated-customers.answers.ts";
import { paretoNbdFit, paretoNbdLogLikelihood, type ParetoNbd } from "./pareto-nbd-fit.ts";
import { paretoNbdAlive, paretoNbdConditional, paretoNbdDiscounted, paretoNbdExpected } from "./pareto-nbd-forecast.ts";

const model = { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 };
const other = { r: 0.9, alpha: 30, s: 1.2, beta: 2 };
const histories: readonly Customer[] = [
  { repeats: 2, recency: 30.43, age: 38.86 },
  { repeats: 0, recency: 0, age: 39 },
  { repeats: 26, recency: 30.86, age: 31 },
  { repeats: 400, recency: 38, age: 39 },
];
const discount = Math.log(1.15) / 52;

const each = (values: readonly number[], of: (customer: Customer) => number): KnownAnswer[] =>
  histories.map((customer, at) => ({
    call: `${customer.repeats}, ${customer.recency}, ${customer.age}`,
    expected: values[at] ?? Number.NaN,
    actual: () => of(customer),
  }));

const fit = paretoNbdFit(simulatedCustomers());
const NONE: ParetoNbd = { r: 0, alpha: 0, s: 0, beta: 0 };
const rowOf = ({ r, alpha, s, beta }: ParetoNbd): number[] => [r, alpha, s, beta];

export const answers: readonly Answers[] = [
  {
    of: "paretoNbdLogLikelihood",
    reference: "mpmath 1.3 at 40 digits, quad over the time of leaving, no 2F1",
    tolerance: 1e-12,
    answers: [
      ...each([-9.554283245150407, -0.5215074188765774, -39.131671540302776, 436.0153402656879], (one) =>
        paretoNbdLogLikelihood(model, [one]),
      ),
      ...each([-11.964327638105416, -0.0978303242331427, -50.01240527758803, 302.850642178186], (one) =>
        paretoNbdLogLikelihood(other, [one]),
      ),
    ],
  },
  {
    of: "paretoNbdLogLikelihood",
    part: "scales far apart",
    reference: "mpmath 1.3 at 40 digits, quad over the logarithm of the time of leaving",
    tolerance: 1e-12,
    answers: (
      [
        [{ r: 0.5, alpha: 10, s: 0.6, beta: 1e-6 }, 3, 20, -21.47479798864076],
        [{ r: 0.5, alpha: 10, s: 0.6, beta: 1e-6 }, 200, 30, 105.68119867764074],
        [{ r: 0.5, alpha: 1e-6, s: 0.6, beta: 10 }, 0, 0, -7.85693218345181],
        [{ r: 0.5, alpha: 0.01, s: 1.6, beta: 10 }, 200, 30, 168.35938369786703],
      ] as const
    ).map(([far, repeats, recency, expected]) => ({
      call: `${repeats}, ${recency}, 40 at alpha ${far.alpha}, beta ${far.beta}`,
      expected,
      actual: () => paretoNbdLogLikelihood(far, [{ repeats, recency, age: 40 }]),
    })),
  },
  {
    of: "paretoNbdAlive",
    reference: "mpmath 1.3 at 40 digits, quad over the time of leaving",
    tolerance: 1e-10,
    answers: each([0.8691675591530112, 0.29446703101458643, 0.9979187310551582, 0.1602615415289459], (one) => paretoNbdAlive(model, one)),
  },
  {
    of: "paretoNbdExpected",
    reference: "mpmath 1.3 at 40 digits, quad of the rate times the chance of being alive",
    tolerance: 1e-13,
    answers: [
      { call: "in 1", expected: 0.05097984324599099, actual: () => paretoNbdExpected(model, 1) },
      { call: "in 52", expected: 1.472996803375107, actual: () => paretoNbdExpected(model, 52) },
      { call: "in 500", expected: 5.319040272798147, actual: () => paretoNbdExpected(model, 500) },
      { call: "s = 1", expected: 3.1430799902443893, actual: () => paretoNbdExpected({ r: 2, alpha: 3, s: 1, beta: 4 }, 9) },
    ],
  },
  {
    of: "paretoNbdConditional",
    reference: "mpmath 1.3 at 40 digits, quad of rate times chance of being alive; in 52",
    tolerance: 1e-10,
    answers: each([1.8508267207019515, 0.13550636280083503, 25.458472951428767, 53.41794591806545], (one) =>
      paretoNbdConditional(model, one, 52),
    ),
  },
  {
    of: "paretoNbdDiscounted",
    reference: "mpmath 1.3 at 40 digits, hyperu(s, s, discount (beta + T)); 15 % a year",
    tolerance: 1e-10,
    answers: [
      ...each([6.501730537564229, 0.4762998432888674, 86.28988878864082, 187.76210019734202], (one) =>
        paretoNbdDiscounted(model, one, discount),
      ),
      {
        call: "5, 6, 8 at a rate of 3",
        expected: 0.11132172784028045,
        actual: () => paretoNbdDiscounted({ r: 2, alpha: 3, s: 1.7, beta: 4 }, { repeats: 5, recency: 6, age: 8 }, 3),
      },
    ],
  },
  {
    of: "paretoNbdFit",
    part: "parameters",
    reference: "scipy 1.17, minimize(Nelder-Mead, xatol=1e-12) over logarithms, hyp2f1",
    data: "clv/simulated-customers.csv",
    tolerance: 1e-6,
    answers: [
      {
        call: "r, alpha, s, beta",
        expected: [1.3508680693361004, 14.115925309962691, 1.552045899715423, 42.08794696466355],
        actual: () => rowOf(fit.kind === "no-repeats" ? NONE : fit.parameters),
      },
    ],
  },
  {
    of: "paretoNbdFit",
    part: "standard errors",
    reference: "numpy 2.4, inv of the extrapolated second differences of the same likelihood",
    data: "clv/simulated-customers.csv",
    tolerance: 1e-6,
    answers: [
      {
        call: "r, alpha, s, beta",
        expected: [0.2086790120385219, 2.2537110635608237, 1.1172877548958176, 38.41268066681446],
        actual: () => rowOf(fit.kind === "fitted" ? fit.standardErrors : NONE),
      },
    ],
  },
  {
    of: "paretoNbdFit",
    part: "log likelihood",
    reference: "scipy 1.17, minimize(Nelder-Mead, xatol=1e-12) over logarithms, hyp2f1",
    data: "clv/simulated-customers.csv",
    tolerance: 1e-14,
    answers: [{ call: "at the maximum", expected: -2843.1758865632273, actual: () => (fit.kind === "fitted" ? fit.logLikelihood : 0) }],
  },
  { of: "paretoNbdFit", heldBy: "CDNOW: Pareto/NBD has the parameters and likelihood of the reference" },
];
