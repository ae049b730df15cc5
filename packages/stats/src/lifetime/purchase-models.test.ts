import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { betaVariate, gammaVariate } from "../random/gamma-variate.ts";
import { generatorOf, type Generator } from "../random/generator.ts";
import { matrixOf } from "../linear/matrix.ts";
import { exponentialVariate } from "../random/normal-variate.ts";
import * as lifetime from "./exports.ts";
import { simulatedCustomers } from "./simulated-customers.answers.ts";

const { bgBbFit, bgNbdFit, gammaGammaFit, paretoNbdFit, purchaseHistories } = lifetime;
type Customer = lifetime.Customer;

const bgNbd = { r: 0.8, alpha: 6, a: 0.9, b: 2.5 };
const pareto = { r: 0.9, alpha: 6, s: 0.8, beta: 12 };
const bgBb = { alpha: 1.2, beta: 0.8, gamma: 0.7, delta: 2.5 };
const gammaGamma = { p: 5, q: 4, v: 20 };

/** Purchases of a customer until leaving or the end of the watch, and after it up to a later time. */
function purchasesOf(source: Generator, rate: number, until: number, leaves: (t: number) => boolean): number[] {
  const times: number[] = [];
  for (let t = exponentialVariate(source) / rate; t <= until; t += exponentialVariate(source) / rate) {
    times.push(t);
    if (leaves(t)) break;
  }
  return times;
}

function customerOf(times: readonly number[], age: number): Customer & { readonly later: number } {
  const seen = times.filter((t) => t <= age);
  return { repeats: seen.length, recency: seen.at(-1) ?? 0, age, later: times.length - seen.length };
}

function bgNbdCustomer(source: Generator, horizon: number): Customer & { readonly later: number } {
  const [rate, leaving, age] = [
    gammaVariate(source, bgNbd.r) / bgNbd.alpha,
    betaVariate(source, bgNbd.a, bgNbd.b),
    20 + 40 * source.uniform(),
  ];
  const times = purchasesOf(source, rate, age + horizon, () => source.uniform() < leaving);
  return customerOf(times, age);
}

function paretoCustomer(source: Generator, horizon: number): Customer & { readonly later: number } {
  const [rate, leaving, age] = [
    gammaVariate(source, pareto.r) / pareto.alpha,
    gammaVariate(source, pareto.s) / pareto.beta,
    20 + 40 * source.uniform(),
  ];
  const left = exponentialVariate(source) / leaving;
  return customerOf(
    purchasesOf(source, rate, Math.min(left, age + horizon), () => false),
    age,
  );
}

function bgBbCustomer(source: Generator): lifetime.OpportunityCustomer {
  const [buying, leaving, opportunities] = [
    betaVariate(source, bgBb.alpha, bgBb.beta),
    betaVariate(source, bgBb.gamma, bgBb.delta),
    4 + source.below(3),
  ];
  let [repeats, recency] = [0, 0];
  for (let at = 1; at <= opportunities && source.uniform() >= leaving; at++) {
    if (source.uniform() < buying) [repeats, recency] = [repeats + 1, at];
  }
  return { repeats, recency, opportunities };
}

function spenderOf(source: Generator): lifetime.Spender {
  const [purchases, rate] = [1 + source.below(6), gammaVariate(source, gammaGamma.q) / gammaGamma.v];
  return { purchases, meanSpend: gammaVariate(source, gammaGamma.p * purchases) / purchases / rate };
}

/** How often each parameter's interval of 95 % on the logarithm holds the truth, over fits to so many made-up data. */
function coverage<Name extends string>(
  runs: number,
  truth: Readonly<Record<Name, number>>,
  fit: () => { kind: string } | lifetime.FitOutcome<Name>,
): number {
  let [covered, asked] = [0, 0];
  for (let run = 0; run < runs; run++) {
    const outcome = fit();
    if (outcome.kind !== "fitted" || !("standardErrors" in outcome)) continue;
    for (const name of Object.keys(truth) as Name[]) {
      const [found, error] = [outcome.parameters[name], outcome.standardErrors[name]];
      if (Math.abs(Math.log(found / truth[name])) <= (1.96 * error) / found) covered++;
      asked++;
    }
  }
  expect(asked).toBeGreaterThan(0.9 * runs * Object.keys(truth).length);
  return covered / asked;
}

const many = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw);

describe("calibration: intervals cover the parameters that the data were drawn from, at unequal ages", () => {
  // ModelParameters of one fit move together, so that the bounds are four errors of as many runs, not of as many parameters.
  const within = (runs: number): number => 4 * Math.sqrt((0.95 * 0.05) / runs);

  test("BG/NBD", () => {
    const source = generatorOf(71);
    expect(Math.abs(coverage(80, bgNbd, () => bgNbdFit(many(1_000, () => bgNbdCustomer(source, 0)))) - 0.95)).toBeLessThan(within(80));
  });

  test("Pareto/NBD", () => {
    const source = generatorOf(72);
    expect(Math.abs(coverage(12, pareto, () => paretoNbdFit(many(1_000, () => paretoCustomer(source, 0)))) - 0.95)).toBeLessThan(
      within(12),
    );
  });

  test("BG/BB", () => {
    const source = generatorOf(73);
    expect(Math.abs(coverage(16, bgBb, () => bgBbFit(alike(many(3_000, () => bgBbCustomer(source))))) - 0.95)).toBeLessThan(within(16));
  });

  test("Gamma-Gamma", () => {
    const source = generatorOf(74);
    expect(Math.abs(coverage(60, gammaGamma, () => gammaGammaFit(many(500, () => spenderOf(source)))) - 0.95)).toBeLessThan(within(60));
  });
});

/** Alike customers put together by their count, as the model wants them. */
function alike(customers: readonly lifetime.OpportunityCustomer[]): lifetime.OpportunityCustomer[] {
  const cells = new Map<string, lifetime.OpportunityCustomer & { count: number }>();
  for (const one of customers) {
    const key = `${one.repeats} ${one.recency} ${one.opportunities}`;
    cells.set(key, { ...one, count: (cells.get(key)?.count ?? 0) + 1 });
  }
  return [...cells.values()];
}

describe("calibration of forecasts: what was expected of each customer is what came, on average", () => {
  const expectClose = (pairs: readonly { expected: number; came: number }[]): void => {
    const gap = pairs.reduce((total, { expected, came }) => total + came - expected, 0);
    const spread = Math.sqrt(pairs.reduce((total, { expected, came }) => total + (came - expected) ** 2, 0));
    expect(Math.abs(gap) / spread).toBeLessThan(4);
  };

  test("BG/NBD, for those with and without repeats", () => {
    const source = generatorOf(75);
    const pairs = many(6_000, () => bgNbdCustomer(source, 30)).map((one) => ({
      one,
      expected: lifetime.bgNbdConditional(bgNbd, one, 30),
      came: one.later,
    }));
    expectClose(pairs.filter(({ one }) => one.repeats === 0));
    expectClose(pairs.filter(({ one }) => one.repeats > 0));
  });

  test("Pareto/NBD, for those with and without repeats", () => {
    const source = generatorOf(76);
    const pairs = many(4_000, () => paretoCustomer(source, 30)).map((one) => ({
      one,
      expected: lifetime.paretoNbdConditional(pareto, one, 30),
      came: one.later,
    }));
    expectClose(pairs.filter(({ one }) => one.repeats === 0));
    expectClose(pairs.filter(({ one }) => one.repeats > 0));
  });
});

describe("laws", () => {
  const customer = fc
    .tuple(fc.integer({ min: 0, max: 60 }), fc.double({ min: 0.01, max: 1, noNaN: true }), fc.double({ min: 1, max: 200, noNaN: true }))
    .map(([repeats, share, age]): Customer => ({ repeats, recency: repeats === 0 ? 0 : share * age, age }));

  test("a chance of being alive is one, purchases are none in no time and never fall, and a fresh purchase is a good sign", () => {
    fc.assert(
      fc.property(customer, fc.double({ min: 0, max: 100, noNaN: true }), (one, t) => {
        for (const [alive, expected] of [
          [lifetime.bgNbdAlive(bgNbd, one), (time: number) => lifetime.bgNbdConditional(bgNbd, one, time)],
          [lifetime.paretoNbdAlive(pareto, one), (time: number) => lifetime.paretoNbdConditional(pareto, one, time)],
        ] as const) {
          expect(alive).toBeGreaterThanOrEqual(0);
          expect(alive).toBeLessThanOrEqual(1);
          expect(expected(0)).toBeCloseTo(0, 12);
          expect(expected(t + 1)).toBeGreaterThanOrEqual(expected(t) - 1e-9);
        }
        if (one.repeats === 0) return;
        const fresher = { ...one, recency: (one.recency + one.age) / 2 };
        expect(lifetime.bgNbdAlive(bgNbd, fresher)).toBeGreaterThanOrEqual(lifetime.bgNbdAlive(bgNbd, one));
        expect(lifetime.paretoNbdAlive(pareto, fresher)).toBeGreaterThanOrEqual(lifetime.paretoNbdAlive(pareto, one) - 1e-12);
      }),
    );
  });

  test("the unit of time moves the scales and nothing else, down to milliseconds; the order of customers does nothing", () => {
    const all = simulatedCustomers();
    const msPerWeek = 604_800_000;
    const inMs = all.map(({ repeats, recency, age }) => ({ repeats, recency: msPerWeek * recency, age: msPerWeek * age })).toReversed();
    for (const [weeks, ms] of [[bgNbdFit(all), bgNbdFit(inMs)] as const, [paretoNbdFit(all), paretoNbdFit(inMs)] as const]) {
      if (weeks.kind !== "fitted" || ms.kind !== "fitted") throw new Error("not fitted");
      expect(ms.parameters.r).toBeCloseTo(weeks.parameters.r, 5);
      expect(ms.parameters.alpha / weeks.parameters.alpha / msPerWeek).toBeCloseTo(1, 5);
    }
  });

  test("the unit of money moves v and nothing else, up to 10^12 minor units", () => {
    const spenders = simulatedCustomers().map(({ repeats, meanSpend }) => ({ purchases: repeats, meanSpend }));
    const [one, other] = [gammaGammaFit(spenders), gammaGammaFit(spenders.map((s) => ({ ...s, meanSpend: s.meanSpend * 1e10 })))];
    if (one.kind !== "fitted" || other.kind !== "fitted") throw new Error("not fitted");
    expect(other.parameters.p).toBeCloseTo(one.parameters.p, 6);
    expect(other.parameters.v / one.parameters.v / 1e10).toBeCloseTo(1, 6);
    expect(other.standardErrors.v / one.standardErrors.v / 1e10).toBeCloseTo(1, 6);
    expect(other.logLikelihood).toBeCloseTo(
      lifetime.gammaGammaLogLikelihood(
        other.parameters,
        spenders.map((s) => ({ ...s, meanSpend: s.meanSpend * 1e10 })),
      ),
      6,
    );
    expect(gammaGammaFit(spenders, { start: { p: 2, q: 2, v: 9 } })).toMatchObject({
      kind: "fitted",
      parameters: { p: expect.closeTo(one.parameters.p, 5) as number },
    });
  });

  test("the likelihood never falls with more iterations", () => {
    const all = simulatedCustomers();
    const reached = [1, 2, 4, 8, 16, 500].map((most) => {
      const fit = bgNbdFit(all, { most });
      return fit.kind === "no-repeats" ? Number.NaN : fit.logLikelihood;
    });
    expect(reached.every((value, at) => value >= (reached[at - 1] ?? -Infinity))).toBe(true);
    expect(bgNbdFit(all, { most: 1 })).toMatchObject({ kind: "not-converged", which: [] });
  });

  test("frequencies sum to one, and their mean is the expectation", () => {
    const chances = lifetime.bgNbdFrequencies(bgNbd, 10, 400);
    expect(chances.reduce((all, one) => all + one, 0)).toBeCloseTo(1, 9);
    expect(chances.reduce((all, one, x) => all + x * one, 0)).toBeCloseTo(lifetime.bgNbdExpected(bgNbd, 10), 7);
  });

  test("what is discounted is less, and at next to no discount all that is to come", () => {
    const one = { repeats: 3, recency: 20, age: 26 };
    const loyal = { ...pareto, s: 3 };
    const ever = lifetime.paretoNbdConditional(loyal, one, 1e7);
    expect(lifetime.paretoNbdDiscounted(loyal, one, 1e-7) / ever).toBeCloseTo(1, 3);
    expect(lifetime.paretoNbdDiscounted(loyal, one, 0.01)).toBeLessThan(ever);
    const bought = { repeats: 2, recency: 3, opportunities: 4 };
    const summed = lifetime.lifetimeValue({
      purchasesBy: (t) => lifetime.bgBbConditional(bgBb, bought, t),
      spend: 1,
      periods: 2_000,
      discount: 0.05,
    });
    expect(summed.value).toBeCloseTo(lifetime.bgBbDiscounted(bgBb, bought, 0.05), 8);
  });
});

describe("histories", () => {
  test("the made-up log gives the histories that are counted by hand", () => {
    const log = [
      { customer: "ben", day: 107, value: 5 },
      { customer: "ann", day: 100, value: 30 },
      { customer: "ann", day: 114, value: 10 },
      { customer: "ann", day: 114, value: 20 },
      { customer: "ann", day: 128, value: 60 },
      { customer: "ben", day: 150, value: 9 },
      { customer: "eve", day: 142, value: 9 },
    ];
    expect(purchaseHistories(log, { untilDay: 142 })).toEqual([
      { customer: "ben", repeats: 0, recency: 0, age: 5, meanSpend: 0 },
      { customer: "ann", repeats: 2, recency: 4, age: 6, meanSpend: 45 },
    ]);
    expect(purchaseHistories(log.toReversed(), { untilDay: 142, daysPerUnit: 1 }).find(({ customer }) => customer === "ann")).toMatchObject(
      { recency: 28 },
    );
  });
});

describe("what cannot be fitted is said to", () => {
  const once = { repeats: 0, recency: 0, age: 9 };

  test("nobody came back", () => {
    expect(bgNbdFit([once])).toEqual({ kind: "no-repeats" });
    expect(paretoNbdFit([once])).toEqual({ kind: "no-repeats" });
    expect(bgBbFit([{ repeats: 0, recency: 0, opportunities: 3 }])).toEqual({ kind: "no-repeats" });
    expect(gammaGammaFit([{ purchases: 2, meanSpend: 5 }])).toEqual({ kind: "too-few", spenders: 1 });
  });

  test("customers who are all alike run off to a boundary, by name", () => {
    const regular = many(200, () => ({ repeats: 10, recency: 49.9, age: 50 }));
    const fit = bgNbdFit(regular);
    expect(fit.kind).toBe("at-boundary");
    expect("which" in fit && fit.which.length).toBeGreaterThan(0);
    expect(paretoNbdFit(regular).kind).toBe("at-boundary");
    expect(gammaGammaFit(many(50, () => ({ purchases: 3, meanSpend: 20 }))).kind).not.toBe("fitted");
    expect(bgBbFit([{ repeats: 3, recency: 6, opportunities: 6, count: 100 }]).kind).not.toBe("fitted");
  });
});

const fine = { repeats: 1, recency: 2, age: 3 };
test.each<[string, () => unknown]>([
  ["no customer", () => bgNbdFit([])],
  ["no customer of opportunities", () => bgBbFit([])],
  ["repeats without recency", () => lifetime.bgNbdAlive(bgNbd, { ...fine, recency: 0 })],
  ["recency beyond age", () => lifetime.paretoNbdAlive(pareto, { ...fine, recency: 4 })],
  ["half a repeat", () => paretoNbdFit([{ ...fine, repeats: 0.5 }])],
  ["an age that is no number", () => bgNbdFit([{ ...fine, age: Number.NaN }])],
  ["a parameter of zero", () => lifetime.bgNbdExpected({ ...bgNbd, a: 0 }, 1)],
  ["an infinite parameter", () => lifetime.paretoNbdExpected({ ...pareto, beta: Infinity }, 1)],
  ["a negative time", () => lifetime.bgNbdConditional(bgNbd, fine, -1)],
  ["a start of zero", () => bgNbdFit([fine], { start: { ...bgNbd, r: 0 } })],
  ["no discount", () => lifetime.paretoNbdDiscounted(pareto, fine, 0)],
  ["more taken than there were", () => lifetime.bgBbAlive(bgBb, { repeats: 2, recency: 1, opportunities: 6 })],
  ["half an opportunity", () => lifetime.bgBbExpected(bgBb, 0.5)],
  ["a purchase of no value", () => gammaGammaFit([{ purchases: 1, meanSpend: 0 }])],
  ["a value without purchases", () => lifetime.gammaGammaSpend(gammaGamma, { purchases: 0, meanSpend: 5 })],
  ["no spender", () => lifetime.gammaGammaLogLikelihood(gammaGamma, [])],
  ["half a day", () => purchaseHistories([{ customer: "ann", day: 0.5 }], { untilDay: 9 })],
  ["an infinite value", () => purchaseHistories([{ customer: "ann", day: 1, value: Infinity }], { untilDay: 9 })],
  ["purchases that fall", () => lifetime.lifetimeValue({ purchasesBy: (t) => -t, spend: 1, periods: 2 })],
  ["a negative discount", () => lifetime.lifetimeValue({ purchasesBy: (t) => t, spend: 1, periods: 2, discount: -0.1 })],
])("%s is refused", (_, call) => {
  expect(call).toThrow(RangeError);
});

test("a mean over customers that is infinite is given as such", () => {
  expect(lifetime.gammaGammaSpend({ p: 1, q: 0.5, v: 1 }, { purchases: 0, meanSpend: 0 })).toBe(Infinity);
});

describe("intervals of what follows from fits", () => {
  const part = (at: number[], figures: (values: Float64Array) => number[]): lifetime.FittedPart => ({
    at,
    covariance: matrixOf([[0.04]]),
    figures,
  });

  test("are undefined where a figure is no positive number at the fit, or next to it", () => {
    const infinite = part([1], ([q = 0]) => [q > 1 ? 1 / (q - 1) : Number.POSITIVE_INFINITY, 2]);
    expect(lifetime.fittedIntervals([infinite]).map(({ kind }) => kind)).toEqual(["undefined", "estimated"]);
    const next = part([1.0005], ([q = 0]) => [q > 1 ? 1 / (q - 1) : Number.POSITIVE_INFINITY]);
    expect(lifetime.fittedIntervals([next])[0]).toMatchObject({ kind: "undefined", estimate: expect.closeTo(2000, 6) as number });
    expect(lifetime.fittedIntervals([part([1], () => [0])])[0]?.kind).toBe("undefined");
  });

  test("are refused without a part, below zero, and with a covariance of another size", () => {
    expect(() => lifetime.fittedIntervals([])).toThrow("at least one part");
    expect(() => lifetime.fittedIntervals([part([-1], () => [1])])).toThrow("parts[0].at[0]");
    expect(() => lifetime.fittedIntervals([part([1, 2], () => [1])])).toThrow("2 rows and columns: got 1 and 1");
    expect(() => lifetime.fittedIntervals([part([1], () => [1])], { level: 1 })).toThrow(RangeError);
  });
});
