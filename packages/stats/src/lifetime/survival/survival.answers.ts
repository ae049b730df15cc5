import { fixtureText, referenceNumber, tableRows } from "../../../../../test/reference-data.ts";
import type { Answers } from "../../../../../test/known-answers.ts";
import { matrixOf } from "../../linear/matrix.ts";
import { coxFit, type CoxFit } from "./cox-fit.ts";
import type { Ties } from "./cox-likelihood.ts";
import type { Durations } from "./durations.ts";
import { kaplanMeier, survivalQuantile, type SurvivalCurve } from "./kaplan-meier.ts";
import { logRankTest, type LogRankOutcome } from "./log-rank.ts";
import { restrictedMean, restrictedMeanDifference } from "./restricted-mean.ts";

const rows = tableRows(fixtureText("retention/km-aml.csv"));
const durationsOf = (which: readonly string[][]): Durations => ({
  times: which.map(([time]) => Number(time)),
  events: which.map(([, status]) => status === "1"),
});
const aml = (group: string): Durations => durationsOf(rows.filter(([, , of]) => of === group));
const [maintained, not] = [aml("Maintained"), aml("Nonmaintained")];

/** The table of the reference: group, time, at risk, events, survival, error, low, high. */
const table = tableRows(fixtureText("retention/km-aml-reference.csv"));
const column = (group: string, at: number): number[] =>
  table.filter(([of, , , , , error]) => of === `x=${group}` && error !== "NA").map((row) => Number(row[at]));
const withoutZero = (curve: SurvivalCurve, of: "survival" | "standardErrors" | "low" | "high"): Float64Array =>
  curve[of].subarray(0, curve.endsAtZero ? -1 : undefined);

const times = [1, 1, 2, 2, 2, 3, 4, 4, 5, 6, 6, 7, 8, 8, 9];
const events = [1, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1, 0, 1, 1, 0].map(Boolean);
const traits = matrixOf(
  [0.5, -1, 2, 0.3, 0.1, -0.7, 1.2, 0, 0.9, -0.2, 0.4, -1.5, 0.6, 0.8, -0.3].map((x, at) => [
    x,
    [1, 0, 0, 1, 1, 0, 1, 0, 0, 1, 0, 0, 1, 1, 0][at] ?? 0,
  ]),
);
const thirds = [0, 1, 2].map((of) => ({
  times: times.filter((_, at) => at % 3 === of),
  events: events.filter((_, at) => at % 3 === of),
}));

const statisticOf = (outcome: LogRankOutcome): number[] => (outcome.kind === "tested" ? [outcome.statistic, outcome.p] : []);
const expectedOf = (outcome: LogRankOutcome): ArrayLike<number> => (outcome.kind === "tested" ? outcome.expected : []);

const both = { times: rows.map(([time]) => Number(time)), events: rows.map(([, status]) => status === "1") };
const isNot = matrixOf(rows.map(([, , group]) => [group === "Nonmaintained" ? 1 : 0]));
const fitted = (outcome: ReturnType<typeof coxFit>, of: (fit: CoxFit) => number[]): number[] =>
  outcome.kind === "fitted" ? of(outcome) : [];
const summary = (fit: CoxFit): number[] => [
  ...fit.coefficients,
  ...fit.covariance.values,
  fit.nullLogLikelihood,
  fit.logLikelihood,
  fit.likelihoodRatioTest.statistic,
  fit.likelihoodRatioTest.p,
  fit.scoreTest.statistic,
  fit.waldTest.statistic,
  ...fit.low,
  ...fit.high,
];
const cox = (ties: Ties): number[] => fitted(coxFit({ times, events }, traits, { ties }), summary);

const mean = (durations: Durations, until: number): number[] => {
  const outcome = restrictedMean(kaplanMeier(durations), until);
  return outcome.kind === "estimated" ? [outcome.mean, outcome.standardError] : [];
};

const median = (durations: Durations, interval: "log" | "log-log", p?: number): number[] => {
  const outcome = survivalQuantile(kaplanMeier(durations, { interval }), p);
  return outcome.kind === "reached" ? [outcome.time, outcome.low, outcome.high] : [];
};

export const answers: readonly Answers[] = [
  {
    of: "kaplanMeier",
    part: "survival, errors and log interval",
    reference: 'R survival 3.5, survfit(Surv(time, status) ~ x, conf.type = "log"), which asks for 1e-9',
    data: "retention/km-aml.csv",
    tolerance: 1e-13,
    answers: [["Maintained", maintained] as const, ["Nonmaintained", not] as const].flatMap(([group, durations]) =>
      (["survival", "standardErrors", "low", "high"] as const).map((of, at) => ({
        call: `${group}, ${of}`,
        expected: column(group, 4 + at),
        actual: () => withoutZero(kaplanMeier(durations, { interval: "log" }), of),
      })),
    ),
  },
  {
    of: "kaplanMeier",
    part: "log-log interval",
    reference: 'R survival 3.4, survfit(Surv(time, status) ~ x, conf.type = "log-log")',
    data: "retention/km-aml.csv",
    tolerance: 1e-13,
    answers: [
      {
        call: "Maintained, low",
        expected: [
          0.5080802057699297, 0.4474286146821814, 0.3501903859079384, 0.2657520400012861, 0.1673309097768508, 0.0928295749369852,
          0.0117384801231896,
        ],
        actual: () => kaplanMeier(maintained).low,
      },
      {
        call: "Maintained, high",
        expected: [
          0.9866738226678231, 0.9511622285824917, 0.8990239741910534, 0.8352992432502214, 0.7533997903708113, 0.6570408323981638,
          0.5250148427266415,
        ],
        actual: () => kaplanMeier(maintained).high,
      },
    ],
  },
  {
    of: "survivalQuantile",
    reference: "R survival 3.4, quantile(survfit(...), p): time and interval",
    data: "retention/km-aml.csv",
    tolerance: 1e-15,
    answers: [
      { call: "Maintained, log", expected: [31, 18, Infinity], actual: () => median(maintained, "log") },
      { call: "Maintained, log-log", expected: [31, 13, Infinity], actual: () => median(maintained, "log-log") },
      { call: "Nonmaintained, log", expected: [23, 8, Infinity], actual: () => median(not, "log") },
      { call: "Nonmaintained, log-log", expected: [23, 5, 33], actual: () => median(not, "log-log") },
      { call: "Nonmaintained, log, a quarter", expected: [8, 5, 30], actual: () => median(not, "log", 0.25) },
      { call: "Nonmaintained, log, three quarters", expected: [33, 27, Infinity], actual: () => median(not, "log", 0.75) },
      {
        call: "1, 2, and two left at 4, which stays at a half",
        expected: [3, 1, Infinity],
        actual: () => median({ times: [1, 2, 3, 4], events: [true, true, false, false] }, "log"),
      },
    ],
  },
  {
    of: "logRankTest",
    reference: "R survival 3.4, survdiff(Surv(time, status) ~ x, rho): chi-square and p",
    data: "retention/km-aml.csv",
    tolerance: 1e-12,
    answers: [
      { call: "rho 0", expected: [3.396388698977601, 0.06533932204050513], actual: () => statisticOf(logRankTest([maintained, not])) },
      { call: "rho 1", expected: [2.7792795447517733, 0.0954911154064931], actual: () => statisticOf(logRankTest([maintained, not], 1)) },
      {
        call: "rho 0.5",
        expected: [3.0186432878698306, 0.08231230057902365],
        actual: () => statisticOf(logRankTest([maintained, not], 0.5)),
      },
      {
        call: "three groups with ties",
        expected: [1.8119864469212805, 0.4041402840847143],
        actual: () => statisticOf(logRankTest(thirds)),
      },
      { call: "expected", expected: [10.689335992300725, 7.310664007699276], actual: () => expectedOf(logRankTest([maintained, not])) },
      {
        call: "expected, three groups",
        expected: [3.582051282051282, 3.582051282051282, 3.8358974358974356],
        actual: () => expectedOf(logRankTest(thirds)),
      },
    ],
  },
  {
    of: "logRankTest",
    part: "reference",
    reference: "reference-numbers.json, retention.km_aml.logrank_chisq and logrank_p",
    data: "retention/km-aml.csv",
    tolerance: 2e-5,
    isRounded: true,
    answers: [
      {
        call: "logRankTest",
        expected: [referenceNumber("retention.km_aml.logrank_chisq"), referenceNumber("retention.km_aml.logrank_p")],
        actual: () => statisticOf(logRankTest([maintained, not])),
      },
    ],
  },
  {
    of: "coxFit",
    part: "aml",
    reference: "R survival 3.4, coxph(Surv(time, status) ~ x, ties), and reference-numbers.json, retention.km_aml",
    data: "retention/km-aml.csv",
    tolerance: 1e-9,
    answers: [
      {
        call: "Efron: coefficient, error, likelihoods",
        expected: [0.9155325750147731, 0.5119342751720094, -42.72483926276022, -41.03261559645838],
        actual: () =>
          fitted(coxFit(both, isNot), (fit) => [...fit.coefficients, ...fit.standardErrors, fit.nullLogLikelihood, fit.logLikelihood]),
      },
      {
        call: "Breslow",
        expected: [0.904219723686211, 0.5122479073041886],
        actual: () => fitted(coxFit(both, isNot, { ties: "breslow" }), (fit) => [...fit.coefficients, ...fit.standardErrors]),
      },
      {
        call: "reference",
        expected: [referenceNumber("retention.km_aml.cox_efron"), referenceNumber("retention.km_aml.cox_breslow")],
        actual: () => [
          ...fitted(coxFit(both, isNot), (fit) => [...fit.coefficients]),
          ...fitted(coxFit(both, isNot, { ties: "breslow" }), (fit) => [...fit.coefficients]),
        ],
      },
    ],
  },
  {
    of: "coxFit",
    reference: "R survival 3.4, coxph(Surv(tt, ev) ~ X, ties): coef, vcov, loglik, logtest, sctest, wald.test, conf.int",
    tolerance: 1e-12,
    answers: [
      {
        call: "15 members with ties, Efron",
        expected: [
          0.2733740191234872, 0.0828071409659745, 0.2086410414826054, -0.1199112251822471, -0.1199112251822471, 0.4436754322992312,
          -22.16917160086732, -21.90064625426317, 0.5370506932082932, 0.7645060449321823, 0.5152832829487255, 0.5117897920722103,
          0.5369321897545412, 0.2944327665490956, 3.2175863790264474, 4.00810628174801,
        ],
        actual: () => cox("efron"),
      },
      {
        call: "15 members with ties, Breslow",
        expected: [
          0.2382126707275302, 0.0479632316388425, 0.2015389572238857, -0.1116476529310881, -0.1116476529310881, 0.4410165343453505,
          -23.02377688058631, -22.83325887151771, 0.3810360181371877, 0.8265308725438438, 0.3684537561003696, 0.3669413520802877,
          0.5264095620775725, 0.28546645975725, 3.0590397990153724, 3.855717837018459,
        ],
        actual: () => cox("breslow"),
      },
    ],
  },
  {
    of: "restrictedMean",
    reference: "R survival 3.4, summary(survfit(...), rmean)$table: mean and error",
    data: "retention/km-aml.csv",
    tolerance: 1e-13,
    answers: [
      { call: "Maintained, 52", expected: [32.57954545454545, 4.839575419873822], actual: () => mean(maintained, 52) },
      { call: "Nonmaintained, 52", expected: [22.70833333333334, 4.180941981033154], actual: () => mean(not, 52) },
      { call: "Maintained, 30", expected: [24.60227272727273, 2.313149377319131], actual: () => mean(maintained, 30) },
      { call: "Nonmaintained, 30", expected: [19.69444444444445, 3.054197930717655], actual: () => mean(not, 30) },
    ],
  },
  {
    of: "restrictedMeanDifference",
    reference: "R 4.2.2, from the means and errors above: difference, 2 * pnorm(-z), ends by qnorm(.975)",
    data: "retention/km-aml.csv",
    tolerance: 1e-13,
    answers: [
      {
        call: "Nonmaintained, Maintained, 52",
        expected: [9.87121212121211, 0.1227156939730088, -2.6636373051474447, 22.406061547571674],
        actual: () => {
          const outcome = restrictedMeanDifference(kaplanMeier(not), kaplanMeier(maintained), 52);
          return outcome.kind === "tested" ? [outcome.difference, outcome.p, outcome.low, outcome.high] : [];
        },
      },
    ],
  },
];
