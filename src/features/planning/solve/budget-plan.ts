import { allocation, type Allocated } from "./allocation.ts";
import type { PlanInput } from "./plan-input.ts";
import { draws, simulated, type Range, type Simulated } from "./simulation.ts";

/** What a creator gets, and what it may bring. */
export interface PlannedCreator {
  readonly id: string;
  readonly spend: number;
  readonly revenue: Range;
  /** What one more unit brings. */
  readonly marginal: number;
}

/** What an amount of budget comes to. */
export interface Rung {
  readonly budget: number;
  readonly spend: number;
  readonly revenue: Range;
  readonly marginal: number;
  readonly lossChance: number;
}

/** How it comes out when times are weak, as expected, or strong for everybody. */
export interface Scenario {
  readonly name: "weak" | "expected" | "strong";
  readonly revenue: Range;
  readonly lossChance: number;
}

/** A plan as it is worked out; money in whole units. */
export interface BudgetPlan {
  readonly creators: readonly PlannedCreator[];
  readonly spend: number;
  readonly revenue: Range;
  readonly lossChance: number;
  readonly marginal: number;
  readonly scenarios: readonly Scenario[];
  readonly ladder: readonly Rung[];
  /** Limits that kept it from spending more, in words. */
  readonly limits: readonly string[];
  readonly draws: number;
}

const steps = 20;
const halvings = 8;
const rungs = [0.25, 0.5, 0.75, 1, 1.25, 1.5] as const;
/** The tenth, the middle and the ninetieth of a hundred equally likely times. */
const conditions = { weak: -1.2815515655446004, expected: 0, strong: 1.2815515655446004 } as const;

interface Tried {
  readonly allocated: Allocated;
  readonly outcome: Simulated;
}

const tried = (input: PlanInput, budget: number): Tried => {
  const allocated = allocation(input, budget);
  return { allocated, outcome: simulated(input, allocated.spends) };
};

const isWithin = (input: PlanInput, { allocated, outcome }: Tried): boolean =>
  outcome.lossChance <= input.risk.mostLossChance &&
  (allocated.spent === 0 || allocated.marginal * input.worth >= input.risk.leastMarginal);

/**
 * The largest part of the budget that the limits of chance allow: from the whole downwards in steps, then by halving. Not by halving alone:
 * little money risks more by the chance of few orders, and much money by what it brings less and less of, so that what is allowed lies between.
 */
function largestAllowed(input: PlanInput, report: (share: number) => void): Tried & { readonly isCut: boolean } {
  for (let step = steps; step > 0; step--) {
    const at = tried(input, (input.budget * step) / steps);
    if (isWithin(input, at)) return step === steps ? { ...at, isCut: false } : refined(input, { step, at });
    report((0.6 * (steps - step + 1)) / steps);
  }
  return { ...tried(input, 0), isCut: true };
}

function refined(input: PlanInput, { step, at }: { readonly step: number; readonly at: Tried }): Tried & { readonly isCut: boolean } {
  let [low, high, best] = [step / steps, (step + 1) / steps, at];
  for (let halving = 0; halving < halvings; halving++) {
    const middle = (low + high) / 2;
    const next = tried(input, input.budget * middle);
    if (isWithin(input, next)) [low, best] = [middle, next];
    else high = middle;
  }
  return { ...best, isCut: true };
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

function limitsOf(input: PlanInput, { allocated, isCut }: Tried & { isCut: boolean }): string[] {
  const { risk, candidates, budget } = input;
  const count = (stage: string): number => candidates.filter((each) => each.stage === stage).length;
  const unspent = budget - allocated.spent;
  const limit = `at most ${percent(risk.mostLossChance)} chance of a loss, and at least ${risk.leastMarginal} back for the last unit`;
  const cut = isCut
    ? [
        allocated.spent === 0
          ? `No spend keeps within ${limit}: nothing is spent. Tests cost money too: to pay for them, allow a higher chance of a loss.`
          : `More would not keep within ${limit}.`,
      ]
    : [];
  const shares =
    !isCut && unspent > budget * 1e-6
      ? [
          `Everybody whom the rules allow money is at their most: ${count("test")} at a test’s spend or ${percent(risk.mostShare)} of the budget.`,
        ]
      : [];
  const proven =
    risk.leastProvenShare > 0 && count("scale") === 0
      ? [`Nobody is proven yet, and ${percent(risk.leastProvenShare)} of what is spent must go to the proven: lower that share to test.`]
      : [];
  return [...cut, ...shares, ...proven];
}

/**
 * A plan of a budget: who gets how much, what it may bring, and what more or less money would.
 *
 * @param input everything that it rests on.
 * @param report told how far it is, from 0 to 1.
 * @returns the same for the same input.
 */
export function budgetPlan(input: PlanInput, report: (share: number) => void): BudgetPlan {
  const found = largestAllowed(input, report);
  const { allocated, outcome } = found;
  const scenarios = (Object.keys(conditions) as (keyof typeof conditions)[]).map((name) => {
    const { revenue, lossChance } = simulated(input, allocated.spends, conditions[name]);
    return { name, revenue, lossChance };
  });
  report(0.8);
  const ladder = rungs.map((part, at) => {
    const wider = { ...input, budget: input.budget * part };
    const rung = tried(wider, wider.budget);
    report(0.8 + (0.2 * (at + 1)) / rungs.length);
    const { spent: spend, marginal } = rung.allocated;
    return { budget: wider.budget, spend, revenue: rung.outcome.revenue, marginal, lossChance: rung.outcome.lossChance };
  });
  return {
    creators: input.candidates.map(({ id }, at) => ({
      ...{ id, spend: allocated.spends[at]!, revenue: outcome.creators[at]!, marginal: allocated.marginals[at]! },
    })),
    ...{ spend: allocated.spent, revenue: outcome.revenue, lossChance: outcome.lossChance, marginal: allocated.marginal },
    ...{ scenarios, ladder, limits: limitsOf(input, found), draws },
  };
}
