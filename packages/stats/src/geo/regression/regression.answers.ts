import type { Answers } from "../../../../../test/known-answers.ts";
import { fixtureText, referenceNumber, tableRows } from "../../../../../test/reference-data.ts";
import type { GroupSeries } from "./group-series.ts";
import { groupTotals, type RegionGroups } from "./group-totals.ts";
import { incrementalReturn, type IncrementalReturnOutcome, type ResponseAndCost } from "./incremental-return.ts";
import { timeBasedRegression, type TimeBasedRegression } from "./time-based-regression.ts";

const daily = tableRows(fixtureText("geo/tbr-salesandcost-group-daily.csv"));
const column = (at: number): number[] => daily.map((cells) => Number(cells[at]));
/** RegionGroups 1 and 2 of the file are control and treated; 42 days before, 28 of treatment, 23 after it that do not count. */
const sales: GroupSeries = { control: column(2), treated: column(3), before: 42, until: 70 };

const assigned = tableRows(fixtureText("geo/geoassignment.csv"));
const regions = (group: string): Set<string> => new Set(assigned.filter(([, is]) => is === group).map(([geo = ""]) => geo));
const groups: RegionGroups = { treated: regions("2"), control: regions("1"), missing: "zero" };

function totals(value: number): { treated: Float64Array; control: Float64Array } {
  const cells = tableRows(fixtureText("geo/salesandcost.csv")).map((row) => ({
    unit: row[1] ?? "",
    period: row[0] ?? "",
    value: Number(row[value]),
  }));
  const found = groupTotals(cells, groups);
  if (found.kind !== "totals") throw new RangeError(found.kind);
  return found;
}

/** Sales and spend of the 100 geos, summed. */
const experiment = (): ResponseAndCost => ({
  response: { ...totals(2), before: 42, until: 70 },
  cost: { ...totals(3), before: 42, until: 70 },
});

const cents = (value: number): number => Math.round(100 * value) / 100;
/** Spend of both groups that goes on before and after, with misses that go along with those of sales. */
function variableSpend(): GroupSeries {
  const control = column(2).map((_, t) => cents(1000 + 300 * Math.sin(1.3 * t) + 40 * Math.cos(t * t)));
  const treated = control.map((spend, t) => {
    const apart = (sales.treated[t] as number) - (sales.control[t] as number);
    const usual = 0.8 * spend + 200 + 60 * Math.sin(2.9 * t) + 25 * Math.cos(0.7 * t * t) + 0.05 * apart;
    return cents(usual) + (t >= 42 && t < 70 ? 1500 : 0);
  });
  return { control, treated, before: 42, until: 70 };
}

function regressed(level: number): TimeBasedRegression {
  const found = timeBasedRegression(sales, level);
  if (found.kind !== "estimated") throw new RangeError(found.kind);
  return found;
}

type Returned = Extract<IncrementalReturnOutcome, { kind: "estimated" }>;

function returned(series: ResponseAndCost, level: number): Returned & { readonly ends: readonly number[] } {
  const found = incrementalReturn(series, level);
  if (found.kind !== "estimated" || found.set.kind !== "interval") throw new RangeError(found.kind);
  return { ...found, ends: [found.set.lower, found.set.upper] };
}

const reference = (...names: string[]): number[] => names.map((name) => referenceNumber(`geo.tbr.${name}`));
const spend = "geo/salesandcost.csv, geo/geoassignment.csv";
const [file, statsmodels] = ["geo/tbr-salesandcost-group-daily.csv", "statsmodels 0.15, OLS"];

export const answers: readonly Answers[] = [
  {
    of: "groupTotals",
    reference: "the daily group totals of matched_markets' example",
    data: spend,
    tolerance: 1e-14,
    answers: [
      { call: "control", expected: column(2), actual: () => totals(2).control.map(cents) },
      { call: "treated", expected: column(3), actual: () => totals(2).treated.map(cents) },
      { call: "spend in all", expected: 50_000, actual: () => cents(totals(3).treated.reduce((total, value) => total + value, 0)) },
    ],
  },
  {
    of: "timeBasedRegression",
    reference: "reference-numbers.json, geo.tbr: matched_markets, TBR.summary, use_cooldown False",
    data: file,
    tolerance: 1e-10,
    answers: [
      {
        call: "intercept, slope, sigma, degrees of freedom, effect, scale",
        expected: reference("intercept", "slope", "sigma", "df", "cumulative_effect", "scale"),
        actual: () => {
          const { intercept, slope, sigma, degreesOfFreedom, effect, standardError } = regressed(0.9);
          return [intercept, slope, sigma, degreesOfFreedom, effect, standardError];
        },
      },
      {
        call: "two-sided 0.9",
        expected: reference("two_sided_90.0", "two_sided_90.1"),
        actual: () => [regressed(0.9).lower, regressed(0.9).upper],
      },
      { call: "one-sided 0.9", expected: reference("one_sided_90_lower"), actual: () => [regressed(0.8).lower] },
    ],
  },
  {
    of: "timeBasedRegression",
    part: "first day, p, correlation of the residuals",
    reference: `${statsmodels}.get_prediction(...).summary_frame(alpha=.1), 2 * scipy.stats.t.sf, lag-one sum over squares`,
    data: file,
    tolerance: 1e-13,
    answers: [
      {
        call: "effect of the first day, lower, upper",
        expected: [5558.81805652639, 4514.4758725173015, 6603.160240535479],
        actual: () => {
          const { effect, lower, upper } = regressed(0.9).cumulative[0] ?? { effect: 0, lower: 0, upper: 0 };
          return [effect, lower, upper];
        },
      },
      {
        call: "p, correlation",
        expected: [4.846697332511145e-30, 0.22731080588394226],
        actual: () => [regressed(0.9).p, regressed(0.9).autocorrelation],
      },
    ],
  },
  {
    of: "timeBasedRegression",
    part: "proportional line",
    reference: "the ratio of sums and its variance by Cochran's section 6.7, in numpy, with scipy.stats.t.ppf",
    data: file,
    tolerance: 1e-13,
    answers: [
      {
        call: "slope, sigma, effect, scale, two-sided 0.9; effect of the first day, two-sided 0.9",
        expected: [
          0.9821255101658312, 608.123105792809, 150625.38150234715, 4951.905506060177, 142291.92865755866, 158958.83434713565,
          5761.744422135052, 4494.4615256047455, 7029.027318665359,
        ],
        actual: () => {
          const found = timeBasedRegression(sales, 0.9, "proportional");
          if (found.kind !== "estimated") return [];
          const [first] = found.cumulative;
          const whole = [found.slope, found.sigma, found.effect, found.standardError, found.lower, found.upper];
          return [...whole, first?.effect ?? 0, first?.lower ?? 0, first?.upper ?? 0];
        },
      },
    ],
  },
  {
    of: "timeBasedRegression",
    part: "lift",
    reference: "tests of matched_markets, test_tbr_iroas.py: quantiles of 10,000 draws in R",
    data: file,
    tolerance: 1e-3,
    isRounded: true,
    answers: [
      {
        call: "two-sided 0.9",
        expected: [0.173998, 0.163273, 0.184885],
        actual: () => {
          const { effect, lower, upper } = regressed(0.9).lift ?? { effect: 0, lower: 0, upper: 0 };
          return [effect, lower, upper];
        },
      },
    ],
  },
  {
    of: "incrementalReturn",
    part: "spend known",
    reference: "reference-numbers.json, geo.tbr: iroas, and the one-sided bound by 50,000",
    data: spend,
    tolerance: 1e-10,
    answers: [
      {
        call: "estimate, lower end at 0.8",
        expected: [...reference("iroas"), ...reference("one_sided_90_lower").map((bound) => bound / 50_000)],
        actual: () => {
          const { estimate, ends } = returned(experiment(), 0.8);
          return [estimate, ends[0] ?? 0];
        },
      },
    ],
  },
  {
    of: "incrementalReturn",
    part: "spend of both groups",
    reference: `${statsmodels} of both series, the covariance of the summed errors in numpy, the roots of Fieller's inequality`,
    data: `${file}, spend by formula`,
    tolerance: 1e-14,
    answers: [
      {
        call: "return, interval, both effects with errors, correlation",
        expected: [
          2.9900029794795073, 2.8503458664417347, 3.1282588575832073, 147337.12168451006, 4625.5136623223325, 49276.580222725446,
          377.6560774696079, 0.6644307644818016,
        ],
        actual: () => {
          const found = returned({ response: sales, cost: variableSpend() }, 0.9);
          const errors = [found.responseEffect, found.responseStandardError, found.costEffect, found.costStandardError];
          return [found.estimate, ...found.ends, ...errors, found.correlation];
        },
      },
    ],
  },
  { of: "timeBasedRegression", heldBy: "intervals of 90 % cover nine times in ten with groups of unequal size, few periods or many" },
  {
    of: "timeBasedRegression",
    heldBy: "serially correlated misses make the interval too narrow, as its docstring says, and most such answers are flagged",
  },
  {
    of: "timeBasedRegression",
    heldBy:
      "counts that rise flatten a fitted line, whose intervals then seldom hold; one in proportion is unbiased and holds nine times in ten",
  },
  {
    of: "incrementalReturn",
    heldBy: "its interval covers nine times in ten where both effects are uncertain, also when they err together",
  },
];
