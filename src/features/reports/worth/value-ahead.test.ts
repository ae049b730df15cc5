import {
  bgNbdConditional,
  bgNbdFit,
  betaVariate,
  exponentialVariate,
  gammaGammaFit,
  gammaGammaSpend,
  gammaVariate,
  generatorOf,
  type Generator,
  type PurchaseHistory,
} from "@vouch/stats";
import { describe, expect, test } from "vitest";
import { valueAhead, type FittedModels } from "./value-ahead.ts";

const habits = { r: 0.7, alpha: 5, a: 0.5, b: 1.8 };
const spending = { p: 5, q: 4, v: 20 };

/** A customer drawn from known habits, watched for 20 to 60 weeks, with spends drawn from known ones. */
function drawnCustomer(source: Generator): PurchaseHistory {
  const [rate, leaving] = [gammaVariate(source, habits.r) / habits.alpha, betaVariate(source, habits.a, habits.b)];
  const age = Math.ceil(20 + 40 * source.uniform());
  let [repeats, recency] = [0, 0];
  for (let t = exponentialVariate(source) / rate; t <= age; t += exponentialVariate(source) / rate) {
    [repeats, recency] = [repeats + 1, t];
    if (source.uniform() < leaving) break;
  }
  const scale = gammaVariate(source, spending.q) / spending.v;
  const meanSpend = repeats > 0 ? gammaVariate(source, spending.p * repeats) / repeats / scale : 0;
  return { customer: "", repeats, recency, age, meanSpend } as PurchaseHistory;
}

function fitted(all: readonly PurchaseHistory[]): FittedModels {
  const orders = bgNbdFit(all);
  const spends = gammaGammaFit(all.map(({ repeats, meanSpend }) => ({ purchases: repeats, meanSpend })));
  if (orders.kind !== "fitted" || spends.kind !== "fitted") throw new Error(`${orders.kind}, ${spends.kind}`);
  return { orders, spends };
}

const weeks = 26;

/** What these customers bring on average by the parameters that they were drawn from. */
const truthOf = (all: readonly PurchaseHistory[]): number =>
  all.reduce((sum, history) => {
    const spend = gammaGammaSpend(spending, { purchases: history.repeats, meanSpend: history.meanSpend });
    return sum + bgNbdConditional(habits, history, weeks) * spend;
  }, 0) / all.length;

describe("what customers are worth in the weeks to come", () => {
  test("has an interval of 95 % that holds the value at the true parameters as often, and is as wide as the estimates spread", () => {
    const source = generatorOf(91);
    const runs = 100;
    let [covered, offSquares, saidSquares] = [0, 0, 0];
    for (let run = 0; run < runs; run++) {
      const all = Array.from({ length: 300 }, () => drawnCustomer(source));
      const { future_value: value, future_value_interval: ends } = valueAhead(fitted(all), all, { weeks, yearlyDiscount: 0.1 });
      const truth = truthOf(all);
      if (ends!.low <= truth && truth <= ends!.high) covered++;
      offSquares += Math.log(value! / truth) ** 2;
      saidSquares += (Math.log(ends!.high / ends!.low) / 2 / 1.96) ** 2;
    }
    // Four errors of a share, and of a ratio of standard deviations, over so many runs.
    expect(Math.abs(covered / runs - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / runs));
    expect(Math.abs(Math.sqrt(offSquares / saidSquares) - 1)).toBeLessThan(4 / Math.sqrt(2 * runs));
  });

  test("is one sum over all customers, less where a wait costs, and its interval does not depend on the currency's unit", () => {
    const source = generatorOf(92);
    const all = Array.from({ length: 400 }, () => drawnCustomer(source));
    const [models, horizon] = [fitted(all), { weeks, yearlyDiscount: 0.1 }];
    const worth = valueAhead(models, all, horizon);
    const { orders, spends } = models;
    const byHand = all.reduce((sum, history) => {
      const spend = gammaGammaSpend(spends.parameters, { purchases: history.repeats, meanSpend: history.meanSpend });
      return sum + bgNbdConditional(orders.parameters, history, weeks) * spend;
    }, 0);
    expect(worth.future_value).toBeCloseTo(byHand / 400, 9);
    expect(worth.future_value_discounted!).toBeLessThan(worth.future_value!);
    expect(valueAhead(models, all, { weeks, yearlyDiscount: 0 }).future_value_discounted).toBeCloseTo(worth.future_value!, 9);
    const cents = all.map((each) => ({ ...each, meanSpend: 100 * each.meanSpend }));
    const inCents = valueAhead(fitted(cents), cents, horizon).future_value_interval!;
    expect(inCents.low / 100 / worth.future_value_interval!.low).toBeCloseTo(1, 4);
    expect(inCents.high / 100 / worth.future_value_interval!.high).toBeCloseTo(1, 4);
  });

  test("has no interval where the spread of spends comes near to having no mean", () => {
    const source = generatorOf(93);
    const all = Array.from({ length: 300 }, () => drawnCustomer(source));
    const { orders, spends } = fitted(all);
    const wild = { ...spends, parameters: { ...spends.parameters, q: 1.0005 } };
    const worth = valueAhead({ orders, spends: wild }, all, { weeks, yearlyDiscount: 0.1 });
    expect(worth.future_value).toBeGreaterThan(0);
    expect(worth.future_value_interval).toBeNull();
  });
});
