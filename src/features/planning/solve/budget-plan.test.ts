import fc from "fast-check";
import { gammaDistribution } from "@vouch/stats";
import { describe, expect, test } from "vitest";
import { returnPriors, type ReturnPrior } from "../priors/known-return.ts";
import { stageOf } from "../priors/stage.ts";
import { allocation } from "./allocation.ts";
import { budgetPlan } from "./budget-plan.ts";
import type { Candidate, PlanInput } from "./plan-input.ts";
import { simulated } from "./simulation.ts";

const gates = { testSpend: 500, leastCycles: 1, leastReturn: 1, scaleChance: 0.8, stopChance: 0.2 };
const risk = { mostShare: 1, leastProvenShare: 0, mostLossChance: 1, leastMarginal: 0 };
const priorOf = (estimate: number, deviation = 0.3, cycles = 2): ReturnPrior => ({
  ...{ estimate, deviation, noise: 0.4, cycles, spent: 1_000, source: "own" },
});
const candidate = (id: string, prior: ReturnPrior): Candidate => ({
  ...{ id, name: id, tier: null, platform: null, prior },
  ...stageOf(prior, gates),
});
const inputOf = (candidates: readonly Candidate[], more: Partial<PlanInput> = {}): PlanInput => ({
  ...{ budget: 5_000, candidates, gates, risk, doubling: 1.6, sharedSpread: 0.15, worth: 1, seed: 7 },
  ...more,
});
const quiet = (): void => {};

describe("gates", () => {
  test("scale whom the evidence proves, stop whom it refutes, and test everybody else and the new", () => {
    const stages = [priorOf(2), priorOf(0.5), priorOf(1.1), priorOf(2, 0.3, 0)].map((prior) => stageOf(prior, gates));
    expect(stages.map(({ stage }) => stage)).toEqual(["scale", "stop", "test", "test"]);
    expect(stages[3]?.reason).toBe("0 of 1 campaigns that the rules ask for; reaches 1 at a chance of 100 %.");
  });
});

describe("an allocation", () => {
  const good = candidate("good", priorOf(3));
  const fair = candidate("fair", priorOf(2));

  test("is where one more unit brings the same on everybody within their bounds", () => {
    const { spends, marginals, spent } = allocation(inputOf([good, fair]), 4_000);
    expect(spent).toBeCloseTo(4_000, 6);
    expect(marginals[0]).toBeCloseTo(marginals[1]!, 8);
    // Both curves have at = 1,000 ÷ −ln 0.6, so the better one gets at ÷ 2 × ln(3 ÷ 2) more than half.
    expect(spends[0]! - 2_000).toBeCloseTo((1_000 / -Math.log(0.6) / 2) * Math.log(1.5), 6);
  });

  test("gives nobody more than their share, tests no more than a test, and the stopped nothing", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ estimate: fc.double({ min: 0.1, max: 4, noNaN: true }), cycles: fc.nat(2) }), { minLength: 1, maxLength: 8 }),
        fc.double({ min: 0.05, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (all, mostShare, leastProvenShare) => {
          const candidates = all.map(({ estimate, cycles }, at) => candidate(`${at}`, priorOf(estimate, 0.3, cycles)));
          const input = inputOf(candidates, { risk: { ...risk, mostShare, leastProvenShare } });
          const { spends, spent } = allocation(input, input.budget);
          const most = { stop: 0, test: Math.min(500, mostShare * 5_000), scale: mostShare * 5_000 };
          const scaled = spends.filter((_, at) => candidates[at]!.stage === "scale").reduce((sum, spend) => sum + spend, 0);
          expect(spends.every((spend, at) => spend >= 0 && spend <= most[candidates[at]!.stage] + 1e-6)).toBe(true);
          expect(spent).toBeLessThanOrEqual(5_000 + 1e-6);
          expect(scaled).toBeGreaterThanOrEqual(leastProvenShare * spent - 1e-6);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("a simulation", () => {
  test("is the same for the same seed, and its mean is the curve's: nothing is promised beyond the expectation", () => {
    const input = inputOf([candidate("a", priorOf(2)), candidate("b", priorOf(1.5, 0.5))]);
    const { spends, revenue } = allocation(input, 3_000);
    expect(simulated(input, spends)).toEqual(simulated(input, spends));
    expect(simulated({ ...input, sharedSpread: 0 }, spends).revenue.middle).toBeGreaterThan(0.9 * revenue);
    expect(simulated({ ...input, sharedSpread: 0 }, spends).revenue.middle).toBeLessThan(1.02 * revenue);
  });

  test("has the quantiles of what is believed where times and chance add nothing", () => {
    const input = inputOf([candidate("a", { ...priorOf(2, 0.8), noise: 0 })], { sharedSpread: 0 });
    const { low, middle, high } = simulated(input, [1_000]).revenue;
    // A gamma distribution of mean 2,000 and standard deviation 800; 2,000 draws miss its quantiles by some 1.5 %.
    const truth = gammaDistribution(6.25, 6.25 / 2_000);
    for (const [found, chance] of [
      [low, 0.1],
      [middle, 0.5],
      [high, 0.9],
    ] as const)
      expect(Math.abs(found / truth.quantile(chance) - 1)).toBeLessThan(0.04);
  });

  test("counts as lost what does not come back by the share of revenue that counts", () => {
    const input = inputOf([candidate("a", { ...priorOf(2, 0.8), noise: 0 })], { sharedSpread: 0, worth: 0.5 });
    const { lossChance } = simulated(input, [1_000]);
    expect(Math.abs(lossChance - gammaDistribution(6.25, 6.25 / 2_000).cdf(2_000))).toBeLessThan(0.035);
  });
});

describe("a plan", () => {
  test("spends everything where the limits allow it, and says what a weak and a strong time bring", () => {
    const plan = budgetPlan(inputOf([candidate("a", priorOf(3)), candidate("b", priorOf(2.5))]), quiet);
    expect(plan.spend).toBeCloseTo(5_000, 3);
    const [weak, expected, strong] = plan.scenarios.map(({ revenue }) => revenue.middle);
    expect([weak! < expected!, expected! < strong!, plan.limits]).toEqual([true, true, []]);
    expect(plan.ladder.map(({ revenue }) => revenue.middle)).toEqual(
      plan.ladder.map(({ revenue }) => revenue.middle).toSorted((a, b) => a - b),
    );
    expect(plan.ladder.map(({ marginal }) => marginal)).toEqual(plan.ladder.map(({ marginal }) => marginal).toSorted((a, b) => b - a));
  });

  test("spends less until a loss is as unlikely as asked, and nothing where no spend keeps to it", () => {
    const input = inputOf([candidate("a", priorOf(2, 0.4, 3)), candidate("b", priorOf(2, 0.4, 3))]);
    const careful = budgetPlan({ ...input, risk: { ...risk, mostLossChance: 0.02 } }, quiet);
    expect([careful.lossChance <= 0.02, careful.spend > 0, careful.spend < 5_000]).toEqual([true, true, true]);
    expect(careful.limits[0]).toContain("More would not keep within at most 2 % chance of a loss");
    const hopeless = budgetPlan(inputOf([candidate("c", priorOf(0.5, 0.9, 0))], { risk: { ...risk, mostLossChance: 0.01 } }), quiet);
    expect([hopeless.spend, hopeless.limits[0]?.startsWith("No spend keeps within")]).toEqual([0, true]);
  });

  test("keeps the last unit that brings less than is asked", () => {
    const plan = budgetPlan(inputOf([candidate("a", priorOf(3))], { risk: { ...risk, leastMarginal: 1 } }), quiet);
    expect(plan.spend).toBeLessThan(5_000);
    expect(plan.marginal).toBeCloseTo(1, 2);
  });

  test("without anybody proven says so where the proven must have their share", () => {
    const plan = budgetPlan(inputOf([candidate("new", priorOf(2, 1, 0))], { risk: { ...risk, leastProvenShare: 0.5 } }), quiet);
    expect([plan.spend, plan.limits.at(-1)]).toEqual([0, expect.stringContaining("Nobody is proven yet")]);
  });
});

describe("what is believed of a return", () => {
  const lesson = (estimate: number, half = 0.5) => ({
    ...{ estimate, low: estimate - half, high: estimate + half, level: 0.95, cycles: 1, spent: 1_000 },
  });
  const assumption = { estimate: 1, low: 0.4, high: 1.6 };
  const known = (id: string, tier: string | undefined, ...lessons: ReturnType<typeof lesson>[]) => ({ id, tier, lessons });

  test("is drawn from one's own lessons to those of the tier, the more the less sure they are", () => {
    const three = [known("a", "nano", lesson(1)), known("b", "nano", lesson(1.2)), known("c", "nano", lesson(3, 2)), known("new", "nano")];
    const priors = returnPriors(three, new Map(), assumption);
    expect(priors.get("c")!.estimate).toBeLessThan(3);
    expect(priors.get("c")!.source).toBe("own");
    expect(priors.get("new")).toMatchObject({ source: "tier", cycles: 0 });
    expect(priors.get("new")!.deviation).toBeGreaterThanOrEqual(priors.get("a")!.deviation);
  });

  test("of somebody unknown is that of the tier's lessons, of all, or what the plan assumes, in this order", () => {
    const tiers = new Map([["micro", [lesson(2)]]]);
    const of = (creators: Parameters<typeof returnPriors>[0]) => returnPriors(creators, tiers, assumption).get("new");
    expect(of([known("new", "micro")])).toMatchObject({ source: "tier", estimate: 2 });
    expect(of([known("new", "mega")])).toMatchObject({ source: "assumed", estimate: 1 });
    const others = ["a", "b", "c"].map((id) => known(id, "nano", lesson(1.5)));
    expect(of([...others, known("new", "mega")])).toMatchObject({ source: "all", estimate: expect.closeTo(1.5, 6) });
  });

  test("from one lesson alone lies between it and what the plan assumes, and several lessons are surer than one", () => {
    const one = returnPriors([known("a", undefined, lesson(3))], new Map(), assumption).get("a")!;
    const two = returnPriors([known("a", undefined, lesson(3), lesson(3))], new Map(), assumption).get("a")!;
    expect(one.estimate).toBeGreaterThan(1);
    expect(one.estimate).toBeLessThan(3);
    expect([two.deviation < one.deviation, two.cycles, two.spent]).toEqual([true, 2, 1_000]);
  });
});
