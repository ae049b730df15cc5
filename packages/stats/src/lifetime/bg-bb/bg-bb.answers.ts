import type { Answers, KnownAnswer } from "../../../../../test/known-answers.ts";
import { bgBbFit, bgBbLogLikelihood, type BgBb, type OpportunityCustomer } from "./bg-bb-fit.ts";
import { bgBbAlive, bgBbConditional, bgBbDiscounted, bgBbExpected } from "./bg-bb-forecast.ts";

const model = { alpha: 1.204, beta: 0.75, gamma: 0.657, delta: 2.783 };
const of = (repeats: number, recency: number, count = 1): OpportunityCustomer => ({ repeats, recency, opportunities: 6, count });
const histories = [of(0, 0), of(6, 6), of(2, 5), of(3, 3)];

/** The donors of 1995 by repeats and recency over six years: Fader, Hardie and Shang (2010), table 2. */
const donors = [
  [of(6, 6, 1203), of(5, 6, 728), of(4, 6, 512), of(3, 6, 357), of(2, 6, 234), of(1, 6, 129)],
  [of(5, 5, 335), of(4, 5, 284), of(3, 5, 225), of(2, 5, 173), of(1, 5, 119)],
  [of(4, 4, 240), of(3, 4, 181), of(2, 4, 155), of(1, 4, 78)],
  [of(3, 3, 322), of(2, 3, 255), of(1, 3, 129)],
  [of(2, 2, 613), of(1, 2, 277)],
  [of(1, 1, 1091), of(0, 0, 3464)],
].flat();

const each = (values: readonly number[], compute: (customer: OpportunityCustomer) => number): KnownAnswer[] =>
  histories.map((customer, at) => ({
    call: `${customer.repeats}, ${customer.recency} of 6`,
    expected: values[at] ?? Number.NaN,
    actual: () => compute(customer),
  }));

const fit = bgBbFit(donors);
const NONE: BgBb = { alpha: 0, beta: 0, gamma: 0, delta: 0 };
const rowOf = ({ alpha, beta, gamma, delta }: BgBb): number[] => [alpha, beta, gamma, delta];

export const answers: readonly Answers[] = [
  {
    of: "bgBbLogLikelihood",
    reference: "mpmath 1.3 at 40 digits, equation 7",
    tolerance: 1e-13,
    answers: [{ call: "four histories", expected: -12.383440681593031, actual: () => bgBbLogLikelihood(model, histories) }],
  },
  {
    of: "bgBbFit",
    part: "parameters",
    reference: "scipy 1.17, minimize(Nelder-Mead, xatol=1e-12) over logarithms",
    data: "Fader, Hardie and Shang (2010), table 2: 11,104 donors",
    tolerance: 1e-6,
    answers: [
      {
        call: "alpha, beta, gamma, delta",
        expected: [1.2035222316771383, 0.7497163009177259, 0.6567183733223226, 2.783443352751206],
        actual: () => rowOf(fit.kind === "no-repeats" ? NONE : fit.parameters),
      },
    ],
  },
  {
    of: "bgBbFit",
    part: "published",
    reference: "BTYD of R in the reference data's facts, whose search ends early: parameters and log likelihood",
    data: "Fader, Hardie and Shang (2010), table 2: 11,104 donors",
    tolerance: 1e-3,
    isRounded: true,
    answers: [
      {
        call: "alpha, beta, gamma, delta",
        expected: [1.2035071, 0.7497667, 0.6567568, 2.7838873, -33225.58129],
        actual: () => [...rowOf(fit.kind === "no-repeats" ? NONE : fit.parameters), fit.kind === "fitted" ? fit.logLikelihood : 0],
      },
    ],
  },
  {
    of: "bgBbFit",
    part: "standard errors",
    reference: "numpy 2.4, inv of the extrapolated second differences of the same likelihood",
    data: "Fader, Hardie and Shang (2010), table 2: 11,104 donors",
    tolerance: 1e-5,
    answers: [
      {
        call: "alpha, beta, gamma, delta",
        expected: [0.06939138035651173, 0.02944771930135207, 0.051009904985201165, 0.32081936022144314],
        actual: () => rowOf(fit.kind === "fitted" ? fit.standardErrors : NONE),
      },
    ],
  },
  {
    of: "bgBbFit",
    part: "log likelihood",
    reference: "scipy 1.17, minimize(Nelder-Mead, xatol=1e-12) over logarithms",
    data: "Fader, Hardie and Shang (2010), table 2: 11,104 donors",
    tolerance: 1e-14,
    answers: [{ call: "at the maximum", expected: -33225.58127434699, actual: () => (fit.kind === "fitted" ? fit.logLikelihood : 0) }],
  },
  {
    of: "bgBbAlive",
    reference: "mpmath 1.3 at 40 digits, equation 11",
    tolerance: 1e-13,
    answers: each([0.1080165841686742, 0.9304025423728814, 0.8044715946415602, 0.09497278938125027], (one) => bgBbAlive(model, one)),
  },
  {
    of: "bgBbExpected",
    reference: "mpmath 1.3 at 40 digits, equation 9 in closed form",
    tolerance: 1e-13,
    answers: [1, 6, 60].map((n, at) => ({
      call: `of ${n}`,
      expected: [0.4984902763561924, 2.219631393487299, 9.019482884907681][at] ?? Number.NaN,
      actual: () => bgBbExpected(model, n),
    })),
  },
  {
    of: "bgBbConditional",
    reference: "mpmath 1.3 at 40 digits, equation 13 in closed form; of 5 coming",
    tolerance: 1e-13,
    answers: each([0.072802877475043, 3.7521156075998148, 1.4428953704051188, 0.22350823004860282], (one) =>
      bgBbConditional(model, one, 5),
    ),
  },
  {
    of: "bgBbDiscounted",
    reference: "mpmath 1.3 at 40 digits, equation 14 with hyp2f1; 10 %",
    tolerance: 1e-12,
    answers: each([0.1146469961817641, 5.908678319555381, 2.272212661899639, 0.35197162647532954], (one) =>
      bgBbDiscounted(model, one, 0.1),
    ),
  },
];
